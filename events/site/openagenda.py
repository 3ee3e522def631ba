"""The programme for OpenAgenda: one of its events for each talk and building, within the limits it documents.

https://developers.openagenda.com/evenements/structure (title 140 letters, description 200, longDescription 10 000,
conditions, keywords and image credits 255, 800 timings of at most 24 hours that don't overlap).
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from flask import url_for

from events.event.models import Event, Room
from events.event.rules import Fullness, fullness
from events.extensions import LocalisedText
from events.kit.localised import LANGUAGES, in_language
from events.kit.markdown import as_plain
from events.kit.settings import absolute
from events.people.models import Organisation
from events.programme.models import ReleasedSlot, Talk
from events.programme.rules import SlotState
from events.site.shown import register_address

Data = dict[str, Any]

TITLE, DESCRIPTION, LONG_DESCRIPTION, SHORT_TEXT = 140, 200, 10_000, 255
MOST_TIMINGS = 800
LONGEST_TIMING = timedelta(hours=24)
ON_SITE = 1
PUBLISHED = 2
PLANNED, POSTPONED, FULL, CANCELLED = 1, 4, 5, 6
"""Their numbers for states."""


def agenda_of(event: Event, slots: Iterable[ReleasedSlot]) -> bytes:
    """A JSON document of all talks with a date; in it a text stands in every language that it is written in."""
    ordered = sorted((slot for slot in slots if slot.talk), key=_by_talk_and_building)
    groups = [list(together) for _key, together in groupby(ordered, key=_by_talk_and_building)]
    events = [
        _event(event, group) for group in sorted(groups, key=lambda group: (group[0].starts_at, group[0].slot_id))
    ]
    return json.dumps({"total": len(events), "events": events}, ensure_ascii=False, separators=(",", ":")).encode()


def cut(text: str, length: int) -> str:
    """At most `length` characters, cut behind a word, with … where something is missing."""
    if len(text) <= length:
        return text
    kept = text[: length - 1]
    whole = kept if text[length - 1].isspace() else kept.rpartition(" ")[0]
    return (whole if len(whole) > length // 2 else kept).rstrip(" ,;:.-–—") + "…"


def _by_talk_and_building(slot: ReleasedSlot) -> tuple[int, int]:
    return slot.talk_id or 0, slot.room.venue_id if slot.room else 0


def _event(event: Event, slots: Sequence[ReleasedSlot]) -> Data:
    """`slots` are of one talk, in one building."""
    talk, room = _talk_of(slots[0]), slots[0].room
    standing = [slot for slot in slots if slot.state == SlotState.CONFIRMED]
    languages = [language for language in LANGUAGES if language == event.language or language in talk.title]
    key = talk.guid if room is None else f"{talk.guid}/{room.venue_id}"
    return {
        "extIds": [{"key": urlsplit(absolute("/")).netloc, "value": key}],
        "slug": f"{event.slug}-{talk.slug}",
        "canonicalUrl": absolute(url_for("site.talk", event_slug=event.slug, talk_slug=talk.slug)),
        **_texts(event, talk, slots, languages),
        "timings": list(_timings(standing or slots)),
        "timezone": event.zone,
        "location": _location(room, event.organisation, languages),
        "registration": list(_ways_to_register(event, talk)),
        "attendanceMode": ON_SITE,
        "status": _status(talk, slots, standing),
        "state": PUBLISHED,
        "createdAt": talk.created_at.isoformat(),
        **_image(talk),
    }


def _talk_of(slot: ReleasedSlot) -> Talk:
    if slot.talk is None:
        raise ValueError("a break is no event of an agenda")
    return slot.talk


def _texts(event: Event, talk: Talk, slots: Sequence[ReleasedSlot], languages: Sequence[str]) -> Data:
    def each(text: LocalisedText, length: int) -> dict[str, str]:
        return {language: cut(in_language(text, language), length) for language in languages}

    admission = talk.admission or event.admission
    keywords = {language: list(_keywords(talk, language)) for language in languages}
    return {
        "title": each(talk.title, TITLE),
        "description": {language: cut(_in_short(event, talk, language), DESCRIPTION) for language in languages},
        "longDescription": {
            language: cut(_at_length(talk, slots, language), LONG_DESCRIPTION) for language in languages
        },
        **({"conditions": each(admission, SHORT_TEXT)} if admission else {}),
        **({"keywords": keywords} if any(keywords.values()) else {}),
    }


def _in_short(event: Event, talk: Talk, language: str) -> str:
    """The subtitle, else the abstract's first paragraph, else who speaks, else which event it belongs to."""
    first = as_plain(in_language(talk.abstract, language).split("\n\n")[0])
    texts = (in_language(talk.subtitle, language), first, ", ".join(_names(talk)), in_language(event.title, language))
    return next(filter(None, (" ".join(text.split()) for text in texts)), in_language(talk.title, language))


def _at_length(talk: Talk, slots: Sequence[ReleasedSlot], language: str) -> str:
    """Abstract, speakers and halls, in Markdown."""
    people = [_person(speaker.person.name, speaker.person.profile, language) for speaker in talk.speakers]
    halls = dict.fromkeys(slot.room.name for slot in slots if slot.room)
    return "\n\n".join(filter(None, (in_language(talk.abstract, language), "\n".join(people), ", ".join(halls))))


def _person(name: str, profile: Any, language: str) -> str:
    about = in_language(profile.affiliation, language) if profile else ""
    return f"- **{name}**, {about}" if about else f"- **{name}**"


def _names(talk: Talk) -> list[str]:
    return [speaker.person.name for speaker in talk.speakers]


def _keywords(talk: Talk, language: str) -> Iterator[str]:
    """Strand, format and subjects, as many as there is room for."""
    named = [talk.track.name if talk.track else {}, talk.format.name if talk.format else {}]
    named += [subject.name for subject in talk.subjects]
    left = SHORT_TEXT
    for word in dict.fromkeys(filter(None, (in_language(name, language) for name in named))):
        if len(word) + 1 <= left:
            left -= len(word) + 1
            yield word


def _timings(slots: Sequence[ReleasedSlot]) -> Iterator[Data]:
    """In their order, none longer than a day, none over another."""
    pieces = sorted(piece for slot in slots for piece in _pieces(slot))
    until, count = None, 0
    for starts_at, ends_at, zone in pieces:
        if (until is None or starts_at >= until) and count < MOST_TIMINGS:
            yield {"begin": _written(starts_at, zone), "end": _written(ends_at, zone)}
            until, count = ends_at, count + 1


def _pieces(slot: ReleasedSlot) -> Iterator[tuple[datetime, datetime, str]]:
    starts_at = slot.starts_at
    while starts_at < slot.ends_at:
        ends_at = min(starts_at + LONGEST_TIMING, slot.ends_at)
        yield starts_at, ends_at, slot.zone
        starts_at = ends_at


def _written(moment: datetime, zone: str) -> str:
    return moment.astimezone(ZoneInfo(zone)).isoformat()


def _location(room: Room | None, organisation: Organisation, languages: Sequence[str]) -> Data:
    """The building; the organisation's own address while no hall is known."""
    place = room.venue if room else organisation
    town = " ".join(filter(None, (place.postcode, place.town)))
    found: Data = {
        "name": place.name,
        "address": ", ".join(filter(None, (place.street, town))) or place.name,
        "postalCode": place.postcode,
        "city": place.town,
    }
    return found | _of_building(room, languages) if room else found


def _of_building(room: Room, languages: Sequence[str]) -> Data:
    venue, access = room.venue, room.access or room.venue.access
    found: Data = {"countryCode": venue.country}
    if venue.latitude is not None and venue.longitude is not None:
        found |= {"latitude": venue.latitude, "longitude": venue.longitude}
    if access:
        found["access"] = {language: in_language(access, language) for language in languages}
    return found


def _ways_to_register(event: Event, talk: Talk) -> Iterator[Mapping[str, str]]:
    if not talk.bookable:
        return
    if address := register_address(event, talk):
        yield {"type": "link", "value": absolute(address)}
    organisation = event.organisation
    for kind, value in (("phone", organisation.phone), ("email", organisation.email)):
        if value:
            yield {"type": kind, "value": value}


def _status(talk: Talk, slots: Sequence[ReleasedSlot], standing: Sequence[ReleasedSlot]) -> int:
    if not standing:
        return POSTPONED if any(slot.state == SlotState.POSTPONED for slot in slots) else CANCELLED
    return FULL if fullness(talk.capacity.limit, talk.capacity.taken + talk.capacity.kept) is Fullness.FULL else PLANNED


def _image(talk: Talk) -> Data:
    picture = talk.picture
    if picture is None:
        return {}
    address = absolute(url_for("people.picture", file=picture.file))
    found: Data = {
        "image": {
            "url": address,
            "filename": picture.file,
            "base": address.removesuffix(picture.file),
            "size": {"width": picture.width, "height": picture.height},
        }
    }
    return found | ({"imageCredits": cut(picture.credit, SHORT_TEXT)} if picture.credit else {})

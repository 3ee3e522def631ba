"""From the rows of an event to the plain values that papers print."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from flask_babel import force_locale, ngettext
from flask_babel import gettext as _

from events.documents.programme import PaperContact, PaperRoom, PaperSpeaker, PaperTalk, ProgrammePaper
from events.documents.queries import draft_slots_to_print
from events.event.appointments import place_in_words
from events.event.models import Event, Room, Venue
from events.event.rules import EventKind
from events.kit import dates
from events.kit.localised import in_language
from events.kit.markdown import as_paragraphs
from events.kit.settings import absolute
from events.kit.typography import typeset
from events.people.models import Organisation
from events.programme.models import Release, ReleasedSlot, Slot, Speaker, Talk
from events.programme.queries import find_latest_release, public_slots
from events.programme.rules import SlotKind, SlotState, TalkState

AnySlot = Slot | ReleasedSlot
MOST_PLACES = 4
"""More addresses than these don't fit the cover; each talk then names its own."""


@dataclass(frozen=True)
class Wording:
    """How an event's slots are worded: in which language, and with which names of rooms (by id)."""

    language: str
    room_names: dict[int, str]

    def room(self, slot: AnySlot) -> str:
        return self.room_names[slot.room.id] if slot.room else ""

    def text(self, text: dict[str, str]) -> str:
        return in_language(text, self.language)


def released_programme(event: Event, language: str) -> ProgrammePaper | None:
    """What the public sees: published talks of the latest release. None when there is nothing to print yet."""
    release = find_latest_release(event.id)
    slots = public_slots(event.id) if release else ()
    if release is None or not any(slot.talk_id for slot in slots):
        return None
    return _programme(event, slots, language, release.created_at, release)


def draft_programme(event: Event, language: str, now: datetime) -> ProgrammePaper | None:
    """The timetable as it stands, drafts of talks included. None when nothing has a date yet."""
    slots = draft_slots_to_print(event.id)
    return _programme(event, slots, language, now) if any(slot.talk_id for slot in slots) else None


def languages_of(event: Event) -> tuple[str, ...]:
    """The event's language first, then those in which it has a title."""
    return event.language, *(language for language in event.title if language != event.language)


def _programme(
    event: Event, slots: Sequence[AnySlot], language: str, moment: datetime, release: Release | None = None
) -> ProgrammePaper:
    rooms = _rooms(slots)
    words = Wording(language, _room_names(event, rooms))
    venues = _venues(rooms)
    with force_locale(language):
        return ProgrammePaper(
            title=words.text(event.title),
            subtitle=words.text(event.subtitle),
            organisation=event.organisation.name,
            language=language,
            url=absolute(_address_of_changes(event, release)),
            released_on=moment.astimezone(ZoneInfo(event.zone)).date(),
            release_number=release.number if release else None,
            contact=_contact(event.organisation, language),
            introduction=tuple(_introduction(event, slots, language)),
            rooms=tuple(PaperRoom(words.room_names[room.id], _room_note(room, language)) for room in rooms),
            places=tuple(_place(venue) for venue in venues) if len(venues) <= MOST_PLACES else (),
            talks=tuple(_talk(slot, words) for slot in slots if _is_printed(slot)),
        )


def _address_of_changes(event: Event, release: Release | None) -> str:
    """What has changed since this version; of a draft there is only the programme."""
    return f"/{event.slug}/changes/?since={release.number}" if release else f"/{event.slug}/schedule/"


def _is_printed(slot: AnySlot) -> bool:
    """Talks, cancelled ones too, so that nobody comes in vain; breaks that take place; blockers never."""
    return slot.kind == SlotKind.TALK or (slot.kind == SlotKind.BREAK and slot.state == SlotState.CONFIRMED)


def _talk(slot: AnySlot, words: Wording) -> PaperTalk:
    zone, talk = ZoneInfo(slot.zone), slot.talk
    start, end = slot.starts_at.astimezone(zone), slot.ends_at.astimezone(zone)
    if talk is None:
        return PaperTalk(words.text(slot.title) or _("Break"), start, end, words.room(slot), is_break=True)
    return PaperTalk(
        title=words.text(talk.title),
        subtitle=words.text(talk.subtitle),
        starts_at=start,
        ends_at=end,
        room=words.room(slot),
        speakers=tuple(_speaker(speaker, words.language) for speaker in talk.speakers),
        abstract=as_paragraphs(words.text(talk.abstract)),
        notice=_notice(slot, talk, words),
    )


def _speaker(speaker: Speaker, language: str) -> PaperSpeaker:
    return PaperSpeaker(speaker.person.name, affiliation_of(speaker, language))


def affiliation_of(speaker: Speaker, language: str) -> str:
    profile = speaker.person.profile
    return in_language(profile.affiliation, language) if profile else ""


def _notice(slot: AnySlot, talk: Talk, words: Wording) -> str:
    reason = words.text(slot.reason)
    if slot.state == SlotState.CANCELLED:
        return _("Cancelled: %(reason)s", reason=reason) if reason else _("Cancelled")
    if slot.state == SlotState.POSTPONED:
        return _("Postponed to a later date: %(reason)s", reason=reason) if reason else _("Postponed to a later date")
    return _("Draft") if talk.state == TalkState.DRAFT else ""


def _contact(organisation: Organisation, language: str) -> PaperContact:
    town = f"{organisation.postcode} {organisation.town}".strip()
    return PaperContact(
        telephone=typeset(organisation.phone, language),
        hours=typeset(in_language(organisation.phone_hours, language), language),
        address=", ".join(filter(None, (organisation.street, town))),
    )


def _introduction(event: Event, slots: Iterable[AnySlot], language: str) -> list[str]:
    """When the doors usually open, then what coming costs."""
    doors = [
        dates.hour_in_words(slot.doors_at.astimezone(ZoneInfo(slot.zone)), language) for slot in slots if slot.doors_at
    ]
    lines = as_paragraphs(in_language(event.admission, language)).split("\n\n")
    if hour := _usual(doors):
        lines.insert(0, _("Doors open at %(hour)s.", hour=hour))
    return [line for line in lines if line]


def _usual(values: Sequence[str]) -> str:
    """What two thirds or more agree on."""
    value, times = Counter(values).most_common(1)[0] if values else ("", 0)
    return value if times * 3 >= len(values) * 2 else ""


def _rooms(slots: Iterable[AnySlot]) -> list[Room]:
    """The rooms of the talks, by venue and by their order in it."""
    rooms = {slot.room.id: slot.room for slot in slots if slot.room and _is_printed(slot)}
    return sorted(rooms.values(), key=lambda room: (room.venue.name, room.position, room.id))


def _venues(rooms: Iterable[Room]) -> list[Venue]:
    return list({room.venue.id: room.venue for room in rooms}.values())


def _place(venue: Venue) -> PaperRoom:
    """A building with its address."""
    return PaperRoom(venue.name, ", ".join(filter(None, (venue.street, f"{venue.postcode} {venue.town}".strip()))))


def _room_names(event: Event, rooms: Sequence[Room]) -> dict[int, str]:
    """As short as tells them apart: a congress's rooms alone; elsewhere with venue, and its address if need be."""
    if event.kind == EventKind.CONGRESS:
        times = Counter(room.name for room in rooms)
        return {room.id: room.name if times[room.name] == 1 else f"{room.name}, {room.venue.name}" for room in rooms}
    if 1 < len(_venues(rooms)) <= MOST_PLACES:
        return {room.id: ", ".join(dict.fromkeys((room.name, room.venue.name))) for room in rooms}
    return {room.id: place_in_words(room) for room in rooms}


def _room_note(room: Room, language: str) -> str:
    seats = ngettext("%(num)s seat", "%(num)s seats", room.seats) if room.seats else ""
    return typeset(", ".join(filter(None, (in_language(room.access, language).rstrip(" ."), seats))), language)

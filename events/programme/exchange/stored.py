"""The schedule of an event as it is stored: its latest release, or its draft, in the event's language.

Plain columns are read rather than rows with their relations: a thousand talks take some dozen milliseconds.
"""

from collections.abc import Callable, Iterator, Sequence
from itertools import count
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, select

from events.event.models import Event, Room, Track, Venue
from events.extensions import LocalisedText, db
from events.kit.localised import in_language
from events.kit.settings import absolute
from events.people.models import Person, SpeakerProfile
from events.programme.exchange.marks import DRAFT
from events.programme.exchange.numbers import number_from
from events.programme.exchange.shape import (
    FiledEvent,
    FiledPerson,
    FiledRoom,
    FiledSlot,
    FiledTalk,
    FiledTrack,
    Link,
    Schedule,
    Words,
    words,
)
from events.programme.exchange.urls import ascii_url
from events.programme.exchange.writing.entries import said
from events.programme.models import ReleasedSlot, Slot, Speaker, Talk, TalkFormat, TalkMaterial, TalkSpeaker
from events.programme.queries import find_latest_release, latest_of
from events.programme.rules import MaterialKind, SlotKind, SlotState, TalkState

Worded = Callable[[LocalisedText | None], Words]


def released_schedule(event: Event, language: str = "") -> Schedule | None:
    """What the public sees, published talks only; None before the first release. In the event's language, or this."""
    release = find_latest_release(event.id)
    if release is None:
        return None
    slots = _slots(ReleasedSlot).join(Slot, Slot.id == ReleasedSlot.slot_id).where(latest_of(event.id))
    public = Talk.state == TalkState.PUBLISHED
    return _schedule(event, language or event.language, release.name or str(release.number), slots, public)


def draft_schedule(event: Event, language: str = "") -> Schedule:
    """What organisers see, drafts of talks too."""
    slots = _slots(Slot).where(Slot.event_id == event.id, Slot.state != SlotState.UNSCHEDULED)
    return _schedule(event, language or event.language, event.next_version or DRAFT, slots, Talk.event_id == event.id)


def _schedule(event: Event, language: str, version: str, slots: Select[Any], which: ColumnElement[bool]) -> Schedule:
    def worded(text: LocalisedText | None) -> Words:
        return words(in_language(text, language))

    rooms = _rooms(event)
    talks = {talk.key: talk for talk in _talks(event, which, worded)}
    filed = [slot for slot in _filed(slots, rooms, worded) if slot.kind != SlotKind.TALK or slot.talk in talks]
    held, used = {slot.talk for slot in filed}, {slot.room for slot in filed if slot.talk}
    tracks = [track for track in _tracks(event, worded) if any(t.track == track.name for t in talks.values())]
    return Schedule(
        event=_event(event, language, version),
        talks=tuple(talk for key, talk in talks.items() if key in held),
        slots=tuple(filed),
        rooms=tuple(room for room in rooms.values() if room.name in used),
        tracks=tuple({track.name[""]: track for track in reversed(tracks) if track.name}.values())[::-1],
    )


def _event(event: Event, language: str, version: str) -> FiledEvent:
    return FiledEvent(
        title=in_language(event.title, language),
        subtitle=in_language(event.subtitle, language),
        acronym=event.slug,
        version=version,
        starts_on=event.starts_on,
        ends_on=event.ends_on,
        zone=event.zone,
        language=language,
        base_url=absolute(f"/{event.slug}/"),
    )


def _slots(model: type[Slot] | type[ReleasedSlot]) -> Select[Any]:
    columns: tuple[Any, ...] = (
        model.talk_id,
        model.kind,
        model.title,
        model.room_id,
        model.starts_at,
        model.ends_at,
        model.state,
    )
    return select(*columns, Slot.guid, Slot.number).order_by(model.starts_at, Slot.guid)


def _filed(slots: Select[Any], rooms: dict[int, FiledRoom], worded: Worded) -> Iterator[FiledSlot]:
    rows = db.session.execute(slots).all()
    numbers = _numbers(rows)
    for row in rows:
        yield FiledSlot(
            starts_at=row.starts_at,
            minutes=int((row.ends_at - row.starts_at).total_seconds() // 60),
            talk=str(row.talk_id or ""),
            kind=SlotKind(row.kind),
            title=worded(row.title),
            room=rooms[row.room_id].name if row.room_id else "",
            guid=row.guid,
            number=numbers[row.guid],
            state=SlotState(row.state),
        )


def _numbers(rows: Sequence[Row[Any]]) -> dict[str, int]:
    """Stored ones as they are; the others are made of the guid, each once."""
    found = {row.guid: row.number for row in rows if row.number is not None}
    taken = set(found.values())
    for guid in sorted(row.guid for row in rows if row.number is None):
        found[guid] = next(number for number in count(number_from(guid)) if number not in taken)
        taken.add(found[guid])
    return found


def _rooms(event: Event) -> dict[int, FiledRoom]:
    """By id, in the order of their buildings; two of one name carry the name of the building."""
    query = (
        select(Room.id, Room.name, Room.guid, Room.seats, Venue.name.label("venue"))
        .join(Venue, Venue.id == Room.venue_id)
        .where(Venue.organisation_id == event.organisation_id)
        .order_by(Venue.name, Room.position, Room.id)
    )
    rows = db.session.execute(query).all()
    names = [row.name for row in rows]
    full = {row.id: row.name if names.count(row.name) == 1 else f"{row.name} ({row.venue})" for row in rows}
    return {row.id: FiledRoom(full[row.id], row.guid, row.seats, row.venue) for row in rows}


def _tracks(event: Event, worded: Worded) -> list[FiledTrack]:
    query = select(Track.name, Track.colour, Track.slug).filter_by(event_id=event.id)
    rows = db.session.execute(query.order_by(Track.position, Track.id))
    return [FiledTrack(worded(row.name), row.colour, row.slug) for row in rows]


def _talks(event: Event, which: ColumnElement[bool], worded: Worded) -> Iterator[FiledTalk]:
    """By id; their key is the id of the row."""
    people, materials = _people(event, worded), _materials(event, worded)
    query = (
        select(*TALK_COLUMNS, TalkFormat.name.label("format"), Track.name.label("track"))
        .outerjoin(TalkFormat, TalkFormat.id == Talk.format_id)
        .outerjoin(Track, Track.id == Talk.track_id)
        .where(Talk.event_id == event.id, which)
        .order_by(Talk.id)
    )
    for row in db.session.execute(query):
        yield FiledTalk(
            key=str(row.id),
            title=worded(row.title),
            subtitle=worded(row.subtitle),
            abstract=worded(row.abstract),
            description=worded(row.description),
            code=row.code,
            slug=row.slug,
            language=row.language,
            format=worded(row.format),
            track=worded(row.track),
            persons=tuple(people.get(row.id, ())),
            links=tuple(materials.get((row.id, False), ())),
            attachments=tuple(materials.get((row.id, True), ())),
            do_not_record=row.do_not_record,
            licence=row.licence,
        )


TALK_COLUMNS = (
    Talk.id,
    Talk.code,
    Talk.slug,
    Talk.title,
    Talk.subtitle,
    Talk.abstract,
    Talk.description,
    Talk.language,
    Talk.do_not_record,
    Talk.licence,
)


def _materials(event: Event, worded: Worded) -> dict[tuple[int, bool], list[Link]]:
    """By talk, and whether they are attachments: what one downloads rather than visits. Kept files have no address."""
    query = (
        select(TalkMaterial.talk_id, TalkMaterial.kind, TalkMaterial.word, TalkMaterial.title, TalkMaterial.url)
        .join(Talk, Talk.id == TalkMaterial.talk_id)
        .where(Talk.event_id == event.id, TalkMaterial.url != "")
        .order_by(TalkMaterial.talk_id, TalkMaterial.position, TalkMaterial.id)
    )
    found: dict[tuple[int, bool], dict[str, Link]] = {}
    for talk_id, kind, word, title, url in db.session.execute(query):
        link = Link(ascii_url(url), said(worded(title)), word or USUAL_WORDS.get(kind, ""))
        found.setdefault((talk_id, kind in ATTACHED), {}).setdefault(link.url, link)
    return {key: list(links.values()) for key, links in found.items()}


ATTACHED = frozenset([MaterialKind.SLIDES, MaterialKind.DOCUMENT])
USUAL_WORDS: dict[str, str] = {
    MaterialKind.SLIDES: "slides",
    MaterialKind.DOCUMENT: "paper",
    MaterialKind.RECORDING: "recording",
}
"""What files call those that were added here."""


def _people(event: Event, worded: Worded) -> dict[int, list[FiledPerson]]:
    """Speakers by talk; each is made once however many talks she gives."""
    query = (
        select(
            TalkSpeaker.talk_id, Speaker.id, Speaker.guid, Speaker.number, Speaker.slug, Person.name, *PROFILE_COLUMNS
        )
        .join(Speaker, Speaker.id == TalkSpeaker.speaker_id)
        .join(Person, Person.id == Speaker.person_id)
        .outerjoin(SpeakerProfile, SpeakerProfile.person_id == Person.id)
        .where(Speaker.event_id == event.id)
        .order_by(TalkSpeaker.talk_id, TalkSpeaker.position)
    )
    made: dict[int, FiledPerson] = {}
    found: dict[int, list[FiledPerson]] = {}
    for row in db.session.execute(query):
        if row.id not in made:
            number = row.number or number_from(row.guid)
            made[row.id] = FiledPerson(
                row.name,
                row.guid,
                number,
                row.slug,
                website=row.website or "",
                affiliation=worded(row.affiliation),
                biography=worded(row.biography),
            )
        found.setdefault(row.talk_id, []).append(made[row.id])
    return found


PROFILE_COLUMNS = (SpeakerProfile.biography, SpeakerProfile.affiliation, SpeakerProfile.website)

"""Organisers' lists of talks and speakers: narrowed by words and filters, in the database, however long they are."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from events.event.models import Room
from events.extensions import db
from events.kit.search import folded, words_of
from events.people.models import Person, SpeakerProfile
from events.programme.models import Slot, Speaker, Talk, TalkSpeaker
from events.programme.queries.search import holds_words
from events.programme.rules import SlotState, TalkState
from events.programme.rules.bulk import Missing, Shown


@dataclass(frozen=True)
class TalkFilter:
    """What a list of talks is narrowed to; ids of rows, None where nothing is said."""

    words: str = ""
    state: Shown | None = None
    track_id: int | None = None
    format_id: int | None = None
    language: str = ""
    room_id: int | None = None
    speaker_id: int | None = None
    missing: Missing | None = None

    @property
    def is_any(self) -> bool:
        return self == TalkFilter()


@dataclass(frozen=True)
class SpeakerFilter:
    """`without_email` and `not_invited` narrow the list of speakers."""

    words: str = ""
    without_email: bool = False
    not_invited: bool = False


def found_talks(event_id: int, wanted: TalkFilter) -> Sequence[int]:
    """Ids of the talks: those without a date first, then by time."""
    first = select(func.min(Slot.starts_at)).where(_of_draft()).scalar_subquery()
    query = select(Talk.id).where(Talk.event_id == event_id, *_conditions(wanted))
    return db.session.scalars(query.order_by(first.is_not(None), first, Talk.id)).all()


def talks_by_id(event_id: int, talk_ids: Collection[int]) -> Sequence[Talk]:
    """These talks of the event in the order of their ids as given, with all that a row shows."""
    query = (
        select(Talk)
        .where(Talk.event_id == event_id, Talk.id.in_(talk_ids))
        .options(
            joinedload(Talk.track),
            joinedload(Talk.format),
            joinedload(Talk.capacity),
            selectinload(Talk.slots).joinedload(Slot.room),
            selectinload(Talk.talk_speakers).joinedload(TalkSpeaker.speaker).joinedload(Speaker.person),
        )
    )
    known = {talk.id: talk for talk in db.session.scalars(query).unique()}
    return [known[talk_id] for talk_id in talk_ids if talk_id in known]


def number_of_talks(event_id: int) -> int:
    return db.session.scalar(select(func.count()).select_from(Talk).filter_by(event_id=event_id)) or 0


def speakers_to_choose(event_id: int) -> Sequence[tuple[int, str]]:
    """(id, name) of the event's speakers, by name."""
    query = select(Speaker.id, Person.name).join(Speaker.person).where(Speaker.event_id == event_id)
    rows = [(speaker_id, name) for speaker_id, name in db.session.execute(query)]
    return sorted(rows, key=lambda row: _alphabetical(row[1]))


def rooms_to_choose(organisation_id: int) -> Sequence[tuple[int, str]]:
    """(id, name) of the organisation's rooms, by name."""
    query = select(Room.id, Room.name).join(Room.venue).where(Room.venue.has(organisation_id=organisation_id))
    return [(row_id, name) for row_id, name in db.session.execute(query.order_by(Room.name, Room.id))]


def found_speakers(event_id: int, wanted: SpeakerFilter) -> Sequence[int]:
    """Ids of the speakers, by name; all words must stand in name or affiliation."""
    query = (
        select(Speaker.id, Person.name, SpeakerProfile.affiliation)
        .join(Speaker.person)
        .outerjoin(SpeakerProfile, SpeakerProfile.person_id == Person.id)
        .where(Speaker.event_id == event_id)
    )
    if wanted.without_email:
        query = query.where(Person.email == "")
    if wanted.not_invited:
        query = query.where(Speaker.invited_at.is_(None))
    rows = sorted(db.session.execute(query), key=lambda row: (_alphabetical(row.name), row.id))
    return [row.id for row in rows if _holds(wanted.words, [row.name, *(row.affiliation or {}).values()])]


def speakers_by_id(event_id: int, speaker_ids: Collection[int]) -> Sequence[Speaker]:
    """These speakers of the event in the order of their ids as given, with their talks."""
    query = (
        select(Speaker)
        .where(Speaker.event_id == event_id, Speaker.id.in_(speaker_ids))
        .options(
            joinedload(Speaker.person).joinedload(Person.profile),
            selectinload(Speaker.talk_speakers).joinedload(TalkSpeaker.talk),
        )
    )
    known = {speaker.id: speaker for speaker in db.session.scalars(query).unique()}
    return [known[speaker_id] for speaker_id in speaker_ids if speaker_id in known]


def _conditions(wanted: TalkFilter) -> Iterator[ColumnElement[bool]]:
    words = holds_words(wanted.words)
    if words is not None:
        yield words
    if wanted.state:
        yield from _state(wanted.state)
    if wanted.missing:
        yield _missing(wanted.missing)
    plain = {Talk.track_id: wanted.track_id, Talk.format_id: wanted.format_id, Talk.language: wanted.language or None}
    yield from (column == value for column, value in plain.items() if value is not None)
    if wanted.room_id:
        yield Talk.slots.any(_of_draft(Slot.room_id == wanted.room_id))
    if wanted.speaker_id:
        yield Talk.talk_speakers.any(speaker_id=wanted.speaker_id)


def _state(state: Shown) -> Iterator[ColumnElement[bool]]:
    if state is Shown.CANCELLED:
        yield Talk.slots.any(_of_draft())
        yield ~Talk.slots.any(_of_draft(Slot.state != SlotState.CANCELLED))
    elif state is Shown.POSTPONED:
        yield Talk.slots.any(Slot.state == SlotState.POSTPONED)
        yield ~Talk.slots.any(Slot.state == SlotState.CONFIRMED)
    elif state is Shown.PUBLISHED:
        yield Talk.state == TalkState.PUBLISHED
    else:
        yield Talk.state == TalkState.DRAFT
        if state is Shown.TO_COMPLETE:
            yield or_(Talk.has_working_title, ~Talk.talk_speakers.any())


def _missing(missing: Missing) -> ColumnElement[bool]:
    if missing is Missing.SPEAKER:
        return ~Talk.talk_speakers.any()
    if missing is Missing.ROOM:
        return Talk.slots.any(_of_draft(Slot.room_id.is_(None)))
    return ~Talk.slots.any(_of_draft())


def _of_draft(*more: Any) -> ColumnElement[bool]:
    """A slot of the talk that stands in the draft."""
    return and_(Slot.talk_id == Talk.id, Slot.state != SlotState.UNSCHEDULED, *more)


def _alphabetical(name: str) -> str:
    """« Élise » stands between « Dora » and « Fatima »."""
    return folded(name.casefold())


def _holds(words: str, texts: Iterable[str]) -> bool:
    """Each word looked for begins or stands in a word of the texts, accents apart."""
    known = [folded(word) for text in texts for word in words_of(text)]
    return all(any(folded(wanted) in word for word in known) for wanted in words_of(words))

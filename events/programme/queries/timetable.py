"""Reading the draft timetable for its editor: one day of it, what has no time yet, and what can be taken back."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Select, String, and_, case, cast, func, or_, select
from sqlalchemy.orm import joinedload, selectinload
from sqlalchemy.sql.base import ExecutableOption

from events.event.models import Event, Room
from events.extensions import db
from events.programme.models import ReleasedSlot, Slot, Speaker, Talk, TalkSpeaker, TimetableEdit
from events.programme.queries import latest_of
from events.programme.rules import SlotState

COMPARED = ("talk_id", "room_id", "starts_at", "ends_at", "doors_at", "zone", "state", "kind", "postponed_from")
TEXTS = ("title", "reason")
"""What a release freezes; texts are compared as they are written, for databases don't compare JSON."""


def slots_of_day(event: Event, day: date) -> Sequence[Slot]:
    """The draft's slots that touch this day of the event's zone, by time, with all that a card shows."""
    first, last = _bounds(event, day)
    query = _shown_slots().where(Slot.event_id == event.id, Slot.state != SlotState.UNSCHEDULED)
    query = query.where(Slot.starts_at < last, Slot.ends_at > first)
    return db.session.scalars(query.order_by(Slot.starts_at, Slot.id)).unique().all()


def find_slot(event_id: int, slot_id: int) -> Slot | None:
    """A slot of the event, with all that a card shows; one that left the draft too."""
    query = _shown_slots().where(Slot.event_id == event_id, Slot.id == slot_id)
    return db.session.scalars(query.execution_options(populate_existing=True)).unique().one_or_none()


def days_and_rooms_in_use(event: Event) -> tuple[list[date], set[int]]:
    """The days on which something begins, in their order, and the rooms (by id) that hold anything."""
    query = select(Slot.starts_at, Slot.room_id).where(Slot.event_id == event.id, Slot.state != SlotState.UNSCHEDULED)
    rows = db.session.execute(query).all()
    zone = ZoneInfo(event.zone)
    return sorted({at.astimezone(zone).date() for at, _room in rows}), {room for _at, room in rows if room is not None}


def unscheduled_talks(event_id: int) -> Sequence[Talk]:
    """The talks without a time in the draft, the oldest first, with what their cards show."""
    query = _unscheduled(event_id).options(*_of_talk())
    return db.session.scalars(query.order_by(Talk.id)).unique().all()


def number_of_unscheduled_talks(event_id: int) -> int:
    return db.session.scalar(select(func.count()).select_from(_unscheduled(event_id).subquery())) or 0


def _unscheduled(event_id: int) -> Select[Talk]:
    placed = select(Slot.talk_id).where(
        Slot.event_id == event_id, Slot.talk_id.is_not(None), Slot.state != SlotState.UNSCHEDULED
    )
    return select(Talk).where(Talk.event_id == event_id, Talk.id.not_in(placed))


def select_speakers(event_id: int, talk_id: int | None = None) -> Select[Any]:
    """A query of the ids of the event's speakers, or of those of one talk."""
    if talk_id is None:
        return select(Speaker.id).where(Speaker.event_id == event_id)
    return select(TalkSpeaker.speaker_id).where(TalkSpeaker.talk_id == talk_id)


def waiting_slot_ids(event_id: int) -> set[int]:
    """The slots that stand otherwise than in the latest release."""
    released = and_(ReleasedSlot.slot_id == Slot.id, latest_of(event_id))
    query = select(Slot.id).outerjoin(ReleasedSlot, released).where(Slot.event_id == event_id, _waits())
    return set(db.session.scalars(query))


def find_edit_to_undo(event_id: int, account_id: int) -> TimetableEdit | None:
    """The last thing that this person did to the timetable and hasn't taken back."""
    return db.session.scalar(_edits_of(event_id, account_id, undone=False).order_by(TimetableEdit.id.desc()).limit(1))


def find_edit_to_redo(event_id: int, account_id: int) -> TimetableEdit | None:
    """What this person took back last, as long as she has done nothing else since."""
    last_done = select(func.max(TimetableEdit.id)).filter_by(event_id=event_id, account_id=account_id, undone_at=None)
    query = _edits_of(event_id, account_id, undone=True)
    query = query.where(TimetableEdit.id > func.coalesce(last_done.scalar_subquery(), 0))
    return db.session.scalar(query.order_by(TimetableEdit.id).limit(1))


def _edits_of(event_id: int, account_id: int, *, undone: bool) -> Select[TimetableEdit]:
    query = select(TimetableEdit).filter_by(event_id=event_id, account_id=account_id)
    return query.where(TimetableEdit.undone_at.is_not(None) if undone else TimetableEdit.undone_at.is_(None))


def _waits() -> ColumnElement[bool]:
    is_public, in_draft = ReleasedSlot.slot_id.is_not(None), Slot.state != SlotState.UNSCHEDULED
    return case((in_draft, or_(~is_public, *_differences())), else_=is_public)


def _differences() -> Iterator[ColumnElement[bool]]:
    for name in COMPARED:
        yield getattr(Slot, name).is_distinct_from(getattr(ReleasedSlot, name))
    for name in TEXTS:
        yield cast(getattr(Slot, name), String) != cast(getattr(ReleasedSlot, name), String)


def _shown_slots() -> Select[Slot]:
    talk = joinedload(Slot.talk)
    return select(Slot).options(
        joinedload(Slot.event),
        joinedload(Slot.room).joinedload(Room.venue),
        talk.joinedload(Talk.track),
        talk.selectinload(Talk.talk_speakers).joinedload(TalkSpeaker.speaker).joinedload(Speaker.person),
    )


def _of_talk() -> tuple[ExecutableOption, ...]:
    speakers = selectinload(Talk.talk_speakers).joinedload(TalkSpeaker.speaker).joinedload(Speaker.person)
    return joinedload(Talk.track), joinedload(Talk.format), speakers


def _bounds(event: Event, day: date) -> tuple[datetime, datetime]:
    """The day's first moment and the next day's."""
    zone = ZoneInfo(event.zone)
    return tuple(datetime.combine(day + timedelta(days=n), time(), zone) for n in (0, 1))  # type: ignore[return-value]

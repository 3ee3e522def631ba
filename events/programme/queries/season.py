"""Reading a season to plan it: its dates with their talks, what holds a room, what was made in one act."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload, selectinload

from events.event.models import Room
from events.extensions import db
from events.programme.models import Slot, Speaker, Talk, TalkCapacity, TalkSeries, TalkSpeaker
from events.programme.rules import SlotState, TalkState


def dates_of(event_id: int) -> Sequence[Slot]:
    """The talks' times in the draft, by time, with all that the season's page shows."""
    talk = joinedload(Slot.talk, innerjoin=True)
    query = (
        select(Slot)
        .where(Slot.event_id == event_id, Slot.talk_id.is_not(None), Slot.state != SlotState.UNSCHEDULED)
        .options(
            joinedload(Slot.room).joinedload(Room.venue),
            talk.joinedload(Talk.capacity),
            talk.joinedload(Talk.format),
            talk.selectinload(Talk.talk_speakers).joinedload(TalkSpeaker.speaker).joinedload(Speaker.person),
        )
        .order_by(Slot.starts_at, Slot.id)
    )
    return db.session.scalars(query).unique().all()


def find_date(event_id: int, slot_id: int) -> Slot | None:
    """A talk's time in the draft of the event."""
    query = select(Slot).where(Slot.event_id == event_id, Slot.id == slot_id, Slot.talk_id.is_not(None))
    return db.session.scalar(query.where(Slot.state != SlotState.UNSCHEDULED))


def talks_without_date(event_id: int) -> Sequence[Talk]:
    """Talks that stand on no day of the draft, the oldest first."""
    dated = select(Slot.talk_id).where(Slot.talk_id == Talk.id, Slot.state != SlotState.UNSCHEDULED)
    query = select(Talk).where(Talk.event_id == event_id, ~dated.exists()).order_by(Talk.id)
    speakers = selectinload(Talk.talk_speakers).joinedload(TalkSpeaker.speaker).joinedload(Speaker.person)
    return db.session.scalars(query.options(speakers)).unique().all()


def slots_in_room(room_id: int, first: datetime, last: datetime) -> Sequence[Slot]:
    """What holds the room between two moments, at whatever event, with its talk."""
    query = select(Slot).where(Slot.room_id == room_id, Slot.state == SlotState.CONFIRMED)
    query = query.where(Slot.starts_at < last, Slot.ends_at > first).options(joinedload(Slot.talk))
    return db.session.scalars(query.order_by(Slot.starts_at)).all()


def find_series(event_id: int, series_id: int) -> TalkSeries | None:
    return db.session.scalar(select(TalkSeries).filter_by(event_id=event_id, id=series_id))


def number_made(series: TalkSeries) -> int:
    """How many talks of a series there are."""
    return db.session.scalar(select(func.count()).where(Talk.series_id == series.id)) or 0


def series_of(event_id: int) -> Sequence[tuple[TalkSeries, int, int]]:
    """What was made in one act, the latest first: (series, its talks, those of them that nobody has touched)."""
    of_series = select(Talk.series_id).where(Talk.event_id == event_id, Talk.series_id.is_not(None))
    totals, empty = Counter(db.session.scalars(of_series)), Counter(row.series_id for row in _untouched(event_id))
    rows = db.session.scalars(select(TalkSeries).filter_by(event_id=event_id).order_by(TalkSeries.id.desc())).all()
    return [(row, totals[row.id], empty[row.id]) for row in rows if totals[row.id]]


def untouched_talks(series: TalkSeries) -> Sequence[int]:
    """Ids of the series' talks that are still drafts without title, text or speaker of their own."""
    return [row.id for row in _untouched(series.event_id) if row.series_id == series.id]


def _untouched(event_id: int) -> Sequence[Any]:
    query = (
        select(Talk.id, Talk.series_id, Talk.subtitle, Talk.abstract)
        .where(Talk.event_id == event_id, Talk.series_id.is_not(None), Talk.picture_id.is_(None))
        .where(Talk.has_working_title, Talk.state == TalkState.DRAFT, ~Talk.talk_speakers.any())
        .where(~Talk.capacity.has(TalkCapacity.taken + TalkCapacity.waiting > 0))
    )
    return [row for row in db.session.execute(query.order_by(Talk.id)) if not row.subtitle and not row.abstract]

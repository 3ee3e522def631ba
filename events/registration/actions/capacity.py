"""Locking and counting seats: what both taking and giving back go through."""

from collections.abc import Iterable
from typing import TypeVar

from sqlalchemy import Select, select

from events.event.models import EventCapacity
from events.extensions import db
from events.programme.models import TalkCapacity
from events.registration.models import Seat
from events.registration.rules import SeatState

Capacity = EventCapacity | TalkCapacity
Row = TypeVar("Row", EventCapacity, TalkCapacity)
Capacities = dict[int | None, Capacity]


def lock_capacities(event_id: int, talk_ids: Iterable[int | None]) -> Capacities:
    """The Capacity rows of the event (key None) and of talks, locked always in the same order.

    Whoever also changes the event (its revision, say) does so before: the event, then capacities by id.

    FOR UPDATE on PostgreSQL; on SQLite BEGIN IMMEDIATE holds the whole file already.
    """
    wanted = set(talk_ids)
    locked: Capacities = {}
    if None in wanted:
        query = select(EventCapacity).filter_by(event_id=event_id)
        locked[None] = db.session.scalars(_locking(query)).one()
    known = sorted(talk_id for talk_id in wanted if talk_id is not None)
    if known:
        talks = select(TalkCapacity).where(TalkCapacity.talk_id.in_(known)).order_by(TalkCapacity.talk_id)
        locked.update({row.talk_id: row for row in db.session.scalars(_locking(talks))})
    return locked


def _locking(query: Select[Row]) -> Select[Row]:
    """Locks the rows and reads them anew, even where the session knows them already."""
    return query.with_for_update().execution_options(populate_existing=True)


def count(capacity: Capacity, state: str, seats: int) -> None:
    """Add so many seats (negative: take away) to what the capacity says of this state."""
    if state == SeatState.WAITING:
        capacity.waiting += seats
    elif state in {SeatState.CONFIRMED, SeatState.OFFERED}:
        capacity.taken += seats


def move(seat: Seat, state: SeatState, capacity: Capacity) -> None:
    """Change a seat's state together with the counts."""
    count(capacity, seat.state, -1)
    seat.state, seat.offer_ends_at = state, None
    count(capacity, seat.state, +1)

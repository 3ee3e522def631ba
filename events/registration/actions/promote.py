"""The waiting list moves: groups in order of arrival get free seats when all of a group fit."""

from datetime import datetime
from itertools import groupby

from sqlalchemy import select

from events.activity.actions import note
from events.extensions import db
from events.kit.transaction import transaction
from events.programme.models import Talk
from events.programme.queries import slots_of_talk
from events.programme.rules import SlotState
from events.registration.actions.capacity import Capacity, lock_capacities, move
from events.registration.actions.invitations import tell_of_registration
from events.registration.models import Registration, Seat
from events.registration.rules import SeatState, groups_that_fit


def fill_free_seats(event_id: int, talk_id: int | None, *, now: datetime) -> None:
    """After a limit was raised: whoever waits and fits now moves up."""
    with transaction():
        promote_next(event_id, talk_id, lock_capacities(event_id, [talk_id])[talk_id], now)


def promote_next(event_id: int, talk_id: int | None, capacity: Capacity, now: datetime) -> None:
    """Confirm whoever waits and fits, and tell them; nobody moves up to a talk that is cancelled or postponed.

    The caller holds the lock of `capacity`.
    """
    if not _takes_place(talk_id):
        return
    groups = _waiting_groups(event_id, talk_id)
    free = None if capacity.limit is None else max(capacity.limit - capacity.taken, 0)
    for index in groups_that_fit([len(group) for group in groups], free):
        for seat in groups[index]:
            move(seat, SeatState.CONFIRMED, capacity)
        db.session.flush()
        _tell(groups[index], now)


def _takes_place(talk_id: int | None) -> bool:
    """A talk without a date does, some day."""
    talk = db.session.get(Talk, talk_id) if talk_id is not None else None
    slots = slots_of_talk(talk) if talk else ()
    return not slots or any(slot.state == SlotState.CONFIRMED for slot in slots)


def _waiting_groups(event_id: int, talk_id: int | None) -> list[list[Seat]]:
    query = (
        select(Seat)
        .filter_by(event_id=event_id, talk_id=talk_id, state=SeatState.WAITING)
        .order_by(Seat.claimed_at, Seat.registration_id, Seat.id)
        .execution_options(populate_existing=True)
    )
    return [list(seats) for _, seats in groupby(db.session.scalars(query), key=lambda seat: seat.registration_id)]


def _tell(seats: list[Seat], now: datetime) -> None:
    registration: Registration = seats[0].registration
    tell_of_registration(registration, seats, now)
    note(
        "moved up",
        f"registration:{registration.id}",
        now=now,
        organisation_id=registration.event.organisation_id,
        event_key=f"event:{registration.event_id}",
        seats=len(seats),
    )

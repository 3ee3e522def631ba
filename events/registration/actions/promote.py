"""The waiting list moves: groups in order of arrival get free seats when all of a group fit.

Whoever is next is asked, and answers until a time that suits her; where nobody is to be asked, or no time is left
for it, the seats are hers at once.
"""

from collections.abc import Sequence
from datetime import datetime

from events.activity.actions import note
from events.event.models import Event
from events.extensions import db
from events.kit.transaction import transaction
from events.programme.models import Talk
from events.programme.queries import slots_of_talk
from events.programme.rules import SlotState
from events.registration.actions.admission import settle_kept, supply
from events.registration.actions.capacity import Capacity, lock_capacities, move
from events.registration.actions.invitations import tell_of_registration
from events.registration.models import Registration, Seat
from events.registration.queries import beginning_of, waiting_groups
from events.registration.rules import SeatState
from events.registration.rules.admission import groups_admitted
from events.registration.rules.offers import end_of_offer


def fill_free_seats(event_id: int, talk_id: int | None, *, now: datetime) -> None:
    """After a limit was raised: whoever waits and fits now moves up."""
    with transaction():
        promote_next(event_id, talk_id, lock_capacities(event_id, [talk_id])[talk_id], now)


def promote_next(event_id: int, talk_id: int | None, capacity: Capacity, now: datetime) -> None:
    """Offer or give the free seats to whoever waits, is approved, and fits; nobody moves up to what is cancelled or
    postponed. The caller holds the lock of `capacity`.
    """
    event = db.session.get_one(Event, event_id)
    if _takes_place(talk_id):
        groups = waiting_groups(event_id, talk_id)
        asked = [(len(group), group[0].registration.source) for group in groups]
        for index in groups_admitted(asked, supply(event, talk_id, capacity)):
            promote(groups[index], capacity, now)
    settle_kept(event, {talk_id: capacity}, [talk_id])


def promote(seats: Sequence[Seat], capacity: Capacity, now: datetime, account_id: int | None = None) -> None:
    """The seats of one group, which fit."""
    ends_at = _end_of_offer(seats[0], now)
    for seat in seats:
        move(seat, SeatState.OFFERED if ends_at else SeatState.CONFIRMED, capacity)
        seat.offered_at, seat.offer_ends_at = (now if ends_at else seat.offered_at), ends_at
    db.session.flush()
    tell_of_registration(seats[0].registration, seats, now)
    note_of_group("offered" if ends_at else "moved up", seats, now, account_id)
    if seats[0].talk_id is None and not ends_at:
        promote_to_workshops(seats[0].registration, now)


def promote_to_workshops(registration: Registration, now: datetime) -> None:
    """Who has a seat of the congress now is in the line of the workshops that she asked for with it."""
    waiting = {seat.talk_id for seat in registration.seats if seat.state == SeatState.WAITING}
    for talk_id in sorted(talk_id for talk_id in waiting if talk_id is not None):
        capacity = lock_capacities(registration.event_id, [talk_id])[talk_id]
        promote_next(registration.event_id, talk_id, capacity, now)


def free_seats(capacity: Capacity) -> int | None:
    """None without limit."""
    return None if capacity.limit is None else max(capacity.limit - capacity.taken, 0)


def note_of_group(verb: str, seats: Sequence[Seat], now: datetime, account_id: int | None = None) -> None:
    registration = seats[0].registration
    note(
        verb,
        f"registration:{registration.id}",
        now=now,
        account_id=account_id,
        organisation_id=registration.event.organisation_id,
        event_key=f"event:{registration.event_id}",
        seats=len(seats),
    )


def _end_of_offer(seat: Seat, now: datetime) -> datetime | None:
    event = seat.registration.event
    return None if event.seats_at_once else end_of_offer(now, beginning_of(event, seat.talk), event.zone)


def _takes_place(talk_id: int | None) -> bool:
    """A talk without a date does, some day."""
    talk = db.session.get(Talk, talk_id) if talk_id is not None else None
    slots = slots_of_talk(talk) if talk else ()
    return not slots or any(slot.state == SlotState.CONFIRMED for slot in slots)

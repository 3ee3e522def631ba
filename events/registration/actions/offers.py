"""Offered seats: taken by a yes, passed on by a no or when nobody answers."""

from collections.abc import Sequence
from datetime import datetime

from flask_babel import lazy_gettext as _l

from events.extensions import db
from events.kit.errors import Refused
from events.kit.transaction import transaction
from events.registration import mails
from events.registration.actions.admission import settle_kept
from events.registration.actions.capacity import lock_capacities, move
from events.registration.actions.give_back import locked_seats
from events.registration.actions.invitations import take_out_of_calendars, tell_of_registration
from events.registration.actions.promote import (
    free_seats,
    note_of_group,
    promote,
    promote_next,
    promote_to_workshops,
)
from events.registration.models import Registration, Seat
from events.registration.queries import ended_offers
from events.registration.rules import SeatState
from events.registration.rules.offers import LAPSES_AT_MOST


def accept_offer(
    registration: Registration, talk_id: int | None, *, now: datetime, account_id: int | None = None
) -> None:
    """Take what was offered on the talk (None: on the event). Pressed twice it changes nothing more.

    Raises Refused when the offer has ended.
    """
    with transaction():
        live = [seat for seat in locked_seats(registration) if seat.talk_id == talk_id]
        offered = [seat for seat in live if seat.state == SeatState.OFFERED]
        if not offered and any(seat.state == SeatState.CONFIRMED for seat in live):
            return
        if not offered or any(seat.offer_ends_at and seat.offer_ends_at <= now for seat in offered):
            raise Refused(_l("This offer has ended: the seats have gone to whoever was next."))
        note_of_group("accepted", offered, now, account_id)
        _take(registration, offered, now)


def lapse_offers(now: datetime) -> int:
    """Offers that nobody answered in time pass on; says how many."""
    ended = ended_offers(now)
    for registration, talk_id in ended:
        with transaction():
            seats = [seat for seat in locked_seats(registration) if _has_ended(seat, talk_id, now)]
            if seats:
                _lapse(registration, seats, now)
    return len(ended)


def promote_by_hand(registration: Registration, talk_id: int | None, *, now: datetime, account_id: int | None) -> None:
    """Out of turn, by seats kept for the desk too. What waited for approval is hers at once: she asked for it herself.

    Raises Refused when nobody of this group waits, or the free seats aren't enough for all of it.
    """
    with transaction():
        live = locked_seats(registration)
        waiting = [seat for seat in live if seat.talk_id == talk_id and seat.state == SeatState.WAITING]
        capacity = lock_capacities(registration.event_id, [talk_id])[talk_id]
        free = free_seats(capacity)
        if not waiting:
            raise Refused(_l("Nobody of this registration is waiting any more."))
        if free is not None and free < len(waiting):
            raise Refused(_l("There aren’t enough free seats for this group. Raise the limit first."))
        if waiting[0].to_approve:
            _approve(registration, waiting, now, account_id)
        else:
            promote(waiting, capacity, now, account_id)
        settle_kept(registration.event, {talk_id: capacity}, [talk_id])


def _approve(registration: Registration, seats: Sequence[Seat], now: datetime, account_id: int | None) -> None:
    for seat in seats:
        seat.to_approve = False
    note_of_group("approved", seats, now, account_id)
    _take(registration, seats, now)


def _take(registration: Registration, seats: Sequence[Seat], now: datetime) -> None:
    talk_id = seats[0].talk_id
    capacity = lock_capacities(registration.event_id, [talk_id])[talk_id]
    for seat in seats:
        move(seat, SeatState.CONFIRMED, capacity)
    db.session.flush()
    tell_of_registration(registration, seats, now)
    if talk_id is None:
        promote_to_workshops(registration, now)


def _has_ended(seat: Seat, talk_id: int | None, now: datetime) -> bool:
    return seat.talk_id == talk_id and seat.offer_ends_at is not None and seat.offer_ends_at <= now


def _lapse(registration: Registration, seats: Sequence[Seat], now: datetime) -> None:
    """Back to the end of the list; whoever let several offers pass leaves it."""
    talk_id = seats[0].talk_id
    capacity = lock_capacities(registration.event_id, [talk_id])[talk_id]
    stays = seats[0].lapses + 1 < LAPSES_AT_MOST
    for seat in seats:
        move(seat, SeatState.WAITING if stays else SeatState.CANCELLED, capacity)
        seat.lapses, seat.claimed_at = seat.lapses + 1, now
        seat.cancelled_at = None if stays else now
    db.session.flush()
    take_out_of_calendars(registration, [talk_id], now, tell=mails.lapse_to_attendee)
    note_of_group("let an offer pass", seats, now)
    promote_next(registration.event_id, talk_id, capacity, now)

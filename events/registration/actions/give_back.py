"""Giving seats back: by the person, by the desk. Whoever waits and fits moves up in the same transaction."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import select

from events.activity.actions import note
from events.event.actions import raise_revision
from events.extensions import db
from events.kit.transaction import transaction
from events.programme.models import Talk
from events.registration import mails
from events.registration.actions.capacity import lock_capacities, move
from events.registration.actions.invitations import take_out_of_calendars
from events.registration.actions.promote import promote_next
from events.registration.models import Registration, Seat
from events.registration.rules import SeatState


def give_back_all(registration: Registration, *, now: datetime, account_id: int | None = None) -> None:
    """All seats of one registration; pressed twice it changes nothing more."""
    with transaction():
        _give_back(registration, locked_seats(registration), now, account_id)


def give_back_talk(registration: Registration, talk_id: int, *, now: datetime, account_id: int | None = None) -> None:
    """All seats of one talk."""
    with transaction():
        seats = [seat for seat in locked_seats(registration) if seat.talk_id == talk_id]
        _give_back(registration, seats, now, account_id)


def give_back_seat(registration: Registration, seat_id: int, *, now: datetime, account_id: int | None = None) -> None:
    """One person's place; of a congress her seats in its workshops too."""
    with transaction():
        live = locked_seats(registration)
        chosen = [seat for seat in live if seat.id == seat_id]
        _give_back(
            registration, [seat for seat in live if any(_goes_with(seat, one) for one in chosen)], now, account_id
        )


def locked_seats(registration: Registration) -> list[Seat]:
    """What is held or wanted, as it stands once nobody else can change it: the event is locked first."""
    raise_revision(registration.event_id)
    seats = select(Seat).filter_by(registration_id=registration.id).order_by(Seat.id)
    db.session.scalars(seats.execution_options(populate_existing=True)).all()
    db.session.refresh(registration, ["seats"])
    return _live(registration)


def _goes_with(seat: Seat, chosen: Seat) -> bool:
    same_person = seat.attendee_id == chosen.attendee_id
    return seat.id == chosen.id or (chosen.talk_id is None and same_person)


def _live(registration: Registration) -> list[Seat]:
    return [seat for seat in registration.seats if seat.state != SeatState.CANCELLED]


def _give_back(registration: Registration, seats: Sequence[Seat], now: datetime, account_id: int | None) -> None:
    talk_ids = list(dict.fromkeys(seat.talk_id for seat in seats))
    locked = lock_capacities(registration.event_id, talk_ids)
    for seat in seats:
        move(seat, SeatState.CANCELLED, locked[seat.talk_id])
        seat.cancelled_at = now
    db.session.flush()
    _tell(registration, seats, now)
    for talk_id in talk_ids:
        promote_next(registration.event_id, talk_id, locked[talk_id], now)
    if seats:
        _note(registration, len(seats), account_id, now)


def _tell(registration: Registration, given: Iterable[Seat], now: datetime) -> None:
    """Only what is given back as a whole leaves the calendar; fewer people for the same talk change no date."""
    kept = {seat.talk_id for seat in _live(registration)}
    gone = list(dict.fromkeys(seat.talk_id for seat in given if seat.talk_id not in kept))
    told = take_out_of_calendars(registration, gone, now)
    untold = [talk_id for talk_id in gone if talk_id not in told]
    if untold and registration.person.email:
        talks = [db.session.get(Talk, talk_id) if talk_id is not None else None for talk_id in untold]
        mails.farewell_to_attendee(registration, talks, now=now)


def _note(registration: Registration, seats: int, account_id: int | None, now: datetime) -> None:
    note(
        "gave back",
        f"registration:{registration.id}",
        now=now,
        account_id=account_id,
        organisation_id=registration.event.organisation_id,
        event_key=f"event:{registration.event_id}",
        seats=seats,
    )

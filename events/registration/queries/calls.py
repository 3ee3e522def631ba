"""Whom to ring, and who is told by mail, when a talk changes."""

from collections.abc import Collection, Sequence

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import joinedload, selectinload

from events.calendar.models import Invitation
from events.event.models import Event
from events.extensions import db
from events.people.models import Person
from events.programme.models import Talk
from events.programme.rules import Audience
from events.registration.models import Call, Registration, Seat
from events.registration.rules import SeatState

LIVE = Seat.state != SeatState.CANCELLED


def talks_with_live_seats(talk_ids: Collection[int]) -> Sequence[int]:
    """Those of these talks that anybody holds or waits for a seat of, in the order of their ids."""
    query = select(Seat.talk_id).distinct().where(Seat.talk_id.in_(talk_ids), LIVE).order_by(Seat.talk_id)
    return [talk_id for talk_id in db.session.scalars(query) if talk_id is not None]


def subjects_invited_to(subjects: Collection[str]) -> set[str]:
    """Those of these that anybody stands invited to."""
    query = select(Invitation.subject).distinct().where(Invitation.subject.in_(subjects))
    return set(db.session.scalars(query.where(Invitation.withdrawn_at.is_(None))))


def standing_invitations(subjects: Collection[str]) -> set[tuple[str, str]]:
    """(subject, holder) of everybody who stands invited to one of these."""
    query = select(Invitation.subject, Invitation.holder).where(Invitation.subject.in_(subjects))
    return {(subject, holder) for subject, holder in db.session.execute(query.where(Invitation.withdrawn_at.is_(None)))}


def registrations_with_live_seats_on(talk_id: int) -> Sequence[Registration]:
    """Who holds or waits for a seat of this talk, with whatever a mail needs, the first come first."""
    query = (
        select(Registration)
        .where(Registration.seats.any((Seat.talk_id == talk_id) & LIVE))
        .options(
            joinedload(Registration.person),
            joinedload(Registration.event).joinedload(Event.organisation),
            selectinload(Registration.seats).joinedload(Seat.attendee),
        )
        .order_by(Registration.id)
    )
    return db.session.scalars(query).all()


def audience_of_talks(talk_ids: Collection[int]) -> Audience:
    """How many registrations hold or wait for seats of these talks, by how they are reached."""
    has_email, registration = Person.email != "", Registration.id.distinct()
    query = (
        select(
            func.count(registration).filter(has_email),
            func.count(registration).filter((Seat.state == SeatState.WAITING) & has_email),
            func.count(registration).filter(~has_email),
        )
        .select_from(Seat)
        .join(Seat.registration)
        .join(Registration.person)
        .where(Seat.talk_id.in_(talk_ids), LIVE)
    )
    return Audience(*db.session.execute(query).one())


def open_calls_about(talk_id: int) -> dict[int, Call]:
    """Calls not yet made about this talk, by id of the registration."""
    calls = db.session.scalars(select(Call).filter_by(talk_id=talk_id, done_at=None))
    return {call.registration_id: call for call in calls}


def calls_of(event_id: int) -> Sequence[Call]:
    """All calls to people who still hold or wait for a seat: open ones first by talk and name, then those made."""
    query = (
        select(Call)
        .join(Call.registration)
        .join(Registration.person)
        .where(Call.event_id == event_id, _is_wanted())
        .options(
            joinedload(Call.registration).joinedload(Registration.person),
            joinedload(Call.registration).selectinload(Registration.seats).joinedload(Seat.attendee),
            joinedload(Call.talk).selectinload(Talk.talk_speakers),
            joinedload(Call.done_by),
        )
        .order_by(Call.done_at.is_not(None), Call.done_at.desc(), Call.talk_id, func.lower(Person.name), Call.id)
    )
    return db.session.scalars(query).unique().all()


def calls_to(registration_id: int) -> Sequence[Call]:
    """All calls about one registration, the oldest first."""
    query = select(Call).filter_by(registration_id=registration_id).options(joinedload(Call.talk)).order_by(Call.id)
    return db.session.scalars(query).all()


def number_of_open_calls(event_id: int) -> int:
    query = select(func.count(Call.id)).where(Call.event_id == event_id, Call.done_at.is_(None), _is_wanted())
    return db.session.scalar(query) or 0


def find_call(event_id: int, call_id: int) -> Call | None:
    return db.session.scalars(select(Call).filter_by(event_id=event_id, id=call_id)).one_or_none()


def _is_wanted() -> ColumnElement[bool]:
    """Whoever gave her seats back needn't be rung any more; what was told stays."""
    seat = select(Seat.id).where(Seat.registration_id == Call.registration_id, Seat.talk_id == Call.talk_id, LIVE)
    return Call.done_at.is_not(None) | seat.exists()

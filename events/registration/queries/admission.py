"""Reading who may register for what: terms, members, seats held already, seats kept for a source."""

from collections.abc import Iterable, Sequence

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import joinedload

from events.event.models import Event, EventCapacity
from events.extensions import db
from events.people.models import Person
from events.programme.models import Talk, TalkCapacity
from events.registration.models import Member, Registration, RegistrationTerms, Seat
from events.registration.policies import claims_the_event
from events.registration.rules import Claim, SeatState
from events.registration.rules.admission import FREE_FOR_ALL, Supply, Terms, normal_card


def rows_of_terms(event: Event) -> Sequence[RegistrationTerms]:
    """All terms of an event, its own first, then those of talks in the order of their making."""
    query = select(RegistrationTerms).filter_by(event_id=event.id).options(joinedload(RegistrationTerms.talk))
    return sorted(db.session.scalars(query), key=lambda row: (row.talk_id is not None, row.talk_id))


def find_terms(event_id: int, talk_id: int | None) -> RegistrationTerms | None:
    """The row of exactly this thing."""
    return db.session.scalars(select(RegistrationTerms).filter_by(event_id=event_id, talk_id=talk_id)).one_or_none()


def terms_by_thing(event: Event, things: Iterable[int | None]) -> dict[int | None, Terms]:
    """For talks, and None for the event: a talk's own terms, else the event's.

    Where the event is registered for as a whole its terms are asked for there, not for each workshop again.
    """
    rows = {
        row.talk_id: row.terms for row in db.session.scalars(select(RegistrationTerms).filter_by(event_id=event.id))
    }
    of_event = rows.get(None, FREE_FOR_ALL)
    of_talks = FREE_FOR_ALL if claims_the_event(event) else of_event
    return {thing: of_event if thing is None else rows.get(thing, of_talks) for thing in things}


def terms_of(event: Event, talk_id: int | None) -> Terms:
    return terms_by_thing(event, [talk_id])[talk_id]


def is_member(organisation_id: int, card: str) -> bool:
    """Whether a card number, however it was typed, is on the organisation's list."""
    number = normal_card(card)
    known = select(Member.id).filter_by(organisation_id=organisation_id, card=number)
    return bool(number) and db.session.scalar(known) is not None


def members_of(organisation_id: int) -> Sequence[Member]:
    return db.session.scalars(select(Member).filter_by(organisation_id=organisation_id).order_by(Member.name)).all()


def seats_held_by(claim: Claim, event_id: int, talk_id: int | None) -> int:
    """Live seats of one thing that were claimed with the same e-mail, telephone or card."""
    if not (same := _same_person(claim)):
        return 0
    query = (
        select(func.count(Seat.id))
        .join(Seat.registration)
        .join(Registration.person)
        .filter(Seat.event_id == event_id, _of(talk_id), Seat.state != SeatState.CANCELLED, or_(*same))
    )
    return db.session.scalar(query) or 0


def supply_of(event: Event, talk_id: int | None, capacity: EventCapacity | TalkCapacity, terms: Terms) -> Supply:
    """What is free, and for whom; rows are counted only where seats are kept for a source."""
    if not terms.keeps_seats:
        return Supply(capacity.limit, capacity.taken)
    return Supply(capacity.limit, capacity.taken, terms.kept, _taken_by_source(event.id, talk_id))


def groups_to_approve(event_id: int, talk_id: int | None) -> list[list[Seat]]:
    """Claims that wait for an organiser's word, by registrations, in order of arrival."""
    query = (
        select(Seat)
        .where(Seat.event_id == event_id, _of(talk_id), Seat.state == SeatState.WAITING, Seat.to_approve)
        .order_by(Seat.claimed_at, Seat.registration_id, Seat.id)
        .options(joinedload(Seat.registration).joinedload(Registration.person))
    )
    groups: dict[int, list[Seat]] = {}
    for seat in db.session.scalars(query):
        groups.setdefault(seat.registration_id, []).append(seat)
    return list(groups.values())


def talks_to_choose(event: Event) -> Sequence[Talk]:
    """Talks that can have terms of their own."""
    return db.session.scalars(select(Talk).filter_by(event_id=event.id, bookable=True).order_by(Talk.id)).all()


def _of(talk_id: int | None) -> ColumnElement[bool]:
    return Seat.talk_id.is_(None) if talk_id is None else Seat.talk_id == talk_id


def _same_person(claim: Claim) -> list[ColumnElement[bool]]:
    same: list[ColumnElement[bool]] = []
    if claim.email:
        same.append(func.lower(Person.email) == claim.email.lower())
    if claim.phone:
        same.append(Person.phone == claim.phone)
    if card := normal_card(claim.card):
        same.append(Registration.card == card)
    return same


def _taken_by_source(event_id: int, talk_id: int | None) -> dict[str, int]:
    query = (
        select(Registration.source, func.count(Seat.id))
        .join(Seat.registration)
        .where(Seat.event_id == event_id, _of(talk_id), Seat.state.in_([SeatState.CONFIRMED, SeatState.OFFERED]))
        .group_by(Registration.source)
    )
    return dict(db.session.execute(query).all())

"""Who is registered, as organisers look for people: by any part of a name, an address, a telephone or a number."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, String, case, cast, func, or_, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from events.extensions import db
from events.kit.search import folded_line
from events.kit.telephones import typed_digits
from events.kit.text import clean_line
from events.people.models import Person
from events.programme.models import Talk
from events.registration.models import Attendee, Registration, Seat
from events.registration.queries import with_everything
from events.registration.rules import SeatState, Source

MOST_WORDS = 8
AT_ONCE = 500
FEWEST_DIGITS = 2
"""Shorter numbers are looked for as words."""


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """How the list is narrowed; what is empty or None narrows nothing."""

    words: str = ""
    talk_id: int | None = None
    state: SeatState | None = None
    source: Source | None = None
    without_email: bool = False

    @property
    def is_any(self) -> bool:
        return self == Wanted()


def number_of_people(event_id: int, wanted: Wanted) -> int:
    """How many rows `people_of` has in all."""
    return db.session.scalar(select(func.count()).select_from(_people(event_id, wanted).subquery())) or 0


def people_of(event_id: int, wanted: Wanted, *, limit: int, offset: int = 0) -> list[list[Registration]]:
    """People by name, each with all her registrations for the event: one person has the same name and address.

    Who gave neither e-mail nor telephone is somebody else each time.
    """
    people = _people(event_id, wanted)
    page = people.order_by(people.selected_columns.name_key, "first_id").limit(limit).offset(offset)
    shown = db.session.execute(page).all()
    names = {row.name_key for row in shown}
    theirs = (
        select(Registration, _CONTACT)
        .join(Registration.person)
        .where(Registration.event_id == event_id, Person.name_key.in_(names))
        .order_by(Registration.id)
    )
    groups: dict[tuple[str, str], list[Registration]] = {}
    for registration, contact in db.session.execute(with_everything(theirs)).unique():
        groups.setdefault((registration.person.name_key, contact), []).append(registration)
    return [groups[row.name_key, row.contact] for row in shown]


def registrations_by_name(event_id: int, wanted: Wanted) -> Iterator[Registration]:
    """All registrations of the list with their seats, some at a time."""
    found = select(Registration).join(Registration.person).where(*_narrowed(event_id, wanted))
    ordered = found.order_by(Person.name_key, Registration.id).options(
        contains_eager(Registration.person),
        selectinload(Registration.seats).joinedload(Seat.attendee),
        selectinload(Registration.seats).joinedload(Seat.talk),
    )
    yield from db.session.scalars(ordered.execution_options(yield_per=AT_ONCE))


def totals_of(event_id: int, wanted: Wanted) -> tuple[int, int]:
    """How many registrations the list holds, and how many of them have no e-mail."""
    unreached = func.coalesce(func.sum(case((Person.email == "", 1), else_=0)), 0)
    counted = select(func.count(), unreached).select_from(Registration).join(Registration.person)
    number, by_phone = db.session.execute(counted.where(*_narrowed(event_id, wanted))).one()
    return number, by_phone


def seats_by_talk(event_id: int) -> list[tuple[Talk | None, dict[str, int]]]:
    """For the event itself (None) and each talk that anybody claimed: how many seats are in each state."""
    counted = select(Seat.talk_id, Seat.state, func.count()).where(Seat.event_id == event_id)
    numbers: dict[int | None, dict[str, int]] = {}
    for talk_id, state, number in db.session.execute(counted.group_by(Seat.talk_id, Seat.state)):
        numbers.setdefault(talk_id, {})[state] = number
    query = select(Talk).where(Talk.id.in_(numbers.keys() - {None})).options(joinedload(Talk.capacity))
    talks: list[Talk | None] = [*db.session.scalars(query.order_by(Talk.id))]
    whole: list[Talk | None] = [None] if None in numbers else []
    return [(talk, numbers[talk.id if talk else None]) for talk in whole + talks]


_CONTACT = case(
    (Person.email != "", func.lower(Person.email)),
    (Person.phone_key != "", Person.phone_key),
    else_=cast(Registration.id, String),
).label("contact")


def _people(event_id: int, wanted: Wanted) -> Select[str, str, int]:
    found = (
        select(Registration.id, Person.name_key, _CONTACT)
        .join(Registration.person)
        .where(*_narrowed(event_id, wanted))
        .subquery()
    )
    columns = select(found.c.name_key, found.c.contact, func.min(found.c.id).label("first_id"))
    return columns.group_by(found.c.name_key, found.c.contact)


def _narrowed(event_id: int, wanted: Wanted) -> list[ColumnElement[bool]]:
    narrowed = [Registration.event_id == event_id, *_matches(event_id, wanted.words)]
    if wanted.source:
        narrowed.append(Registration.source == wanted.source)
    if wanted.without_email:
        narrowed.append(Person.email == "")
    if wanted.talk_id is not None or wanted.state:
        narrowed.append(_holds(event_id, wanted))
    return narrowed


def _holds(event_id: int, wanted: Wanted) -> ColumnElement[bool]:
    """A seat of that state on that talk; given back means that none is left."""
    seats = select(Seat.registration_id).where(Seat.event_id == event_id)
    if wanted.talk_id is not None:
        seats = seats.where(Seat.talk_id == wanted.talk_id)
    if not wanted.state:
        return Registration.id.in_(seats)
    has = Registration.id.in_(seats.where(Seat.state == wanted.state))
    if wanted.state != SeatState.CANCELLED:
        return has
    return has & Registration.id.not_in(seats.where(Seat.state != SeatState.CANCELLED))


def _matches(event_id: int, typed: str) -> list[ColumnElement[bool]]:
    typed = clean_line(typed)
    digits = typed_digits(typed)
    if len(digits) >= FEWEST_DIGITS:
        number = cast(Registration.number, String).contains(digits)
        return [or_(Person.phone_key.contains(digits), number, *_named(event_id, typed))]
    words = folded_line(typed).split()[:MOST_WORDS]
    return [or_(*_named(event_id, word)) for word in words]


def _named(event_id: int, word: str) -> list[ColumnElement[bool]]:
    companions = select(Attendee.registration_id).where(Attendee.event_id == event_id)
    return [
        Person.name_key.contains(word, autoescape=True),
        func.lower(Person.email).contains(word, autoescape=True),
        Person.phone_key.contains(word, autoescape=True),
        Registration.id.in_(companions.where(Attendee.name_key.contains(word, autoescape=True))),
    ]

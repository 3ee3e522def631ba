"""Reading registrations, seats and what can be registered for."""

from collections.abc import Collection, Sequence
from datetime import UTC, datetime, timedelta
from itertools import groupby
from typing import TypeVarTuple
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Select, String, cast, func, literal, or_, select
from sqlalchemy.orm import aliased, contains_eager, joinedload, selectinload

from events.calendar.models import Invitation
from events.event.models import Event
from events.event.rules import EventState, RegistrationScope
from events.extensions import db
from events.kit.tokens import is_link_token, reference_in
from events.people.models import Person
from events.programme.models import ReleasedSlot, Talk
from events.programme.queries import latest_of, slots_of_talk, slots_to_book
from events.programme.rules import SlotState
from events.registration.models import Attendee, Registration, Seat
from events.registration.policies import can_be_booked
from events.registration.rules import SeatState, is_due
from events.registration.rules.offers import MORNING

PAGE_LINK = "registration"
CALENDAR_LINK = "calendar"
Columns = TypeVarTuple("Columns")


def find_registration(token: str) -> Registration | None:
    """The registration whose page's link has this token."""
    found = _found_by(token)
    return found if found and not found.erased_at else None


def is_link_of_erased(token: str) -> bool:
    """Whether the page's link had this token before everything was erased."""
    found = _found_by(token)
    return found is not None and found.erased_at is not None


def find_registration_of_calendar(token: str) -> Registration | None:
    """The registration whose private calendar has this token."""
    registration = _whole(Registration.reference == reference_in(token), Registration.erased_at.is_(None))
    if registration is None:
        return None
    opens = is_link_token(token, CALENDAR_LINK, registration.reference, registration.calendar_generation)
    return registration if opens else None


def find_by_number(event_id: int, number: int) -> Registration | None:
    """The registration that a person names by its number."""
    return _whole(Registration.event_id == event_id, Registration.number == number)


def registrations_reached_by(email: str, now: datetime) -> Sequence[Registration]:
    """All registrations made with this address for published events that are not long over."""
    query = (
        select(Registration)
        .join(Registration.person)
        .join(Registration.event)
        .where(func.lower(Person.email) == email.lower(), Event.state == EventState.PUBLISHED)
        .where(Event.ends_on >= now.date())
        .options(joinedload(Registration.person), joinedload(Registration.event).joinedload(Event.organisation))
        .order_by(Registration.id)
    )
    return db.session.scalars(query).all()


def registrations_of(event_id: int, *, talk_id: int | None = None) -> Sequence[Registration]:
    """Registrations of an event by name, with their seats; only those that hold or held a seat of the talk."""
    query = with_everything(select(Registration).join(Registration.person).where(Registration.event_id == event_id))
    if talk_id is not None:
        query = query.where(Registration.seats.any(Seat.talk_id == talk_id))
    return db.session.scalars(query.order_by(Person.name_key, Registration.id)).unique().all()


def bookable_slots(event: Event, now: datetime, talk_slugs: Collection[str] = ()) -> list[ReleasedSlot]:
    """For each talk that can be registered for its next slot, in order of time; of these talks, where any is named."""
    by_talk: dict[int, list[ReleasedSlot]] = {}
    for slot in slots_to_book(event.id, talk_slugs):
        if slot.talk_id is not None and slot.state == SlotState.CONFIRMED:
            by_talk.setdefault(slot.talk_id, []).append(slot)
    return [_next_of(slots, now) for slots in by_talk.values() if _can_be_booked(event, slots, now)]


def _next_of(slots: list[ReleasedSlot], now: datetime) -> ReleasedSlot:
    return next((slot for slot in slots if slot.ends_at > now), slots[-1])


def _can_be_booked(event: Event, slots: list[ReleasedSlot], now: datetime) -> bool:
    talk = slots[0].talk
    return talk is not None and can_be_booked(event, talk, slots, now)


def place_in_queue(seat: Seat) -> int:
    """1 for who is next: how many registrations came before, this one included."""
    query = select(func.count(func.distinct(Seat.registration_id))).where(*_before(seat))
    return 1 + (db.session.scalar(query) or 0)


def seats_wanted_before(seat: Seat) -> int:
    """How many seats those want who came before on the same waiting list."""
    query = select(func.count(Seat.id)).where(*_before(seat))
    return db.session.scalar(query) or 0


def waiting_groups(event_id: int, talk_id: int | None) -> list[list[Seat]]:
    """The waiting list in order of arrival, by registrations, without what is to be approved first.

    For a talk of a congress only who has a seat there.
    """
    query = _groups(event_id, talk_id, SeatState.WAITING).where(~Seat.to_approve)
    return _by_registration(query if talk_id is None else query.where(~_waits_for_the_event()))


def offered_groups(event_id: int, talk_id: int | None) -> list[list[Seat]]:
    """Seats offered and not yet answered, by registrations."""
    return _by_registration(_groups(event_id, talk_id, SeatState.OFFERED))


def things_waited_for(event: Event) -> list[Talk | None]:
    """The event itself (None) and talks that anybody waits for or was offered, in the order of their making."""
    states = [SeatState.WAITING, SeatState.OFFERED]
    query = select(Seat.talk_id).where(Seat.event_id == event.id, Seat.state.in_(states)).distinct()
    wanted = set(db.session.scalars(query))
    talks = select(Talk).where(Talk.id.in_(wanted - {None})).options(joinedload(Talk.capacity)).order_by(Talk.id)
    return [None, *db.session.scalars(talks)] if None in wanted else [*db.session.scalars(talks)]


def beginning_of(event: Event, talk: Talk | None) -> datetime | None:
    """When a talk, or the event, begins by the latest release; None when nobody knows."""
    if talk is None:
        return datetime.combine(event.starts_on, MORNING, ZoneInfo(event.zone)).astimezone(UTC)
    standing = (slot.starts_at for slot in slots_of_talk(talk) if slot.state == SlotState.CONFIRMED)
    return min(standing, default=None)


def ended_offers(now: datetime) -> list[tuple[Registration, int | None]]:
    """Registrations with offers that ended unanswered, and the talk (None: the event) of each."""
    query = select(Seat.registration_id, Seat.talk_id).where(Seat.offer_ends_at <= now).distinct()
    rows = db.session.execute(query.order_by(Seat.registration_id, Seat.talk_id)).all()
    return [(db.session.get_one(Registration, registration_id), talk_id) for registration_id, talk_id in rows]


def _groups(event_id: int, talk_id: int | None, state: SeatState) -> Select[Seat]:
    return (
        select(Seat)
        .filter_by(event_id=event_id, talk_id=talk_id, state=state)
        .join(Seat.registration)
        .order_by(Seat.claimed_at, Seat.registration_id, Seat.id)
        .options(contains_eager(Seat.registration).joinedload(Registration.person))
        .execution_options(populate_existing=True)
    )


def _by_registration(query: Select[Seat]) -> list[list[Seat]]:
    return [list(seats) for _, seats in groupby(db.session.scalars(query), key=lambda seat: seat.registration_id)]


def _waits_for_the_event() -> ColumnElement[bool]:
    own = aliased(Seat)
    same = (own.registration_id == Seat.registration_id) & own.talk_id.is_(None)
    return select(own.id).where(same, own.state.in_([SeatState.WAITING, SeatState.OFFERED])).exists()


def _before(seat: Seat) -> list[ColumnElement[bool]]:
    return [
        Seat.event_id == seat.event_id,
        Seat.talk_id.is_(None) if seat.talk_id is None else Seat.talk_id == seat.talk_id,
        Seat.state == SeatState.WAITING,
        ~Seat.to_approve,
        or_(Seat.claimed_at < seat.claimed_at, (Seat.claimed_at == seat.claimed_at) & (Seat.id < seat.id)),
        Seat.registration_id != seat.registration_id,
    ]


def ticket_holders(registration: Registration) -> list[Attendee]:
    """Those of a registration who hold a confirmed seat, in the order in which they were named."""
    confirmed = {seat.attendee_id for seat in registration.seats if seat.state == SeatState.CONFIRMED}
    return [attendee for attendee in registration.attendees if attendee.id in confirmed]


def attendees_of(event_id: int, talk_id: int | None = None) -> Sequence[Attendee]:
    """People with a confirmed seat on the event or any of its talks (or on one talk), by name; the erased have none."""
    held = [Seat.attendee_id == Attendee.id, Seat.state == SeatState.CONFIRMED]
    if talk_id is not None:
        held.append(Seat.talk_id == talk_id)
    query = (
        select(Attendee)
        .where(Attendee.event_id == event_id, Attendee.name != "", select(Seat.id).where(*held).exists())
        .order_by(func.lower(Attendee.name), Attendee.id)
    )
    return db.session.scalars(query).all()


def talks_with_seats(event_id: int) -> Sequence[Talk]:
    """Talks that anybody claimed a seat of, in the order of their making."""
    claimed = select(Seat.id).where(Seat.talk_id == Talk.id).exists()
    return db.session.scalars(select(Talk).where(Talk.event_id == event_id, claimed).order_by(Talk.id)).all()


def registrations_with_seats_on(talk_id: int) -> Sequence[Registration]:
    """Registrations that hold a confirmed seat of this talk."""
    held = Registration.seats.any((Seat.talk_id == talk_id) & (Seat.state == SeatState.CONFIRMED))
    return db.session.scalars(with_everything(select(Registration).where(held))).unique().all()


def events_with_later_invitations(now: datetime) -> Sequence[Event]:
    """Events to come whose talks people register for one by one."""
    query = select(Event).where(
        Event.registration_scope == RegistrationScope.TALK,
        Event.ends_on >= now.date(),
        Event.state == EventState.PUBLISHED,
    )
    return db.session.scalars(query.order_by(Event.id)).all()


def uninvited(event: Event, now: datetime) -> list[tuple[Registration, ReleasedSlot]]:
    """Who holds a seat on a talk whose date has come near, has an e-mail, and was never invited to that slot."""
    near = now + timedelta(days=event.invitation_lead_days + 1)
    invited = select(Invitation.id).where(
        Invitation.subject == literal("slot:") + cast(ReleasedSlot.slot_id, String),
        Invitation.holder == literal("registration:") + cast(Registration.id, String),
        Invitation.withdrawn_at.is_(None),
    )
    query = (
        select(Registration, ReleasedSlot)
        .join(Seat, Seat.registration_id == Registration.id)
        .join(ReleasedSlot, ReleasedSlot.talk_id == Seat.talk_id)
        .join(Registration.person)
        .where(latest_of(event.id), ReleasedSlot.state == SlotState.CONFIRMED)
        .where(ReleasedSlot.starts_at > now, ReleasedSlot.starts_at < near)
        .where(Seat.event_id == event.id, Seat.state == SeatState.CONFIRMED, Person.email != "", ~invited.exists())
        .order_by(Registration.id, ReleasedSlot.starts_at)
    )
    found = {(registration.id, slot.slot_id): (registration, slot) for registration, slot in db.session.execute(query)}
    return [pair for pair in found.values() if is_due(pair[1].starts_at, event.invitation_lead_days, now)]


def _found_by(token: str) -> Registration | None:
    registration = _whole(Registration.reference == reference_in(token))
    if registration is None:
        return None
    opens = is_link_token(token, PAGE_LINK, registration.reference, registration.link_generation)
    return registration if opens else None


def _whole(*where: ColumnElement[bool]) -> Registration | None:
    return db.session.scalars(with_everything(select(Registration).where(*where))).unique().one_or_none()


def with_everything(query: Select[*Columns]) -> Select[*Columns]:
    """With all that pages and mails tell of a registration."""
    return query.options(
        joinedload(Registration.person),
        joinedload(Registration.event).joinedload(Event.organisation),
        selectinload(Registration.attendees),
        selectinload(Registration.seats).joinedload(Seat.attendee),
        selectinload(Registration.seats).joinedload(Seat.talk).joinedload(Talk.capacity),
    )

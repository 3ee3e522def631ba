"""Whose data is to be erased, and what is kept about somebody elsewhere."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Select, String, cast, func, literal, or_, select
from sqlalchemy.orm import aliased, joinedload, selectinload

from events.calendar.queries import number_of_invitations_of
from events.event.models import Event
from events.extensions import db
from events.mail.queries import number_of_messages_of
from events.people.models import Person, SpeakerProfile
from events.programme.models import Speaker
from events.registration.models import Attendee, Registration
from events.registration.rules import names_go_on


@dataclass(frozen=True)
class Expired:
    """An event whose names have been kept long enough: what would go, in numbers."""

    event: Event
    since: date
    registrations: int
    names: int
    messages: int
    invitations: int


def expired_events(now: datetime) -> list[Event]:
    """Events that have been over for longer than names are kept, and still hold some; the oldest first."""
    names = select(Registration.id).where(Registration.event_id == Event.id, Registration.erased_at.is_(None))
    query = select(Event).where(Event.ends_on < now.date(), names.exists()).order_by(Event.ends_on, Event.id)
    return [event for event in db.session.scalars(query) if _has_expired(event, now)]


def expired(event: Event) -> Expired:
    """What would go of this event."""
    whose = [Registration.event_id == event.id, Registration.erased_at.is_(None)]
    holders = select(literal("registration:") + cast(Registration.id, String)).where(*whose)
    names = select(func.count(Attendee.id)).join(Attendee.registration).where(*whose)
    return Expired(
        event=event,
        since=names_go_on(event.ends_on, event.retention_weeks),
        registrations=db.session.scalar(select(func.count(Registration.id)).where(*whose)) or 0,
        names=db.session.scalar(names) or 0,
        messages=number_of_messages_of(holders),
        invitations=number_of_invitations_of(holders),
    )


def next_to_erase(event: Event, limit: int) -> Sequence[Registration]:
    """Registrations of the event that still name somebody."""
    query = (
        select(Registration)
        .where(Registration.event_id == event.id, Registration.erased_at.is_(None))
        .options(joinedload(Registration.person), selectinload(Registration.attendees))
        .order_by(Registration.id)
        .limit(limit)
        .execution_options(populate_existing=True)
    )
    return db.session.scalars(query).all()


def known_elsewhere(registrations: Collection[Registration]) -> set[int]:
    """Ids of those of their persons who speak somewhere, or have a registration that isn't erased."""
    ids = {registration.person_id for registration in registrations}
    others = select(Registration.person_id).where(
        Registration.person_id.in_(ids),
        Registration.erased_at.is_(None),
        Registration.id.not_in([registration.id for registration in registrations]),
    )
    speakers = select(Speaker.person_id).where(Speaker.person_id.in_(ids))
    profiles = select(SpeakerProfile.person_id).where(SpeakerProfile.person_id.in_(ids))
    return {person_id for query in (others, speakers, profiles) for person_id in db.session.scalars(query)}


def came_before(registrations: Collection[Registration]) -> set[int]:
    """Ids of those of these registrations whose e-mail or telephone an earlier one of another event has."""
    earlier, person, known = aliased(Registration), aliased(Person), aliased(Person)
    query = (
        select(Registration.id)
        .join(person, person.id == Registration.person_id)
        .join(known, _is_the_same(person, known))
        .join(earlier, earlier.person_id == known.id)
        .where(Registration.id.in_([registration.id for registration in registrations]))
        .where(earlier.event_id != Registration.event_id, earlier.created_at < Registration.created_at)
    )
    return set(db.session.scalars(query))


def those_who_came_again(registrations: Collection[Registration]) -> Select[int]:
    """Ids of later registrations, for other events, with the e-mail or telephone of one of these."""
    later, person, known = aliased(Registration), aliased(Person), aliased(Person)
    return (
        select(later.id)
        .join(known, known.id == later.person_id)
        .join(person, _is_the_same(person, known))
        .join(Registration, Registration.person_id == person.id)
        .where(Registration.id.in_([registration.id for registration in registrations]))
        .where(later.event_id != Registration.event_id, later.created_at > Registration.created_at)
    )


def _is_the_same(one: type[Person], other: type[Person]) -> ColumnElement[bool]:
    same_email = (one.email != "") & (func.lower(one.email) == func.lower(other.email))
    same_phone = (one.phone != "") & (one.phone == other.phone)
    return (one.organisation_id == other.organisation_id) & or_(same_email, same_phone)


def _has_expired(event: Event, now: datetime) -> bool:
    return now.astimezone(ZoneInfo(event.zone)).date() >= names_go_on(event.ends_on, event.retention_weeks)

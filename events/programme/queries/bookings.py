"""Slots of an organisation's drafts as light rows: one query for each table, however many slots there are."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import time
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, select

from events.event.models import Event, OpeningHours, Room, Venue
from events.extensions import db
from events.people.models import Account, Person
from events.programme.models import IntendedOverlap, Slot, Speaker, SpeakerAvailability, Talk, TalkCapacity, TalkSpeaker
from events.programme.rules.bookings import Booking, Guest, Hall, Host, Window
from events.programme.rules.conflicts import STANDING, Declared

Hours = Mapping[int, tuple[time, time]]


def bookings_of(organisation_id: int, where: ColumnElement[bool]) -> list[Booking]:
    """What takes place of the organisation's slots that fit `where` (of Slot), in all its events, by time."""
    fitting = _fitting(organisation_id, where)
    hours, guests = hours_of(organisation_id), _guests(fitting.with_only_columns(Slot.talk_id))
    rows = db.session.execute(_wide(fitting).order_by(Slot.starts_at, Slot.id))
    return [_booking(row, hours, guests) for row in rows]


def hours_of(organisation_id: int) -> Mapping[int, Hours]:
    """Opening hours by venue and weekday."""
    query = select(OpeningHours).join(Venue, Venue.id == OpeningHours.venue_id)
    found: dict[int, dict[int, tuple[time, time]]] = defaultdict(dict)
    for row in db.session.scalars(query.where(Venue.organisation_id == organisation_id)):
        found[row.venue_id][row.weekday] = (row.opens, row.closes)
    return found


def halls_of(organisation_id: int) -> Mapping[int, Hall]:
    """The organisation's rooms by id."""
    hours = hours_of(organisation_id)
    query = select(Room.id, Room.venue_id, Room.name, Room.seats, Venue.name.label("venue")).join(Room.venue)
    rows = db.session.execute(query.where(Venue.organisation_id == organisation_id))
    return {
        row.id: Hall(row.id, row.venue_id, row.name, row.venue, row.seats, hours.get(row.venue_id, {})) for row in rows
    }


def declared_among(organisation_id: int, where: ColumnElement[bool]) -> Mapping[tuple[int, int], Declared]:
    """Double bookings that were declared intended, by the ids of their slots."""
    slots = _fitting(organisation_id, where).with_only_columns(Slot.id)
    query = select(IntendedOverlap, Account.name).outerjoin(IntendedOverlap.declared_by)
    rows = db.session.execute(query.where(IntendedOverlap.first_slot_id.in_(slots)))
    return {
        (row.first_slot_id, row.second_slot_id): Declared(
            row.id, row.room_id, (row.first_starts_at, row.second_starts_at), name or "", row.declared_at
        )
        for row, name in rows
    }


def guests_of(speakers: Iterable[Speaker]) -> list[Guest]:
    """Speakers of one event as plain values."""
    found = list(speakers)
    windows = windows_of(select(Speaker.id).where(Speaker.id.in_([speaker.id for speaker in found])))
    return [Guest(row.person_id, row.person.name, row.slug, tuple(windows.get(row.id, ()))) for row in found]


def guests_named(event_id: int, people: Sequence[Person]) -> list[Guest]:
    """People who speak, or are about to, at an event."""
    of_event = select(Speaker).where(Speaker.event_id == event_id, Speaker.person_id.in_([row.id for row in people]))
    known = {guest.person_id: guest for guest in guests_of(db.session.scalars(of_event))}
    return [known.get(person.id) or Guest(person.id, person.name) for person in people]


def windows_of(speakers: Select[Any]) -> Mapping[int, list[Window]]:
    """When these speakers (a query of their ids) can come, by speaker."""
    query = select(SpeakerAvailability).where(SpeakerAvailability.speaker_id.in_(speakers))
    found: dict[int, list[Window]] = defaultdict(list)
    for row in db.session.scalars(query):
        found[row.speaker_id].append((row.starts_at, row.ends_at))
    return found


def _fitting(organisation_id: int, where: ColumnElement[bool]) -> Select[Any]:
    query = select(Slot).join(Slot.event).where(Event.organisation_id == organisation_id)
    return query.where(Slot.state.in_(STANDING), where)


def _guests(talks: Select[Any]) -> Mapping[int, list[Guest]]:
    """Who speaks, by talk, in the order in which they are named."""
    windows = windows_of(select(TalkSpeaker.speaker_id).where(TalkSpeaker.talk_id.in_(talks)))
    query = (
        select(TalkSpeaker.talk_id, Speaker.id, Speaker.slug, Person.id.label("person_id"), Person.name)
        .join(Speaker, Speaker.id == TalkSpeaker.speaker_id)
        .join(Person, Person.id == Speaker.person_id)
        .where(TalkSpeaker.talk_id.in_(talks))
        .order_by(TalkSpeaker.position)
    )
    found: dict[int, list[Guest]] = defaultdict(list)
    for row in db.session.execute(query):
        found[row.talk_id].append(Guest(row.person_id, row.name, row.slug, tuple(windows.get(row.id, ()))))
    return found


def _wide(fitting: Select[Any]) -> Select[*tuple[Any, ...]]:
    return (
        fitting.outerjoin(Talk, Talk.id == Slot.talk_id)
        .outerjoin(TalkCapacity, TalkCapacity.talk_id == Slot.talk_id)
        .outerjoin(Room, Room.id == Slot.room_id)
        .outerjoin(Venue, Venue.id == Room.venue_id)
        .with_only_columns(
            Slot.id,
            Slot.starts_at,
            Slot.ends_at,
            Slot.doors_at,
            Slot.zone,
            Slot.kind,
            Slot.title,
            Slot.talk_id,
            Slot.room_id,
            Talk.slug.label("talk_slug"),
            Talk.title.label("talk_title"),
            TalkCapacity.limit,
            TalkCapacity.taken,
            Room.name.label("room"),
            Room.seats,
            Room.venue_id,
            Venue.name.label("venue"),
            Event.id.label("event_id"),
            Event.slug.label("event_slug"),
            Event.title.label("event_title"),
            Event.starts_on,
            Event.ends_on,
        )
    )


def _booking(row: Row[Any], hours: Mapping[int, Hours], guests: Mapping[int, list[Guest]]) -> Booking:
    hall = Hall(row.room_id, row.venue_id, row.room, row.venue, row.seats, hours.get(row.venue_id, {}))
    return Booking(
        slot_id=row.id,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        doors_at=row.doors_at,
        zone=row.zone,
        kind=row.kind,
        hall=hall if row.room_id else None,
        host=Host(row.event_id, row.event_slug, row.event_title, row.starts_on, row.ends_on),
        talk_id=row.talk_id,
        talk_slug=row.talk_slug,
        title=row.talk_title or row.title,
        guests=guests.get(row.talk_id, ()),
        limit=row.limit,
        taken=row.taken or 0,
    )

"""Conflicts of the drafts of all events of an organisation, for each page on which a timetable is edited."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import ColumnElement, ScalarSelect, and_, func, or_, select, true

from events.event.models import Event
from events.extensions import db
from events.people.models import Organisation
from events.programme.models import IntendedOverlap, Slot, Talk
from events.programme.queries.bookings import bookings_of, declared_among, guests_of, halls_of
from events.programme.rules.bookings import Booking, Host
from events.programme.rules.conflicts import STANDING, Conflict, ConflictKind, conflicts_among

Moment = datetime | ScalarSelect[datetime]
Time = tuple[int | None, datetime, datetime]
"""A room's id (None when it is open), a beginning and an end, both aware."""


def conflicts_of(event: Event) -> list[Conflict]:
    """All warnings about the event's draft, by time; other events of the organisation may be the other party.

    Of a season of any length it takes the same number of queries.
    """
    return [conflict for conflict in all_conflicts_of(event) if not conflict.declared]


def all_conflicts_of(event: Event) -> list[Conflict]:
    """Those too that were declared intended."""
    own = select(Slot).where(Slot.event_id == event.id, _stands()).correlate(None)
    first, last = (
        own.with_only_columns(edge).scalar_subquery() for edge in (func.min(Slot.starts_at), func.max(Slot.ends_at))
    )
    where = or_(Slot.event_id == event.id, _meets(first, last))
    found = _conflicts(event.organisation_id, where)
    return [conflict for conflict in found if any(_is_of(event, booking) for booking in conflict.bookings)]


def conflicts_of_slot(slot_id: int) -> list[Conflict]:
    """The warnings about one slot, wherever its other party stands."""
    return conflicts_of_slots([slot_id])


def conflicts_of_talk(talk: Talk) -> list[Conflict]:
    """The warnings about all slots of a talk."""
    return conflicts_of_slots([slot.id for slot in talk.slots])


def conflicts_of_slots(slot_ids: Sequence[int]) -> list[Conflict]:
    """The warnings about these slots of one organisation; only what lies between them in time is read."""
    slots = db.session.scalars(select(Slot).where(Slot.id.in_(slot_ids), _stands())).all()
    if not slots:
        return []
    where = _meets(min(slot.starts_at for slot in slots), max(slot.ends_at for slot in slots))
    found = _conflicts(slots[0].event.organisation_id, where)
    return [c for c in found if not c.declared and not set(slot_ids).isdisjoint(c.slot_ids)]


def find_double_booking(event: Event, first_id: int, second_id: int) -> tuple[Slot, Slot] | None:
    """Two slots, one of them the event's, that stand in one room at one time."""
    first, second = (db.session.get(Slot, slot_id) for slot_id in sorted((first_id, second_id)))
    if not first or not second or event.id not in {first.event_id, second.event_id}:
        return None
    found = _conflicts(event.organisation_id, Slot.id.in_([first.id, second.id]))
    return (first, second) if any(conflict.kind is ConflictKind.ROOM_TAKEN for conflict in found) else None


def find_overlap(event: Event, overlap_id: int) -> IntendedOverlap | None:
    """A declared double booking of which one slot is the event's."""
    own = select(Slot.id).where(Slot.event_id == event.id)
    is_own = or_(IntendedOverlap.first_slot_id.in_(own), IntendedOverlap.second_slot_id.in_(own))
    return db.session.scalar(select(IntendedOverlap).where(IntendedOverlap.id == overlap_id, is_own))


def conflicts_if(organisation_id: int, thought: Booking) -> list[Conflict]:
    """The warnings that would be there if this slot (or a new one, with an id below 1) stood as it is thought of."""
    where = and_(Slot.id != thought.slot_id, _meets(thought.starts_at, thought.ends_at))
    others = bookings_of(organisation_id, where)
    found = conflicts_among([*others, thought], declared_among(organisation_id, true()))
    return [conflict for conflict in found if not conflict.declared and thought.slot_id in conflict.slot_ids]


def conflicts_if_moved(slot: Slot, room_id: int | None, starts_at: datetime, ends_at: datetime) -> list[Conflict]:
    """The warnings that there would be if the slot stood there; doors open as long before as now."""
    doors_at = starts_at - (slot.starts_at - slot.doors_at) if slot.doors_at else None
    thought = thought_of(slot.event, slot.talk, (room_id, starts_at, ends_at), slot_id=slot.id, doors_at=doors_at)
    return conflicts_if(slot.event.organisation_id, replace(thought, kind=slot.kind, title=thought.title or slot.title))


def thought_of(
    event: Event, talk: Talk | None, time: Time, *, slot_id: int = 0, doors_at: datetime | None = None
) -> Booking:
    """A talk (or a new one) at a time that nobody has saved yet; `slot_id` is the slot that would be moved."""
    room_id, starts_at, ends_at = time
    booking = Booking(
        slot_id=slot_id,
        starts_at=starts_at,
        ends_at=ends_at,
        doors_at=doors_at,
        zone=event.zone,
        hall=halls_of(event.organisation_id).get(room_id) if room_id else None,
        host=Host(event.id, event.slug, event.title, event.starts_on, event.ends_on),
    )
    return _with_talk(booking, talk) if talk else booking


def conflicts_of_times(
    organisation: Organisation, times: Iterable[Time], zone: str | None = None
) -> list[list[Conflict]]:
    """For each time, the warnings it would bring (in the order given); the times are compared with each other too.

    Opening hours are read on the wall clock of `zone`, or of the organisation's.
    """
    halls = halls_of(organisation.id)
    thought = [
        Booking(-n, starts_at, ends_at, zone or organisation.zone, hall=halls.get(room_id) if room_id else None)
        for n, (room_id, starts_at, ends_at) in enumerate(times, start=1)
    ]
    if not thought:
        return []
    first, last = min(booking.starts_at for booking in thought), max(booking.ends_at for booking in thought)
    found = conflicts_among([*bookings_of(organisation.id, _meets(first, last)), *thought])
    return [[conflict for conflict in found if booking.slot_id in conflict.slot_ids] for booking in thought]


def _conflicts(organisation_id: int, where: ColumnElement[bool]) -> list[Conflict]:
    return conflicts_among(bookings_of(organisation_id, where), declared_among(organisation_id, where))


def _with_talk(booking: Booking, talk: Talk) -> Booking:
    capacity = talk.capacity
    return replace(
        booking,
        talk_id=talk.id,
        talk_slug=talk.slug,
        title=talk.title,
        guests=guests_of(talk.speakers),
        limit=capacity.limit,
        taken=capacity.taken,
    )


def _meets(starts_at: Moment, ends_at: Moment) -> ColumnElement[bool]:
    return and_(Slot.starts_at < ends_at, Slot.ends_at > starts_at)


def _stands() -> ColumnElement[bool]:
    return Slot.state.in_(STANDING)


def _is_of(event: Event, booking: Booking) -> bool:
    return booking.host is not None and booking.host.id == event.id

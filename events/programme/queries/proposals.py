"""Proposed timetables, and what is read to work one out."""

from collections.abc import Collection, Sequence
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import and_, select
from sqlalchemy.orm import joinedload, selectinload

from events.event.models import Event
from events.extensions import db
from events.programme.models import Slot, Speaker, Talk, TalkSpeaker, TimetableProposal
from events.programme.queries.bookings import bookings_of, guests_of, halls_of
from events.programme.rules import SlotState
from events.programme.rules.bookings import Booking, Hall, Host
from events.programme.rules.proposals import UNDER_WAY, Limits, Outcome, Place, Problem, Waiting, fitting_places

SHOWN = 20
"""So many of the latest proposals are listed."""


def latest_proposals(event_id: int) -> Sequence[TimetableProposal]:
    query = select(TimetableProposal).filter_by(event_id=event_id).order_by(TimetableProposal.id.desc())
    return db.session.scalars(query.limit(SHOWN)).all()


def find_proposal(event_id: int, proposal_id: int) -> TimetableProposal | None:
    return db.session.scalar(select(TimetableProposal).filter_by(event_id=event_id, id=proposal_id))


def find_proposal_under_way(event_id: int) -> TimetableProposal | None:
    """One at a time is worked out for an event."""
    query = select(TimetableProposal).filter_by(event_id=event_id).where(TimetableProposal.state.in_(UNDER_WAY))
    return db.session.scalar(query.limit(1))


def talks_in_tray(event_id: int) -> Sequence[Talk]:
    """Talks that have no time in the draft, with their seats and speakers."""
    has_time = Talk.slots.any(Slot.state != SlotState.UNSCHEDULED)
    query = select(Talk).where(Talk.event_id == event_id, ~has_time).order_by(Talk.id)
    speakers = selectinload(Talk.talk_speakers).joinedload(TalkSpeaker.speaker).joinedload(Speaker.person)
    return db.session.scalars(query.options(joinedload(Talk.capacity), speakers)).unique().all()


def rooms_in_use(event_id: int) -> set[int]:
    """Ids of the rooms that the event's draft names."""
    query = select(Slot.room_id).where(Slot.event_id == event_id, Slot.state != SlotState.UNSCHEDULED).distinct()
    return {room_id for room_id in db.session.scalars(query) if room_id is not None}


def talks_by_id(event_id: int, talk_ids: Collection[int]) -> dict[int, Talk]:
    query = select(Talk).where(Talk.event_id == event_id, Talk.id.in_(talk_ids))
    return {talk.id: talk for talk in db.session.scalars(query)}


def problem_of(event: Event, limits: Limits) -> Problem:
    """The talks of the tray, and all that stands in the organisation's rooms on these days."""
    halls = halls_of(event.organisation_id)
    first, last = _span(limits, event.zone)
    return Problem(
        event.id,
        event.zone,
        limits,
        [halls[room_id] for room_id in limits.room_ids if room_id in halls],
        waiting_talks(event),
        bookings_of(event.organisation_id, and_(Slot.starts_at < last, Slot.ends_at > first)),
    )


def waiting_talks(event: Event) -> list[Waiting]:
    """The tray as plain values; a room needs the seats of the limit, and of those who hold a seat already."""
    talks = talks_in_tray(event.id)
    speakers = {speaker.id: speaker for talk in talks for speaker in talk.speakers}
    guests = dict(zip(speakers, guests_of(speakers.values()), strict=True))
    return [
        Waiting(
            talk.id,
            talk.duration,
            max(talk.capacity.limit or 0, talk.capacity.taken),
            talk.track_id,
            [guests[speaker.id] for speaker in talk.speakers],
        )
        for talk in talks
    ]


def places_that_fit(event: Event, outcome: Outcome) -> list[Place]:
    """Those of the places that are still free of conflicts; their talks still wait, and last as long."""
    waiting = {(talk.talk_id, talk.minutes): talk for talk in waiting_talks(event)}
    halls = halls_of(event.organisation_id)
    known = [place for place in outcome.places if place.room_id in halls and (place.talk_id, place.minutes) in waiting]
    if not known:
        return []
    thought = [
        _thought(event, -number, place, halls[place.room_id], waiting[place.talk_id, place.minutes])
        for number, place in enumerate(known, start=1)
    ]
    first, last = min(place.starts_at for place in known), max(place.ends_at for place in known)
    fixed = bookings_of(event.organisation_id, and_(Slot.starts_at < last, Slot.ends_at > first))
    return [known[-booking.slot_id - 1] for booking in fitting_places(fixed, thought)]


def _thought(event: Event, slot_id: int, place: Place, hall: Hall, talk: Waiting) -> Booking:
    return Booking(
        slot_id,
        place.starts_at,
        place.ends_at,
        event.zone,
        hall=hall,
        host=Host(event.id, event.slug, event.title, event.starts_on, event.ends_on),
        guests=talk.guests,
        limit=talk.seats,
    )


def _span(limits: Limits, zone: str) -> tuple[datetime, datetime]:
    """From the first midnight to the one after the last day's night."""
    first, last = (datetime.combine(day, time(), ZoneInfo(zone)) for day in (limits.first, limits.last))
    return first, last + timedelta(days=2)

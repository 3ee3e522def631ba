"""Reading what papers print, in a number of queries that doesn't grow with them."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from events.event.models import Room
from events.extensions import db
from events.people.models import Person
from events.programme.models import Slot, Speaker, Talk, TalkSpeaker
from events.programme.rules import SlotState, TalkState


def draft_slots_to_print(event_id: int) -> Sequence[Slot]:
    """The draft timetable by time, with its rooms, talks and speakers."""
    query = (
        select(Slot)
        .where(Slot.event_id == event_id, Slot.state != SlotState.UNSCHEDULED)
        .options(
            joinedload(Slot.room).joinedload(Room.venue),
            joinedload(Slot.talk)
            .selectinload(Talk.talk_speakers)
            .joinedload(TalkSpeaker.speaker)
            .joinedload(Speaker.person)
            .joinedload(Person.profile),
        )
        .order_by(Slot.starts_at, Slot.room_id, Slot.id)
    )
    return db.session.scalars(query).unique().all()


def speakers_with_badges(event_id: int, talk_id: int | None = None) -> Sequence[Speaker]:
    """Who gives a published talk of the event (or this one), by name."""
    given = TalkSpeaker.talk.has(Talk.state == TalkState.PUBLISHED)
    if talk_id is not None:
        given = given & (TalkSpeaker.talk_id == talk_id)
    query = (
        select(Speaker)
        .join(Speaker.person)
        .where(Speaker.event_id == event_id, Speaker.talk_speakers.any(given))
        .options(joinedload(Speaker.person).joinedload(Person.profile))
        .order_by(Person.name, Speaker.id)
    )
    return db.session.scalars(query).all()


def talks_to_choose(event_id: int) -> Sequence[Talk]:
    """Published talks that have a date in the draft, the first one first."""
    query = select(Talk).where(Talk.event_id == event_id, Talk.state == TalkState.PUBLISHED)
    talks = db.session.scalars(query.options(selectinload(Talk.slots)).order_by(Talk.id)).all()
    dated = [talk for talk in talks if talk.slots]
    return sorted(dated, key=lambda talk: min(slot.starts_at for slot in talk.slots))

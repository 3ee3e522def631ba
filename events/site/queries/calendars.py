"""What a calendar of a whole event says, read as plain columns: a thousand talks take some dozen milliseconds."""

from collections import defaultdict
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Row, select
from sqlalchemy.orm import joinedload

from events.event.models import Room
from events.extensions import LocalisedText, db
from events.people.models import Person, SpeakerProfile
from events.programme.models import ReleasedSlot, Speaker, Talk, TalkSpeaker
from events.programme.queries import latest_of
from events.programme.rules import TalkState

Columns = tuple[Any, ...]
People = list[tuple[str, LocalisedText]]


class CalendarDate(NamedTuple):
    """A talk at one of its times; `people` are names and affiliations of those who give it."""

    slot_id: int
    talk_id: int
    starts_at: datetime
    ends_at: datetime
    zone: str
    state: str
    slug: str
    title: LocalisedText
    abstract: LocalisedText
    admission: LocalisedText
    room: Room | None
    people: People


def calendar_dates(event_id: int) -> list[CalendarDate]:
    """Published talks of the latest release, by time."""
    when: Columns = (ReleasedSlot.starts_at, ReleasedSlot.ends_at, ReleasedSlot.zone, ReleasedSlot.state)
    words: Columns = (Talk.slug, Talk.title, Talk.abstract, Talk.admission)
    query = (
        select(ReleasedSlot.slot_id, ReleasedSlot.talk_id, *when, *words, ReleasedSlot.room_id)
        .join(Talk, Talk.id == ReleasedSlot.talk_id)
        .where(latest_of(event_id), Talk.state == TalkState.PUBLISHED)
        .order_by(ReleasedSlot.starts_at, ReleasedSlot.slot_id)
    )
    people, rooms = _people(event_id), _rooms(event_id)
    return [_date(row, rooms, people) for row in db.session.execute(query)]


def _date(row: Row[*tuple[Any, ...]], rooms: dict[int, Room], people: dict[int, People]) -> CalendarDate:
    *facts, room_id = row
    return CalendarDate._make([*facts, rooms.get(room_id), people[row.talk_id]])


def _people(event_id: int) -> dict[int, People]:
    """By talk, in the order in which they are named."""
    query = (
        select(TalkSpeaker.talk_id, Person.name, SpeakerProfile.affiliation)
        .join(Speaker, Speaker.id == TalkSpeaker.speaker_id)
        .join(Person, Person.id == Speaker.person_id)
        .outerjoin(SpeakerProfile, SpeakerProfile.person_id == Person.id)
        .where(Speaker.event_id == event_id)
        .order_by(TalkSpeaker.talk_id, TalkSpeaker.position)
    )
    found: dict[int, People] = defaultdict(list)
    for talk_id, name, affiliation in db.session.execute(query):
        found[talk_id].append((name, affiliation or {}))
    return found


def _rooms(event_id: int) -> dict[int, Room]:
    used = select(ReleasedSlot.room_id).where(latest_of(event_id))
    query = select(Room).where(Room.id.in_(used)).options(joinedload(Room.venue))
    return {room.id: room for room in db.session.scalars(query)}

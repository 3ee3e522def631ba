"""Reading the programme as the public sees it: the latest release, with published talks only."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, Select, and_, or_, select
from sqlalchemy.orm import joinedload, selectinload

from events.event.models import Room
from events.extensions import db
from events.people.models import Person
from events.programme.models import Release, ReleasedSlot, Speaker, Talk, TalkSpeaker
from events.programme.rules import TalkState


def find_latest_release(event_id: int) -> Release | None:
    """The version of the timetable that the public sees."""
    query = select(Release).filter_by(event_id=event_id).order_by(Release.number.desc()).limit(1)
    return db.session.scalar(query)


def public_slots(event_id: int) -> Sequence[ReleasedSlot]:
    """Breaks and published talks of the latest release, by time, with all a page shows of them."""
    return db.session.scalars(_public_slots(_latest_of(event_id))).unique().all()


def slots_of_talk(talk: Talk) -> Sequence[ReleasedSlot]:
    """When and where a talk is, by the latest release, whatever its own state."""
    query = (
        select(ReleasedSlot)
        .where(_latest_of(talk.event_id), ReleasedSlot.talk_id == talk.id)
        .options(joinedload(ReleasedSlot.room).joinedload(Room.venue))
        .order_by(ReleasedSlot.starts_at)
    )
    return db.session.scalars(query).all()


def find_public_talk(event_id: int, slug: str) -> Talk | None:
    """A published talk with its speakers, track and seats."""
    query = _whole_talks().where(Talk.event_id == event_id, Talk.slug == slug, Talk.state == TalkState.PUBLISHED)
    return db.session.scalars(query).unique().one_or_none()


def find_public_speaker(event_id: int, slug: str) -> Speaker | None:
    """A speaker who gives at least one published talk."""
    query = (
        select(Speaker)
        .where(Speaker.event_id == event_id, Speaker.slug == slug, _speaks_in_public())
        .options(joinedload(Speaker.person).joinedload(Person.profile))
    )
    return db.session.scalar(query)


def public_talks_of(speaker: Speaker) -> Sequence[Talk]:
    """The published talks of a speaker."""
    query = _whole_talks().where(Talk.state == TalkState.PUBLISHED, Talk.talk_speakers.any(speaker_id=speaker.id))
    return db.session.scalars(query).unique().all()


def _latest_of(event_id: int) -> ColumnElement[bool]:
    newest = select(Release.id).filter_by(event_id=event_id).order_by(Release.number.desc()).limit(1)
    return ReleasedSlot.release_id == newest.scalar_subquery()


def _public_slots(where: ColumnElement[bool]) -> Select[ReleasedSlot]:
    public = or_(ReleasedSlot.talk_id.is_(None), Talk.state == TalkState.PUBLISHED)
    talk = joinedload(ReleasedSlot.talk)
    return (
        select(ReleasedSlot)
        .outerjoin(ReleasedSlot.talk)
        .where(and_(where, public))
        .options(
            joinedload(ReleasedSlot.room).joinedload(Room.venue),
            talk.joinedload(Talk.track),
            talk.joinedload(Talk.format),
            talk.joinedload(Talk.capacity),
            talk.selectinload(Talk.talk_speakers)
            .joinedload(TalkSpeaker.speaker)
            .joinedload(Speaker.person)
            .joinedload(Person.profile),
        )
        .order_by(ReleasedSlot.starts_at, ReleasedSlot.room_id, ReleasedSlot.slot_id)
    )


def _whole_talks() -> Select[Talk]:
    return select(Talk).options(
        joinedload(Talk.track),
        joinedload(Talk.format),
        joinedload(Talk.capacity),
        selectinload(Talk.talk_speakers)
        .joinedload(TalkSpeaker.speaker)
        .joinedload(Speaker.person)
        .joinedload(Person.profile),
    )


def _speaks_in_public() -> ColumnElement[bool]:
    return Speaker.talk_speakers.any(TalkSpeaker.talk.has(state=TalkState.PUBLISHED))

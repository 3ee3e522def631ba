"""Reading the programme as the public sees it: the latest release, with published talks only."""

from collections.abc import Collection, Sequence
from datetime import UTC, datetime

from sqlalchemy import ColumnElement, Select, and_, or_, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from events.event.models import Room
from events.extensions import db
from events.people.models import Person
from events.programme.models import FormerTalkSlug, ReleasedSlot, Slot, Speaker, Talk, TalkFormat, TalkSpeaker
from events.programme.queries.audience import audience_of as audience_of
from events.programme.queries.audience import speakers_reached as speakers_reached
from events.programme.queries.conflicts import conflicts_of as conflicts_of
from events.programme.queries.conflicts import conflicts_of_slot as conflicts_of_slot
from events.programme.queries.conflicts import conflicts_of_times as conflicts_of_times
from events.programme.queries.releases import changes_of_releases as changes_of_releases
from events.programme.queries.releases import changes_since as changes_since
from events.programme.queries.releases import draft_places as draft_places
from events.programme.queries.releases import find_latest_release as find_latest_release
from events.programme.queries.releases import latest_of as latest_of
from events.programme.queries.releases import pending_changes as pending_changes
from events.programme.queries.releases import placed as placed
from events.programme.queries.releases import released_places as released_places
from events.programme.queries.releases import released_slots as released_slots
from events.programme.queries.releases import releases_of as releases_of
from events.programme.rules import SlotState, TalkState

_EARLIEST = datetime.min.replace(tzinfo=UTC)


def public_slots(
    event_id: int, talk_slugs: Collection[str] = (), *, only: Collection[ColumnElement[bool]] = ()
) -> Sequence[ReleasedSlot]:
    """Breaks and published talks of the latest release, by time, with all a page shows of them.

    Of these talks alone, where any is named; `only` narrows it further.
    """
    query = public_slots_where(latest_of(event_id)).where(*only)
    return db.session.scalars(query.where(Talk.slug.in_(talk_slugs)) if talk_slugs else query).unique().all()


def slots_to_book(event_id: int, talk_slugs: Collection[str] = ()) -> Sequence[ReleasedSlot]:
    """Published talks of the latest release, by time, with what a list to choose from shows; of these talks, if any."""
    talk = contains_eager(ReleasedSlot.talk)
    query = (
        select(ReleasedSlot)
        .join(ReleasedSlot.talk)
        .where(latest_of(event_id), Talk.state == TalkState.PUBLISHED)
        .options(
            joinedload(ReleasedSlot.room).load_only(Room.name),
            talk.joinedload(Talk.capacity),
            talk.defer(Talk.abstract),
            talk.defer(Talk.description),
        )
        .order_by(ReleasedSlot.starts_at, ReleasedSlot.room_id, ReleasedSlot.slot_id)
    )
    return db.session.scalars(query.where(Talk.slug.in_(talk_slugs)) if talk_slugs else query).all()


def slots_of_talk(talk: Talk) -> Sequence[ReleasedSlot]:
    """When and where a talk is, by the latest release, whatever its own state."""
    query = (
        select(ReleasedSlot)
        .where(latest_of(talk.event_id), ReleasedSlot.talk_id == talk.id)
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


def draft_slots(event_id: int) -> Sequence[Slot]:
    """The draft timetable with its breaks, by time."""
    query = select(Slot).where(Slot.event_id == event_id, Slot.state != SlotState.UNSCHEDULED)
    return db.session.scalars(query.order_by(Slot.starts_at, Slot.id)).all()


def draft_slots_of_talk(talk: Talk) -> Sequence[Slot]:
    """When and where a talk is, by the draft."""
    return [slot for slot in talk.slots if slot.state != SlotState.UNSCHEDULED]


def find_talk(event_id: int, slug: str) -> Talk | None:
    """A talk of the event in whatever state, with its speakers, track and seats."""
    return db.session.scalars(_whole_talks().filter_by(event_id=event_id, slug=slug)).unique().one_or_none()


def find_talk_by_former_slug(event_id: int, slug: str) -> Talk | None:
    """The talk that once stood at this address."""
    former = db.session.get(FormerTalkSlug, (event_id, slug))
    return db.session.get(Talk, former.talk_id) if former else None


def all_talks(event_id: int) -> Sequence[Talk]:
    """Every talk of the event with speakers, seats and draft times: those without a date first, then by time."""
    query = _whole_talks().where(Talk.event_id == event_id).options(selectinload(Talk.slots).joinedload(Slot.room))
    talks = db.session.scalars(query.order_by(Talk.id)).unique().all()
    return sorted(
        talks, key=lambda talk: min((slot.starts_at for slot in draft_slots_of_talk(talk)), default=_EARLIEST)
    )


def formats_of(event_id: int) -> Sequence[TalkFormat]:
    return db.session.scalars(select(TalkFormat).filter_by(event_id=event_id).order_by(TalkFormat.id)).all()


def breaks_of(event_id: int) -> Sequence[Slot]:
    """Slots of the draft that hold no talk, by time."""
    return [slot for slot in draft_slots(event_id) if slot.talk_id is None]


def find_break(event_id: int, slot_id: int) -> Slot | None:
    query = select(Slot).where(Slot.event_id == event_id, Slot.id == slot_id, Slot.talk_id.is_(None))
    return db.session.scalar(query.where(Slot.state != SlotState.UNSCHEDULED))


def all_speakers(event_id: int) -> Sequence[Speaker]:
    """Every speaker of the event with her talks, by name."""
    query = _whole_speakers().join(Speaker.person).where(Speaker.event_id == event_id)
    return db.session.scalars(query.order_by(Person.name, Speaker.id)).unique().all()


def find_speaker(event_id: int, slug: str) -> Speaker | None:
    """A speaker of the event, whether or not a talk of hers is public."""
    return db.session.scalars(_whole_speakers().filter_by(event_id=event_id, slug=slug)).unique().one_or_none()


def find_speaker_by_reference(reference: str) -> Speaker | None:
    """Whose link it is; kit.tokens says whether the link may open."""
    return db.session.scalars(_whole_speakers().filter_by(reference=reference)).unique().one_or_none()


def talks_of(speaker: Speaker) -> Sequence[Talk]:
    """All talks of a speaker, drafts too, with their draft times and rooms."""
    query = _whole_talks().where(Talk.talk_speakers.any(speaker_id=speaker.id)).order_by(Talk.id)
    query = query.options(selectinload(Talk.slots).joinedload(Slot.room).joinedload(Room.venue))
    return db.session.scalars(query).unique().all()


def known_speakers(organisation_id: int) -> Sequence[Person]:
    """People of the organisation who speak or spoke at any of its events, by name."""
    spoke = select(Speaker.person_id)
    query = select(Person).where(Person.organisation_id == organisation_id, Person.id.in_(spoke))
    return db.session.scalars(query.where(Person.erased_at.is_(None)).order_by(Person.name, Person.id)).all()


def public_slots_where(where: ColumnElement[bool]) -> Select[ReleasedSlot]:
    """Breaks and published talks, by time, with all a page shows of them."""
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
            talk.selectinload(Talk.materials),
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


def _whole_speakers() -> Select[Speaker]:
    return select(Speaker).options(
        joinedload(Speaker.person).joinedload(Person.profile),
        selectinload(Speaker.talk_speakers).joinedload(TalkSpeaker.talk),
    )


def _speaks_in_public() -> ColumnElement[bool]:
    return Speaker.talk_speakers.any(TalkSpeaker.talk.has(state=TalkState.PUBLISHED))

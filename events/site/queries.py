"""Reading what the public may see: published events, where former addresses lead, and how fresh a page is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import joinedload

from events.event.models import Event, FormerSlug
from events.event.rules import EventState
from events.extensions import Instant, db
from events.people.models import Organisation
from events.programme.models import FormerTalkSlug, Release, ReleasedSlot, Slot, Talk
from events.programme.rules import TalkState

PUBLIC = Event.state == EventState.PUBLISHED


def first_organisation() -> Organisation | None:
    """The organisation of pages that belong to no event; None on an empty installation."""
    return db.session.scalar(select(Organisation).order_by(Organisation.id).limit(1))


def find_public_event(slug: str) -> Event | None:
    """A published event with its organisation and seats."""
    return db.session.scalar(_whole_events().where(Event.slug == slug, PUBLIC))


def find_any_event(slug: str) -> Event | None:
    """An event, published or not."""
    return db.session.scalar(_whole_events().where(Event.slug == slug))


def find_any_talk(event_id: int, slug: str) -> Talk | None:
    """A talk, published or not."""
    return db.session.scalar(select(Talk).filter_by(event_id=event_id, slug=slug))


def find_event_once_called(slug: str) -> Event | None:
    """The published event that had this address formerly."""
    query = select(Event).join(FormerSlug, FormerSlug.event_id == Event.id).where(FormerSlug.slug == slug, PUBLIC)
    return db.session.scalar(query)


def find_talk_once_called(event_id: int, slug: str) -> Talk | None:
    """The talk that had this address in its event formerly."""
    query = select(Talk).join(FormerTalkSlug, FormerTalkSlug.talk_id == Talk.id)
    return db.session.scalar(query.where(FormerTalkSlug.event_id == event_id, FormerTalkSlug.slug == slug))


def public_events(today: date) -> Sequence[Event]:
    """Published events that are not over, the next one first."""
    query = _whole_events().where(PUBLIC, Event.ends_on >= today).order_by(Event.starts_on, Event.id)
    return db.session.scalars(query).all()


def past_events(today: date) -> Sequence[Event]:
    """Published events that are over, the latest first."""
    query = _whole_events().where(PUBLIC, Event.ends_on < today).order_by(Event.ends_on.desc(), Event.id)
    return db.session.scalars(query).all()


def slugs_of_public_events() -> Sequence[str]:
    return db.session.scalars(select(Event.slug).where(PUBLIC).order_by(Event.id)).all()


def slugs_of_public_talks() -> list[tuple[str, str]]:
    """(event, talk) of all published talks."""
    query = select(Event.slug, Talk.slug).join(Talk, Talk.event_id == Event.id)
    rows = db.session.execute(query.where(PUBLIC, Talk.state == TalkState.PUBLISHED).order_by(Talk.id))
    return [(event, talk) for event, talk in rows]


def state_of_event(slug: str) -> tuple[int, ...] | None:
    """What changes with all that its public pages show; None when it isn't public."""
    query = select(Event.id, Event.revision, Organisation.version).join(Event.organisation)
    row = db.session.execute(query.where(Event.slug == slug, PUBLIC)).one_or_none()
    return tuple(row) if row else None


def state_of_all() -> tuple[int, ...]:
    """What changes with all that pages about several events show."""
    events = select(func.count(Event.id), func.coalesce(func.sum(Event.revision), 0)).where(PUBLIC)
    organisations = select(func.coalesce(func.sum(Organisation.version), 0)).scalar_subquery()
    return tuple(db.session.execute(events.add_columns(organisations)).one())


@dataclass(frozen=True)
class SlotHistory:
    """How many releases changed a slot's times or state after its first one, and when the last of them was."""

    guid: str
    changes: int
    changed_at: datetime


def slot_histories(event_id: int) -> dict[int, SlotHistory]:
    """By id of the slot. A release that repeats a slot as it was doesn't count."""
    facts = (ReleasedSlot.starts_at, ReleasedSlot.ends_at, ReleasedSlot.state)
    before = [
        func.lag(fact).over(partition_by=ReleasedSlot.slot_id, order_by=Release.number).label(f"before_{fact.key}")
        for fact in facts
    ]
    rows = (
        select(ReleasedSlot.slot_id, Release.created_at, *facts, *before)
        .join(ReleasedSlot.release)
        .where(Release.event_id == event_id)
        .subquery()
    )
    changed = or_(*(rows.c[f"before_{fact.key}"].is_distinct_from(rows.c[fact.key]) for fact in facts))
    query = (
        select(Slot.id, Slot.guid, func.count() - 1, func.max(rows.c.created_at, type_=Instant))
        .join(rows, rows.c.slot_id == Slot.id)
        .where(changed)
        .group_by(Slot.id, Slot.guid)
    )
    return {slot_id: SlotHistory(*history) for slot_id, *history in db.session.execute(query)}


def _whole_events() -> Select[Event]:
    return select(Event).options(joinedload(Event.organisation), joinedload(Event.capacity), joinedload(Event.picture))

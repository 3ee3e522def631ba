"""Reading where former addresses lead, how fresh a page is, and what became of each slot."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, case, func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from events.activity.models import Activity
from events.event.models import Event, NewsItem
from events.event.rules import EventState
from events.extensions import Instant, db
from events.people.models import Organisation
from events.programme.models import FormerTalkSlug, Release, ReleasedSlot, Slot, Talk
from events.programme.queries import public_slots
from events.programme.rules import TalkState

PUBLIC = Event.state == EventState.PUBLISHED


def find_any_talk(event_id: int, slug: str) -> Talk | None:
    """A talk, published or not."""
    return db.session.scalar(select(Talk).filter_by(event_id=event_id, slug=slug))


def find_talk_once_called(event_id: int, slug: str) -> Talk | None:
    """The talk that had this address in its event formerly."""
    query = select(Talk).join(FormerTalkSlug, FormerTalkSlug.talk_id == Talk.id)
    return db.session.scalar(query.where(FormerTalkSlug.event_id == event_id, FormerTalkSlug.slug == slug))


def slugs_of_public_talks() -> list[tuple[str, str]]:
    """(event, talk) of all published talks."""
    query = select(Event.slug, Talk.slug).join(Talk, Talk.event_id == Event.id)
    rows = db.session.execute(query.where(PUBLIC, Talk.state == TalkState.PUBLISHED).order_by(Talk.id))
    return [(event, talk) for event, talk in rows]


def slugs_of_public_news() -> list[tuple[str, str]]:
    """(event, news) of all that is published."""
    query = select(Event.slug, NewsItem.slug).join(NewsItem, NewsItem.event_id == Event.id)
    rows = db.session.execute(query.where(PUBLIC, NewsItem.published_at.is_not(None)).order_by(NewsItem.id))
    return [(event, news) for event, news in rows]


def state_of_pages(event_slug: str | None) -> tuple[int, ...] | None:
    """What changes with all that the public pages of an event show; None when it isn't public.

    Without a slug: of the pages about several events.
    """
    query = STATE_OF_ALL if event_slug is None else STATE_OF_EVENT
    row = db.session.execute(query, {"slug": event_slug}).one_or_none()
    return tuple(row) if row else None


STATE_OF_EVENT = (
    select(Event.id, Event.revision, Organisation.version)
    .join(Event.organisation)
    .where(Event.slug == bindparam("slug"), PUBLIC)
)
STATE_OF_ALL = select(
    func.count(Event.id),
    func.coalesce(func.sum(Event.id), 0),
    func.coalesce(func.sum(Event.revision), 0),
    select(func.coalesce(func.sum(Organisation.version), 0)).scalar_subquery(),
).where(PUBLIC)


def public_talks_among(talk_ids: Collection[int]) -> Sequence[Talk]:
    """Those of these talks that the public may read of."""
    query = select(Talk).where(Talk.id.in_(talk_ids), Talk.state == TalkState.PUBLISHED)
    return db.session.scalars(query.order_by(Talk.id)).all()


def number_of_talks_in(release: Release) -> int:
    """Published talks of one version."""
    query = select(func.count(ReleasedSlot.talk_id.distinct())).join(ReleasedSlot.talk)
    return db.session.scalar(query.where(ReleasedSlot.release_id == release.id, Talk.state == TalkState.PUBLISHED)) or 0


def slots_for_agenda(event_id: int) -> Sequence[ReleasedSlot]:
    """The public slots of talks; their pictures and subjects are read with them, in one query each."""
    whole = select(Talk).filter_by(event_id=event_id).options(selectinload(Talk.subjects), joinedload(Talk.picture))
    held = {talk.id: talk for talk in db.session.scalars(whole)}
    return [slot for slot in public_slots(event_id) if slot.talk_id in held]


@dataclass(frozen=True)
class SlotHistory:
    """How many releases changed a slot's times or state after its first one; `changed_at`: these, room or talk."""

    guid: str
    changes: int
    changed_at: datetime


def slot_histories(event_id: int) -> dict[int, SlotHistory]:
    """By id of the slot. A release that repeats a slot as it was doesn't count."""
    counting = (ReleasedSlot.starts_at, ReleasedSlot.ends_at, ReleasedSlot.state)
    facts = (*counting, ReleasedSlot.room_id, ReleasedSlot.talk_id)
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
    differs = {fact.key: rows.c[f"before_{fact.key}"].is_distinct_from(rows.c[fact.key]) for fact in facts}
    counts = case((or_(*(differs[fact.key] for fact in counting)), 1), else_=0)
    query = (
        select(Slot.id, Slot.guid, func.sum(counts) - 1, func.max(rows.c.created_at, type_=Instant))
        .join(rows, rows.c.slot_id == Slot.id)
        .where(or_(*differs.values()))
        .group_by(Slot.id, Slot.guid)
    )
    return {slot_id: SlotHistory(*history) for slot_id, *history in db.session.execute(query)}


def last_edits(event_id: int) -> dict[int, datetime]:
    """When words of each talk were last saved, by its id."""
    query = (
        select(Activity.thing, func.max(Activity.at, type_=Instant))
        .where(Activity.event_key == f"event:{event_id}", Activity.thing.startswith("talk:"))
        .group_by(Activity.thing)
    )
    return {int(thing.removeprefix("talk:")): at for thing, at in db.session.execute(query)}

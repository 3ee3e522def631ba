"""Which talks hold the words that somebody looks for."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, and_, func, or_, select

from events.event.models import Event
from events.event.rules import EventState
from events.extensions import db
from events.kit.search import patterns
from events.programme.models import Release, ReleasedSlot, Talk, TalkIndex
from events.programme.queries import public_slots_where


def holds_words(text: str) -> ColumnElement[bool] | None:
    """For a `where` on talks: all words must be found, as their stems are; None when `text` holds no word."""
    wanted = patterns(text)
    if not wanted:
        return None
    found = (or_(*(TalkIndex.words.like(pattern) for pattern in word)) for word in wanted)
    return Talk.id.in_(select(TalkIndex.talk_id).where(and_(*found)))


def slots_with_words(text: str, most: int) -> Sequence[ReleasedSlot]:
    """Of all public events, the latest event first and each one's by time; so many at most."""
    words = holds_words(text)
    if words is None:
        return ()
    newest = select(func.max(Release.id)).join(Release.event).where(Event.state == EventState.PUBLISHED)
    query = public_slots_where(and_(ReleasedSlot.release_id.in_(newest.group_by(Release.event_id)), words))
    by_event = (Event.starts_on.desc(), Event.id, ReleasedSlot.starts_at, ReleasedSlot.slot_id)
    query = query.join(Talk.event).order_by(None).order_by(*by_event).limit(most)
    return db.session.scalars(query).unique().all()

"""Which talks hold the words that somebody looks for."""

from sqlalchemy import ColumnElement, and_, or_, select

from events.kit.search import patterns
from events.programme.models import Talk, TalkIndex


def holds_words(text: str) -> ColumnElement[bool] | None:
    """For a `where` on talks: all words must be found, as their stems are; None when `text` holds no word."""
    wanted = patterns(text)
    if not wanted:
        return None
    found = (or_(*(TalkIndex.words.like(pattern) for pattern in word)) for word in wanted)
    return Talk.id.in_(select(TalkIndex.talk_id).where(and_(*found)))

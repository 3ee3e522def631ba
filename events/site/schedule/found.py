"""Talks of all public events that hold certain words."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from sqlalchemy import select

from events.event.models import Event
from events.extensions import db
from events.kit import dates
from events.kit.localised import in_language
from events.kit.typography import typeset
from events.programme.models import ReleasedSlot, Talk
from events.programme.queries.search import slots_with_words
from events.site.shown import ShownTalk, shown_talk

MOST_FOUND = 100
"""Talks on the page; a further word finds fewer."""


@dataclass(frozen=True)
class Found:
    """Talks of one event, by time."""

    event: Event
    title: str
    when: str
    talks: list[ShownTalk]


def found_at_events(text: str, now: datetime, language: str) -> tuple[list[Found], bool]:
    """By event, the latest first; and whether there are more than are given."""
    slots = slots_with_words(text, MOST_FOUND + 1)
    events = _events({slot.talk.event_id for slot in slots if slot.talk})
    pairs = [(slot.talk, slot) for slot in slots[:MOST_FOUND] if slot.talk]
    by_event = groupby(pairs, key=lambda pair: pair[0].event_id)
    found = [_found(events[event_id], own, now, language) for event_id, own in by_event]
    return found, len(slots) > MOST_FOUND


def _found(event: Event, pairs: Iterable[tuple[Talk, ReleasedSlot]], now: datetime, language: str) -> Found:
    title = typeset(in_language(event.title, language), language)
    talks = [shown_talk(event, talk, slot, now, language) for talk, slot in pairs]
    return Found(event, title, dates.days_in_words(event.starts_on, event.ends_on, language), talks)


def _events(ids: set[int]) -> dict[int, Event]:
    return {event.id: event for event in db.session.scalars(select(Event).where(Event.id.in_(ids)))}

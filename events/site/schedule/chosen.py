"""A reader's own programme: the talks that she chose by day and hour, and what happens at the same time."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import groupby

from flask import url_for
from flask_babel import gettext as _

from events.event.models import Event
from events.kit import dates
from events.programme.models import ReleasedSlot, Talk
from events.programme.queries import public_slots
from events.programme.rules import SlotState
from events.site.schedule.days import day_of, title_words
from events.site.schedule.words import day_words
from events.site.shown import join_names, names_in_words, place_in_words, times, words


@dataclass(frozen=True)
class ChosenRow:
    """One talk at one time; `meanwhile` says what else she chose for it, or nothing."""

    talk_id: int
    title: str
    lang: str | None
    address: str
    speakers: str
    place: str
    starts: str
    hours: str
    meanwhile: str


@dataclass(frozen=True)
class ChosenDay:
    name: str
    rows: list[ChosenRow]


def slots_of_talks(event: Event, talk_ids: Collection[int]) -> list[tuple[ReleasedSlot, Talk]]:
    """When the public sees them, by time; ids of other events, of drafts and of nothing are left out."""
    if not talk_ids:
        return []
    slots = public_slots(event.id, only=[ReleasedSlot.talk_id.in_(talk_ids)])
    return [(slot, slot.talk) for slot in slots if slot.talk]


def chosen_days(
    event: Event, slots: Sequence[tuple[ReleasedSlot, Talk]], language: str, *, compared: bool = True
) -> list[ChosenDay]:
    """`slots` by time; not `compared` where they are offered rather than chosen."""
    others = slots if compared else ()
    rows = [(day_of(slot), _row(event, slot, talk, others, language)) for slot, talk in slots]
    return [
        ChosenDay(day_words(day, language), [row for _day, row in own])
        for day, own in groupby(rows, key=lambda pair: pair[0])
    ]


def _row(
    event: Event, slot: ReleasedSlot, talk: Talk, others: Sequence[tuple[ReleasedSlot, Talk]], language: str
) -> ChosenRow:
    start, end = times(slot)
    title = words(talk.title, language)
    return ChosenRow(
        talk_id=talk.id,
        title=title_words(slot, title.text),
        lang=title.lang,
        address=url_for("site.talk", event_slug=event.slug, talk_slug=talk.slug),
        speakers=names_in_words(talk),
        place=place_in_words(slot.room),
        starts=dates.hour_in_words(start, language),
        hours=dates.hours_in_words(start, end, language),
        meanwhile=_meanwhile(slot, others, language),
    )


def _meanwhile(slot: ReleasedSlot, slots: Sequence[tuple[ReleasedSlot, Talk]], language: str) -> str:
    others = [
        words(talk.title, language).text
        for other, talk in slots
        if other is not slot and _take_place(slot, other) and _overlap(slot, other)
    ]
    return _("At the same time as %(titles)s", titles=join_names(others)) if others else ""


def _take_place(*slots: ReleasedSlot) -> bool:
    return all(slot.state == SlotState.CONFIRMED for slot in slots)


def _overlap(one: ReleasedSlot, other: ReleasedSlot) -> bool:
    return one.starts_at < other.ends_at and other.starts_at < one.ends_at

"""A season's talks as its page shows them: the next ones in full, then all the others by month."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby

from flask_babel import gettext as _
from flask_babel import ngettext

from events.event.models import Event
from events.event.rules import EventKind
from events.kit import dates
from events.programme.models import ReleasedSlot
from events.programme.rules import SlotKind
from events.site.shown import ShownTalk, join_names, shown_talk, times, words

IN_FULL = 3


@dataclass(frozen=True)
class Row:
    """A talk in a list, or a word about the month (holidays)."""

    talk: ShownTalk | None = None
    note: str = ""


@dataclass(frozen=True)
class Month:
    name: str
    rows: list[Row] = field(default_factory=list)


@dataclass(frozen=True)
class Season:
    """`next` are shown in full; `months` hold what follows; `past` what is over, the oldest first."""

    next: list[ShownTalk]
    months: list[Month]
    past: list[Month]


def season_of(
    event: Event, slots: Sequence[ReleasedSlot], now: datetime, language: str, in_full: int = IN_FULL
) -> Season:
    """`slots` by time, as the latest release has them."""
    ahead = [slot for slot in slots if slot.ends_at > now]
    over = [slot for slot in slots if slot.ends_at <= now and slot.talk]
    coming = _first_times([slot for slot in ahead if slot.talk])
    next_ones = next_talks(event, slots, now, language, in_full)
    shown_above = {slot.slot_id for slot in coming[:in_full]}
    return Season(
        next=next_ones,
        months=_months(event, ahead, now, language, shown_above),
        past=_months(event, over, now, language, set()),
    )


def next_talks(
    event: Event, slots: Sequence[ReleasedSlot], now: datetime, language: str, number: int
) -> list[ShownTalk]:
    """The next ones that are not over, each once."""
    coming = _first_times([slot for slot in slots if slot.ends_at > now and slot.talk])
    return [shown_talk(event, slot.talk, slot, now, language) for slot in coming[:number] if slot.talk]


def _first_times(slots: Sequence[ReleasedSlot]) -> list[ReleasedSlot]:
    """Each talk once, at its first time ahead."""
    first: dict[int | None, ReleasedSlot] = {}
    for slot in slots:
        first.setdefault(slot.talk_id, slot)
    return list(first.values())


def _months(
    event: Event, slots: Sequence[ReleasedSlot], now: datetime, language: str, shown_above: set[int]
) -> list[Month]:
    months = []
    for (_year, _month), group in groupby(slots, key=_month_of):
        there = list(group)
        above = [slot for slot in there if slot.slot_id in shown_above]
        rest = [slot for slot in there if slot.slot_id not in shown_above]
        rows = [_row(event, slot, now, language) for slot in rest]
        if above and rest:
            rows.insert(0, Row(note=_above(above)))
        if rows:
            months.append(Month(dates.month_in_words(times(there[0])[0], language).capitalize(), rows))
    return months


def _month_of(slot: ReleasedSlot) -> tuple[int, int]:
    start = times(slot)[0]
    return start.year, start.month


def _row(event: Event, slot: ReleasedSlot, now: datetime, language: str) -> Row:
    if slot.talk is None or slot.kind != SlotKind.TALK:
        return Row(note=words(slot.title, language).text)
    return Row(talk=shown_talk(event, slot.talk, slot, now, language))


def _above(slots: Sequence[ReleasedSlot]) -> str:
    """« Les 5 et 12 : voir plus haut. »"""
    days = [str(times(slot)[0].day) for slot in slots]
    return ngettext("On the %(days)s: see above.", "On the %(days)s: see above.", len(days), days=join_names(days))


def years_of(event: Event) -> str:
    """« Saison 2025-2026 »; nothing for a single lecture."""
    if event.kind == EventKind.SINGLE:
        return ""
    years = sorted({event.starts_on.year, event.ends_on.year})
    return _("Season %(years)s", years="-".join(map(str, years)))

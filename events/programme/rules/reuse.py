"""Last year's shape in a new year: every date moved by whole weeks, and the weeks that are free only now."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import groupby, pairwise

from events.event.holidays import Period
from events.programme.rules.planning import WEEK

SEASON = 3
"""So many dates of one kind make a rhythm that goes on."""

_YEAR = re.compile(r"\b20\d\d\b")


@dataclass(frozen=True)
class ShapeDate:
    """A date of last year by its slot, at its wall time; `kind` is what dates of one rhythm share."""

    slot_id: int
    starts_at: datetime
    kind: tuple[object, ...]


@dataclass(frozen=True)
class MovedDate:
    """A date of the new year, made from a slot of the old one; `is_extra`: last year it was a holiday."""

    slot_id: int
    starts_at: datetime
    off: Sequence[Period] = ()
    is_extra: bool = False

    @property
    def month(self) -> date:
        """Its first day."""
        return self.starts_at.date().replace(day=1)

    @property
    def key(self) -> str:
        return f"{self.slot_id}@{self.starts_at.date().isoformat()}"


def moved_dates(
    old: Sequence[ShapeDate], weeks: int, old_off: Sequence[Period], off: Sequence[Period]
) -> list[MovedDate]:
    """Each date so many weeks later, and those of a weekly rhythm that only last year's holidays left out."""
    moved = [MovedDate(one.slot_id, one.starts_at + weeks * WEEK) for one in old]
    taken = {one.starts_at for one in moved}
    extra = {one.starts_at: one for one in _extra(old, weeks, old_off) if one.starts_at not in taken}.values()
    every = [replace(one, off=_hit(one.starts_at.date(), off)) for one in [*moved, *extra]]
    return sorted((one for one in every if not (one.is_extra and one.off)), key=lambda one: one.starts_at)


def next_title(title: str) -> str:
    """« Saison 2025–2026 » becomes « Saison 2026–2027 »."""
    return _YEAR.sub(lambda year: str(int(year.group()) + 1), title)


def weeks_to_next_year(starts_on: date, today: date) -> int:
    """So many times 52 weeks that the new first day lies ahead."""
    weeks = 52
    while starts_on + weeks * WEEK <= today:
        weeks += 52
    return weeks


def _extra(old: Sequence[ShapeDate], weeks: int, old_off: Sequence[Period]) -> Iterator[MovedDate]:
    for dates in _rhythms(old):
        days = {one.starts_at for one in dates}
        for moment in _weekly(dates[0].starts_at, dates[-1].starts_at):
            if moment not in days and _hit(moment.date(), old_off):
                yield MovedDate(dates[0].slot_id, moment + weeks * WEEK, is_extra=True)


def _rhythms(old: Sequence[ShapeDate]) -> Iterator[list[ShapeDate]]:
    """Dates of one kind, at one hour of one weekday, that follow each other by a week at least once."""

    def rhythm(one: ShapeDate) -> tuple[str, ...]:
        at = one.starts_at
        return (str(at.weekday()), at.strftime("%H:%M"), *map(str, one.kind))

    for _key, group in groupby(sorted(old, key=lambda one: (rhythm(one), one.starts_at)), key=rhythm):
        dates = list(group)
        gaps = {later.starts_at - before.starts_at for before, later in pairwise(dates)}
        if len(dates) >= SEASON and WEEK in gaps:
            yield dates


def _weekly(first: datetime, last: datetime) -> Iterator[datetime]:
    while first <= last:
        yield first
        first += timedelta(days=7)


def _hit(day: date, off: Iterable[Period]) -> list[Period]:
    return [period for period in off if period.covers(day)]

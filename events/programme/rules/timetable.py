"""A day of the timetable in minutes since its midnight, as its editor draws it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

DAY = 24 * 60
USUAL_HOURS = (9, 18)
"""Shown on a day that has nothing before or after."""

SCALES = (2, 3, 4, 6)
"""How tall a minute may be drawn."""

READABLE = 80
"""What the shortest item of a day should reach, in the same measure."""


@dataclass(frozen=True)
class Stretch:
    """From `start` for `length` minutes of one day."""

    start: int
    length: int


def stretch_on(day: date, starts_at: datetime, ends_at: datetime) -> Stretch:
    """The part of it that lies on this day; the moments are on the wall clock."""
    first = max(_minute(day, starts_at), 0)
    last = min(_minute(day, ends_at), DAY)
    return Stretch(first, max(last - first, 1))


def away_on(day: date, windows: Iterable[tuple[datetime, datetime]]) -> list[Stretch]:
    """The parts of the day outside these windows (on the wall clock); without any window somebody can always come."""
    come = [(max(_minute(day, start), 0), min(_minute(day, end), DAY)) for start, end in windows]
    if not come:
        return []
    away, free_until = [], 0
    for start, end in [*sorted(one for one in come if one[0] < one[1]), (DAY, DAY)]:
        if start > free_until:
            away.append(Stretch(free_until, start - free_until))
        free_until = max(free_until, end)
    return away


def hours_shown(stretches: Iterable[Stretch], *, whole_day: bool = False) -> tuple[int, int]:
    """The first and the last whole hour of the day's grid, with an hour to spare in the evening."""
    if whole_day:
        return 0, 24
    shown = list(stretches)
    first = min((stretch.start // 60 for stretch in shown), default=USUAL_HOURS[0])
    last = max((-(-(stretch.start + stretch.length) // 60) for stretch in shown), default=USUAL_HOURS[1])
    return min(first, USUAL_HOURS[0]), min(max(last, USUAL_HOURS[1]) + 1, 24)


def scale_for(stretches: Iterable[Stretch]) -> int:
    """The smallest of the scales at which the shortest item can be read."""
    shortest = min((stretch.length for stretch in stretches), default=READABLE)
    return next((scale for scale in SCALES if scale * shortest >= READABLE), SCALES[-1])


def neighbours(day: date, days: Iterable[date]) -> tuple[date | None, date | None]:
    """The nearest of the days before and after this one."""
    others = sorted(days)
    before = max((other for other in others if other < day), default=None)
    return before, min((other for other in others if other > day), default=None)


def day_shown(wanted: date | None, today: date, first: date, last: date, used: Iterable[date]) -> date:
    """The day asked for; else today when it is one of the event's; else the first one in use, or of the event."""
    if wanted is not None:
        return wanted
    return today if first <= today <= last else min(used, default=first)


def days_of(first: date, last: date) -> list[date]:
    """Each day from the first to the last."""
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def _minute(day: date, wall: datetime) -> int:
    """Minutes of wall time since the day's midnight; negative before."""
    days = (wall.date() - day).days
    return days * DAY + wall.hour * 60 + wall.minute

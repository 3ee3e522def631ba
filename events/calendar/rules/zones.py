"""Our own VTIMEZONE: one STANDARD and one DAYLIGHT with yearly rules, as Outlook reads them.

The rules come from the footer of the zone's TZif file (RFC 9636 section 3.3), a POSIX TZ string such as
"CET-1CEST,M3.5.0,M10.5.0/3". A zone whose real clock differs from its footer in a year (Casablanca stops its
clock for Ramadan), or whose rules aren't "the n-th weekday of a month", is written in UTC: right everywhere.
"""

import re
from calendar import monthrange
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from importlib import resources
from pathlib import Path
from zoneinfo import TZPATH, ZoneInfo

from icalendar import Component, Timezone, TimezoneDaylight, TimezoneStandard

from events.kit.localtime import is_doubled

FIRST_YEAR = 1970
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")

_NAME = r"([A-Za-z]{3,}|<[A-Za-z0-9+-]+>)"
_CLOCK = r"([+-]?\d{1,3}(?::\d\d){0,2})"
_RULE = rf",M(\d{{1,2}})\.([1-5])\.([0-6])(?:/{_CLOCK})?"
_FOOTER = re.compile(rf"{_NAME}{_CLOCK}(?:{_NAME}{_CLOCK}?{_RULE}{_RULE})?")


@dataclass(frozen=True)
class Yearly:
    """The n-th (1 to 4, -1 for the last) weekday (Monday is 0) of a month, at a wall time from midnight."""

    month: int
    week: int
    weekday: int
    clock: timedelta

    def onset(self, year: int) -> datetime:
        first_weekday, days = monthrange(year, self.month)
        first = 1 + (self.weekday - first_weekday) % 7
        day = first + 7 * (self.week - 1) if self.week > 0 else first + (days - first) // 7 * 7
        return datetime.combine(date(year, self.month, day), time.min) + self.clock


@dataclass(frozen=True)
class Observance:
    """A STANDARD or DAYLIGHT part: from its onset on, clocks show UTC plus `offset_to`."""

    name: str
    offset_from: timedelta
    offset_to: timedelta
    yearly: Yearly | None = None

    @property
    def is_daylight(self) -> bool:
        """By the larger offset: Dublin's footer calls its winter daylight time, which few clients grasp."""
        return self.offset_to > self.offset_from

    def onset(self, year: int) -> datetime:
        return self.yearly.onset(year) if self.yearly else datetime.combine(date(FIRST_YEAR, 1, 1), time.min)


def fits(zone: str, *moments: datetime) -> bool:
    """Whether these instants may be written with TZID: their years follow the rules, none is doubled."""
    for moment in moments:
        local = moment.astimezone(ZoneInfo(zone))
        if not _rules_hold(zone, local.year) or is_doubled(local.replace(tzinfo=None), zone):
            return False
    return True


def vtimezone(zone: str) -> Component:
    """The component for a zone that `fits`."""
    component = Timezone()
    component.add("tzid", zone)
    for observance in observances(zone):
        component.add_component(_part(observance))
    return component


@lru_cache(maxsize=512)
def observances(zone: str) -> tuple[Observance, ...]:
    """What the footer says; empty when yearly rules can't tell it, and for UTC under any name."""
    match = _FOOTER.fullmatch(_footer(zone))
    if not match:
        return ()
    std_name, std_clock, dst_name, dst_clock, *rules = match.groups()
    standard = -_clock(std_clock)
    if not dst_name:
        return (Observance(std_name.strip("<>"), standard, standard),) if standard else ()
    daylight = -_clock(dst_clock) if dst_clock else standard + timedelta(hours=1)
    both = (
        Observance(dst_name.strip("<>"), standard, daylight, _yearly(rules[:4])),
        Observance(std_name.strip("<>"), daylight, standard, _yearly(rules[4:])),
    )
    return both if all(_within_its_day(part) for part in both) else ()


def offset_at(parts: Sequence[Observance], wall: datetime) -> timedelta:
    """What clients read from a VTIMEZONE: the offset since the latest onset before a wall time."""
    onsets = ((part.onset(year), part) for year in (wall.year - 1, wall.year) for part in parts)
    return max((pair for pair in onsets if pair[0] <= wall), key=lambda pair: pair[0])[1].offset_to


@lru_cache(maxsize=4096)
def _rules_hold(zone: str, year: int) -> bool:
    """Compares the rules with the zone's real clock, daily, and each quarter of an hour around a change."""
    parts = observances(zone)
    if not parts or year <= FIRST_YEAR:
        return False
    clock = ZoneInfo(zone)
    for instant in _samples(clock, year):
        local = instant.astimezone(clock)
        wall = local.replace(tzinfo=None, fold=0)
        if not is_doubled(wall, zone) and offset_at(parts, wall) != local.utcoffset():
            return False
    return True


def _samples(clock: ZoneInfo, year: int) -> Iterator[datetime]:
    day = datetime(year - 1, 12, 31, tzinfo=UTC)
    while day.year <= year:
        following = day + timedelta(days=1)
        changes = day.astimezone(clock).utcoffset() != following.astimezone(clock).utcoffset()
        yield from (day + timedelta(minutes=15 * quarter) for quarter in range(96 if changes else 1))
        day = following


def _part(observance: Observance) -> Component:
    part: Component = TimezoneDaylight() if observance.is_daylight else TimezoneStandard()
    part.add("dtstart", observance.onset(FIRST_YEAR))
    part.add("tzoffsetfrom", observance.offset_from)
    part.add("tzoffsetto", observance.offset_to)
    part.add("tzname", observance.name)
    if observance.yearly:
        day = f"{observance.yearly.week}{WEEKDAYS[observance.yearly.weekday]}"
        part.add("rrule", {"freq": "yearly", "bymonth": observance.yearly.month, "byday": day})
    return part


def _footer(zone: str) -> str:
    ZoneInfo(zone)  # refuses a name that would leave the folder
    for folder in TZPATH:
        if (file := Path(folder, zone)).is_file():
            return _last_line(file.read_bytes())
    return _last_line(resources.files("tzdata").joinpath("zoneinfo", *zone.split("/")).read_bytes())


def _last_line(tzif: bytes) -> str:
    return tzif.rstrip(b"\n").rpartition(b"\n")[2].decode("ascii", errors="replace")


def _clock(text: str) -> timedelta:
    """ "-3:30" as a timedelta."""
    hours, minutes, seconds = (text.lstrip("+-") + ":0:0").split(":")[:3]
    span = timedelta(hours=int(hours), minutes=int(minutes), seconds=int(seconds))
    return -span if text.startswith("-") else span


def _yearly(rule: Sequence[str | None]) -> Yearly:
    month, week, weekday = (int(part or 0) for part in rule[:3])
    return Yearly(month, -1 if week == 5 else week, (weekday - 1) % 7, _clock(rule[3] or "2"))


def _within_its_day(part: Observance) -> bool:
    return part.yearly is not None and timedelta(0) <= part.yearly.clock < timedelta(days=1)

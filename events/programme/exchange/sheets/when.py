"""When each line of a table takes place."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from flask_babel import gettext as _
from flask_babel import ngettext

from events.kit.dates import day_in_words, weekday_in_words
from events.kit.languages import current_language
from events.programme.exchange.report import Report
from events.programme.exchange.setting import Setting
from events.programme.exchange.sheets.days import DayFound, Days, find_day, reads_month_first, weekday_named
from events.programme.exchange.sheets.fields import Field
from events.programme.exchange.sheets.hours import DAY, LONGEST, Hours, counts_hours, find_hours, find_length
from events.programme.exchange.sheets.rows import Row
from events.programme.exchange.sheets.words import Cell, as_text, says_nothing

SHORTEST_HEADING = 5
"""Letters: a title may be called like a weekday in short."""

SHORTEST_GAP = 5
"""Minutes between two beginnings in one room below which the first isn't taken to end with the second."""

_WITH_OFFSET = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?(?:Z|[+-]\d\d:?\d\d)")


@dataclass(frozen=True)
class When:
    """`starts_at` is aware where the sheet gives an offset, else a wall time; `minutes` None where it says no end."""

    starts_at: datetime
    minutes: int | None


class Clock:
    """Reads the times of lines from top to bottom, since a day may be written once for all lines below it."""

    def __init__(self, told: Sequence[Row], setting: Setting, report: Report) -> None:
        cells = [one.cell(field) for field in (Field.DAY, Field.START) for one in told]
        days = Days(setting.first, setting.last)
        self.days = replace(days, month_first=reads_month_first(cells, days))
        self.in_hours = counts_hours(one.cell(Field.DURATION) for one in told)
        self.report = report
        self.above: DayFound | None = None
        self.sheet = ""
        self.carried = 0
        self.explained: set[str] = set()

    def when(self, one: Row) -> When | None:
        """The line's own time; None without a day and an hour that can be read."""
        aware = next(
            (moment for field in (Field.START, Field.DAY) if (moment := moment_with_offset(one.cell(field)))), None
        )
        if aware:
            return When(aware, self._minutes(one, aware.date(), aware.hour * 60 + aware.minute, None))
        day, hours = self._day(one), self._hours(one)
        if day is None or hours is None:
            self._say_what_is_missing(one, day, hours)
            return None
        starts_at = datetime.combine(day, time()) + timedelta(minutes=hours.start)
        return When(starts_at, self._minutes(one, day, hours.start, hours.end))

    def take_heading(self, one: Row) -> bool:
        """Whether the line is nothing but a day, for the lines below it."""
        is_long = len(one.heading) >= SHORTEST_HEADING and not one.ours
        found = find_day(one.heading, self.days, alone=False) if is_long else None
        if found is None or find_hours(found.rest) or len(found.rest) > len("mercredi, le -"):
            return False
        self.above = found
        return True

    def _day(self, one: Row) -> date | None:
        if one.sheet != self.sheet:
            self.sheet, self.above = one.sheet, find_day(one.sheet, self.days, alone=False) if one.sheet else None
        written, start = one.cell(Field.DAY), one.cell(Field.START)
        found = find_day(written, self.days)
        if (found is None or found.is_guess) and (other := find_day(start, self.days, alone=False)):
            found = other if found is None or not other.is_guess else found
        if found:
            self._explain(found, written if as_text(written).strip() else start, one.where)
            self.above = found
            return found.day
        if as_text(written).strip() and not says_nothing(as_text(written)):
            self.report.left_out(_("“%(text)s” is no day that can be read.", text=as_text(written)), one.where)
            return None
        if self.above is None or as_text(written).strip() or says_nothing(as_text(start)):
            return None
        self.carried += 1
        return self.above.day

    def _hours(self, one: Row) -> Hours | None:
        start, day = one.cell(Field.START), one.cell(Field.DAY)
        own_day = find_day(start, self.days, alone=False) if isinstance(start, str) else None
        found = find_hours(own_day.rest if own_day else start)
        if found:
            return found
        if isinstance(day, datetime) and day.time() != time():
            return find_hours(day)
        beside = find_day(day, self.days) if isinstance(day, str) else None
        return find_hours(beside.rest) if beside and not beside.rest.isdecimal() else None

    def _minutes(self, one: Row, day: date, start: int, end: int | None) -> int | None:
        """From start to end, in the night where the end comes first, else the length that is written."""
        cell, length = one.cell(Field.END), find_length(one.cell(Field.DURATION), in_hours=self.in_hours)
        if hours := find_hours(_without_day(cell, self.days)):
            end = hours.start + DAY * self._days_between(day, cell)
        if end is None or end == start:
            return length
        minutes = end - start if end > start else end - start + DAY
        if not 0 < minutes <= LONGEST or (length and (length - minutes) % DAY == 0):
            return length
        return minutes

    def _days_between(self, day: date, end: Cell) -> int:
        found = find_day(end, self.days, alone=False)
        return max(0, (found.day - day).days) if found and not found.is_guess else 0

    def _explain(self, found: DayFound, cell: Cell, where: str) -> None:
        """Once for each spelling: which day a weekday was taken for, and a weekday that its date hasn't."""
        text = as_text(cell)
        if text in self.explained or isinstance(cell, (date, datetime, float)):
            return
        day, language = day_in_words(found.day, current_language()), current_language()
        named = weekday_named(found.rest)
        if found.is_guess:
            self.report.mended(_("“%(text)s” was taken for %(day)s.", text=text, day=day), where)
        elif named is not None and named != found.day.weekday():
            weekday = weekday_in_words(found.day, language)
            self.report.mended(
                _("“%(text)s” is a %(weekday)s: the date was believed.", text=text, weekday=weekday), where
            )
        self.explained.add(text)

    def _say_what_is_missing(self, one: Row, day: date | None, hours: Hours | None) -> None:
        start = as_text(one.cell(Field.START))
        if hours is None and start.strip() and not says_nothing(start) and not find_day(start, self.days, alone=False):
            self.report.left_out(_("“%(text)s” is no hour that can be read.", text=start), one.where)
        elif day and hours is None:
            self.report.left_out(_("A day without an hour: the talk has no date yet."), one.where)
        elif hours and day is None and not as_text(one.cell(Field.DAY)).strip():
            self.report.left_out(_("An hour without a day: the talk has no date yet."), one.where)


def times_of(told: Sequence[Row], setting: Setting, report: Report) -> Iterator[tuple[Row, When | None]]:
    """Each line but the headings of days, with its time."""
    clock = Clock(told, setting, report)
    for one in told:
        if not clock.take_heading(one):
            yield one, clock.when(one)
    if clock.carried:
        words = ngettext(
            "One row has no day: it is on the day of the row above.",
            "%(num)s rows have no day: they are on the day of the row above.",
            clock.carried,
        )
        report.mended(words)


def moment_with_offset(cell: Cell) -> datetime | None:
    """A moment like 2026-01-29T14:30:00+01:00, which needs no time zone."""
    text = as_text(cell).strip()
    try:
        return datetime.fromisoformat(text) if isinstance(cell, str) and _WITH_OFFSET.fullmatch(text) else None
    except ValueError:
        return None


def _without_day(cell: Cell, days: Days) -> Cell:
    found = find_day(cell, days, alone=False) if isinstance(cell, str) else None
    return found.rest if found else cell

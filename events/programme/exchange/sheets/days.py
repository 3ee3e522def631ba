"""Days as people write them in a sheet: 29/01/2026, « jeudi 29 janvier 2026 », Freitag, day 2, Excel's numbers."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache

from babel import Locale

from events.programme.exchange.sheets.words import Cell, as_text, folded

LANGUAGES = ("fr", "en", "de", "nl", "es", "it")
EXCEL_EPOCH = date(1899, 12, 30)
"""Day 0 of Excel's numbers; right from March 1900 on."""

EXCEL_NUMBERS = range(18_264, 73_051)
"""From 1950 to 2099: other numbers are no days."""

YEARS = range(1970, 2100)

_ISO = re.compile(r"(?<!\d)(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})(?!\d)")
_COMPACT = re.compile(r"(?<!\d)(?P<year>(?:19|20)\d\d)(?P<month>\d\d)(?P<day>\d\d)(?!\d)")
_SHORT = re.compile(r"(?<![\d:.])(\d{1,2})([/.-])(\d{1,2})(?:\2(\d{4}|\d{2})(?!\d)|\.(?!\d)|(?![\d:]))")
_DAY_MONTH = re.compile(
    r"(?<!\d)(\d{1,2})(?:er|st|nd|rd|th|\.)?(?: ?(?:de|of))?[ -]?([^\W\d_]{3,})\.?,?"
    r"(?:[ -]?(?:de )?(\d{4}|\d{2}(?![\d:h])))?(?!\d)"
)
_MONTH_DAY = re.compile(r"(?<!\w)([^\W\d_]{3,})\.? ?(\d{1,2})(?:st|nd|rd|th)?(?!\d)(?:,? (\d{4}))?(?!\d)")
_NUMBERED = re.compile(r"(?:day|jour|journee|tag|dag|dia|giorno|j|d)? ?(?:n ?[o°]? ?)?#?(\d{1,2})")
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True)
class Days:
    """The days that a sheet is about: a day without its year, a weekday or "day 2" means one of them.

    `month_first` reads 01/29/2026 as Americans do.
    """

    first: date
    last: date
    month_first: bool = False

    def nearest(self, month: int, day: int, weekday: int | None = None) -> date | None:
        """This day of this month in the year that lies in these days, else has this weekday, else is closest."""
        years = range(self.first.year - 1, self.last.year + 2)
        found = [made for year in years if (made := _made(year, month, day))]
        wrong = {made for made in found if weekday not in {None, made.weekday()}}
        return min(
            found,
            key=lambda made: (not self.first <= made <= self.last, made in wrong, abs(made - self.first)),
            default=None,
        )

    def weekday(self, number: int) -> date:
        """The first day with this weekday (0 is Monday) from the first one on."""
        return self.first + timedelta(days=(number - self.first.weekday()) % 7)


@dataclass(frozen=True)
class DayFound:
    """A day, what is left of the text beside it, and whether it had to be found by its weekday or its number."""

    day: date
    rest: str = ""
    is_guess: bool = False


def find_day(cell: Cell, days: Days, *, alone: bool = True) -> DayFound | None:
    """The day that a cell names; None when it names none.

    `alone` is for a column of days: there a bare number is one of Excel's, or the n-th day.
    """
    if isinstance(cell, datetime):
        return DayFound(cell.date()) if cell.year in YEARS else None
    if isinstance(cell, date):
        return DayFound(cell)
    if isinstance(cell, (bool, type(None))):
        return None
    if isinstance(cell, (int, float)) and int(cell) in EXCEL_NUMBERS:
        return DayFound(EXCEL_EPOCH + timedelta(days=int(cell)))
    text = folded(as_text(cell))
    return _written(text, days, alone=alone) or (_numbered(text, days) if alone else None) or _weekday(text, days)


def reads_month_first(cells: Iterable[Cell], days: Days) -> bool:
    """Whether 01/02/2026 in this column is the second of January: when only so each is a day, or one of `days`."""
    pairs = [(int(found[1]), int(found[3])) for found in map(_short_in, cells) if found and found[2] != "."]
    if not pairs or any(first > 12 for first, _ in pairs):
        return False
    return any(second > 12 for _, second in pairs) or _fits(pairs, days, True) > _fits(pairs, days, False)


def weekday_named(text: str) -> int | None:
    """The weekday (0 is Monday) that stands in a text."""
    names = _weekdays()
    return next((names[word] for word in _WORD.findall(folded(text)) if word in names), None)


def _written(text: str, days: Days, *, alone: bool) -> DayFound | None:
    for pattern in (_ISO, _COMPACT):
        if found := pattern.search(text):
            day = _made(*(int(found[part]) for part in ("year", "month", "day")))
            return DayFound(day, _without(text, found)) if day else None
    if (found := _SHORT.search(text)) and (found[4] or found[2] == "/" or alone):
        day = _short_day(found, days)
        return DayFound(day, _without(text, found)) if day else None
    return _named(text, days)


def _named(text: str, days: Days) -> DayFound | None:
    months = _months()
    for pattern, month_at, day_at in ((_DAY_MONTH, 2, 1), (_MONTH_DAY, 1, 2)):
        for found in pattern.finditer(text):
            month = months.get(found[month_at])
            if month and (day := _complete(month, int(found[day_at]), found[3], days, weekday_named(text))):
                return DayFound(day, _without(text, found))
    return None


def _numbered(text: str, days: Days) -> DayFound | None:
    found = _NUMBERED.fullmatch(text)
    if text.isdecimal() and len(text) == 5 and int(text) in EXCEL_NUMBERS:
        return DayFound(EXCEL_EPOCH + timedelta(days=int(text)))
    if not found or not 1 <= int(found[1]) <= 31:
        return None
    return DayFound(days.first + timedelta(days=int(found[1]) - 1), is_guess=True)


def _weekday(text: str, days: Days) -> DayFound | None:
    names = _weekdays()
    word = next((found for found in _WORD.finditer(text) if found[0] in names), None)
    if word is None:
        return None
    return DayFound(days.weekday(names[word[0]]), _without(text, word), is_guess=True)


def _short_day(found: re.Match[str], days: Days) -> date | None:
    first, second = int(found[1]), int(found[3])
    day, month = (second, first) if days.month_first and found[2] != "." else (first, second)
    return _complete(month, day, found[4], days, weekday_named(found.string))


def _complete(month: int, day: int, year: str | None, days: Days, weekday: int | None) -> date | None:
    if not year:
        return days.nearest(month, day, weekday)
    number = int(year)
    return _made(number if number >= 100 else number + (1900 if number >= 70 else 2000), month, day)


def _short_in(cell: Cell) -> re.Match[str] | None:
    return _SHORT.search(folded(cell)) if isinstance(cell, str) and not _ISO.search(cell) else None


def _fits(pairs: list[tuple[int, int]], days: Days, month_first: bool) -> int:
    made = (days.nearest(*(pair if month_first else pair[::-1])) for pair in pairs)
    return sum(1 for day in made if day and days.first <= day <= days.last)


def _made(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if year in YEARS else None
    except ValueError:
        return None


def _without(text: str, found: re.Match[str]) -> str:
    return f"{text[: found.start()]} {text[found.end() :]}".strip()


@cache
def _months() -> Mapping[str, int]:
    return _names("months")


@cache
def _weekdays() -> Mapping[str, int]:
    return _names("days")


def _names(kind: str) -> dict[str, int]:
    """Names, long and short, in all languages; the first language that has a word keeps it."""
    names: dict[str, int] = {}
    for language in LANGUAGES:
        context = getattr(Locale(language), kind)["format"]
        for width in ("wide", "abbreviated"):
            for number, name in context[width].items():
                names.setdefault(folded(name).rstrip("."), number)
    return names

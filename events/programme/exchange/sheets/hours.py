"""Hours and lengths as people write them: 14 h 30, 2:00 p.m., 14.30 Uhr, « de 14 h à 16 h », 1h30, 90 min."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from events.programme.exchange.sheets.words import Cell, as_text, folded

DAY = 24 * 60
LATEST = 30 * 60
"""Minutes after midnight up to which a night is written as 25:30."""

LONGEST = 14 * DAY
"""Minutes that a talk may last."""

_NAMED = {"midi": "12:00", "noon": "12:00", "mittag": "12:00", "mittags": "12:00"}
_NAMED |= {"minuit": "24:00", "midnight": "24:00", "mitternacht": "24:00"}
_HOUR = re.compile(
    r"(?<![\d:.])(?P<hour>\d{1,2})"
    r"(?: ?(?:[:.]|h(?:eures?)?|u(?:hr)?) ?(?P<minute>[0-5]\d)(?:[:.][0-5]\d(?:\.\d+)?)?(?!\d))?"
    r" ?(?P<mark>h(?:eures?|r?s?)?\b|u(?:hr)?\b|o'clock\b)? ?(?P<half>[ap] ?\.? ?m\b\.?)?"
)
_FROM_TO = re.compile(
    r"(?:de |du |from |von |ab |um |at |a )?\d{1,2} ?(?:(?:-|–|—|a|to|bis|until|->|→) ?\d{1,2}(?: ?[:.h] ?\d\d)?)?\D*"
)
_DIGITS = re.compile(r"([01]?\d|2[0-4])([0-5]\d)")
_LENGTH = re.compile(
    r"(?:(?P<hours>\d{1,3}(?:[.,]\d+)?) ?(?:h(?:(?:ou|eu)?rs?|eures?)?|std\.?|stunden?)\b ?)?"
    r"(?:(?P<minutes>\d{1,4}) ?(?:m(?:in(?:ute[ns]?|\.)?)?|'|′)?)?"
)
_CLOCK = re.compile(r"(\d{1,3}):([0-5]\d)(?::[0-5]\d)?")
_HOURS_MINUTES = re.compile(r"(\d{1,2}) ?h ?([0-5]\d)(?: ?(?:min|mn|m|'))?")
_PERIOD = re.compile(r"pt?(?:(\d{1,2})h)?(?:(\d{1,4})m)?(?:0s)?")


@dataclass(frozen=True)
class Hours:
    """Minutes after midnight; `end` where the cell says both ("14h-16h")."""

    start: int
    end: int | None = None


def find_hours(cell: Cell) -> Hours | None:
    """The hour, or the hours from and to, that a cell names; None when it names none."""
    if isinstance(cell, (datetime, time)):
        return Hours(cell.hour * 60 + cell.minute)
    if isinstance(cell, timedelta):
        return _valid(round(cell.total_seconds() / 60), None)
    if isinstance(cell, (bool, type(None))):
        return None
    if isinstance(cell, (int, float)):
        return _numeric(cell)
    return _written(folded(as_text(cell)))


def find_length(cell: Cell, *, in_hours: bool = False) -> int | None:
    """The length in minutes that a cell names; a bare number counts minutes, or hours."""
    if isinstance(cell, (datetime, time)):
        minutes = cell.hour * 60 + cell.minute
    elif isinstance(cell, timedelta):
        minutes = round(cell.total_seconds() / 60)
    elif isinstance(cell, (bool, type(None))):
        return None
    elif isinstance(cell, (int, float)):
        minutes = _number_of_minutes(cell, in_hours)
    else:
        minutes = _written_length(folded(as_text(cell)), in_hours)
    return minutes if 0 < minutes <= LONGEST else None


def counts_hours(cells: Iterable[Cell]) -> bool:
    """Whether bare numbers of this column can only be hours: none reaches five."""
    numbers = [float(text) for cell in cells if re.fullmatch(r"\d{1,4}(\.\d+)?", text := as_text(cell).strip())]
    return bool(numbers) and max(numbers) < 5


def _numeric(number: float) -> Hours | None:
    """A fraction of a day as spreadsheets count, else an hour: 14, 14.5 (half past), 14.3 (as in 14.30)."""
    if 0 <= number < 1:
        return Hours(round(number * DAY) % DAY)
    if number > 10_000:
        return Hours(round(number % 1 * DAY) % DAY) if number % 1 else None
    hour, rest = divmod(round(number * 100), 100)
    if number > LATEST / 60:
        return _written(str(int(number))) if float(number).is_integer() else None
    return (
        _valid(hour * 60 + (rest * 60 // 100 if rest in {25, 50, 75} else rest), None)
        if rest < 60 or rest == 75
        else None
    )


def _written(text: str) -> Hours | None:
    for name, hour in _NAMED.items():
        text = re.sub(rf"\b{name}\b", hour, text)
    if digits := _DIGITS.fullmatch(text):
        return _valid(int(digits[1]) * 60 + int(digits[2]), None)
    bare = bool(_FROM_TO.fullmatch(text))
    found = [hour for hour in _HOUR.finditer(text) if bare or hour["minute"] or hour["mark"] or hour["half"]]
    if not found:
        return None
    last = found[1] if len(found) > 1 else None
    start = _minutes(
        found[0], found[0]["half"] or (last["half"] if last and int(found[0]["hour"]) <= int(last["hour"]) else None)
    )
    return _valid(start, _minutes(last, last["half"]) if last else None)


def _minutes(found: re.Match[str], half: str | None) -> int:
    hour, minute = int(found["hour"]), int(found["minute"] or 0)
    if half and hour <= 12:
        hour = hour % 12 + (12 if half.startswith("p") else 0)
    return hour * 60 + minute


def _valid(start: int, end: int | None) -> Hours | None:
    if not 0 <= start <= LATEST:
        return None
    return Hours(start, end if end is not None and 0 <= end <= LATEST else None)


def _number_of_minutes(number: float, in_hours: bool) -> int:
    """A fraction of a day as spreadsheets count, else minutes or hours."""
    if 0 < number < 1 and not in_hours:
        return round(number * DAY)
    if not 0 < number <= LONGEST:
        return 0
    return round(number * 60) if in_hours else round(number)


def _written_length(text: str, in_hours: bool) -> int:
    if clock := (_CLOCK.fullmatch(text) or _HOURS_MINUTES.fullmatch(text)):
        return int(clock[1]) * 60 + int(clock[2])
    if period := _PERIOD.fullmatch(text):
        return int(period[1] or 0) * 60 + int(period[2] or 0)
    if re.fullmatch(r"\d{1,4}(?:[.,]\d+)?", text):
        return _number_of_minutes(float(text.replace(",", ".")), in_hours)
    if found := _LENGTH.fullmatch(text):
        return round(float((found["hours"] or "0").replace(",", ".")) * 60) + int(found["minutes"] or 0)
    return 0

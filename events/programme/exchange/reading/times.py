"""Days, hours and lengths as files write them. None where nothing can be made of them."""

import re
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from events.programme.exchange.reading.texts import line_of
from events.programme.exchange.sheets.hours import find_length

EARLIEST, LATEST = 1900, 2200
LONGEST = 60 * 24 * 14
"""Minutes that a talk may last, as in the forms."""

_CLOCK = re.compile(r"(\d{1,2})\s*[:h.]\s*(\d{2})(?::\d{2}(?:\.\d+)?)?")
_LENGTH = re.compile(r"(\d{1,4}):([0-5]?\d)(?::(\d{1,2}))?")
_ISO_LENGTH = re.compile(r"P(?:(\d{1,3})D)?(?:T(?:(\d{1,4})H)?(?:(\d{1,5})M)?(?:\d+(?:\.\d+)?S)?)?")


def day_of(value: Any) -> date | None:
    """The day of "2025-02-01" or of a moment; a year nobody means is no day."""
    moment = moment_of(value)
    return moment.date() if moment else None


def moment_of(value: Any) -> datetime | None:
    """Aware or naive, as it stands there, to the minute."""
    try:
        found = datetime.fromisoformat(line_of(value))
    except ValueError:
        return None
    if not EARLIEST <= found.year <= LATEST:
        return None
    return found.replace(second=0, microsecond=0)


def clock_of(value: Any) -> time | None:
    """ "9:30", "09:30:00", "9h30"."""
    found = _CLOCK.fullmatch(line_of(value))
    if not found:
        return None
    hour, minute = int(found[1]), int(found[2])
    return time(hour, minute) if hour < 24 and minute < 60 else None


def minutes_of(value: Any) -> int | None:
    """ "00:45", "00:45:00", "PT45M", 45, "1h30", "45 min"; nothing is no length."""
    text = line_of(value)
    if text.isdecimal() and len(text) < 6:
        return _sensible(int(text))
    if found := _LENGTH.fullmatch(text):
        return _sensible(int(found[1]) * 60 + int(found[2]))
    if text != "P" and (found := _ISO_LENGTH.fullmatch(text)):
        days, hours, minutes = (int(part or 0) for part in found.groups())
        return _sensible((days * 24 + hours) * 60 + minutes)
    return find_length(text)


def minutes_between(start: datetime, end: datetime | None) -> int | None:
    """None also where one of them has a zone and the other hasn't."""
    if end is None or (start.tzinfo is None) != (end.tzinfo is None):
        return None
    return _sensible(int((end - start) / timedelta(minutes=1)))


def zone_of(value: Any) -> str:
    """The name of a zone, where there is one of this name."""
    name = line_of(value)
    try:
        return name if name and ZoneInfo(name) else ""
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return ""


def zone_like(moments: list[datetime], candidates: list[str]) -> str:
    """The first of these zones whose clocks show these aware moments as they are written; "" when none does."""
    for name in candidates:
        zone = ZoneInfo(name)
        if all(moment.astimezone(UTC).astimezone(zone).utcoffset() == moment.utcoffset() for moment in moments):
            return name
    return ""


def _sensible(minutes: int) -> int | None:
    return minutes if 0 < minutes <= LONGEST else None

"""The lint's part about time: forms of DATE and DATE-TIME, and VTIMEZONEs that tell the zone's real clock."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from events.calendar.rules.content_lines import Block, Line
from events.calendar.rules.zones import WEEKDAYS, Observance, Yearly, offset_at

_STAMP = re.compile(r"\d{8}T\d{6}Z")
_WALL = re.compile(r"\d{8}T\d{6}")
_DAY = re.compile(r"\d{8}")
_OFFSET = re.compile(r"([+-])(\d\d)(\d\d)")
_RULE = re.compile(rf"(-1|[1-4])({'|'.join(WEEKDAYS)})")


def faults_of_zones(calendar: Block) -> Iterator[str]:
    """A VTIMEZONE for each TZID used, once, and none besides."""
    written = [zone.value("TZID") for zone in calendar.inside("VTIMEZONE")]
    used = {tzid for event in calendar.inside("VEVENT") for line in event.lines if (tzid := line.params.get("TZID"))}
    if used - set(written):
        yield "a VTIMEZONE is missing"
    if set(written) - used:
        yield "a VTIMEZONE is not used"
    if len(written) != len(set(written)):
        yield "a VTIMEZONE is written twice"


def faults_of_times(event: Block, calendar: Block) -> Iterator[str]:
    for name in ("DTSTAMP", "LAST-MODIFIED"):
        if any(not _STAMP.fullmatch(line.value) or line.params for line in event.all(name)):
            yield f"{name} is not in UTC"
    try:
        bounds = [_moment(line) for name in ("DTSTART", "DTEND") for line in event.all(name)]
    except ValueError as error:
        yield str(error)
        return
    yield from _faults_of_span(bounds)
    for line in (*event.all("DTSTART"), *event.all("DTEND")):
        yield from _faults_of_clock(line, calendar)


def _moment(line: Line) -> datetime | date:
    """The instant by the zone's real clock, or the day."""
    if line.params.get("VALUE") == "DATE":
        if "TZID" in line.params or not _DAY.fullmatch(line.value):
            raise ValueError(f"{line.name} is not a plain day")
        return datetime.strptime(line.value, "%Y%m%d").replace(tzinfo=UTC).date()
    if _STAMP.fullmatch(line.value) and "TZID" not in line.params:
        return datetime.strptime(line.value, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
    if _WALL.fullmatch(line.value) and "TZID" in line.params:
        return _wall(line).replace(tzinfo=_zone(line)).astimezone(UTC)
    raise ValueError(f"{line.name} is floating or malformed")


def _faults_of_span(bounds: list[datetime | date]) -> Iterator[str]:
    if len({type(moment) for moment in bounds}) > 1:
        yield "one of DTSTART and DTEND is a day, the other a time"
    elif len(bounds) > 1 and bounds[1] <= bounds[0]:
        yield "DTEND is not after DTSTART"


def _faults_of_clock(line: Line, calendar: Block) -> Iterator[str]:
    """Reads the file's VTIMEZONE as a client would and compares it with the zone itself."""
    parts = [zone for zone in calendar.inside("VTIMEZONE") if zone.value("TZID") == line.params.get("TZID")]
    if not parts:
        return
    try:
        read = offset_at([_observance(block) for block in parts[0].blocks], _wall(line))
    except ValueError:
        yield "a VTIMEZONE cannot be read"
        return
    real = {_wall(line).replace(tzinfo=_zone(line), fold=fold).utcoffset() for fold in (0, 1)}
    if real != {read}:
        yield f"{line.name} is another instant by the VTIMEZONE"


def _wall(line: Line) -> datetime:
    return datetime.strptime(line.value + "Z", "%Y%m%dT%H%M%SZ")  # noqa: DTZ007 a wall time has no zone


def _zone(line: Line) -> ZoneInfo:
    try:
        return ZoneInfo(line.params["TZID"])
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise ValueError(f"{line.name} has an unknown TZID") from error


def _observance(block: Block) -> Observance:
    """One of our own VTIMEZONEs' parts. ValueError for any other shape."""
    offset_from, offset_to = _offset(block.value("TZOFFSETFROM")), _offset(block.value("TZOFFSETTO"))
    observance = Observance(block.value("TZNAME") or "", offset_from, offset_to, _yearly(block))
    if block.name != ("DAYLIGHT" if observance.is_daylight else "STANDARD"):
        raise ValueError("STANDARD and DAYLIGHT are swapped")
    return observance


def _yearly(block: Block) -> Yearly | None:
    rule = dict(part.partition("=")[::2] for part in (block.value("RRULE") or "").split(";") if part)
    if not rule:
        return None
    day = _RULE.fullmatch(rule.pop("BYDAY", ""))
    month = rule.pop("BYMONTH", "")
    first = datetime.strptime((block.value("DTSTART") or "") + "Z", "%Y%m%dT%H%M%SZ")  # noqa: DTZ007 as above
    if not day or not month.isdecimal() or rule != {"FREQ": "YEARLY"}:
        raise ValueError("not a yearly rule")
    clock = timedelta(hours=first.hour, minutes=first.minute, seconds=first.second)
    return Yearly(int(month), int(day[1]), WEEKDAYS.index(day[2]), clock)


def _offset(text: str | None) -> timedelta:
    match = _OFFSET.fullmatch(text or "")
    if not match:
        raise ValueError("not an offset")
    span = timedelta(hours=int(match[2]), minutes=int(match[3]))
    return -span if match[1] == "-" else span

"""The times of an entry that comes again (RRULE, RDATE, EXDATE), as far as the event lasts."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta, tzinfo
from itertools import islice
from typing import Any

from dateutil.rrule import rrulestr
from flask_babel import gettext as _
from icalendar import Component

from events.programme.exchange.report import Report
from events.programme.exchange.setting import Setting

MOST_TIMES = 400
LOOKED_AT = 20_000
"""Times of a rule before those that count: a daily one from 1970 on."""

CYCLE = 146_097
"""Days of 400 years, after which the calendar is the same again. What never takes place (on 30 February) is looked for
up to the year 9999, so it is looked for in the last of these cycles.
"""


def occurrences(component: Component, begins: datetime, setting: Setting, report: Report, where: str) -> list[datetime]:
    """Beginnings in the zone of the first one, without those taken out.

    A rule without an end goes on to the end of the event, or a year for an entry that begins after it.
    """
    zone, wall = begins.tzinfo, begins.replace(tzinfo=None)
    rule = first_of(component, "RRULE")
    last = datetime.combine(
        max(setting.last, begins.date() + timedelta(days=365 if begins.date() > setting.last else 0)), time.max
    )
    walls = {wall, *_walls(component, "RDATE", zone)}
    if rule is not None:
        walls |= set(_repeated(rule, wall, zone, last, report, where))
    walls -= set(_walls(component, "EXDATE", zone))
    return [at.replace(tzinfo=zone) for at in sorted(walls)[:MOST_TIMES]]


def first_of(component: Component, name: str) -> Any:
    value = component.get(name)
    return (value[0] if value else None) if isinstance(value, list) else value


def _repeated(
    rule: Any, wall: datetime, zone: tzinfo | None, last: datetime, report: Report, where: str
) -> list[datetime]:
    """Wall times of the rule: half past two stays half past two when the clocks change."""
    try:
        until = rule.pop("UNTIL", None)
        if until:
            last = _wall(until[0], zone)
        text = rule.to_ical().decode()
        if rule.get("FREQ", [""])[0] in {"SECONDLY", "MINUTELY", "HOURLY"} or _is_odd(rule):
            raise ValueError
        later = timedelta(days=CYCLE * ((9999 - last.year) // 400))
        found = islice(rrulestr(text, dtstart=wall + later, ignoretz=True), LOOKED_AT)
        times = [at - later for at in found_until(found, last + later)]
    except Exception:  # noqa: BLE001 - dateutil raises whatever a broken rule makes it stumble over
        report.mended(_("The rule by which this entry comes again cannot be read: it takes place once."), where)
        return []
    return times


def _is_odd(rule: Any) -> bool:
    """Whether it takes place many times a day, or picks among days as no program writes it: both are long to find."""
    picks = rule.get("FREQ", [""])[0] == "DAILY" and rule.keys() & {"BYMONTHDAY", "BYYEARDAY", "BYWEEKNO", "BYSETPOS"}
    return bool(picks) or any(len(rule.get(part, ())) > 1 for part in ("BYHOUR", "BYMINUTE", "BYSECOND"))


def found_until(times: Iterator[datetime], last: datetime) -> Iterator[datetime]:
    for at in times:
        if at > last:
            return
        yield at


def _walls(component: Component, name: str, zone: tzinfo | None) -> Iterator[datetime]:
    value = component.get(name)
    for listed in value if isinstance(value, list) else [value]:
        for one in getattr(listed, "dts", ()):
            if isinstance(one.dt, datetime):
                yield _wall(one.dt, zone)


def _wall(moment: date, zone: tzinfo | None) -> datetime:
    """A moment on the clocks of the entry's zone; a day counts to its end."""
    if not isinstance(moment, datetime):
        return datetime.combine(moment, time.max)
    if moment.tzinfo is None or zone is None:
        return moment.replace(tzinfo=None)
    return moment.astimezone(zone).replace(tzinfo=None)

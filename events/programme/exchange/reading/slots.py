"""When a talk takes place, by whatever a file says of it."""

from datetime import datetime, timedelta

from flask_babel import lazy_gettext as _l

from events.programme.exchange.reading.raw import RawItem
from events.programme.exchange.reading.texts import line_of
from events.programme.exchange.reading.times import clock_of, minutes_between, minutes_of, moment_of
from events.programme.exchange.report import Report
from events.programme.rules import SlotState

A_DAY = 24 * 60

LEFT = frozenset(["draft", "submitted", "rejected", "withdrawn", "deleted"])
"""States of talks that don't take place and never were announced."""


def state_of(value: object) -> SlotState | None:
    """None for what has no place in a timetable."""
    said = line_of(value).casefold()
    if said in LEFT:
        return None
    return SlotState.CANCELLED if said in {"canceled", "cancelled"} else SlotState.CONFIRMED


def slot_times(item: RawItem, usual: int, where: str, report: Report) -> tuple[datetime, int] | None:
    """Beginning and minutes; None when it has no beginning, which leaves the talk without a date."""
    start = _start(item, where, report)
    if start is None:
        report.left_out(_l("It has no date: it stands among the talks without one."), where)
        return None
    return start, _minutes(item, start, usual, where, report)


def _start(item: RawItem, where: str, report: Report) -> datetime | None:
    said = item.said.get("date")
    found = moment_of(said)
    if found and ("T" in line_of(said) or ":" in line_of(said)):
        return found
    clock = clock_of(item.said.get("start"))
    whole = moment_of(item.said.get("start")) if clock is None else None
    if whole:
        return whole
    day = item.day or (found.date() if found else None)
    if day is None or clock is None:
        return None
    if said and not found:
        report.mended(_l("Its date “%(date)s” is none: it was taken from its day.", date=line_of(said)[:40]), where)
    begun = datetime.combine(day, clock)
    return begun + timedelta(days=1) if item.day_start and clock < item.day_start else begun


def _minutes(item: RawItem, start: datetime, usual: int, where: str, report: Report) -> int:
    """From its end, which is exact, else as it says."""
    said = item.said.get("duration")
    found = minutes_between(start, moment_of(item.said.get("end"))) or minutes_of(said)
    if found is None:
        sentence = _l(
            "Its length “%(length)s” is none: it was given %(minutes)d minutes.",
            length=line_of(said)[:40],
            minutes=usual,
        )
        report.mended(sentence, where)
        return usual
    if found >= A_DAY:
        sentence = _l("It lasts %(hours)d hours: files for telephones will say 23:59.", hours=found // 60)
        report.mended(sentence, where)
    return found

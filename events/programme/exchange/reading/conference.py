"""The event that a file is about."""

from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta

from flask_babel import lazy_gettext as _l

from events.kit.localised import LANGUAGES
from events.kit.text import shorten
from events.programme.exchange.reading.raw import RawSchedule
from events.programme.exchange.reading.texts import line_of, plain_line
from events.programme.exchange.reading.times import day_of, zone_like, zone_of
from events.programme.exchange.report import Report
from events.programme.exchange.shape import FiledEvent, FiledSlot, FiledTalk

LONGEST_LINE = 200
LIKELY_ZONES = ["Europe/Paris", "Europe/London", "UTC", "America/New_York", "America/Los_Angeles", "Asia/Tokyo"]
"""Tried in this order where a file writes offsets and no zone."""


def event_of(raw: RawSchedule, slots: Iterable[FiledSlot], talks: Iterable[FiledTalk], report: Report) -> FiledEvent:
    """What it says, and where it says nothing, what its talks tell."""
    said, slots = raw.conference, list(slots)
    starts_on, ends_on = _days(raw, slots, report)
    return FiledEvent(
        title=shorten(plain_line(said.get("title")), LONGEST_LINE),
        subtitle=shorten(plain_line(said.get("subtitle")), LONGEST_LINE),
        acronym=line_of(said.get("acronym"))[:80],
        version=shorten(line_of(raw.version), 100),
        starts_on=starts_on,
        ends_on=ends_on,
        zone=_zone(raw, slots, report),
        language=_language(talks),
        venue=shorten(plain_line(said.get("venue")), LONGEST_LINE),
        town=shorten(plain_line(said.get("city")), 100),
    )


def _days(raw: RawSchedule, slots: list[FiledSlot], report: Report) -> tuple[date | None, date | None]:
    """First and last day; one that can't be is taken from the talks."""
    taking_place = [item.day for item in raw.items if item.day] or [_evening_before(slot) for slot in slots]
    first = _day(raw, "start", min(taking_place, default=None), report)
    last = _day(raw, "end", max(taking_place, default=None), report)
    if first and last and last < first:
        report.mended(_l("Its last day lies before the first one: it was taken from the talks."), _file())
        return min([first, *taking_place]), max([first, *taking_place])
    return first or last, last or first


def _day(raw: RawSchedule, name: str, otherwise: date | None, report: Report) -> date | None:
    said = line_of(raw.conference.get(name))
    found = day_of(said)
    if found is None and said:
        report.mended(
            _l("The date “%(date)s” is none: it was taken from the days of the talks.", date=said[:40]), _file()
        )
    return found or otherwise


def _evening_before(slot: FiledSlot) -> date:
    """The day of the programme that it belongs to."""
    return (slot.starts_at - timedelta(hours=6)).date()


def _zone(raw: RawSchedule, slots: list[FiledSlot], report: Report) -> str:
    said = line_of(raw.conference.get("time_zone_name"))
    zone = zone_of(said)
    if said and not zone:
        report.mended(_l("There is no time zone “%(zone)s”.", zone=said[:40]), _file())
    if zone:
        return zone
    aware = [slot.starts_at for slot in slots if slot.starts_at.tzinfo]
    return zone_like(aware, LIKELY_ZONES) if aware else ""


def _language(talks: Iterable[FiledTalk]) -> str:
    """The one of most talks, where it is a language of the pages."""
    spoken = Counter(talk.language for talk in talks if talk.language in LANGUAGES)
    return spoken.most_common(1)[0][0] if spoken else ""


def _file() -> str:
    return str(_l("The file"))

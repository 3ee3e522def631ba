"""Entries as iCalendar bytes: mailed ones (RFC 5546 REQUEST and CANCEL) and subscriptions (RFC 7986)."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, vCalAddress, vText, vUri

from events.calendar.rules import text, zones
from events.calendar.rules.entry import Attendee, Entry, Organizer, Status

PRODID = "-//Estrade//Calendar//EN"
FEED_REFRESH = timedelta(hours=1)


def request(entry: Entry) -> bytes:
    """An invitation or its update. ValueError without organizer and attendee, or for a cancelled entry."""
    if entry.status is Status.CANCELLED:
        raise ValueError("what is cancelled is not requested")
    calendar, event = _message("REQUEST", entry)
    event.add("status", entry.status.value)
    event.add("x-microsoft-disallow-counter", "TRUE")
    return _written(calendar)


def cancellation(entry: Entry, *, talk_cancelled: bool) -> bytes:
    """STATUS only when the talk dies: without it one person is un-invited (RFC 5546 section 3.2.5).

    The entry carries the CANCEL's own SEQUENCE, one more than the last message's.
    """
    calendar, event = _message("CANCEL", entry)
    if talk_cancelled:
        event.add("status", Status.CANCELLED.value)
    return _written(calendar)


def feed(name: str, entries: Iterable[Entry]) -> bytes:
    """A subscription: no METHOD, and of people nothing (an ORGANIZER's address would give its token away)."""
    known = list(entries)
    calendar = _calendar(known)
    calendar.add("name", vText(text.one_line(name)))
    calendar.add("x-wr-calname", vText(text.one_line(name)))
    calendar.add("refresh-interval", FEED_REFRESH, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT1H")
    for entry in known:
        event = _event(entry)
        event.add("status", entry.status.value)
        event.add("last-modified", entry.dtstamp.astimezone(UTC))
        calendar.add_component(event)
    return _written(calendar)


def _message(method: str, entry: Entry) -> tuple[Calendar, Event]:
    if entry.organizer is None or entry.attendee is None:
        raise ValueError("a mailed entry has one organizer and one attendee")
    calendar, event = _calendar([entry]), _event(entry)
    calendar.add("method", method)
    event.add("organizer", _organizer(entry.organizer))
    event.add("attendee", _attendee(entry.attendee, answerable=method == "REQUEST"))
    calendar.add_component(event)
    return calendar, event


def _calendar(entries: Iterable[Entry]) -> Calendar:
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", PRODID)
    calendar.add("calscale", "GREGORIAN")
    for zone in sorted({entry.zone for entry in entries if _keeps_zone(entry)}):
        calendar.add_component(zones.vtimezone(zone))
    return calendar


def _event(entry: Entry) -> Event:
    event = Event()
    event.add("uid", vText(text.one_line(entry.uid)))
    event.add("sequence", entry.sequence)
    event.add("dtstamp", entry.dtstamp.astimezone(UTC))
    event.add("dtstart", _moment(entry, entry.starts_at))
    event.add("dtend", _moment(entry, entry.ends_at))
    event.add("summary", vText(text.one_line(entry.summary)))
    event.add("transp", "TRANSPARENT" if entry.transparent else "OPAQUE")
    _add_details(event, entry)
    return event


def _add_details(event: Event, entry: Entry) -> None:
    if description := text.paragraphs(entry.description):
        event.add("description", vText(description))
    if location := text.one_line(entry.location):
        event.add("location", vText(location))
    if entry.geo:
        event.add("geo", tuple(_degrees(number) for number in entry.geo))
    if url := text.link(entry.url):
        event.add("url", vUri(url))


def _organizer(organizer: Organizer) -> vCalAddress:
    address = vCalAddress(text.mailto(organizer.address))
    _name(address, organizer.name)
    return address


def _attendee(attendee: Attendee, *, answerable: bool) -> vCalAddress:
    address = vCalAddress(text.mailto(attendee.address))
    _name(address, attendee.name)
    address.params.update({"CUTYPE": "INDIVIDUAL", "ROLE": "REQ-PARTICIPANT"})
    if answerable:
        address.params["PARTSTAT"] = attendee.partstat.value
        address.params["RSVP"] = str(attendee.rsvp).upper()
    return address


def _name(address: vCalAddress, name: str) -> None:
    if cn := text.common_name(name):
        address.params["CN"] = cn


def _keeps_zone(entry: Entry) -> bool:
    """Whether both ends can be written in the entry's zone; else both are in UTC, or are days."""
    start, end = entry.starts_at, entry.ends_at
    if not isinstance(start, datetime) or not isinstance(end, datetime):
        return False
    return zones.fits(entry.zone, start, end)


def _moment(entry: Entry, moment: datetime | date) -> datetime | date:
    if not isinstance(moment, datetime):
        return moment
    return moment.astimezone(ZoneInfo(entry.zone) if _keeps_zone(entry) else UTC)


def _degrees(number: float) -> float:
    """Six decimals, a tenth of a metre; icalendar would write the smallest with an exponent."""
    return 0.0 if abs(number) < 1e-4 else round(number, 6)


def _written(calendar: Calendar) -> bytes:
    return bytes(calendar.to_ical())

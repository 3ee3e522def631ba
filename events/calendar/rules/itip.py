"""Entries as iCalendar bytes: mailed ones (RFC 5546 REQUEST and CANCEL) and subscriptions (RFC 7986)."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from icalendar import Calendar, Component, Event, vCalAddress, vDDDTypes, vGeo, vInt, vText, vUri

from events.calendar.rules import text, zones
from events.calendar.rules.entry import Attendee, Entry, Organizer, Status

PRODID = "-//Estrade//Calendar//EN"
FEED_REFRESH = timedelta(hours=1)
END = b"END:VCALENDAR\r\n"


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
    return _written(calendar).replace(END, b"".join(map(feed_entry, known)) + END)


@lru_cache(maxsize=4096)
def feed_entry(entry: Entry) -> bytes:
    """One entry of a subscription. Kept, for a feed is asked for again after each change of one of its entries."""
    event = _event(entry)
    event["status"] = vText(entry.status.value)
    event["last-modified"] = vDDDTypes(entry.dtstamp.astimezone(UTC))
    return _written(event)


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
    """Values are put in with their types: `add`, which looks for them, takes as long as writing the entry."""
    event = Event()
    event["uid"] = vText(text.one_line(entry.uid))
    event["sequence"] = vInt(entry.sequence)
    event["dtstamp"] = vDDDTypes(entry.dtstamp.astimezone(UTC))
    event["dtstart"], event["dtend"] = map(vDDDTypes, _times(entry))
    event["summary"] = vText(text.one_line(entry.summary))
    event["transp"] = vText("TRANSPARENT" if entry.transparent else "OPAQUE")
    _add_details(event, entry)
    return event


def _add_details(event: Event, entry: Entry) -> None:
    if description := text.paragraphs(entry.description):
        event["description"] = vText(description)
    if location := text.one_line(entry.location):
        event["location"] = vText(location)
    if entry.geo:
        latitude, longitude = entry.geo
        event["geo"] = vGeo((_degrees(latitude), _degrees(longitude)))
    if url := text.link(entry.url):
        event["url"] = vUri(url)


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


def _times(entry: Entry) -> tuple[datetime | date, datetime | date]:
    """Start and end as they are written: days, or times in the entry's zone or in UTC."""
    start, end = entry.starts_at, entry.ends_at
    if not isinstance(start, datetime) or not isinstance(end, datetime):
        return start, end
    zone = ZoneInfo(entry.zone) if _keeps_zone(entry) else UTC
    return start.astimezone(zone), end.astimezone(zone)


def _degrees(number: float) -> float:
    """Six decimals, a tenth of a metre; icalendar would write the smallest with an exponent."""
    return 0.0 if abs(number) < 1e-4 else round(number, 6)


def _written(component: Component) -> bytes:
    return bytes(component.to_ical())

"""The lint every calendar file passes before it leaves: bytes, then the iTIP table (RFC 5546 section 3.2).

An answer is a list of faults, each a short English clause for the operator; empty means that it may go.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote

from events.calendar.rules.content_lines import Block, faults_of_bytes, tree
from events.calendar.rules.entry import Partstat
from events.calendar.rules.lint_times import faults_of_times, faults_of_zones

ONCE = {
    "REQUEST": ("UID", "DTSTAMP", "DTSTART", "DTEND", "SEQUENCE", "ORGANIZER", "SUMMARY", "STATUS"),
    "CANCEL": ("UID", "DTSTAMP", "SEQUENCE", "ORGANIZER"),
    "": ("UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "STATUS"),
}
AT_MOST_ONCE = ("DTSTART", "DTEND", "SUMMARY", "STATUS", "DESCRIPTION", "LOCATION", "GEO", "URL", "TRANSP")
STATUSES = {
    "REQUEST": {"CONFIRMED", "TENTATIVE"},
    "CANCEL": {"CANCELLED"},
    "": {"CONFIRMED", "TENTATIVE", "CANCELLED"},
}

_BROKEN_TEXT = re.compile(r"(?:[^\\]|^)(?:\\\\)*(?:[,;]|\\(?:[^\\;,nN]|$))")
_GEO = re.compile(r"[+-]?\d{1,2}(?:\.\d+)?;[+-]?\d{1,3}(?:\.\d+)?")


@dataclass(frozen=True)
class Expected:
    """What the envelope says; empty or None where there is nothing to compare with."""

    method: str
    recipient: str = ""
    organizer: str = ""
    mime_method: str | None = None
    talk_cancelled: bool | None = None


def lint(
    raw: bytes,
    *,
    method: str | None,
    recipient: str = "",
    organizer: str = "",
    mime_method: str | None = None,
    talk_cancelled: bool | None = None,
) -> list[str]:
    """The faults of one file. `method` is REQUEST or CANCEL, or None for a feed, which is sent to nobody."""
    faults = list(faults_of_bytes(raw))
    try:
        calendar = tree(raw)
    except ValueError as error:
        return [*faults, str(error)]
    expected = Expected(method or "", recipient, organizer, mime_method, talk_cancelled)
    return [*faults, *_faults_of_calendar(calendar, expected)]


def _faults_of_calendar(calendar: Block, expected: Expected) -> Iterator[str]:
    yield from _faults_of_head(calendar, expected)
    events = calendar.inside("VEVENT")
    if expected.method and len(events) != 1:
        yield "there is not exactly one VEVENT"
    if {block.name for block in calendar.blocks} - {"VEVENT", "VTIMEZONE"}:
        yield "there is a component other than VEVENT and VTIMEZONE"
    yield from faults_of_zones(calendar)
    for event in events:
        yield from _faults_of_event(event, expected)
        yield from faults_of_times(event, calendar)


def _faults_of_head(calendar: Block, expected: Expected) -> Iterator[str]:
    if expected.method not in STATUSES:
        yield "METHOD is neither REQUEST nor CANCEL"
    if [line.value for line in calendar.all("METHOD")] != [expected.method] * bool(expected.method):
        yield "METHOD is not the message's"
    if expected.mime_method is not None and expected.mime_method != expected.method:
        yield "the method parameter is not METHOD"
    for name, value in (("VERSION", "2.0"), ("CALSCALE", "GREGORIAN")):
        if [line.value for line in calendar.all(name)] != [value]:
            yield f"{name} is not {value}"
    if not calendar.value("PRODID"):
        yield "PRODID is missing"


def _faults_of_event(event: Block, expected: Expected) -> Iterator[str]:
    for name in ONCE.get(expected.method, ()):
        if len(event.all(name)) != 1 or not event.value(name):
            yield f"there is not exactly one {name}"
    for name in AT_MOST_ONCE:
        if len(event.all(name)) > 1:
            yield f"there is more than one {name}"
    yield from _faults_of_status(event, expected)
    yield from _faults_of_people(event, expected)
    yield from _faults_of_values(event)


def _faults_of_status(event: Block, expected: Expected) -> Iterator[str]:
    status = event.value("STATUS")
    if status is not None and status not in STATUSES.get(expected.method, ()):
        yield "STATUS does not go with METHOD"
    if expected.talk_cancelled is not None and expected.talk_cancelled != (status == "CANCELLED"):
        yield "STATUS is CANCELLED exactly when the talk is cancelled"


def _faults_of_people(event: Block, expected: Expected) -> Iterator[str]:
    attendees, organizers = event.all("ATTENDEE"), event.all("ORGANIZER")
    if not expected.method:
        if attendees or organizers:
            yield "a feed names people"
        return
    if [address(line.value) for line in attendees] != [expected.recipient.lower()]:
        yield "ATTENDEE is not exactly the recipient"
    if expected.organizer and [address(line.value) for line in organizers] != [expected.organizer.lower()]:
        yield "ORGANIZER is not the sender"
    for line in attendees:
        if line.params.get("PARTSTAT", "NEEDS-ACTION") not in set(Partstat):
            yield "PARTSTAT is unknown"
        if line.params.get("RSVP", "FALSE") not in {"TRUE", "FALSE"}:
            yield "RSVP is neither TRUE nor FALSE"


def address(value: str) -> str:
    """The bare address of a CAL-ADDRESS, in lower case; empty when it isn't a mailto."""
    scheme, _, rest = value.partition(":")
    return unquote(rest).lower() if scheme.lower() == "mailto" else ""


def _faults_of_values(event: Block) -> Iterator[str]:
    if event.blocks:
        yield "there is a VALARM or another component inside VEVENT"
    for name in ("SUMMARY", "DESCRIPTION", "LOCATION"):
        if any(_BROKEN_TEXT.search(line.value) for line in event.all(name)):
            yield f"{name} is not escaped"
    if not (event.value("SEQUENCE") or "0").isdecimal():
        yield "SEQUENCE is not a number"
    if (geo := event.value("GEO")) is not None and not _GEO.fullmatch(geo):
        yield "GEO is not two numbers with points"
    if event.value("TRANSP") not in {None, "OPAQUE", "TRANSPARENT"}:
        yield "TRANSP is unknown"

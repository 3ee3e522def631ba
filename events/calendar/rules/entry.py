"""A calendar entry as plain values: what the rest of the room reads from its rows and writes into files."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from math import isfinite
from zoneinfo import ZoneInfo


class Status(StrEnum):
    """RFC 5545 section 3.8.1.11."""

    CONFIRMED = "CONFIRMED"
    TENTATIVE = "TENTATIVE"
    CANCELLED = "CANCELLED"


class Partstat(StrEnum):
    """RFC 5545 section 3.2.12: where an answer stands."""

    NEEDS_ACTION = "NEEDS-ACTION"
    ACCEPTED = "ACCEPTED"
    DECLINED = "DECLINED"
    TENTATIVE = "TENTATIVE"


@dataclass(frozen=True)
class Organizer:
    """Who sends: `address` is also the mail's From, and the answers' recipient."""

    address: str
    name: str = ""


@dataclass(frozen=True)
class Attendee:
    """Who is invited: ACCEPTED when she registered herself, NEEDS-ACTION when others invited her."""

    address: str
    name: str = ""
    partstat: Partstat = Partstat.NEEDS_ACTION
    rsvp: bool = True


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One talk in one calendar.

    `starts_at` and `ends_at` are datetimes in UTC or with a ZoneInfo, shown in `zone` (an IANA name); or both
    dates, an all-day entry, and then `ends_at` is the day after the last one (RFC 5545 section 3.6.1).
    `dtstamp` is when this message is made, in a feed when the entry last changed. `geo` is (latitude,
    longitude) in degrees. `venue` names the building for `next_sequence` only (its id will do), in no file.
    ValueError for times that are naive, have a fixed offset, or end before they start.
    """

    uid: str
    sequence: int
    dtstamp: datetime
    starts_at: datetime | date
    ends_at: datetime | date
    summary: str
    zone: str = "UTC"
    status: Status = Status.CONFIRMED
    description: str = ""
    location: str = ""
    geo: tuple[float, float] | None = None
    url: str = ""
    organizer: Organizer | None = None
    attendee: Attendee | None = None
    transparent: bool = False
    venue: str = ""

    def __post_init__(self) -> None:
        _check_instant(self.dtstamp)
        _check_span(self.starts_at, self.ends_at)
        _check_geo(self.geo)


def as_utc(moment: datetime | date) -> datetime | date:
    """The instant in UTC; a date stays a date. Python compares datetimes of one zone without their fold."""
    return moment.astimezone(UTC) if isinstance(moment, datetime) else moment


def _check_span(start: datetime | date, end: datetime | date) -> None:
    if isinstance(start, datetime) != isinstance(end, datetime):
        raise ValueError("start and end are either both days or both times")
    for moment in (start, end):
        if isinstance(moment, datetime):
            _check_instant(moment)
    if as_utc(end) <= as_utc(start):
        raise ValueError("an entry ends after it starts, an all-day one on the day after its last")


def _check_instant(moment: datetime) -> None:
    if moment.tzinfo is not UTC and not isinstance(moment.tzinfo, ZoneInfo):
        raise ValueError("a time in a calendar is in UTC or has a ZoneInfo")


def _check_geo(geo: tuple[float, float] | None) -> None:
    if geo is None:
        return
    latitude, longitude = geo
    if not (isfinite(latitude) and isfinite(longitude) and abs(latitude) <= 90 and abs(longitude) <= 180):
        raise ValueError("a place has a latitude within 90 and a longitude within 180 degrees")

"""What the rooms above tell the calendar: about what, to whom, from whom."""

from dataclasses import dataclass
from datetime import date, datetime

from events.calendar.rules.entry import Partstat, Status


@dataclass(frozen=True, kw_only=True)
class Appointment:
    """What an invitation is about: times with a ZoneInfo or in UTC, or dates with `ends_at` exclusive."""

    subject: str
    starts_at: datetime | date
    ends_at: datetime | date
    zone: str
    summary: str
    description: str = ""
    location: str = ""
    venue: str = ""
    geo: tuple[float, float] | None = None
    url: str = ""
    transparent: bool = False
    status: Status = Status.CONFIRMED


@dataclass(frozen=True, kw_only=True)
class Guest:
    """Whom it reaches: `holder` is the key of the registration or speaker, `event_key` of the event."""

    holder: str
    event_key: str
    address: str
    name: str
    partstat: Partstat


@dataclass(frozen=True)
class Host:
    """Who invites, when no domain for replies is set."""

    address: str
    name: str

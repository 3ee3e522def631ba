"""When an update is a new revision (RFC 5546 section 2.1.4) and when only a correction.

Clients ask again for an answer when SEQUENCE grows, so it grows only when somebody could miss the talk:
another time, another building, a cancellation. A typo, a new title or the room next door keep it, with a
newer DTSTAMP.
"""

from dataclasses import dataclass
from datetime import date, datetime
from math import asin, cos, radians, sin, sqrt

from events.calendar.rules.entry import Entry, Status, as_utc

EARTH_RADIUS_METRES = 6_371_000
WALK_METRES = 250


@dataclass(frozen=True)
class Occasion:
    """What of an entry decides: when, where, and whether it takes place."""

    starts_at: datetime | date
    ends_at: datetime | date
    status: Status = Status.CONFIRMED
    venue: str = ""
    geo: tuple[float, float] | None = None


def occasion(entry: Entry) -> Occasion:
    return Occasion(entry.starts_at, entry.ends_at, entry.status, entry.venue, entry.geo)


def next_sequence(sequence: int, before: Occasion, after: Occasion | None) -> int:
    """The SEQUENCE of the next message; `after` is None when the person is un-invited."""
    return sequence + 1 if after is None or _is_other_occasion(before, after) else sequence


def _is_other_occasion(before: Occasion, after: Occasion) -> bool:
    return (
        as_utc(before.starts_at) != as_utc(after.starts_at)
        or as_utc(before.ends_at) != as_utc(after.ends_at)
        or before.status != after.status
        or _is_distant(before, after)
    )


def _is_distant(before: Occasion, after: Occasion) -> bool:
    """Another building, unless both places are known and a short walk apart."""
    if before.venue == after.venue:
        return False
    if before.geo is None or after.geo is None:
        return True
    return metres_between(before.geo, after.geo) > WALK_METRES


def metres_between(here: tuple[float, float], there: tuple[float, float]) -> float:
    """Great-circle distance of two (latitude, longitude) in degrees, by the haversine formula."""
    south, west = map(radians, here)
    north, east = map(radians, there)
    height, width = sin((north - south) / 2) ** 2, sin((east - west) / 2) ** 2
    return 2 * EARTH_RADIUS_METRES * asin(sqrt(height + cos(south) * cos(north) * width))

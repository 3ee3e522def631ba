"""Wall clocks: does a local time exist, does it happen twice, and which instant is it?

`wall` is always a naive datetime as somebody typed it, `zone` an IANA name ("Europe/Paris").
When clocks go forward an hour of wall time is missing; when they go back one happens twice, and `fold`
(PEP 495) says which: 0 is the first, 1 the second.
"""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo


def exists(wall: datetime, zone: str) -> bool:
    """False for a time that clocks jump over (2026-03-29 02:30 in Paris)."""
    instant = _located(wall, zone, fold=0).astimezone(UTC)
    return instant.astimezone(ZoneInfo(zone)).replace(tzinfo=None, fold=0) == wall.replace(fold=0)


def is_doubled(wall: datetime, zone: str) -> bool:
    """True for a time that clocks show twice (2026-10-25 02:30 in Paris)."""
    first, second = (_located(wall, zone, fold).utcoffset() for fold in (0, 1))
    return first != second and exists(wall, zone)


def to_utc(wall: datetime, zone: str, fold: int = 0) -> datetime:
    """The instant of a wall time, aware and in UTC. ValueError when that time does not exist."""
    if not exists(wall, zone):
        raise ValueError(f"{wall:%Y-%m-%d %H:%M} does not exist in {zone}")
    return _located(wall, zone, fold).astimezone(UTC)


def _located(wall: datetime, zone: str, fold: int) -> datetime:
    if wall.tzinfo is not None:
        raise ValueError("a wall time carries no time zone of its own")
    return wall.replace(tzinfo=ZoneInfo(zone), fold=fold)

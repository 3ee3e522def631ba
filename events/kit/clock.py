"""The only source of the present moment. Views, jobs and commands read it; what lies below is told."""

from datetime import UTC, datetime, timedelta

_offset = timedelta()


def start_at(moment: datetime | None) -> None:
    """From now on the clock runs from `moment` (aware), or tells the real time when it is None."""
    global _offset
    _offset = moment - datetime.now(UTC) if moment else timedelta()


def now() -> datetime:
    """The present moment, aware, in UTC."""
    return datetime.now(UTC) + _offset


def is_elsewhere() -> bool:
    """Whether the clock was started at another moment than the real one."""
    return bool(_offset)

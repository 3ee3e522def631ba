"""Files of other programs, read leniently: whatever can be understood is taken, the report says what was mended.

A format is one Reader in READERS; which one reads a file is told by its content, never by its name.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from events.programme.exchange.report import Report
from events.programme.exchange.shape import Schedule


@dataclass(frozen=True)
class Setting:
    """The event that a file is read for, or a guess at it for a new one.

    Its days say what "Friday" and "29/01" mean; `minutes` is how long a talk lasts where the file doesn't say.
    """

    first: date
    last: date
    zone: str = "Europe/Paris"
    minutes: int = 60


@dataclass(frozen=True)
class Reader:
    """`knows` looks at the bytes of a file without an error for any; `read` raises Unreadable with one sentence."""

    name: str
    knows: Callable[[bytes], bool]
    read: Callable[[bytes, Report, Setting], Schedule]


READERS: list[Reader] = []
"""In the order in which they are asked."""

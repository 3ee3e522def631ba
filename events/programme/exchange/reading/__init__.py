"""Files of other programs, read leniently: whatever can be understood is taken, the report says what was mended.

A format is one Reader in READERS; which one reads a file is told by its content, never by its name.
"""

from collections.abc import Callable
from dataclasses import dataclass

from events.programme.exchange.report import Report
from events.programme.exchange.shape import Schedule


@dataclass(frozen=True)
class Reader:
    """`knows` looks at the bytes of a file without an error for any; `read` raises Unreadable with one sentence."""

    name: str
    knows: Callable[[bytes], bool]
    read: Callable[[bytes, Report], Schedule]


READERS: list[Reader] = []
"""In the order in which they are asked."""

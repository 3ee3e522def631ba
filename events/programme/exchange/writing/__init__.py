"""Schedules as files for other programs, written strictly by the rules of each format."""

from collections.abc import Callable
from dataclasses import dataclass

from events.programme.exchange.shape import Schedule


@dataclass(frozen=True)
class Format:
    """How `flask programme export --format NAME` and the public pages write a schedule."""

    mimetype: str
    ending: str
    write: Callable[[Schedule], bytes]


FORMATS: dict[str, Format] = {}
"""By the name that the command line takes."""

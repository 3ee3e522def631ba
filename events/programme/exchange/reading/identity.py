"""What files call their talks and people, so that the same file means the same ones next time."""

from typing import Any
from uuid import UUID

from events.programme.exchange.reading.texts import line_of

LARGEST = 2**53 - 1
"""What every reader of JSON takes for a whole number."""


def guid_of(value: Any) -> str:
    """A UUID as it is usually written; "" of anything else, and of the one of noughts only."""
    try:
        found = UUID(line_of(value))
    except ValueError:
        return ""
    return str(found) if found.int else ""


def number_of(value: Any) -> int | None:
    """A whole number from 1; None of anything else."""
    text = line_of(value)
    if not text.isdecimal() or not text.isascii() or len(text) > 16:
        return None
    number = int(text)
    return number if 0 < number <= LARGEST else None


def code_of(value: Any) -> str:
    """A short word of ASCII letters and digits."""
    text = line_of(value)
    return text if text.isascii() and text.replace("-", "").replace("_", "").isalnum() and len(text) <= 40 else ""

"""States of a message, when to try again, and what may stand in a header."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

FIRST_WAITS = (5, 15, 30, 60)
"""Minutes before the 2nd, 3rd … attempt; hourly from then on."""

GIVE_UP_AFTER = timedelta(hours=72)

LEASE = timedelta(minutes=2)
"""How long a claimed message belongs to the worker that claimed it."""

STRANGERS_ACTS = 6
"""How many acts of strangers may cause mail to one address within STRANGERS_HOUR; the next one waits."""

STRANGERS_HOUR = timedelta(hours=1)


ERASED = "erased:"
"""Begins what stands in the place of an address that was erased; no address does."""


class MessageState(StrEnum):
    QUEUED = "queued"
    SENDING = "sending"
    RETRY = "retry"
    SENT = "sent"
    FAILED = "failed"
    BOUNCED = "bounced"


WAITING = (MessageState.QUEUED, MessageState.RETRY)


@dataclass(frozen=True)
class CalendarPart:
    """The iCalendar object that a message carries; `method` equals the METHOD in `text` (RFC 5546)."""

    text: str
    method: str
    uid: str
    sequence: int


def wait_after(attempts: int) -> timedelta:
    """How long to wait after so many attempts (at least one)."""
    minutes = FIRST_WAITS[attempts - 1] if attempts <= len(FIRST_WAITS) else 60
    return timedelta(minutes=minutes)


def gives_up_after(attempts: int) -> bool:
    """Whether the waits of so many attempts add up to GIVE_UP_AFTER."""
    waited = sum((wait_after(attempt) for attempt in range(1, attempts)), timedelta())
    return waited >= GIVE_UP_AFTER

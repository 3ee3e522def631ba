"""States of a message, and when to try again."""

from datetime import timedelta
from enum import StrEnum

FIRST_WAITS = (5, 15, 30, 60)
"""Minutes before the 2nd, 3rd … attempt; hourly from then on."""

GIVE_UP_AFTER = timedelta(hours=72)


class MessageState(StrEnum):
    QUEUED = "queued"
    SENDING = "sending"
    RETRY = "retry"
    SENT = "sent"
    FAILED = "failed"
    BOUNCED = "bounced"


def wait_after(attempts: int) -> timedelta:
    """How long to wait after so many attempts (at least one)."""
    minutes = FIRST_WAITS[attempts - 1] if attempts <= len(FIRST_WAITS) else 60
    return timedelta(minutes=minutes)

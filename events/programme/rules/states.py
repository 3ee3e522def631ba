"""The life of a slot."""

from enum import StrEnum


class SlotState(StrEnum):
    """A postponed slot keeps its former time until it gets a new one, and is confirmed again with that.

    An unscheduled slot has left the draft; its row stays, so that a new date keeps its id and guid.
    """

    CONFIRMED = "confirmed"
    POSTPONED = "postponed"
    CANCELLED = "cancelled"
    UNSCHEDULED = "unscheduled"

"""States of talks and slots, and what a talk's format is.

A talk is cancelled when all its slots are; so its cancellation travels with releases like every change of time.
"""

from enum import StrEnum


class TalkState(StrEnum):
    DRAFT = "draft"
    PUBLISHED = "published"


class SlotState(StrEnum):
    CONFIRMED = "confirmed"
    CANCELLED = "cancelled"


class FormatKind(StrEnum):
    LECTURE = "lecture"
    WORKSHOP = "workshop"
    OUTING = "outing"
    MEETING = "meeting"


class SlotKind(StrEnum):
    """A slot holds a talk, or a break that everybody shares, or keeps a room from being used."""

    TALK = "talk"
    BREAK = "break"
    BLOCKER = "blocker"

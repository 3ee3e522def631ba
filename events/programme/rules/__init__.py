"""States of talks and slots, and what a talk's format is.

A talk is cancelled when all its slots are; so its cancellation travels with releases like every change of time.
"""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from enum import StrEnum

from events.programme.rules.changes import Audience, Change, ChangeKind, Placed, changes_between, net_changes
from events.programme.rules.states import SlotState


class TalkState(StrEnum):
    DRAFT = "draft"
    PUBLISHED = "published"


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


class MaterialKind(StrEnum):
    """What remains of a talk."""

    SLIDES = "slides"
    RECORDING = "recording"
    DOCUMENT = "document"
    LINK = "link"


USUAL_FORMATS: tuple[tuple[FormatKind, Mapping[str, str], int], ...] = (
    (FormatKind.LECTURE, {"fr": "Conférence", "en": "Lecture"}, 90),
    (FormatKind.WORKSHOP, {"fr": "Atelier", "en": "Workshop"}, 120),
    (FormatKind.OUTING, {"fr": "Sortie", "en": "Outing"}, 240),
    (FormatKind.MEETING, {"fr": "Rencontre", "en": "Meeting"}, 60),
)
"""What a new event offers: kind, name and usual length in minutes."""

LINK_DAYS = timedelta(days=60)
RENEWED_LINK_DAYS = timedelta(days=14)


def speaker_link_ends(event_ends_on: date, sent_at: datetime | None) -> date:
    """The last day on which a speaker's link opens: 60 days after the event, or two weeks after it was mailed."""
    after_event = event_ends_on + LINK_DAYS
    return max(after_event, sent_at.date() + RENEWED_LINK_DAYS) if sent_at else after_event


__all__ = [
    "LINK_DAYS",
    "RENEWED_LINK_DAYS",
    "USUAL_FORMATS",
    "Audience",
    "Change",
    "ChangeKind",
    "FormatKind",
    "MaterialKind",
    "Placed",
    "SlotKind",
    "SlotState",
    "TalkState",
    "changes_between",
    "net_changes",
    "speaker_link_ends",
]

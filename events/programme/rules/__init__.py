"""States of talks and slots, and what a talk's format is.

A talk is cancelled when all its slots are; so its cancellation travels with releases like every change of time.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum


class TalkState(StrEnum):
    DRAFT = "draft"
    PUBLISHED = "published"


class SlotState(StrEnum):
    """An unscheduled slot has left the draft; its row stays, so that a new date keeps its id and guid."""

    CONFIRMED = "confirmed"
    CANCELLED = "cancelled"
    UNSCHEDULED = "unscheduled"


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


class ChangeKind(StrEnum):
    """What a release does to a slot. `detail` is all that nobody need be told: doors, the title of a break."""

    NEW = "new"
    MOVED = "moved"
    CANCELLED = "cancelled"
    ROOM_CHANGED = "room_changed"
    REVIVED = "revived"
    REMOVED = "removed"
    DETAIL = "detail"


@dataclass(frozen=True)
class Placed:
    """Where a slot stands in one version of the timetable; moments are aware."""

    talk_id: int | None
    room_id: int | None
    starts_at: datetime
    ends_at: datetime
    doors_at: datetime | None
    zone: str
    state: str
    kind: str
    title: Mapping[str, str]


@dataclass(frozen=True)
class Change:
    """What happened to one slot between two versions: `before` None is new, `after` None is removed."""

    slot_id: int
    talk_id: int | None
    kinds: frozenset[ChangeKind]
    before: Placed | None
    after: Placed | None


def changes_between(before: Mapping[int, Placed], after: Mapping[int, Placed]) -> list[Change]:
    """One Change for each slot (by id) that differs, in the order of the slots' ids."""
    pairs = ((slot_id, before.get(slot_id), after.get(slot_id)) for slot_id in sorted(before.keys() | after.keys()))
    return [_change(slot_id, old, new) for slot_id, old, new in pairs if old != new]


def _change(slot_id: int, before: Placed | None, after: Placed | None) -> Change:
    known = after or before
    return Change(slot_id, known.talk_id if known else None, frozenset(_kinds(before, after)), before, after)


def _kinds(before: Placed | None, after: Placed | None) -> Iterator[ChangeKind]:
    if after is None:
        yield ChangeKind.REMOVED
    elif before is None:
        yield ChangeKind.NEW
    else:
        yield from _differences(before, after)


def _differences(before: Placed, after: Placed) -> Iterator[ChangeKind]:
    if before.state != after.state:
        yield ChangeKind.CANCELLED if after.state == SlotState.CANCELLED else ChangeKind.REVIVED
    if (before.starts_at, before.ends_at) != (after.starts_at, after.ends_at):
        yield ChangeKind.MOVED
    if before.room_id != after.room_id:
        yield ChangeKind.ROOM_CHANGED
    if (before.doors_at, before.title, before.kind, before.zone) != (
        after.doors_at,
        after.title,
        after.kind,
        after.zone,
    ):
        yield ChangeKind.DETAIL


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

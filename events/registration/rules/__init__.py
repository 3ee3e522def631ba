"""States of seats, how people came to us, and what a claim to seats gets."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from events.programme.rules import Change, ChangeKind, Placed, SlotState, changes_between

INVITATIONS_AT_ONCE = 6
"""So many calendar invitations leave with one act; beyond, each leaves some weeks before its date."""

COMPANIONS_AT_MOST = 20
NAME_LENGTH = 200


def names_go_on(ends_on: date, weeks: int) -> date:
    """The day from which the names of an event that ended on `ends_on` are kept no longer."""
    return ends_on + timedelta(weeks=weeks, days=1)


def number_in_words(number: int) -> str:
    """481 927 rather than 481927: people read it aloud."""
    return f"{number // 1000}\u202f{number % 1000:03d}"


class SeatState(StrEnum):
    CONFIRMED = "confirmed"
    WAITING = "waiting"
    OFFERED = "offered"
    CANCELLED = "cancelled"


class Source(StrEnum):
    WEB = "web"
    PHONE = "phone"
    DESK = "desk"


@dataclass(frozen=True, kw_only=True)
class Claim:
    """What somebody asks for in one act: cleaned texts; names of companions; ids of talks."""

    name: str
    email: str = ""
    phone: str = ""
    companions: tuple[str, ...] = ()
    talk_ids: tuple[int, ...] = ()
    card: str = ""
    code: str = ""
    notes: str = ""
    newsletter: bool = False
    language: str = "fr"
    source: Source = Source.WEB

    @property
    def names(self) -> tuple[str, ...]:
        return (self.name, *self.companions)


def state_for(wanted: int, free: int | None) -> SeatState:
    """A group stays together: all its seats are confirmed, or all wait. `free` None is without limit."""
    return SeatState.CONFIRMED if free is None or wanted <= free else SeatState.WAITING


def leaves_at_once(talks_in_act: int) -> bool:
    """Whether one act's calendar invitations leave at once."""
    return talks_in_act <= INVITATIONS_AT_ONCE


def is_due(starts_at: datetime, lead_days: int, now: datetime) -> bool:
    """Whether a later invitation may leave: from `lead_days` before the talk's day on."""
    return (starts_at - now).days <= lead_days


def groups_that_fit(groups: list[int], free: int | None) -> list[int]:
    """Indexes of waiting groups (sizes in order of arrival) that get the free seats; None is without limit.

    A group that doesn't fit yet keeps its place; smaller ones behind it may pass.
    """
    chosen: list[int] = []
    for index, size in enumerate(groups):
        if free is None or size <= free:
            chosen.append(index)
            free = None if free is None else free - size
    return chosen


TOLD = frozenset({ChangeKind.CANCELLED, ChangeKind.POSTPONED, ChangeKind.MOVED, ChangeKind.REVIVED, ChangeKind.REMOVED})
"""What whoever holds or waits for a seat is told of; whoever holds one, of another room too."""


def changes_told(changes: Iterable[Change], *, waiting: bool, now: datetime) -> list[Change]:
    """Those of a talk's changes that somebody should know of; nobody is told of what is over."""
    wanted = TOLD if waiting else TOLD | {ChangeKind.ROOM_CHANGED}
    return [change for change in changes if change.kinds & wanted and _is_ahead(change, now)]


def says_calendar(change: Change) -> bool:
    """Whether a calendar entry can tell of it: one that is cancelled says nothing of what didn't take place anyway."""
    return any(place is not None and place.state == SlotState.CONFIRMED for place in (change.before, change.after))


def _is_ahead(change: Change, now: datetime) -> bool:
    return any(place is not None and place.ends_at > now for place in (change.before, change.after))


def note_of(place: Placed | None) -> dict[str, Any] | None:
    """What of a slot's place is told on the telephone, as JSON."""
    if place is None:
        return None
    return {
        "starts_at": place.starts_at.isoformat(),
        "ends_at": place.ends_at.isoformat(),
        "room_id": place.room_id,
        "zone": place.zone,
        "state": place.state,
        "reason": dict(place.reason),
        "postponed_from": place.postponed_from.isoformat() if place.postponed_from else None,
    }


def place_of(note: Mapping[str, Any]) -> Placed:
    """The place that `note_of` wrote down."""
    former = note["postponed_from"]
    return Placed(
        talk_id=None,
        room_id=note["room_id"],
        starts_at=datetime.fromisoformat(note["starts_at"]),
        ends_at=datetime.fromisoformat(note["ends_at"]),
        doors_at=None,
        zone=note["zone"],
        state=note["state"],
        kind="talk",
        title={},
        postponed_from=datetime.fromisoformat(former) if former else None,
        reason=note["reason"],
    )


def changes_noted(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Change]:
    """What somebody who knows `before` should be told; both hold the notes of places by the slot's id."""
    known, true = ({int(key): place_of(note) for key, note in notes.items() if note} for notes in (before, after))
    return changes_between(known, true)

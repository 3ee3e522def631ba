"""What differs between two versions of a timetable, and whom it concerns."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from events.programme.rules.states import SlotState


class ChangeKind(StrEnum):
    """What a release does to a slot. `detail` is all that nobody need be told: doors, a reason, the title of a break.

    A postponed slot that gets its new time is moved and revived.
    """

    NEW = "new"
    MOVED = "moved"
    CANCELLED = "cancelled"
    POSTPONED = "postponed"
    ROOM_CHANGED = "room_changed"
    REVIVED = "revived"
    REMOVED = "removed"
    DETAIL = "detail"


@dataclass(frozen=True)
class Placed:
    """Where a slot stands in one version of the timetable; moments are aware.

    `postponed_from` is when it was planned before it was postponed; `reason` why it was cancelled or postponed.
    """

    talk_id: int | None
    room_id: int | None
    starts_at: datetime
    ends_at: datetime
    doors_at: datetime | None
    zone: str
    state: str
    kind: str
    title: Mapping[str, str]
    postponed_from: datetime | None = None
    reason: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Change:
    """What happened to one slot between two versions: `before` None is new, `after` None is removed."""

    slot_id: int
    talk_id: int | None
    kinds: frozenset[ChangeKind]
    before: Placed | None
    after: Placed | None

    @property
    def is_detail(self) -> bool:
        return self.kinds <= {ChangeKind.DETAIL}


@dataclass(frozen=True)
class Audience:
    """How many people a change concerns: told by mail (of them waiting), or on the telephone."""

    by_mail: int = 0
    waiting: int = 0
    by_telephone: int = 0


def changes_between(before: Mapping[int, Placed], after: Mapping[int, Placed]) -> list[Change]:
    """One Change for each slot (by id) that differs, in the order of the slots' ids."""
    pairs = ((slot_id, before.get(slot_id), after.get(slot_id)) for slot_id in sorted(before.keys() | after.keys()))
    return [_change(slot_id, old, new) for slot_id, old, new in pairs if old != new]


def net_changes(steps: Iterable[Iterable[Change]]) -> list[Change]:
    """Several versions' changes, the oldest first, as one step: what was changed and changed back isn't in it."""
    before: dict[int, Placed | None] = {}
    after: dict[int, Placed | None] = {}
    for change in (change for step in steps for change in step):
        before.setdefault(change.slot_id, change.before)
        after[change.slot_id] = change.after
    return changes_between(_known(before), _known(after))


def _known(places: Mapping[int, Placed | None]) -> dict[int, Placed]:
    return {slot_id: place for slot_id, place in places.items() if place is not None}


def _change(slot_id: int, before: Placed | None, after: Placed | None) -> Change:
    known = after or before
    return Change(slot_id, known.talk_id if known else None, frozenset(_kinds(before, after)), before, after)


def _kinds(before: Placed | None, after: Placed | None) -> Iterator[ChangeKind]:
    if after is None:
        yield ChangeKind.REMOVED
    elif before is None:
        yield ChangeKind.NEW
    else:
        yield from list(_differences(before, after)) or [ChangeKind.DETAIL]


STATES = {SlotState.CANCELLED: ChangeKind.CANCELLED, SlotState.POSTPONED: ChangeKind.POSTPONED}


def _differences(before: Placed, after: Placed) -> Iterator[ChangeKind]:
    if before.state != after.state:
        yield STATES.get(SlotState(after.state), ChangeKind.REVIVED)
    if (before.starts_at, before.ends_at) != (after.starts_at, after.ends_at):
        yield ChangeKind.MOVED
    if before.room_id != after.room_id:
        yield ChangeKind.ROOM_CHANGED
    if _details(before) != _details(after):
        yield ChangeKind.DETAIL


def _details(place: Placed) -> tuple[object, ...]:
    """Of themselves; a reason belongs to the cancellation that it comes with."""
    return place.doors_at, place.title, place.kind, place.zone

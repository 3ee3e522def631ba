"""One edit of the draft timetable: kept with its before and after, noted, and released where each change is.

Commands and imports act for no account: theirs are noted only.

How a slot stands is written as plain values: `state`, `kind`, `title`, `room_id`, `zone`, `wall_start`, `reason` as
they are, `starts_at`, `ends_at`, `doors_at` and `postponed_from` (or None) in ISO format, UTC.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from events.activity.actions import note
from events.event.actions import lock_event
from events.event.models import Event
from events.extensions import db
from events.kit.database import Stale
from events.kit.transaction import transaction
from events.programme.actions.naming import follow_date
from events.programme.actions.releases import publish_at_once
from events.programme.models import Slot, TimetableEdit
from events.programme.rules import SlotState

PLAIN = ("state", "kind", "title", "room_id", "zone", "wall_start", "reason")
MOMENTS = ("starts_at", "ends_at", "doors_at", "postponed_from")
SHOWN = ("starts_at", "zone", "room_id")
"""What the activity tells of an edit."""

Standing = dict[str, Any]


@contextmanager
def edit_of(
    slot: Slot, verb: str, *, now: datetime, account_id: int | None = None, version: int | None = None
) -> Iterator[None]:
    """What is done to the slot inside is one edit; doing nothing is none.

    Raises kit.database.Stale when somebody edited the slot since `version`.
    """
    with transaction():
        lock_event(slot.event)
        db.session.refresh(slot)
        if version not in {None, slot.version}:
            raise Stale(slot)
        before = standing(slot)
        yield
        finish_edit(slot, verb, before, now=now, account_id=account_id)


@contextmanager
def first_edit_of(slot: Slot, event: Event, verb: str, *, now: datetime, account_id: int | None) -> Iterator[None]:
    """The same for a slot that comes into being; before, it was on no timetable. The event's row is locked."""
    with transaction():
        yield
        db.session.add(slot)
        slot.event = event
        before = {**standing(slot), "state": SlotState.UNSCHEDULED.value}
        finish_edit(slot, verb, before, now=now, account_id=account_id)


def finish_edit(
    slot: Slot, verb: str, before: Standing, *, now: datetime, account_id: int | None, is_kept: bool = True
) -> None:
    """Count, keep and note the edit when it changed anything; not kept, it cannot be taken back itself."""
    db.session.flush()
    after = standing(slot)
    if after != before:
        slot.version += 1
        follow_date(slot)
        if is_kept and account_id is not None:
            whose = {"event_id": slot.event_id, "slot_id": slot.id, "account_id": account_id}
            db.session.add(TimetableEdit(**whose, at=now, before=before, after=after))
        key = f"event:{slot.event_id}"
        note(verb, f"slot:{slot.id}", now=now, account_id=account_id, event_key=key, **difference(before, after))
    publish_at_once(slot.event, now=now, account_id=account_id)


def standing(slot: Slot) -> Standing:
    """How the slot stands now."""
    plain = {name: getattr(slot, name) for name in PLAIN}
    moments = {name: getattr(slot, name) for name in MOMENTS}
    return (
        plain
        | {"title": dict(slot.title or {}), "reason": dict(slot.reason or {})}
        | {name: at.isoformat() if at else None for name, at in moments.items()}
    )


def difference(before: Standing, after: Standing) -> dict[str, Any]:
    """Where the slot stood, if it did, and where it stands, for the activity."""
    kept = {"before": before, "after": after}
    return {
        when: {name: place[name] for name in SHOWN}
        for when, place in kept.items()
        if place["state"] != SlotState.UNSCHEDULED
    }


def stand(slot: Slot, wanted: Mapping[str, Any]) -> None:
    """Put the slot where it stood once."""
    for name in PLAIN:
        setattr(slot, name, wanted.get(name, getattr(slot, name)))
    for name in MOMENTS:
        setattr(slot, name, datetime.fromisoformat(wanted[name]) if wanted.get(name) else None)

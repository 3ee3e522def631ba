"""Double bookings that are meant: declared, and withdrawn."""

from datetime import datetime

from sqlalchemy import select

from events.activity.actions import note
from events.event.actions import lock_event
from events.event.models import Event
from events.extensions import db
from events.kit.transaction import transaction
from events.programme.models import IntendedOverlap, Slot


def declare_overlap(
    event: Event, first: Slot, second: Slot, *, now: datetime, account_id: int | None = None
) -> IntendedOverlap:
    """Two slots, one of them the event's, share a room on purpose, as long as both stand where they stand now."""
    with transaction():
        lock_event(event)
        first, second = sorted((first, second), key=lambda slot: slot.id)
        overlap = _known(first, second) or IntendedOverlap(first_slot_id=first.id, second_slot_id=second.id)
        overlap.room_id, overlap.declared_at, overlap.declared_by_id = first.room_id or 0, now, account_id
        overlap.first_starts_at, overlap.second_starts_at = first.starts_at, second.starts_at
        db.session.add(overlap)
        _note("declared intended", overlap, event, now, account_id)
    return overlap


def withdraw_overlap(event: Event, overlap: IntendedOverlap, *, now: datetime, account_id: int | None = None) -> None:
    """It was not meant after all, and warns again."""
    with transaction():
        lock_event(event)
        _note("no longer intended", overlap, event, now, account_id)
        db.session.delete(overlap)


def _known(first: Slot, second: Slot) -> IntendedOverlap | None:
    return db.session.scalar(select(IntendedOverlap).filter_by(first_slot_id=first.id, second_slot_id=second.id))


def _note(verb: str, overlap: IntendedOverlap, event: Event, now: datetime, account_id: int | None) -> None:
    thing, other = f"slot:{overlap.first_slot_id}", f"slot:{overlap.second_slot_id}"
    note(verb, thing, now=now, account_id=account_id, event_key=f"event:{event.id}", other=other)

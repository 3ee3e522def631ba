"""Publishing a version of the timetable."""

from datetime import datetime

from events.activity.actions import note
from events.event.actions import lock_event, raise_revision
from events.event.models import Event
from events.event.rules import ReleaseMode
from events.extensions import db
from events.kit.transaction import transaction
from events.programme.models import Release, ReleasedSlot
from events.programme.queries import draft_slots, find_latest_release, pending_changes, placed
from events.programme.signals import schedule_released


def release(event: Event, *, now: datetime, account_id: int | None = None, name: str = "") -> Release | None:
    """Freeze the draft as the next version and tell whoever holds a seat; None when nothing has changed.

    The event's row is locked, so that pressing twice makes one version.
    """
    with transaction():
        lock_event(event)
        changes = pending_changes(event.id)
        if not changes:
            return None
        version = _freeze(event, now, account_id, name)
        raise_revision(event.id)
        key = f"event:{event.id}"
        note("released", key, now=now, account_id=account_id, event_key=key, number=version.number)
        schedule_released.send(version, release=version, changes=changes, now=now)
    return version


def publish_at_once(event: Event, *, now: datetime, account_id: int | None = None) -> None:
    """What follows each saved change of the timetable: a release, unless this event is released by hand."""
    with transaction():
        db.session.flush()
        if event.release_mode == ReleaseMode.IMMEDIATE:
            release(event, now=now, account_id=account_id)


def _freeze(event: Event, now: datetime, account_id: int | None, name: str) -> Release:
    latest = find_latest_release(event.id)
    number = latest.number + 1 if latest else 1
    version = Release(event_id=event.id, number=number, name=name, created_at=now, created_by_id=account_id)
    version.slots = [ReleasedSlot(slot_id=slot.id, **vars(placed(slot))) for slot in draft_slots(event.id)]
    db.session.add(version)
    db.session.flush()
    return version

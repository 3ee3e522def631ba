"""Publishing a version of the timetable."""

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime

from sqlalchemy import insert

from events.activity.actions import note
from events.event.actions import lock_event, raise_revision
from events.event.models import Event
from events.event.rules import ReleaseMode
from events.extensions import db
from events.kit.transaction import transaction
from events.programme.models import Release, ReleasedSlot
from events.programme.queries import draft_places, find_latest_release, released_places
from events.programme.rules import Placed, changes_between
from events.programme.signals import schedule_released


def release(
    event: Event,
    *,
    now: datetime,
    account_id: int | None = None,
    name: str = "",
    only: Collection[int] | None = None,
) -> Release | None:
    """Freeze the draft as the next version and tell whoever holds a seat; None when nothing has changed.

    With `only`, the next version is the latest one with these slots (ids) as the draft has them; the rest of the
    draft stays one. The event's row is locked, so that pressing twice makes one version.
    """
    with transaction():
        lock_event(event)
        before, draft = released_places(event.id), draft_places(event.id)
        after = draft if only is None else _with_slots(before, draft, only)
        changes = changes_between(before, after)
        if not changes:
            return None
        if only is None:
            name, event.next_version = name or event.next_version, ""
        version = _freeze(event, after, now, account_id, name)
        raise_revision(event.id)
        key = f"event:{event.id}"
        note("released", key, now=now, account_id=account_id, event_key=key, number=version.number)
        schedule_released.send(version, release=version, changes=changes, now=now)
    return version


@contextmanager
def one_release(event: Event, *, now: datetime, account_id: int | None = None) -> Iterator[None]:
    """Changes of the timetable made inside become public together, by one release at the end."""
    with transaction():
        held = db.session().info.setdefault("held_releases", set())
        held.add(event.id)
        try:
            yield
        finally:
            held.discard(event.id)
        publish_at_once(event, now=now, account_id=account_id)


def publish_at_once(event: Event, *, now: datetime, account_id: int | None = None) -> None:
    """What follows each saved change of the timetable: a release, unless this event is released by hand."""
    with transaction():
        db.session.flush()
        is_held = event.id in db.session().info.get("held_releases", ())
        if event.release_mode == ReleaseMode.IMMEDIATE and not is_held:
            release(event, now=now, account_id=account_id)


def _with_slots(before: Mapping[int, Placed], draft: Mapping[int, Placed], only: Collection[int]) -> dict[int, Placed]:
    """The version before, with these slots as they stand in the draft, or gone."""
    kept = {slot_id: place for slot_id, place in before.items() if slot_id not in only}
    return kept | {slot_id: draft[slot_id] for slot_id in only if slot_id in draft}


def _freeze(event: Event, places: Mapping[int, Placed], now: datetime, account_id: int | None, name: str) -> Release:
    latest = find_latest_release(event.id)
    number = latest.number + 1 if latest else 1
    version = Release(event_id=event.id, number=number, name=name, created_at=now, created_by_id=account_id)
    db.session.add(version)
    db.session.flush()
    rows = [{"release_id": version.id, "slot_id": slot_id, **vars(place)} for slot_id, place in places.items()]
    if rows:
        db.session.execute(insert(ReleasedSlot), rows)
    return version

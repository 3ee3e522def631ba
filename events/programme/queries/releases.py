"""Versions of the timetable, and what each of them changed."""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, or_, select
from sqlalchemy.orm import aliased, joinedload

from events.event.models import Event, Room
from events.extensions import db
from events.programme.models import Release, ReleasedSlot, Slot, Talk
from events.programme.rules import Change, Placed, SlotState, changes_between

FACTS = tuple(Placed.__dataclass_fields__)


def find_latest_release(event_id: int) -> Release | None:
    """The version of the timetable that the public sees."""
    query = select(Release).filter_by(event_id=event_id).order_by(Release.number.desc()).limit(1)
    return db.session.scalar(query)


def releases_of(event_id: int) -> Sequence[Release]:
    """All versions, the newest first."""
    return db.session.scalars(select(Release).filter_by(event_id=event_id).order_by(Release.number.desc())).all()


def latest_of(event_id: int) -> ColumnElement[bool]:
    """For a `where`: released slots of the version that the public sees."""
    newest = select(Release.id).filter_by(event_id=event_id).order_by(Release.number.desc()).limit(1)
    return ReleasedSlot.release_id == newest.scalar_subquery()


def pending_changes(event_id: int) -> list[Change]:
    """What the next release would change."""
    return changes_between(released_places(event_id), draft_places(event_id))


def draft_places(event_id: int) -> dict[int, Placed]:
    """The draft timetable by the slots' ids."""
    query = _places(Slot, Slot.id).where(Slot.event_id == event_id, Slot.state != SlotState.UNSCHEDULED)
    return _read(query)


def released_places(event_id: int) -> dict[int, Placed]:
    """The timetable that the public sees, by the slots' ids."""
    return _read(_places(ReleasedSlot, ReleasedSlot.slot_id).where(latest_of(event_id)))


def released_slots(release_id: int, slot_ids: Collection[int]) -> Sequence[ReleasedSlot]:
    """These slots as one version froze them, with their talks and places."""
    query = select(ReleasedSlot).where(ReleasedSlot.release_id == release_id, ReleasedSlot.slot_id.in_(slot_ids))
    query = query.options(
        joinedload(ReleasedSlot.talk).joinedload(Talk.event).joinedload(Event.organisation),
        joinedload(ReleasedSlot.room).joinedload(Room.venue),
    )
    return db.session.scalars(query.order_by(ReleasedSlot.slot_id)).all() if slot_ids else []


def changes_since(event_id: int, number: int) -> list[Change]:
    """What differs between version `number` and the one that the public sees."""
    query = _places(ReleasedSlot, ReleasedSlot.slot_id).join(ReleasedSlot.release)
    before = _read(query.where(Release.event_id == event_id, Release.number == number))
    return changes_between(before, released_places(event_id))


def changes_of_releases(event_id: int, numbers: Sequence[int]) -> dict[int, list[Change]]:
    """What each of these versions changed against the one before it: times, rooms, states, come and gone."""
    found: dict[int, tuple[dict[int, Placed], dict[int, Placed]]] = {number: ({}, {}) for number in numbers}
    for number, slot_id, before, after in (*_come_or_changed(event_id, numbers), *_gone(event_id, numbers)):
        places = found[number]
        places[0].update({slot_id: before} if before else {})
        places[1].update({slot_id: after} if after else {})
    return {number: changes_between(*places) for number, places in found.items()}


def placed(slot: Slot | ReleasedSlot) -> Placed:
    """A slot as a plain value."""
    return Placed(**{name: getattr(slot, name) for name in FACTS})


Step = tuple[int, int, Placed | None, Placed | None]
"""Number of the version, id of the slot, before, after."""


def _come_or_changed(event_id: int, numbers: Sequence[int]) -> list[Step]:
    old, previous = aliased(ReleasedSlot), aliased(Release)
    changed = or_(
        old.slot_id.is_(None), *(getattr(old, name).is_distinct_from(getattr(ReleasedSlot, name)) for name in SEEN)
    )
    query = (
        select(Release.number, ReleasedSlot, old)
        .join(ReleasedSlot, ReleasedSlot.release_id == Release.id)
        .outerjoin(previous, and_(previous.event_id == Release.event_id, previous.number == Release.number - 1))
        .outerjoin(old, and_(old.release_id == previous.id, old.slot_id == ReleasedSlot.slot_id))
        .where(Release.event_id == event_id, Release.number.in_(numbers), Release.number > 1, changed)
    )
    return [
        (number, new.slot_id, placed(before) if before else None, placed(new))
        for number, new, before in db.session.execute(query)
    ]


def _gone(event_id: int, numbers: Sequence[int]) -> list[Step]:
    old, previous = aliased(ReleasedSlot), aliased(Release)
    still = select(ReleasedSlot.slot_id).where(
        ReleasedSlot.release_id == Release.id, ReleasedSlot.slot_id == old.slot_id
    )
    query = (
        select(Release.number, old)
        .join(previous, and_(previous.event_id == Release.event_id, previous.number == Release.number - 1))
        .join(old, old.release_id == previous.id)
        .where(Release.event_id == event_id, Release.number.in_(numbers), ~still.exists())
    )
    return [(number, before.slot_id, placed(before), None) for number, before in db.session.execute(query)]


SEEN = ("starts_at", "ends_at", "room_id", "state")
"""What readers of a version look for; the other facts are details."""


def _places(model: type[Slot] | type[ReleasedSlot], key: Any) -> Select[Any]:
    return select(key, *(getattr(model, name) for name in FACTS))


def _read(query: Select[Any]) -> dict[int, Placed]:
    """Plain values, without an object of the session for each row."""
    return {slot_id: Placed(*facts) for slot_id, *facts in db.session.execute(query)}

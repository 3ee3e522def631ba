"""The draft timetable. Slots keep their id and guid through every change."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

from flask_babel import lazy_gettext as _

from events.event.actions import lock_event
from events.event.models import Event
from events.extensions import LocalisedText
from events.kit.errors import Refused
from events.kit.localtime import exists, is_doubled, to_utc
from events.kit.transaction import transaction
from events.programme.actions.edits import edit_of, first_edit_of
from events.programme.models import Slot, Talk
from events.programme.rules import SlotKind, SlotState


@dataclass(frozen=True)
class Placement:
    """When and where, as typed: wall times (naive) in the event's zone; `fold` 1 is the second of a doubled hour."""

    starts_at: datetime
    room_id: int | None = None
    doors_at: datetime | None = None
    fold: int = 0


class WrongTime(Refused):
    """A wall time that the clocks jump over, or doors that open after the beginning."""


def add_slot(talk: Talk, placement: Placement, duration: int, *, now: datetime, account_id: int | None = None) -> Slot:
    """One more time for the talk; `duration` in minutes. A slot taken off the draft before is used again."""
    with transaction():
        lock_event(talk.event)
        used = _unscheduled_slot(talk)
        slot = used or _new_slot(talk.event, SlotKind.TALK, talk_id=talk.id)
        by: Any = {"now": now, "account_id": account_id}
        with edit_of(slot, "scheduled", **by) if used else first_edit_of(slot, talk.event, "scheduled", **by):
            slot.state, slot.postponed_from, slot.reason = SlotState.CONFIRMED, None, {}
            write_place(slot, talk.event, placement, duration)
    return slot


def move_slot(
    slot: Slot,
    placement: Placement,
    duration: int,
    *,
    now: datetime,
    account_id: int | None = None,
    version: int | None = None,
) -> None:
    """Another time, room or length (minutes); with a new time a postponed slot takes place again.

    Raises WrongTime, and Stale when it was edited since `version`.
    """
    with edit_of(slot, "moved", now=now, account_id=account_id, version=version):
        write_place(slot, slot.event, placement, duration)


def unschedule_slot(slot: Slot, *, now: datetime, account_id: int | None = None, version: int | None = None) -> None:
    """Take it off the draft: the talk is still there, its date is to be found."""
    with edit_of(slot, "unscheduled", now=now, account_id=account_id, version=version):
        slot.state = SlotState.UNSCHEDULED


def add_break(
    event: Event,
    title: LocalisedText,
    placement: Placement,
    duration: int,
    *,
    now: datetime,
    kind: SlotKind = SlotKind.BREAK,
    account_id: int | None = None,
) -> Slot:
    """A time without a talk, in one room or (without a room) for everybody: coffee, lunch, or a blocker."""
    with transaction():
        lock_event(event)
        slot = _new_slot(event, kind, title=title)
        with first_edit_of(slot, event, "scheduled", now=now, account_id=account_id):
            write_place(slot, event, placement, duration)
    return slot


def edit_break(
    slot: Slot,
    version: int,
    title: LocalisedText,
    placement: Placement,
    duration: int,
    *,
    kind: SlotKind,
    now: datetime,
    account_id: int | None = None,
) -> None:
    """Other words, another time or room. Raises WrongTime, and Stale when it was edited since `version`."""
    with edit_of(slot, "edited", now=now, account_id=account_id, version=version):
        slot.title, slot.kind = title, kind
        write_place(slot, slot.event, placement, duration)


def delete_break(slot: Slot, *, now: datetime, account_id: int | None = None, version: int | None = None) -> None:
    """It leaves the draft, and the public timetable with the next release."""
    unschedule_slot(slot, now=now, account_id=account_id, version=version)


def write_place(slot: Slot, event: Event, placement: Placement, duration: int) -> None:
    """Write times and room. An unchanged wall time keeps its instant, even where the zone's rules changed."""
    former, wall = slot.starts_at, placement.starts_at.replace(fold=0)
    if not _stands_already(slot, wall, event.zone, placement.fold):
        slot.starts_at = _instant(wall, event.zone, placement.fold)
    slot.ends_at = slot.starts_at + timedelta(minutes=duration)
    slot.zone, slot.wall_start, slot.room_id = event.zone, wall.isoformat(), placement.room_id
    slot.doors_at = _instant(placement.doors_at, event.zone, placement.fold) if placement.doors_at else None
    if slot.doors_at and slot.doors_at > slot.starts_at:
        raise WrongTime(_("The doors cannot open after the beginning."))
    if slot.state == SlotState.POSTPONED and slot.starts_at != former:
        slot.state, slot.postponed_from = SlotState.CONFIRMED, slot.postponed_from or former


def _stands_already(slot: Slot, wall: datetime, zone: str, fold: int) -> bool:
    if (slot.wall_start, slot.zone) != (wall.isoformat(), zone):
        return False
    return not is_doubled(wall, zone) or slot.starts_at.astimezone(ZoneInfo(zone)).fold == fold


def _instant(wall: datetime, zone: str, fold: int) -> datetime:
    if not exists(wall, zone):
        raise WrongTime(_("The clocks go forward then: this time does not exist. Choose one an hour later."))
    return to_utc(wall.replace(fold=0), zone, fold)


def _new_slot(event: Event, kind: SlotKind, **values: Any) -> Slot:
    return Slot(guid=str(uuid4()), event_id=event.id, kind=kind, state=SlotState.CONFIRMED, **values)


def _unscheduled_slot(talk: Talk) -> Slot | None:
    return next((slot for slot in talk.slots if slot.state == SlotState.UNSCHEDULED), None)

"""Times of a file, in the draft timetable. Slots that an import brought have a number: by that they are known."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from flask_babel import lazy_gettext as _l
from sqlalchemy import insert, select

from events.event.models import Event
from events.extensions import db
from events.kit.localised import in_language
from events.kit.localtime import exists, to_utc
from events.programme.actions.imports.identity import free_number
from events.programme.actions.imports.words import resolved
from events.programme.exchange.report import Report
from events.programme.exchange.shape import FiledSlot, Schedule
from events.programme.models import Slot
from events.programme.rules import SlotKind, SlotState


@dataclass
class Placing:
    """What the slots of a file may hang on, by the names that the file has for them."""

    event: Event
    rooms: Mapping[str, int]
    talks: Mapping[str, int]
    report: Report
    numbers: set[int] = field(default_factory=set)


def standing_slots(event_id: int) -> dict[str, Slot]:
    """All slots of the event, also those without a date, by guid."""
    return {slot.guid: slot for slot in db.session.scalars(select(Slot).filter_by(event_id=event_id))}


def place_slots(placing: Placing, schedule: Schedule, guids: Sequence[str], standing: Mapping[str, Slot]) -> None:
    """Moves the known ones, adds the others, and takes off the draft what a whole file doesn't name any more."""
    placing.numbers |= {slot.number for slot in standing.values() if slot.number is not None}
    rows = []
    for filed, guid in zip(schedule.slots, guids, strict=True):
        values = _values(placing, filed)
        if slot := standing.get(guid):
            _renew(placing, slot, values, _name(placing.event, schedule, filed))
        else:
            rows.append({**values, "guid": guid, "number": free_number(filed.number, guid, placing.numbers)})
    if rows:
        db.session.execute(insert(Slot), rows)
        placing.report.done(_l("New times: %(number)d.", number=len(rows)))
    if schedule.complete:
        named = set(guids)
        left = [slot for guid, slot in standing.items() if guid not in named]
        _take_off(placing, [slot for slot in left if slot.kind == SlotKind.TALK or not schedule.ours])


def _values(placing: Placing, filed: FiledSlot) -> dict[str, Any]:
    event = placing.event
    starts_at = instant_of(filed.starts_at, event.zone, placing.report)
    wall = starts_at.astimezone(ZoneInfo(event.zone)).replace(tzinfo=None, fold=0)
    return {
        "event_id": event.id,
        "kind": filed.kind,
        "talk_id": placing.talks.get(filed.talk),
        "title": resolved(filed.title, event.language),
        "room_id": placing.rooms.get(filed.room),
        "starts_at": starts_at,
        "ends_at": starts_at + timedelta(minutes=filed.minutes),
        "zone": event.zone,
        "wall_start": wall.isoformat(),
        "state": filed.state,
    }


def instant_of(moment: datetime, zone: str, report: Report) -> datetime:
    """In UTC; a wall time that the clocks jump over is an hour later, of one that comes twice the first is meant."""
    if moment.tzinfo is not None:
        return moment.astimezone(UTC)
    if not exists(moment, zone):
        report.mended(_l("The clocks go forward then: it begins an hour later."), f"{moment:%Y-%m-%d %H:%M}")
        moment += timedelta(hours=1)
    return to_utc(moment, zone)


def _renew(placing: Placing, slot: Slot, values: dict[str, Any], name: str) -> None:
    """A slot keeps its id, and what organisers decided about it: cancelled stays cancelled."""
    before = slot.starts_at, slot.ends_at, slot.room_id
    if slot.state != SlotState.UNSCHEDULED and values["state"] == SlotState.CONFIRMED:
        values["state"] = slot.state
    changes = {key: value for key, value in values.items() if getattr(slot, key) != value}
    if not changes:
        return
    if slot.doors_at and "starts_at" in changes:
        slot.doors_at += values["starts_at"] - slot.starts_at
    for key, value in changes.items():
        setattr(slot, key, value)
    slot.version += 1
    moved = before != (slot.starts_at, slot.ends_at, slot.room_id)
    placing.report.done(
        _l("It has another time or hall.") if moved else _l("Its place in the timetable changed."), name
    )


def _take_off(placing: Placing, slots: Sequence[Slot]) -> None:
    """Their rows stay, and their talks: should they come back, everybody's calendar knows them.

    Cancelled ones stay cancelled, since files don't name those; nor do our own name breaks.
    """
    gone = [slot for slot in slots if slot.number is not None and slot.state == SlotState.CONFIRMED]
    for slot in gone:
        slot.state = SlotState.UNSCHEDULED
        slot.version += 1
        name = in_language(slot.talk.title if slot.talk else slot.title, placing.event.language)
        placing.report.done(_l("It isn’t in the file any more: it lost its date, and was not deleted."), name)


def _name(event: Event, schedule: Schedule, filed: FiledSlot) -> str:
    titles = {talk.key: talk.title for talk in schedule.talks} if filed.kind == SlotKind.TALK else {}
    return in_language(resolved(titles.get(filed.talk, filed.title), event.language), event.language)

"""The days of a schedule: each from six in the morning to the next, so that small hours belong to the evening before.

Giggity takes what begins before six for the night after, and EventFahrplan what begins before a day's end.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from events.programme.exchange.marks import NO_ROOM
from events.programme.exchange.shape import FiledSlot, Schedule
from events.programme.exchange.writing.entries import said
from events.programme.rules import SlotKind, SlotState

CHANGE = time(6)


@dataclass(frozen=True)
class Day:
    """A day with its talks by the names of their rooms, all in order; the moments are aware.

    Each day has all rooms, so that their order can be seen from any of them.
    """

    index: int
    on: date
    start: datetime
    end: datetime
    rooms: Mapping[str, Sequence[FiledSlot]]


def exported_slots(schedule: Schedule) -> Iterator[FiledSlot]:
    """What takes place, of talks only: breaks are no talks, and formats know no cancelled ones."""
    yield from (s for s in schedule.slots if s.kind == SlotKind.TALK and s.state == SlotState.CONFIRMED)


def announced(schedule: Schedule) -> Schedule:
    """Only what takes place, with its rooms and tracks."""
    slots = tuple(exported_slots(schedule))
    held, used = {slot.talk for slot in slots}, {slot.room for slot in slots}
    named = {said(talk.track) for talk in schedule.talks if talk.key in held}
    return replace(
        schedule,
        slots=slots,
        rooms=tuple(room for room in schedule.rooms if room.name in used),
        tracks=tuple(track for track in schedule.tracks if said(track.name) in named),
    )


def days_of(schedule: Schedule) -> list[Day]:
    """Those on which anything takes place; the first day of the event where nothing does."""
    zone = ZoneInfo(schedule.event.zone)
    by_day: dict[date, list[FiledSlot]] = defaultdict(list)
    for slot in exported_slots(schedule):
        by_day[day_of_programme(slot.starts_at, zone)].append(slot)
    if not by_day and schedule.event.starts_on:
        by_day[schedule.event.starts_on] = []
    order = [*(room.name for room in schedule.rooms), NO_ROOM]
    return [_day(index, on, zone, order, by_day[on]) for index, on in enumerate(sorted(by_day), start=1)]


def day_of_programme(moment: datetime, zone: ZoneInfo) -> date:
    local = moment.astimezone(zone)
    return local.date() if local.time() >= CHANGE else local.date() - timedelta(days=1)


def _day(index: int, on: date, zone: ZoneInfo, order: Iterable[str], slots: Iterable[FiledSlot]) -> Day:
    rooms: dict[str, list[FiledSlot]] = {name: [] for name in order}
    for slot in sorted(slots, key=lambda slot: (slot.starts_at, slot.guid)):
        rooms[slot.room or NO_ROOM].append(slot)
    start = datetime.combine(on, CHANGE, zone)
    end = datetime.combine(on + timedelta(days=1), CHANGE, zone)
    if not rooms[NO_ROOM]:
        del rooms[NO_ROOM]
    return Day(index, on, start, end, rooms)

"""The talks of a congress by days, groups of rooms, and hours."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import accumulate, groupby

from flask import url_for
from flask_babel import gettext as _

from events.event.models import Event, Room
from events.kit import dates
from events.programme.models import ReleasedSlot
from events.programme.rules import SlotKind, SlotState
from events.site.schedule.groups import Group, groups_of
from events.site.schedule.words import day_words
from events.site.shown import names_in_words, times, words


@dataclass(frozen=True)
class Cell:
    """An item of the timetable; lines and columns count from 1 (see the macro schedule_day)."""

    kind: str
    title: str
    line: int
    until_line: int
    until: str
    room: str = ""
    column: int = 0
    address: str | None = None
    speakers: str = ""
    track: str = ""
    lang: str | None = None
    conflict: str | None = None
    talk_id: int | None = None


@dataclass(frozen=True)
class Band:
    time: str
    line: int
    slots: list[Cell]


@dataclass(frozen=True)
class Table:
    """Rooms side by side, or what a track holds. `in_grid` is False where two items would stand on each other."""

    name: str
    anchor: str
    rooms: list[str]
    bands: list[Band]
    in_grid: bool


@dataclass(frozen=True)
class Day:
    """One table, or several with names to jump to."""

    day: date
    name: str
    tables: list[Table]
    talks: int


def days_of(
    event: Event, slots: Iterable[ReleasedSlot], language: str, *, only: Collection[date] = (), grid: bool = True
) -> list[Day]:
    """`slots` by time. Of these days alone, where any is given; without `grid` each day is one list."""
    shown = (slot for slot in slots if slot.kind != SlotKind.BLOCKER)
    days = ((day, list(group)) for day, group in groupby(shown, key=day_of))
    return [_day(event, day, group, language, grid) for day, group in days if not only or day in only]


def day_of(slot: ReleasedSlot) -> date:
    return times(slot)[0].date()


def _day(event: Event, day: date, slots: list[ReleasedSlot], language: str, grid: bool) -> Day:
    groups = groups_of(slots, language) if grid else [Group("", "", slots)]
    tables = [_table(event, group, language, grid) for group in groups]
    return Day(day, day_words(day, language), tables, sum(1 for slot in slots if slot.talk))


@dataclass(frozen=True)
class _Grid:
    """Where things stand in one table: lines by moment, columns by room, what is for everybody (by slot)."""

    event: Event
    language: str
    name: str
    lines: Mapping[datetime, int]
    columns: Mapping[int, int]
    alone: Collection[int]


def _table(event: Event, group: Group, language: str, grid: bool) -> Table:
    slots = group.slots
    rooms = {slot.room.id: slot.room for slot in sorted(slots, key=_by_room) if slot.room and slot.talk}
    moments = sorted({moment for slot in slots for moment in (slot.starts_at, slot.ends_at)})
    place = _Grid(
        event,
        language,
        group.name,
        lines={moment: number for number, moment in enumerate(moments, 1)},
        columns={room: number for number, room in enumerate(rooms, 1)},
        alone=_alone(slots) if len(rooms) > 1 else (),
    )
    bands = [_band(place, list(found)) for _start, found in groupby(slots, key=lambda slot: slot.starts_at)]
    cells = [cell for band in bands for cell in band.slots]
    return Table(group.name, group.anchor, [room.name for room in rooms.values()], bands, grid and _fits(cells))


def _band(place: _Grid, slots: list[ReleasedSlot]) -> Band:
    first = slots[0]
    cells = [_cell(place, slot) for slot in sorted(slots, key=_by_room)]
    return Band(dates.hour_in_words(times(first)[0], place.language), place.lines[first.starts_at], cells)


def _cell(place: _Grid, slot: ReleasedSlot) -> Cell:
    line, until_line = place.lines[slot.starts_at], place.lines[slot.ends_at]
    until = dates.hour_in_words(times(slot)[1], place.language)
    if slot.talk is None:
        return Cell("break", _break_words(slot, until, place.language), line, until_line, until="")
    title = words(slot.talk.title, place.language)
    track = words(slot.talk.track.name, place.language).text if slot.talk.track else ""
    return Cell(
        "plenary" if slot.slot_id in place.alone else "talk",
        title_words(slot, title.text),
        line,
        until_line,
        until=_("until %(hour)s", hour=until),
        room=slot.room.name if slot.room else "",
        column=place.columns.get(slot.room_id or 0, 0),
        address=url_for("site.talk", event_slug=place.event.slug, talk_slug=slot.talk.slug),
        speakers=names_in_words(slot.talk),
        track="" if track == place.name else track,
        lang=title.lang,
        talk_id=slot.talk_id,
    )


def title_words(slot: ReleasedSlot, title: str) -> str:
    if slot.state == SlotState.CANCELLED:
        return _("Cancelled: %(title)s", title=title)
    return _("Postponed: %(title)s", title=title) if slot.state == SlotState.POSTPONED else title


def _break_words(slot: ReleasedSlot, until: str, language: str) -> str:
    """« Pause », « Déjeuner, jusqu’à 13 h 30 »: the end of a long one is worth saying."""
    what = words(slot.title, language).text or _("Break")
    is_long = slot.ends_at - slot.starts_at >= timedelta(hours=1)
    return _("%(what)s, until %(hour)s", what=what, hour=until) if is_long else what


def _alone(slots: Sequence[ReleasedSlot]) -> set[int]:
    """Those (by id) during which nothing else happens: they are for everybody. `slots` by time."""
    ends = accumulate((slot.ends_at for slot in slots), max)
    return {
        slot.slot_id
        for before, slot, after in zip([None, *ends], slots, [*slots[1:], None], strict=False)
        if (before is None or before <= slot.starts_at) and (after is None or slot.ends_at <= after.starts_at)
    }


def _fits(cells: Sequence[Cell]) -> bool:
    """Whether each item has a place of its own in the grid."""
    taken: set[tuple[int, int]] = set()
    columns = max((cell.column for cell in cells), default=0)
    for cell in cells:
        across = range(1, columns + 1) if cell.kind in {"break", "plenary"} else [cell.column]
        places = {(column, line) for column in across for line in range(cell.line, cell.until_line)}
        if 0 in across or taken & places:
            return False
        taken |= places
    return True


def _by_room(slot: ReleasedSlot) -> tuple[int, str]:
    room: Room | None = slot.room
    return (room.position, room.name) if room else (-1, "")

"""A congress by days: what its page tells of them, and the timetable by hours and rooms."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from zoneinfo import ZoneInfo

from flask import abort, url_for
from flask_babel import gettext as _

from events.event.models import Event, Room
from events.kit import dates
from events.kit.localised import in_language
from events.programme.models import ReleasedSlot
from events.programme.rules import SlotKind, SlotState
from events.site.shown import names_in_words, times, weekdays_in_words, words

TALKS_ON_ONE_PAGE = 150
"""Beyond, each day has a page of its own."""


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


@dataclass(frozen=True)
class Band:
    time: str
    line: int
    slots: list[Cell]


@dataclass(frozen=True)
class Day:
    """`in_grid` is False where two items would stand on each other."""

    day: date
    name: str
    rooms: list[str]
    bands: list[Band]
    in_grid: bool
    talks: int


@dataclass(frozen=True)
class Choice:
    value: str
    words: str
    chosen: bool


@dataclass(frozen=True)
class Timetable:
    """`tabs` are rows (words, address, is current); `rooms` and `tracks` what can be chosen."""

    days: list[Day]
    tabs: list[tuple[str, str, bool]]
    rooms: list[Choice]
    tracks: list[Choice]
    day: str


@dataclass(frozen=True)
class Congress:
    """Its days; `venues` are rows (address, access); `tile` holds the arguments of the macro date_tile."""

    days: list[Day]
    when: str
    venues: list[tuple[str, str]]
    tile: dict[str, str]
    is_over: bool


def congress_of(event: Event, slots: Sequence[ReleasedSlot], now: datetime, language: str) -> Congress:
    venues = {slot.room.venue.id: slot.room.venue for slot in slots if slot.room}
    places = [
        (", ".join(filter(None, (venue.name, venue.street, venue.town))), in_language(venue.access, language))
        for venue in venues.values()
    ]
    today = now.astimezone(ZoneInfo(event.zone)).date()
    return Congress(
        days=_days(event, slots, language),
        when=dates.days_in_words(event.starts_on, event.ends_on, language),
        venues=places,
        tile=_tile(event, language),
        is_over=event.ends_on < today,
    )


def _tile(event: Event, language: str) -> dict[str, str]:
    first, last = event.starts_on, event.ends_on
    same_month = (first.year, first.month) == (last.year, last.month)
    return {
        "weekday": weekdays_in_words(first, last, language),
        "figure": f"{first.day}–{last.day}" if first != last and same_month else str(first.day),
        "month_year": dates.month_in_words(first, language, year=True),
        "iso": first.isoformat(),
    }


def timetable_of(event: Event, slots: Sequence[ReleasedSlot], language: str, wanted: Mapping[str, str]) -> Timetable:
    """What `day` (ISO), `room` (id) and `track` (slug) ask for; 404 for a day, room or track that isn't there."""
    rooms = {slot.room.id: slot.room for slot in sorted(slots, key=_by_room) if slot.room}
    tracks = {slot.talk.track.slug: slot.talk.track for slot in slots if slot.talk and slot.talk.track}
    room, track = wanted.get("room", ""), wanted.get("track", "")
    if (room and room not in map(str, rooms)) or (track and track not in tracks):
        abort(404)
    by_day = {day: list(group) for day, group in groupby(slots, key=_day_of)}
    shown = _wanted_days(by_day, wanted.get("day", ""))
    kept = [slot for day in shown for slot in by_day[day] if _is_wanted(slot, room, track)]
    return Timetable(
        days=_days(event, kept, language),
        tabs=[(_day_words(day, language), _day_address(event, day), [day] == shown) for day in by_day],
        rooms=[Choice(str(own.id), own.name, str(own.id) == room) for own in rooms.values()],
        tracks=[Choice(own.slug, in_language(own.name, language), own.slug == track) for own in tracks.values()],
        day=shown[0].isoformat() if len(shown) == 1 and len(by_day) > 1 else "",
    )


def _wanted_days(by_day: Mapping[date, list[ReleasedSlot]], wanted: str) -> list[date]:
    """The day asked for; else all of them, or the first one of a large congress."""
    days = list(by_day)
    if wanted:
        return [day for day in days if day.isoformat() == wanted] or abort(404)
    return days if sum(map(len, by_day.values())) <= TALKS_ON_ONE_PAGE else days[:1]


def _is_wanted(slot: ReleasedSlot, room: str, track: str) -> bool:
    if slot.kind != SlotKind.TALK or slot.talk is None:
        return not room and not track
    if room and str(slot.room_id) != room:
        return False
    return not track or (slot.talk.track is not None and slot.talk.track.slug == track)


def _days(event: Event, slots: Iterable[ReleasedSlot], language: str) -> list[Day]:
    shown = (slot for slot in slots if slot.kind != SlotKind.BLOCKER)
    return [_day(event, day, list(group), language) for day, group in groupby(shown, key=_day_of)]


def _day(event: Event, day: date, slots: list[ReleasedSlot], language: str) -> Day:
    rooms = {slot.room.id: slot.room for slot in sorted(slots, key=_by_room) if slot.room and slot.talk}
    columns = {room: number for number, room in enumerate(rooms, 1)}
    moments = sorted({moment for slot in slots for moment in (slot.starts_at, slot.ends_at)})
    lines = {moment: number for number, moment in enumerate(moments, 1)}
    bands = [
        Band(
            dates.hour_in_words(times(there[0])[0], language),
            lines[start],
            [_cell(event, slot, slots, lines, columns, language) for slot in sorted(there, key=_by_room)],
        )
        for start, there in ((start, list(group)) for start, group in groupby(slots, key=lambda slot: slot.starts_at))
    ]
    cells = [cell for band in bands for cell in band.slots]
    talks = sum(1 for slot in slots if slot.talk)
    return Day(day, _day_words(day, language), [room.name for room in rooms.values()], bands, _fits(cells), talks)


def _cell(
    event: Event,
    slot: ReleasedSlot,
    all_slots: Sequence[ReleasedSlot],
    lines: Mapping[datetime, int],
    columns: Mapping[int, int],
    language: str,
) -> Cell:
    line, until_line = lines[slot.starts_at], lines[slot.ends_at]
    until = dates.hour_in_words(times(slot)[1], language)
    if slot.talk is None:
        return Cell("break", _break_words(slot, until, language), line, until_line, until="")
    title = words(slot.talk.title, language)
    return Cell(
        "plenary" if len(columns) > 1 and _is_alone(slot, all_slots) else "talk",
        _title_words(slot, title.text),
        line,
        until_line,
        until=_("until %(hour)s", hour=until),
        room=slot.room.name if slot.room else "",
        column=columns.get(slot.room_id or 0, 0),
        address=url_for("site.talk", event_slug=event.slug, talk_slug=slot.talk.slug),
        speakers=names_in_words(slot.talk),
        track=in_language(slot.talk.track.name, language) if slot.talk.track else "",
        lang=title.lang,
    )


def _title_words(slot: ReleasedSlot, title: str) -> str:
    if slot.state == SlotState.CANCELLED:
        return _("Cancelled: %(title)s", title=title)
    return _("Postponed: %(title)s", title=title) if slot.state == SlotState.POSTPONED else title


def _break_words(slot: ReleasedSlot, until: str, language: str) -> str:
    """« Pause », « Déjeuner, jusqu’à 13 h 30 »: the end of a long one is worth saying."""
    what = words(slot.title, language).text or _("Break")
    is_long = slot.ends_at - slot.starts_at >= timedelta(hours=1)
    return _("%(what)s, until %(hour)s", what=what, hour=until) if is_long else what


def _is_alone(slot: ReleasedSlot, others: Sequence[ReleasedSlot]) -> bool:
    """Whether nothing else happens meanwhile: then it is for everybody."""
    return not any(
        other is not slot and other.starts_at < slot.ends_at and slot.starts_at < other.ends_at for other in others
    )


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


def _day_of(slot: ReleasedSlot) -> date:
    return times(slot)[0].date()


def _by_room(slot: ReleasedSlot) -> tuple[int, str]:
    room: Room | None = slot.room
    return (room.position, room.name) if room else (-1, "")


def _day_words(day: date, language: str) -> str:
    found = dates.day_in_words(day, language, year=False)
    return found[0].upper() + found[1:]


def _day_address(event: Event, day: date) -> str:
    return url_for("site.schedule", event_slug=event.slug, day=day.isoformat())

"""One day of the draft timetable: rooms beside each other, hours below each other, and the tray."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from events.event.access import event_page
from events.event.forms.fields import near
from events.event.models import Event, Room
from events.event.policies import can_edit_programme
from events.event.queries import rooms_of
from events.kit import clock
from events.kit.dates import day_in_words, hour_in_words
from events.kit.languages import current_language
from events.kit.text import clean_line
from events.people.access import signed_in_account
from events.programme.conflict_words import shown_conflicts
from events.programme.queries import find_latest_release
from events.programme.queries.bookings import windows_of
from events.programme.queries.conflicts import conflicts_of
from events.programme.queries.timetable import (
    days_and_rooms_in_use,
    find_edit_to_redo,
    find_edit_to_undo,
    select_speakers,
    slots_of_day,
    unscheduled_talks,
    waiting_slot_ids,
)
from events.programme.rules.timetable import Stretch, day_shown, days_of, hours_shown, neighbours, scale_for
from events.programme.views.blueprint import programme
from events.programme.views.timetable.cards import Card, Notes, TrayItem, card_of, notes_by_slot, tray_item

MOST_TABS = 10
"""Days beyond are reached by a box for the day, and step by step."""

MOST_IN_TRAY = 60
"""The search finds the others."""


@dataclass(frozen=True)
class Column:
    """A room with its cards, by time; `room` None holds talks that have a time and no room."""

    room: Room | None
    cards: list[Card]


@dataclass(frozen=True)
class Tray:
    """`items` are the first of the `found` ones, out of `all` talks without a time."""

    items: list[TrayItem]
    found: int
    all: int
    wanted: str


@dataclass(frozen=True)
class RoomChoice:
    room: Room
    shown: bool


@dataclass(frozen=True)
class Grid:
    """`hours` are the first and the last one drawn, `scale` how tall a minute is; `elsewhere` counts hidden cards."""

    day: date
    columns: list[Column]
    everywhere: list[Card]
    hours: tuple[int, int]
    scale: int
    elsewhere: int

    def clock(self, hour: int) -> str:
        """The full hour as it is written beside the rooms."""
        return hour_in_words(datetime.combine(self.day, time(hour), tzinfo=UTC), current_language())


@programme.get("/organise/<event_slug>/timetable")
@event_page(can_edit_programme)
def timetable(event: Event) -> ResponseReturnValue:
    days, used_rooms = days_and_rooms_in_use(event)
    today = clock.now().astimezone(ZoneInfo(event.zone)).date()
    day = day_shown(_asked_day(), today, event.starts_on, event.ends_on, days)
    rooms = rooms_of(event.organisation_id)
    choices = _choices(rooms, used_rooms)
    notes = notes_of(event)
    return render_template(
        "programme/timetable.html",
        event=event,
        grid=_grid(event, day, [choice.room for choice in choices if choice.shown], notes),
        tabs=_tabs(event, day, days),
        whole_day=_address(event, day, **{"whole-day": 1}),
        before_and_after=[_address(event, other) if other else None for other in neighbours(day, days)],
        rooms=choices,
        tray=_tray(event, day, notes),
        waiting=len(waiting_slot_ids(event.id)),
        conflicts=len({conflict for found in notes.conflicts.values() for conflict in map(id, found)}),
        latest=find_latest_release(event.id),
        **undoing(event),
    )


def notes_of(event: Event) -> Notes:
    """What the cards of the whole event note."""
    return Notes(
        notes_by_slot(shown_conflicts(conflicts_of(event), event)),
        windows_of(select_speakers(event.id)),
    )


def undoing(event: Event) -> dict[str, bool]:
    """Whether there is anything to take back, or to do again."""
    who = signed_in_account().id
    return {
        "can_undo": find_edit_to_undo(event.id, who) is not None,
        "can_redo": find_edit_to_redo(event.id, who) is not None,
    }


def _grid(event: Event, day: date, rooms: Sequence[Room], notes: Notes) -> Grid:
    cards = [card_of(event, slot, day, notes) for slot in slots_of_day(event, day)]
    stretches = [Stretch(card.start, card.length) for card in cards]
    columns = [Column(room, [card for card in cards if card.room_id == room.id]) for room in rooms]
    roomless = [card for card in cards if card.room_id is None and card.kind == "talk"]
    everywhere = [card for card in cards if card.room_id is None and card.kind != "talk"]
    if roomless:
        columns.insert(0, Column(None, roomless))
    elsewhere = len(cards) - len(everywhere) - sum(len(column.cards) for column in columns)
    return Grid(
        day,
        columns,
        everywhere,
        hours_shown(stretches, whole_day="whole-day" in request.args),
        scale_for(stretches),
        elsewhere,
    )


def _choices(rooms: Sequence[Room], used: set[int]) -> list[RoomChoice]:
    """The rooms asked for; else those that this event uses; else all."""
    asked = set(request.args.getlist("room", type=int))
    known = {room.id for room in rooms}
    wanted = asked & known or used & known or known
    return [RoomChoice(room, room.id in wanted) for room in rooms]


def _tray(event: Event, day: date, notes: Notes) -> Tray:
    wanted = clean_line(request.args.get("q", ""))[:100]
    items = [tray_item(event, talk, day, notes) for talk in unscheduled_talks(event.id)]
    found = [item for item in items if _matches(item, wanted)]
    return Tray(found[:MOST_IN_TRAY], len(found), len(items), wanted)


def _matches(item: TrayItem, wanted: str) -> bool:
    text = f"{item.subject.title} {item.subject.speakers} {item.subject.track}".casefold()
    return all(word in text for word in wanted.casefold().split())


def _tabs(event: Event, day: date, used: Sequence[date]) -> list[tuple[str, str, bool]]:
    """The event's days and those in use, unless they are too many."""
    if (event.ends_on - event.starts_on).days < MOST_TABS:
        used = sorted({*used, *days_of(event.starts_on, event.ends_on)})
    if len(used) > MOST_TABS:
        return []
    language = current_language()
    return [(day_in_words(one, language, year=False), _address(event, one), one == day) for one in used]


def _address(event: Event, day: date, **more: Any) -> str:
    """The page of that day, with the rooms and the search of this one."""
    kept: dict[str, Any] = {
        name: request.args.getlist(name) for name in ("room", "q", "whole-day") if request.args.get(name)
    }
    return url_for("programme.timetable", event_slug=event.slug, day=day.isoformat(), **{**kept, **more})


def _asked_day() -> date | None:
    try:
        return near(date.fromisoformat(request.args.get("day", "")))
    except ValueError:
        return None

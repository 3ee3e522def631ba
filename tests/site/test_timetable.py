"""A congress by hours and rooms: what stands where in the grid, and beyond twelve rooms."""

from datetime import datetime

from flask import Flask

from events.event.models import Event, Room
from events.programme.models import ReleasedSlot
from events.programme.queries import public_slots
from events.site.schedule.days import Cell, Day
from events.site.schedule.days import days_of as days
from tests.factories import RoomFactory, TrackFactory, VenueFactory, scheduled_talk
from tests.site.pages import HOUR, NINE, congress


def days_of(event: Event) -> list[Day]:
    return days(event, public_slots(event.id), "fr")


def pause(start: datetime) -> ReleasedSlot:
    return ReleasedSlot(kind="break", title={}, zone="Europe/Paris", starts_at=start, ends_at=start + HOUR)


def cells(day: Day) -> dict[str, Cell]:
    return {cell.title: cell for band in day.tables[0].bands for cell in band.slots}


def test_items_stand_in_the_lines_of_their_times_and_the_columns_of_their_rooms(inside: Flask) -> None:
    event, (first, second) = congress()
    for name, room, start in (("A", first, NINE), ("B", first, NINE + 2 * HOUR), ("C", second, NINE + 2 * HOUR)):
        scheduled_talk(event, title={"fr": name}, room=room, starts_at=start)
    with inside.test_request_context(headers={"Accept-Language": "en"}):
        (day,) = days_of(event)
    found = cells(day)
    assert day.tables[0].in_grid
    assert day.tables[0].rooms == ["Salle 0", "Salle 1"]
    assert [(band.time, band.line) for band in day.tables[0].bands] == [("9\u202fh", 1), ("11\u202fh", 3)]
    assert (found["A"].kind, found["A"].line, found["A"].until_line) == ("plenary", 1, 2)
    assert [(found[name].kind, found[name].column, found[name].line) for name in "BC"] == [
        ("talk", 1, 3),
        ("talk", 2, 3),
    ]


def test_two_items_in_one_place_make_a_list(inside: Flask) -> None:
    event, (first, _second) = congress()
    scheduled_talk(event, room=first, starts_at=NINE)
    scheduled_talk(event, room=first, starts_at=NINE + HOUR)
    with inside.test_request_context(headers={"Accept-Language": "en"}):
        (day,) = days_of(event)
    assert not day.tables[0].in_grid


def a_day_in(event: Event, rooms: list[Room], **more: object) -> Day:
    for number, room in enumerate(rooms):
        scheduled_talk(event, title={"fr": f"T{number}"}, room=room, starts_at=NINE, **more)
    (day,) = days_of(event)
    return day


def test_twelve_rooms_stand_side_by_side(inside: Flask) -> None:
    event, rooms = congress(12)
    with inside.test_request_context(headers={"Accept-Language": "en"}):
        (table,) = a_day_in(event, rooms).tables
    assert (table.name, len(table.rooms), table.in_grid) == ("", 12, True)


def test_more_rooms_stand_by_building(inside: Flask) -> None:
    event, rooms = congress(7)
    other = VenueFactory.make(organisation_id=event.organisation_id, name="Citadelle")
    rooms += [RoomFactory.make(venue=other, name=f"C{number}", position=20 + number) for number in range(6)]
    with inside.test_request_context(headers={"Accept-Language": "en"}):
        tables = a_day_in(event, rooms).tables
    assert [(table.name, len(table.rooms)) for table in tables] == [("Maison des associations", 7), ("Citadelle", 6)]


def test_in_one_building_they_stand_by_track_and_breaks_for_themselves(inside: Flask) -> None:
    event, rooms = congress(13)
    sea, town = (TrackFactory.make(event=event, name={"fr": name}, position=n) for n, name in enumerate(("M", "V")))
    for number, room in enumerate(rooms):
        scheduled_talk(event, room=room, starts_at=NINE, track=sea if number < 9 else town)
    slots = [*public_slots(event.id), pause(NINE + 2 * HOUR)]
    with inside.test_request_context(headers={"Accept-Language": "en"}):
        (day,) = days(event, slots, "fr")
    assert [(table.name, len(table.rooms)) for table in day.tables] == [
        ("M", 9),
        ("V", 4),
        ("For everybody, and further talks", 0),
    ]
    assert {cell.track for table in day.tables for band in table.bands for cell in band.slots} == {""}


def test_without_tracks_twelve_rooms_follow_twelve(inside: Flask) -> None:
    event, rooms = congress(25)
    with inside.test_request_context(headers={"Accept-Language": "en"}):
        tables = a_day_in(event, rooms).tables
    assert [len(table.rooms) for table in tables] == [12, 12, 1]
    assert tables[0].name == "From Salle 0 to Salle 11"

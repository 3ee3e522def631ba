"""A congress by hours and rooms: what stands where in the grid, and what the filters leave."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from events.event.models import Event, Room
from events.kit import clock
from events.programme.models import ReleasedSlot
from events.programme.queries import public_slots
from events.site.congress import TALKS_ON_ONE_PAGE, Cell, Day, timetable_of
from tests.factories import (
    NOW,
    EventFactory,
    OrganisationFactory,
    RoomFactory,
    TrackFactory,
    VenueFactory,
    scheduled_talk,
)
from tests.site.pages import page

NINE = datetime(2026, 6, 12, 7, 0, tzinfo=UTC)
"""9 o'clock in Calais on a Friday in June."""

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def congress(rooms: int = 2) -> tuple[Event, list[Room]]:
    organisation = OrganisationFactory.make()
    venue = VenueFactory.make(organisation_id=organisation.id)
    event = EventFactory.make(organisation=organisation, slug="congres", kind="congress", registration_scope="event")
    return event, [RoomFactory.make(venue=venue, name=f"Salle {number}", position=number) for number in range(rooms)]


def days_of(event: Event, **wanted: str) -> list[Day]:
    return timetable_of(event, public_slots(event.id), "fr", wanted).days


def pause(start: datetime) -> ReleasedSlot:
    return ReleasedSlot(kind="break", title={}, zone="Europe/Paris", starts_at=start, ends_at=start + HOUR)


def cells(day: Day) -> dict[str, Cell]:
    return {cell.title: cell for band in day.bands for cell in band.slots}


@pytest.fixture
def two_days(app: Flask) -> None:
    """Friday: A for everybody at 9, B and C side by side at 11. Saturday: D."""
    clock.start_at(NOW)
    with app.app_context():
        event, (first, second) = congress()
        track = TrackFactory.make(event=event, slug="memoire")
        scheduled_talk(event, slug="a", title={"fr": "A"}, room=first, starts_at=NINE)
        scheduled_talk(event, slug="b", title={"fr": "B"}, room=first, starts_at=NINE + 2 * HOUR, track=track)
        scheduled_talk(event, slug="c", title={"fr": "C"}, room=second, starts_at=NINE + 2 * HOUR)
        scheduled_talk(event, slug="d", title={"fr": "D"}, room=second, starts_at=NINE + DAY)


def test_items_stand_in_the_lines_of_their_times_and_the_columns_of_their_rooms(inside: Flask) -> None:
    event, (first, second) = congress()
    for name, room, start in (("A", first, NINE), ("B", first, NINE + 2 * HOUR), ("C", second, NINE + 2 * HOUR)):
        scheduled_talk(event, title={"fr": name}, room=room, starts_at=start)
    with inside.test_request_context():
        (day,) = days_of(event)
    found = cells(day)
    assert day.in_grid
    assert day.rooms == ["Salle 0", "Salle 1"]
    assert [(band.time, band.line) for band in day.bands] == [("9\u202fh", 1), ("11\u202fh", 3)]
    assert (found["A"].kind, found["A"].line, found["A"].until_line) == ("plenary", 1, 2)
    assert [(found[name].kind, found[name].column, found[name].line) for name in "BC"] == [
        ("talk", 1, 3),
        ("talk", 2, 3),
    ]


def test_two_items_in_one_place_make_a_list(inside: Flask) -> None:
    event, (first, _second) = congress()
    scheduled_talk(event, room=first, starts_at=NINE)
    scheduled_talk(event, room=first, starts_at=NINE + HOUR)
    with inside.test_request_context():
        (day,) = days_of(event)
    assert not day.in_grid


def test_a_large_congress_shows_a_day_at_a_time(inside: Flask) -> None:
    event, _rooms = congress()
    friday = [pause(NINE) for _ in range(TALKS_ON_ONE_PAGE)]
    with inside.test_request_context():
        table = timetable_of(event, [*friday, pause(NINE + DAY)], "fr", {})
        asked = timetable_of(event, [*friday, pause(NINE + DAY)], "fr", {"day": "2026-06-13"})
    assert [day.name for day in table.days] == ["Vendredi 12\u00a0juin"]
    assert [is_current for _words, _address, is_current in table.tabs] == [True, False]
    assert [day.name for day in asked.days] == ["Samedi 13\u00a0juin"]


@pytest.mark.usefixtures("two_days")
def test_filters_leave_what_was_asked_for(client: FlaskClient) -> None:
    def shown(query: str) -> str:
        text = page(client, f"/congres/schedule/?{query}")
        return "".join(name for name in "abcd" if f'href="/congres/talks/{name}/"' in text)

    assert shown("") == "abcd"
    assert shown("day=2026-06-12") == "abc"
    assert shown("day=2026-06-13") == "d"
    assert shown("track=memoire") == "b"
    assert shown("room=&track=") == "abcd"


@pytest.mark.usefixtures("two_days")
@pytest.mark.parametrize("query", ["day=2026-06-14", "day=x", "room=99999", "room=x", "track=x"])
def test_what_isnt_there_is_not_found(client: FlaskClient, query: str) -> None:
    assert client.get(f"/congres/schedule/?{query}").status_code == 404

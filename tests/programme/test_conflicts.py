"""What conflicts are, without a database."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.programme.rules import SlotKind
from events.programme.rules.bookings import Booking, Guest, Hall, Host, covers, joined
from events.programme.rules.conflicts import Conflict, ConflictKind, Declared, conflicts_among

NINE = datetime(2026, 6, 12, 7, 0, tzinfo=UTC)
"""A Friday at 9 o'clock in Paris."""

HALL = Hall(1, 1, "Salle Jacquard", "Palais", seats=80)
OTHER = Hall(2, 1, "Atelier", "Palais", seats=20)
SAM, LUCIE = Guest(1, "Sam"), Guest(2, "Lucie")
CONGRESS = Host(1, "congres", {"fr": "Congrès"}, date(2026, 6, 12), date(2026, 6, 13))


def at(hours: float) -> datetime:
    """So many hours after nine."""
    return NINE + timedelta(hours=hours)


def booking(slot_id: int, starts: float = 0, ends: float = 1, **fields: object) -> Booking:
    made = Booking(slot_id, at(starts), at(ends), "Europe/Paris", hall=HALL, host=CONGRESS)
    return replace(made, **fields)  # type: ignore[arg-type]


def kinds(found: Iterable[Conflict]) -> list[ConflictKind]:
    return [conflict.kind for conflict in found]


def test_two_talks_in_one_room_get_in_each_others_way() -> None:
    (conflict,) = conflicts_among([booking(1), booking(2, 0.5, 2)])
    assert (conflict.kind, conflict.slot_ids) == (ConflictKind.ROOM_TAKEN, (1, 2))
    assert (conflict.starts_at, conflict.ends_at) == (at(0.5), at(1))


@pytest.mark.parametrize(
    "second",
    [
        booking(2, 1, 2),
        booking(2, -1, 0),
        booking(2, hall=OTHER),
        booking(2, hall=None),
    ],
    ids=["after", "before", "elsewhere", "no room yet"],
)
def test_what_does_not_meet_is_no_conflict(second: Booking) -> None:
    assert conflicts_among([booking(1), second]) == []


def test_a_break_or_a_blocked_time_takes_its_room_from_a_talk_but_not_from_another_break() -> None:
    pause, blocker = booking(2, kind=SlotKind.BREAK), booking(3, kind=SlotKind.BLOCKER)
    assert [conflict.slot_ids for conflict in conflicts_among([booking(1), pause, blocker])] == [(1, 2), (1, 3)]
    assert conflicts_among([pause, blocker]) == []
    assert conflicts_among([booking(1), replace(pause, hall=None)]) == []


def test_each_pair_is_named_once() -> None:
    found = conflicts_among([booking(n, 0, 5 - n) for n in range(1, 4)])
    assert sorted(conflict.slot_ids for conflict in found) == [(1, 2), (1, 3), (2, 3)]


def test_a_speaker_is_in_one_place_at_a_time_whatever_the_event() -> None:
    season = replace(CONGRESS, id=2, starts_on=date(2026, 1, 1))
    here = booking(1, guests=[SAM, LUCIE])
    there = booking(2, 0.5, 2, hall=OTHER, host=season, guests=[SAM])
    (conflict,) = conflicts_among([here, there])
    assert (conflict.kind, conflict.guest) == (ConflictKind.SPEAKER_TWICE, SAM)
    assert kinds(conflicts_among([replace(here, hall=None), replace(there, hall=None)])) == [ConflictKind.SPEAKER_TWICE]
    assert conflicts_among([here, replace(there, guests=[Guest(3, "Anne")])]) == []


def test_a_speaker_of_two_talks_in_one_room_is_in_one_place() -> None:
    assert kinds(conflicts_among([booking(1, guests=[SAM]), booking(2, guests=[SAM])])) == [ConflictKind.ROOM_TAKEN]


def test_a_speaker_without_windows_can_always_come() -> None:
    morning = replace(SAM, windows=[(at(-1), at(1)), (at(1), at(3))])
    assert conflicts_among([booking(1, guests=[SAM]), booking(2, 1, 2, guests=[morning])]) == []
    assert conflicts_among([booking(1, 0, 3, guests=[morning])]) == []
    found = conflicts_among([booking(1, 2.5, 3.5, guests=[morning])])
    assert [(conflict.kind, conflict.guest) for conflict in found] == [(ConflictKind.SPEAKER_AWAY, morning)]


@pytest.mark.parametrize(
    ("taken", "limit", "found"),
    [
        (80, 80, []),
        (81, 90, [ConflictKind.ROOM_TOO_SMALL]),
        (81, None, [ConflictKind.ROOM_TOO_SMALL]),
        (0, 81, [ConflictKind.LIMIT_ABOVE_ROOM]),
        (0, None, []),
    ],
)
def test_a_room_has_to_hold_who_comes(taken: int, limit: int | None, found: list[ConflictKind]) -> None:
    assert kinds(conflicts_among([booking(1, taken=taken, limit=limit)])) == found
    assert conflicts_among([booking(1, taken=taken, limit=limit, hall=replace(HALL, seats=None))]) == []


@pytest.mark.parametrize(
    ("starts", "ends", "fine"),
    [(0, 1, True), (-1, 0, False), (8, 9, True), (8.5, 9.5, False), (24, 25, False)],
)
def test_a_house_is_open_on_its_days_and_hours(starts: float, ends: float, fine: bool) -> None:
    hall = replace(HALL, hours={4: (time(9), time(18))})
    found = conflicts_among([booking(1, starts, ends, hall=hall)])
    assert kinds(found) == ([] if fine else [ConflictKind.OUTSIDE_HOURS])


def test_doors_do_not_open_before_the_house() -> None:
    hall = replace(HALL, hours={4: (time(9), time(18))})
    found = conflicts_among([booking(1, doors_at=at(-0.5), hall=hall)])
    assert kinds(found) == [ConflictKind.OUTSIDE_HOURS]


def test_a_house_that_closes_after_midnight_is_open_until_then() -> None:
    hall = replace(HALL, hours={4: (time(18), time(2))})
    assert conflicts_among([booking(1, 14, 16.5, hall=hall)]) == []
    assert kinds(conflicts_among([booking(1, 16, 17.5, hall=hall)])) == [ConflictKind.OUTSIDE_HOURS]
    always = replace(HALL, hours=dict.fromkeys(range(7), (time(0), time(0))))
    assert conflicts_among([booking(1, 10, 20, hall=always)]) == []


def test_hours_are_those_of_the_wall_on_either_side_of_a_change_of_the_clocks() -> None:
    hall = replace(HALL, hours=dict.fromkeys(range(7), (time(9), time(18))))
    season = replace(CONGRESS, starts_on=date(2026, 1, 1), ends_on=date(2026, 12, 31))
    winter, summer = datetime(2026, 3, 28, 8, tzinfo=UTC), datetime(2026, 3, 29, 7, tzinfo=UTC)
    for nine in (winter, summer):
        fine = booking(1, hall=hall, host=season, starts_at=nine, ends_at=nine + timedelta(hours=9))
        assert conflicts_among([fine]) == []
        early = replace(fine, starts_at=nine - timedelta(minutes=1))
        assert kinds(conflicts_among([early])) == [ConflictKind.OUTSIDE_HOURS]


def test_a_talk_stands_on_a_day_of_its_event() -> None:
    assert kinds(conflicts_among([booking(1, 48, 49)])) == [ConflictKind.OUTSIDE_DAYS]
    assert conflicts_among([booking(1, 48, 49, host=None)]) == []


def test_only_the_declared_pair_is_intended_and_only_where_it_stood() -> None:
    one, two = booking(1), booking(2, 0.5, 2)
    said = Declared(9, 1, (one.starts_at, two.starts_at), "Ada", NINE)
    pairs = {(1, 2): said}
    assert [conflict.declared for conflict in conflicts_among([two, one], pairs)] == [said]
    moved = [replace(one, starts_at=at(0.25)), two], [one, replace(two, starts_at=at(0.6))]
    elsewhere = [replace(one, hall=OTHER), replace(two, hall=OTHER)]
    for bookings in (*moved, elsewhere):
        assert [conflict.declared for conflict in conflicts_among(bookings, pairs)] == [None]


hours = st.integers(0, 12)


@given(st.lists(st.tuples(hours, st.integers(1, 6), st.sampled_from([HALL, OTHER, None]), st.booleans()), max_size=25))
def test_the_sweep_finds_what_looking_at_each_pair_finds(rows: list[tuple[int, int, Hall | None, bool]]) -> None:
    known = [
        booking(n, start, start + length, hall=hall, guests=[SAM] if hers else [])
        for n, (start, length, hall, hers) in enumerate(rows, start=1)
    ]
    found = {(c.kind, frozenset(c.slot_ids)) for c in conflicts_among(known) if len(c.bookings) == 2}
    expected = set()
    for one, two in combinations(known, 2):
        same = one.hall is not None and one.hall == two.hall
        if one.meets(two) and same:
            expected.add((ConflictKind.ROOM_TAKEN, frozenset({one.slot_id, two.slot_id})))
        elif one.meets(two) and one.guests and two.guests:
            expected.add((ConflictKind.SPEAKER_TWICE, frozenset({one.slot_id, two.slot_id})))
    assert found == expected


def test_windows_that_touch_are_one() -> None:
    windows = [(at(5), at(6)), (at(0), at(2)), (at(2), at(3)), (at(1), at(2))]
    assert joined(windows) == [(at(0), at(3)), (at(5), at(6))]
    assert covers(windows, at(0.5), at(3))
    assert not covers(windows, at(2), at(5.5))
    assert not covers([], at(0), at(1))

"""A day of the timetable in minutes."""

from datetime import date, datetime

import pytest

from events.programme.rules.timetable import Stretch, away_on, day_shown, neighbours, scale_for, stretch_on

DAY = date(2026, 5, 19)


def at(hour: int, minute: int = 0, day: int = 19) -> datetime:
    return datetime(2026, 5, day, hour, minute)


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (at(9, 30), at(10, 15), Stretch(570, 45)),
        (at(23), at(1, day=20), Stretch(1380, 60)),
        (at(23, day=18), at(1), Stretch(0, 60)),
        (at(20, day=18), at(8, day=20), Stretch(0, 1440)),
    ],
)
def test_only_what_lies_on_the_day_is_drawn(start: datetime, end: datetime, expected: Stretch) -> None:
    assert stretch_on(DAY, start, end) == expected


@pytest.mark.parametrize(
    ("windows", "expected"),
    [
        ([], []),
        ([(at(9), at(12))], [Stretch(0, 540), Stretch(720, 720)]),
        ([(at(9), at(12)), (at(11), at(14))], [Stretch(0, 540), Stretch(840, 600)]),
        ([(at(14), at(18)), (at(9), at(12))], [Stretch(0, 540), Stretch(720, 120), Stretch(1080, 360)]),
        ([(at(9, day=18), at(9, day=20))], []),
        ([(at(9, day=20), at(12, day=20))], [Stretch(0, 1440)]),
    ],
)
def test_somebody_is_away_outside_her_windows(
    windows: list[tuple[datetime, datetime]], expected: list[Stretch]
) -> None:
    assert away_on(DAY, windows) == expected


@pytest.mark.parametrize(("length", "scale"), [(90, 2), (30, 3), (20, 4), (5, 6)])
def test_the_shortest_item_says_how_tall_a_minute_is(length: int, scale: int) -> None:
    assert scale_for([Stretch(540, 60), Stretch(600, length)]) == scale


def test_the_day_shown_is_the_one_asked_for_or_today_or_the_first_in_use() -> None:
    first, last, used = date(2026, 5, 18), date(2026, 5, 20), [date(2026, 5, 19)]
    assert day_shown(date(2026, 1, 1), first, first, last, used) == date(2026, 1, 1)
    assert day_shown(None, last, first, last, used) == last
    assert day_shown(None, date(2026, 1, 1), first, last, used) == used[0]
    assert day_shown(None, date(2026, 1, 1), first, last, []) == first


def test_neighbours_are_the_nearest_days_in_use() -> None:
    days = [date(2026, 5, day) for day in (1, 5, 19, 30)]
    assert neighbours(DAY, days) == (days[1], days[3])
    assert neighbours(days[0], days) == (None, days[1])

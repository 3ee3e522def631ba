"""Days as people write them."""

from datetime import date, datetime

import pytest

from events.programme.exchange.sheets.days import Days, find_day, reads_month_first
from events.programme.exchange.sheets.words import Cell

CONGRESS = Days(date(2026, 1, 29), date(2026, 1, 31))
THURSDAY, FRIDAY = date(2026, 1, 29), date(2026, 1, 30)


@pytest.mark.parametrize(
    "written",
    [
        "29/01/2026",
        "29.01.2026",
        "29-01-2026",
        "29/1/26",
        "29/01",
        "29.1.",
        "2026-01-29",
        "2026/1/29",
        "20260129",
        "jeudi 29 janvier 2026",
        "Jeudi 29 janvier",
        "jeu. 29 janv. 2026",
        "29-janv-26",
        "Donnerstag, 29. Januar 2026",
        "January 29, 2026",
        "Jan 29th",
        "the 29th of January 2026",
        "jeudi",
        "Donnerstag",
        "Thu",
        "Day 1",
        "Jour 1",
        "Tag 1",
        "1",
        46051,
        46051.6042,
        "46051",
        date(2026, 1, 29),
        datetime(2026, 1, 29, 14, 30),
    ],
    ids=repr,
)
def test_a_day_is_found_however_it_is_written(written: Cell) -> None:
    found = find_day(written, CONGRESS)
    assert found
    assert found.day == THURSDAY


@pytest.mark.parametrize(
    "written", ["", "tbd", "14:30", "14h30", "31/02/2026", "2026-13-01", "Salle 12 bis", None, True]
)
def test_no_day_is_found_where_there_is_none(written: Cell) -> None:
    assert find_day(written, CONGRESS) is None


def test_a_first_of_the_month_is_read() -> None:
    found = find_day("dimanche 1er mars 2026", CONGRESS)
    assert found
    assert found.day == date(2026, 3, 1)


def test_a_day_without_a_year_lies_in_the_event() -> None:
    season = Days(date(2025, 10, 1), date(2026, 6, 30))
    assert [find_day(text, season).day.year for text in ("8/10", "15/01")] == [2025, 2026]  # type: ignore[union-attr]


def test_a_weekday_is_the_first_of_the_event_and_says_that_it_is_a_guess() -> None:
    found = find_day("Freitag", CONGRESS)
    assert found
    assert (found.day, found.is_guess) == (FRIDAY, True)


def test_the_hour_beside_a_day_is_left_over() -> None:
    found = find_day("jeudi 29 janvier 2026 à 14 h 30", CONGRESS)
    assert found
    assert found.rest.endswith("a 14 h 30")


def test_a_column_is_read_as_americans_write_only_where_nothing_else_makes_sense() -> None:
    assert reads_month_first(["01/29/2026", "01/30/2026"], CONGRESS)
    assert not reads_month_first(["29/01/2026", "30/01/2026"], CONGRESS)
    assert not reads_month_first(["01/02/2026", "02/02/2026"], CONGRESS)
    assert not reads_month_first(["30.01.2026"], CONGRESS)


def test_a_month_first_column_gives_its_days() -> None:
    found = find_day("01/02/2026", Days(date(2026, 1, 1), date(2026, 1, 3), month_first=True))
    assert found
    assert found.day == date(2026, 1, 2)


def test_a_weekday_tells_the_year_that_is_not_said() -> None:
    today = Days(date(2026, 11, 20), date(2026, 11, 20))
    found = [find_day(text, today) for text in ("samedi 4 octobre", "4 octobre", "Sa 4.10.")]
    assert [one.day.year for one in found if one] == [2025, 2026, 2025]

"""Hours and lengths as people write them."""

from datetime import datetime, time, timedelta

import pytest

from events.programme.exchange.sheets.hours import Hours, counts_hours, find_hours, find_length
from events.programme.exchange.sheets.words import Cell

HALF_PAST_TWO = 14 * 60 + 30


@pytest.mark.parametrize(
    "written",
    [
        "14:30",
        "14:30:00",
        "14h30",
        "14 h 30",
        "14 H 30",
        "à 14h30",
        "14.30",
        "14.30 Uhr",
        "14:30 Uhr",
        "2:30 p.m.",
        "2:30PM",
        "02:30 pm",
        "1430",
        "14u30",
        14.5,
        0.6041666667,
        time(14, 30),
        datetime(1899, 12, 30, 14, 30),
        timedelta(hours=14, minutes=30),
    ],
)
def test_an_hour_is_found_however_it_is_written(written: Cell) -> None:
    assert find_hours(written) == Hours(HALF_PAST_TWO)


@pytest.mark.parametrize(
    ("written", "start", "end"),
    [
        ("14h30 - 16h", HALF_PAST_TWO, 960),
        ("de 14 h 30 à 16 h", HALF_PAST_TWO, 960),
        ("14:30–16:00", HALF_PAST_TWO, 960),
        ("14 bis 16 Uhr", 840, 960),
        ("9-10h30", 540, 630),
        ("2–3 pm", 840, 900),
        ("11 am - 1 pm", 660, 780),
    ],
)
def test_from_and_to_in_one_cell(written: str, start: int, end: int) -> None:
    assert find_hours(written) == Hours(start, end)


@pytest.mark.parametrize(
    ("written", "minutes"),
    [
        ("midi", 720),
        ("minuit", 1440),
        ("noon", 720),
        ("12", 720),
        (24, 1440),
        ("0:00 a.m.", 0),
        ("12:00 a.m.", 0),
        ("14h", 840),
    ],
)
def test_whole_hours(written: Cell, minutes: int) -> None:
    assert find_hours(written) == Hours(minutes)


@pytest.mark.parametrize("written", ["", "tbd", "?", "Salle 3", "99", None, False, "jeudi"])
def test_no_hour_is_found_where_there_is_none(written: Cell) -> None:
    assert find_hours(written) is None


@pytest.mark.parametrize(
    "written",
    [
        "90",
        "90 min",
        "1h30",
        "1 h 30",
        "1:30",
        "01:30:00",
        "1,5 h",
        "1.5h",
        "1 heure 30",
        "PT1H30M",
        "90'",
        90,
        0.0625,
        time(1, 30),
    ],
    ids=repr,
)
def test_a_length_is_found_however_it_is_written(written: Cell) -> None:
    assert find_length(written) == 90


@pytest.mark.parametrize("written", ["", "long", "0", -5, None, "99999999"])
def test_no_length_is_found_where_there_is_none(written: Cell) -> None:
    assert find_length(written) is None


def test_a_column_of_small_numbers_counts_hours() -> None:
    assert counts_hours([1, "1.5", 2])
    assert not counts_hours([1, 30])
    assert not counts_hours(["", None])
    assert find_length("1.5", in_hours=True) == 90

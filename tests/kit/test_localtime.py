from datetime import UTC, datetime

import pytest

from events.kit.localtime import exists, is_doubled, to_utc


def wall(text: str) -> datetime:
    return datetime.fromisoformat(text)


@pytest.mark.parametrize(
    ("text", "zone", "expected"),
    [
        ("2026-03-29 01:59", "Europe/Paris", True),
        ("2026-03-29 02:00", "Europe/Paris", False),
        ("2026-03-29 02:30", "Europe/Paris", False),
        ("2026-03-29 03:00", "Europe/Paris", True),
        ("2026-10-25 02:30", "Europe/Paris", True),
        ("2026-03-08 02:30", "America/New_York", False),
        ("2026-03-29 01:30", "Europe/Dublin", False),
        ("2026-03-29 02:30", "Asia/Tokyo", True),
    ],
)
def test_a_skipped_hour_does_not_exist(text: str, zone: str, expected: bool) -> None:
    assert exists(wall(text), zone) is expected


@pytest.mark.parametrize(
    ("text", "zone", "expected"),
    [
        ("2026-10-25 01:59", "Europe/Paris", False),
        ("2026-10-25 02:00", "Europe/Paris", True),
        ("2026-10-25 02:59", "Europe/Paris", True),
        ("2026-10-25 03:00", "Europe/Paris", False),
        ("2026-03-29 02:30", "Europe/Paris", False),
        ("2026-10-25 01:30", "Europe/Dublin", True),
        ("2026-04-05 02:30", "Australia/Sydney", True),
        ("2026-04-05 01:45", "Australia/Lord_Howe", True),
    ],
)
def test_an_autumn_hour_is_doubled(text: str, zone: str, expected: bool) -> None:
    assert is_doubled(wall(text), zone) is expected


def test_the_instant_of_a_wall_time() -> None:
    assert to_utc(wall("2026-01-29 14:30"), "Europe/Paris") == datetime(2026, 1, 29, 13, 30, tzinfo=UTC)
    assert to_utc(wall("2026-07-02 14:30"), "Europe/Paris") == datetime(2026, 7, 2, 12, 30, tzinfo=UTC)


def test_fold_chooses_between_the_two_instants() -> None:
    doubled = wall("2026-10-25 02:30")
    assert to_utc(doubled, "Europe/Paris") == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert to_utc(doubled, "Europe/Paris", fold=1) == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)


def test_a_time_that_does_not_exist_has_no_instant() -> None:
    with pytest.raises(ValueError, match="does not exist"):
        to_utc(wall("2026-03-29 02:30"), "Europe/Paris")


def test_an_aware_time_is_no_wall_time() -> None:
    with pytest.raises(ValueError, match="no time zone"):
        exists(datetime(2026, 1, 1, tzinfo=UTC), "Europe/Paris")

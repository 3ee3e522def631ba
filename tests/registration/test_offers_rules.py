"""Until when an offer stands: shorter towards the day, never ending at night, never after the beginning."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.registration.rules.offers import BEFORE_THE_TALK, SHORTEST, end_of_offer
from events.registration.rules.queue import Reason, standings

PARIS = ZoneInfo("Europe/Paris")
LECTURE = datetime(2026, 1, 29, 18, 30, tzinfo=PARIS)


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 1, day, hour, minute, tzinfo=PARIS)


@pytest.mark.parametrize(
    ("now", "end"),
    [
        (at(10, 11), at(13, 11)),
        (at(20, 11), at(22, 11)),
        (at(25, 11), at(26, 11)),
        (at(27, 11), at(27, 17)),
        (at(27, 18), at(28, 10)),
        (at(28, 22), at(29, 10)),
        (at(29, 11), at(29, 13)),
        (at(29, 15), at(29, 16)),
        (at(29, 16, 45), None),
        (at(29, 19), None),
    ],
)
def test_offers_are_shorter_towards_the_day(now: datetime, end: datetime | None) -> None:
    assert end_of_offer(now, LECTURE, "Europe/Paris") == end


def test_before_an_early_talk_an_offer_ends_on_the_eve() -> None:
    assert end_of_offer(at(28, 11), at(29, 9), "Europe/Paris") == at(28, 13)
    assert end_of_offer(at(28, 19), at(29, 9), "Europe/Paris") == at(28, 20)
    assert end_of_offer(at(28, 21), at(29, 9), "Europe/Paris") is None


def test_without_a_date_there_are_three_days() -> None:
    assert end_of_offer(at(10, 11), None, "Europe/Paris") == at(13, 11)


@given(
    st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 31), timezones=st.just(UTC)),
    st.timedeltas(timedelta(0), timedelta(days=40)),
    st.sampled_from(["Europe/Paris", "America/Martinique", "Asia/Kolkata"]),
)
def test_no_offer_ends_at_night_or_too_late(now: datetime, left: timedelta, zone: str) -> None:
    end = end_of_offer(now, now + left, zone)
    if end is not None:
        assert 10 <= (local := end.astimezone(ZoneInfo(zone))).hour + local.minute / 60 <= 20.02
        assert now + SHORTEST <= end <= now + left - BEFORE_THE_TALK


def test_a_large_group_waits_while_smaller_ones_pass() -> None:
    reasons = [standing.reason for standing in standings([3, 1, 2], free=2)]
    assert reasons == [Reason.TOO_LARGE, Reason.FITS, Reason.TOO_LARGE]
    assert [standing.wanted_before for standing in standings([3, 1, 2], free=0)] == [0, 3, 4]
    assert {standing.reason for standing in standings([3, 1], free=0)} == {Reason.FULL}
    assert {standing.reason for standing in standings([3, 1], free=None)} == {Reason.FITS}

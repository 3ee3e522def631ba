"""What a claim gets, without a database."""

from datetime import timedelta

import pytest

from events.registration.rules import SeatState, groups_that_fit, is_due, leaves_at_once, state_for
from tests.factories import LECTURE


@pytest.mark.parametrize(
    ("wanted", "free", "state"),
    [
        (2, 2, SeatState.CONFIRMED),
        (3, 2, SeatState.WAITING),
        (1, 0, SeatState.WAITING),
        (50, None, SeatState.CONFIRMED),
    ],
)
def test_a_group_is_confirmed_or_waits_as_a_whole(wanted: int, free: int | None, state: SeatState) -> None:
    assert state_for(wanted, free) is state


@pytest.mark.parametrize(
    ("groups", "free", "chosen"),
    [([2, 1, 1], 3, [0, 1]), ([4, 1, 2], 3, [1, 2]), ([1], 0, []), ([5, 6], None, [0, 1]), ([], 4, [])],
)
def test_free_seats_go_to_groups_that_fit_in_order(groups: list[int], free: int | None, chosen: list[int]) -> None:
    assert groups_that_fit(groups, free) == chosen


def test_six_invitations_leave_at_once_and_seven_do_not() -> None:
    assert leaves_at_once(6)
    assert not leaves_at_once(7)


def test_a_later_invitation_is_due_three_weeks_before() -> None:
    assert is_due(LECTURE, 21, LECTURE - timedelta(days=21))
    assert not is_due(LECTURE, 21, LECTURE - timedelta(days=22))

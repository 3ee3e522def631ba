"""Who is admitted when, and for whom seats are kept: without a database."""

from datetime import timedelta
from typing import Any

import pytest

from events.registration.rules import Claim, Source
from events.registration.rules.admission import (
    Obstacle,
    Supply,
    Terms,
    groups_admitted,
    normal_card,
    obstacle,
    open_to,
    waits_for_approval,
)
from tests.factories import NOW

HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("terms", "claim", "found"),
    [
        ({}, {}, None),
        ({"opens_at": NOW + HOUR}, {}, Obstacle.EARLY),
        ({"opens_at": NOW}, {}, None),
        ({"closes_at": NOW}, {}, Obstacle.OVER),
        ({"closes_at": NOW + HOUR}, {}, None),
        ({"members_until": NOW + HOUR}, {}, Obstacle.NO_CARD),
        ({"members_until": NOW + HOUR}, {"card": "a 1"}, Obstacle.UNKNOWN_CARD),
        ({"members_until": NOW}, {}, None),
        ({"code": "Lycée 2026"}, {}, Obstacle.NO_CODE),
        ({"code": "Lycée 2026"}, {"code": "lycee2026"}, Obstacle.WRONG_CODE),
        ({"code": "Lycée 2026"}, {"code": " lycée-2026 "}, None),
        ({"seats_per_person": 2}, {"companions": ("Paul",)}, None),
        ({"seats_per_person": 2}, {"companions": ("Paul", "Luc")}, Obstacle.TOO_MANY),
    ],
)
def test_the_first_thing_in_the_way_is_named(
    terms: dict[str, Any], claim: dict[str, Any], found: Obstacle | None
) -> None:
    asked = Claim(name="Jeanne", **claim)
    assert obstacle(Terms(**terms), asked, NOW, is_member=False, seats_held=0) is found


def test_a_member_passes_and_seats_held_already_count() -> None:
    terms = Terms(members_until=NOW + HOUR, seats_per_person=2)
    claim = Claim(name="Jeanne", card="A1")
    assert obstacle(terms, claim, NOW, is_member=True, seats_held=1) is None
    assert obstacle(terms, claim, NOW, is_member=True, seats_held=2) is Obstacle.TOO_MANY


@pytest.mark.parametrize("source", [Source.DESK, Source.PHONE])
def test_nothing_but_seats_binds_the_desk(source: Source) -> None:
    terms = Terms(opens_at=NOW + HOUR, code="X", seats_per_person=1, needs_approval=True)
    claim = Claim(name="Jeanne", companions=("Paul",), source=source)
    assert obstacle(terms, claim, NOW, is_member=False, seats_held=9) is None
    assert not waits_for_approval(terms, source)
    assert waits_for_approval(terms, Source.WEB)


@pytest.mark.parametrize(
    ("source", "taken", "by_source", "free"),
    [
        (Source.WEB, 0, {}, 5),
        (Source.DESK, 0, {}, 8),
        (Source.PHONE, 0, {}, 7),
        (Source.WEB, 5, {Source.WEB: 5}, 0),
        (Source.DESK, 5, {Source.WEB: 5}, 3),
        (Source.WEB, 3, {Source.DESK: 3}, 5),
        (Source.WEB, 6, {Source.DESK: 6}, 2),
        (Source.WEB, 12, {Source.WEB: 12}, 0),
    ],
)
def test_kept_seats_are_open_to_their_source_alone(
    source: Source, taken: int, by_source: dict[str, int], free: int
) -> None:
    kept = {Source.DESK: 3, Source.PHONE: 2}
    assert open_to(source, limit=10, taken=taken, kept=kept, taken_by_source=by_source) == free
    assert open_to(source, limit=None, taken=taken, kept=kept, taken_by_source=by_source) is None


def test_groups_pass_for_whom_seats_are_kept() -> None:
    supply = Supply(10, 8, {Source.DESK: 2, Source.PHONE: 0}, {Source.WEB: 8})
    assert groups_admitted([(1, Source.WEB), (1, Source.DESK), (2, Source.DESK), (1, Source.DESK)], supply) == [1, 3]
    assert supply.kept_back == 2


def test_a_card_number_is_the_same_however_it_is_written() -> None:
    assert normal_card(" a-12 345. ") == normal_card("Ａ12345") == "A12345"

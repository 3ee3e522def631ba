from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from events.calendar.rules import Entry, Status, next_sequence, occasion
from tests.calendar.invitations import CONGRESS, TALK

NEXT_DOOR = (50.9590, 1.8513)
ACROSS_TOWN = (50.9481, 1.8700)


def after(changed: Entry, before: Entry = TALK) -> int:
    return next_sequence(before.sequence, occasion(before), occasion(changed))


def test_a_move_is_a_new_revision() -> None:
    hour = timedelta(hours=1)
    assert after(replace(TALK, starts_at=TALK.starts_at - hour)) == 4
    assert after(replace(TALK, ends_at=TALK.ends_at + hour)) == 4
    assert after(replace(CONGRESS, ends_at=date(2026, 5, 12)), CONGRESS) == 4


def test_a_typo_a_title_and_the_room_next_door_are_corrections() -> None:
    assert after(TALK) == 3
    assert after(replace(TALK, summary="Le phare, de nuit", description="Corrigé")) == 3
    assert after(replace(TALK, location="Atelier, musée, rue du Port, Calais")) == 3
    assert after(replace(TALK, dtstamp=datetime(2026, 1, 16, tzinfo=UTC))) == 3


def test_a_distant_venue_is_a_new_revision() -> None:
    assert after(replace(TALK, venue="theatre", geo=ACROSS_TOWN)) == 4
    assert after(replace(TALK, venue="theatre", geo=None)) == 4


def test_a_building_a_short_walk_away_is_a_correction() -> None:
    assert after(replace(TALK, venue="library", geo=NEXT_DOOR)) == 3


def test_mending_the_place_of_the_same_building_is_a_correction() -> None:
    assert after(replace(TALK, geo=ACROSS_TOWN)) == 3


def test_a_cancellation_is_a_new_revision() -> None:
    assert after(replace(TALK, status=Status.CANCELLED)) == 4
    assert next_sequence(3, occasion(TALK), None) == 4


def test_the_same_instant_in_another_zone_is_no_move() -> None:
    assert after(replace(TALK, starts_at=TALK.starts_at.astimezone(ZoneInfo("Europe/Paris")))) == 3  # type: ignore[union-attr]


def test_the_second_of_two_doubled_hours_is_a_move() -> None:
    first = datetime(2026, 10, 25, 2, 30, tzinfo=ZoneInfo("Europe/Paris"))
    before = replace(TALK, starts_at=first, ends_at=first + timedelta(hours=3))
    assert after(replace(before, starts_at=first.replace(fold=1)), before) == 4

"""The demonstration in the database."""

from datetime import UTC, datetime

import pytest
from flask import Flask
from sqlalchemy import func, select

from events.activity.models import Activity
from events.cli.demo import load_demonstration
from events.cli.demo.content import content
from events.event.models import Event, EventCapacity
from events.event.queries import public_events
from events.extensions import db
from events.mail.models import Message
from events.people.actions import sign_in
from events.people.models import Account
from events.programme.models import Release, Talk, TalkCapacity
from events.programme.queries import public_slots
from events.registration.models import Registration, Seat
from events.registration.rules import SeatState
from tests.factories import LECTURE, NOW

DORA = "mittelbau-dora-un-camp-de-concentration-secret-tres-meurtrier"


@pytest.fixture
def loaded(inside: Flask) -> Flask:
    assert load_demonstration()
    return inside


def rows() -> dict[str, int]:
    """How many rows each table holds."""
    tables = db.metadata.sorted_tables
    return {table.name: db.session.scalar(select(func.count()).select_from(table)) or 0 for table in tables}


def seats(talk: Talk, state: SeatState) -> int:
    return db.session.scalar(select(func.count()).select_from(Seat).filter_by(talk_id=talk.id, state=state)) or 0


def test_the_lecture_has_twelve_seats_left_at_its_hour(loaded: Flask) -> None:
    talk = db.session.scalars(select(Talk).filter_by(slug=DORA)).one()
    (slot,) = [slot for slot in public_slots(talk.event_id) if slot.talk_id == talk.id]
    assert slot.starts_at == LECTURE
    assert slot.doors_at == datetime(2026, 1, 29, 17, 0, tzinfo=UTC)
    assert slot.room
    assert slot.room.name == "Salle Jacquard"
    assert [speaker.person.name for speaker in talk.speakers] == ["Dominique Mathieu", "Lionel Roux"]
    assert talk.capacity.limit is not None
    assert talk.capacity.limit - talk.capacity.taken == 12
    assert seats(talk, SeatState.CONFIRMED) == 138


def test_seats_are_counted_right_and_full_talks_have_a_queue(loaded: Flask) -> None:
    full = []
    for capacity in db.session.scalars(select(TalkCapacity)):
        assert capacity.taken == seats(capacity.talk, SeatState.CONFIRMED)
        assert capacity.waiting == seats(capacity.talk, SeatState.WAITING)
        assert capacity.waiting == 0 or capacity.taken == capacity.limit
        full += [capacity.talk.title["en"]] if capacity.waiting else []
    assert len(full) == 3
    assert {row.limit: row.taken for row in db.session.scalars(select(EventCapacity))} == {None: 0, 220: 96}


def test_both_events_are_public_marked_and_released(loaded: Flask) -> None:
    events = {event.kind: event for event in public_events()}
    assert set(events) == {"season", "congress"}
    assert all(event.demonstration for event in events.values())
    assert {kind: event.release_mode for kind, event in events.items()} == {"season": "immediate", "congress": "manual"}
    assert len(public_slots(events["season"].id)) == 20
    assert len([slot for slot in public_slots(events["congress"].id) if slot.talk_id]) == 40
    numbers = db.session.execute(select(Event.kind, func.max(Release.number)).join(Release).group_by(Event.kind)).all()
    assert {row[0]: row[1] for row in numbers} == {"season": 1, "congress": 2}


def test_nobody_is_written_to_and_the_accounts_open(loaded: Flask) -> None:
    assert db.session.scalar(select(func.count()).select_from(Message)) == 0
    assert sign_in("ada@estrade.example", "conference-du-jeudi", NOW)
    assert sign_in("dora@estrade.example", "accueil-du-jeudi", NOW)
    assert sign_in("ada@estrade.example", "accueil-du-jeudi", NOW) is None
    assert db.session.scalar(select(func.count()).select_from(Account)) == 2


def test_all_of_it_was_done_before_the_clock_starts(loaded: Flask) -> None:
    latest = db.session.scalar(select(func.max(Activity.at)))
    assert latest
    assert latest < NOW


def test_loading_again_changes_nothing(loaded: Flask) -> None:
    before = rows()
    assert not load_demonstration()
    assert rows() == before


def test_the_command_says_what_it_did(app: Flask) -> None:
    first, second = (app.test_cli_runner().invoke(args=["demo"]) for _ in range(2))
    assert (first.exit_code, first.output) == (0, "The demonstration is loaded.\n")
    assert (second.exit_code, second.output) == (0, "The demonstration was there already.\n")


def test_the_large_congress_is_loaded_beside_the_small_one(inside: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(content("large"), "talks", 20)
    monkeypatch.setitem(content("large"), "registrations", 12)
    assert load_demonstration(large=True)
    congress = db.session.scalars(select(Event).filter_by(starts_on=content("large")["starts_on"])).one()
    made = select(func.count()).select_from(Registration).filter_by(event_id=congress.id)
    assert db.session.scalar(made) == 12
    assert len(public_slots(congress.id)) == 20
    assert not load_demonstration(large=True)

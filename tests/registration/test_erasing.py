"""Erasing: what a person asks for, and what goes by itself; nothing names her afterwards, and all numbers stay."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, text

from events.activity.models import Activity
from events.calendar.models import Invitation, ReplyAddress
from events.event.models import Event
from events.extensions import db
from events.kit import clock, jobs
from events.mail.actions import claim_due, forget_marks, queue, record_failure, record_sent
from events.mail.models import Message
from events.mail.queries import number_held
from events.people.models import Person
from events.programme.models import Talk
from events.registration.actions import (
    answer_link_requests,
    ask_for_links,
    erase_expired,
    erase_registration,
    give_back_all,
    register,
)
from events.registration.models import Attendee, Call, Registration
from events.registration.queries.erasing import expired, expired_events
from events.registration.queries.lists import Wanted, people_of
from tests.factories import NOW, EventFactory, SpeakerFactory
from tests.registration.test_actions import assert_counts_equal_rows, claim, claimed, lecture, messages, states

LATER = NOW + timedelta(days=1)
OVER = datetime.fromisoformat("2026-10-01T12:00+00:00")
"""More than twelve weeks after the end of the season."""

SECRETS = ("Jeanne", "Lefebvre", "jeanne@example.org", "03 21 00 00 00", "Paul", "une rampe", "rang twice")


@pytest.fixture
def season(inside: Flask) -> Event:
    return EventFactory.make()


def jeanne(event: Event, *talks: Talk, **fields: Any) -> Registration:
    fields = {"phone": "03 21 00 00 00", "notes": "une rampe, merci", "companions": ("Paul Lefebvre",), **fields}
    return register(event, claim(*talks, **fields), now=NOW, idempotency_key=fields["companions"][0])


def rang(registration: Registration, talk: Talk) -> None:
    common: dict[str, Any] = {"event_id": talk.event_id, "registration": registration, "talk_id": talk.id}
    done = Call(**common, before={}, after={}, created_at=NOW, done_at=NOW, note="rang twice")
    db.session.add_all([done, Call(**common, before={}, after={}, created_at=NOW)])
    db.session.commit()


def send_all(moment: datetime) -> None:
    for message_id in claim_due(now=moment, limit=100):
        record_sent(message_id, now=moment)


def everything() -> str:
    """All that any row of any table holds."""
    db.session.expire_all()
    rows = (db.session.execute(select(table)) for table in db.metadata.tables.values())
    return "\n".join(repr(tuple(row)) for found in rows for row in found)


def assert_nothing_names_her() -> None:
    held = everything().lower()
    assert [secret for secret in SECRETS if secret.lower() in held] == []


def test_erasing_gives_the_seats_to_whoever_waits_and_leaves_nothing(season: Event) -> None:
    talk = lecture(season, limit=2)
    registration = jeanne(season, talk)
    rang(registration, talk)
    waiting = claimed(season, talk, name="Ada", email="ada@example.org")
    send_all(NOW)

    erase_registration(registration, now=LATER)
    assert states(waiting) == ["offered"]
    assert_counts_equal_rows()
    [cancel] = [message for message in messages() if message.calendar_method == "CANCEL"]
    assert (cancel.recipient, cancel.erase_when_sent) == ("jeanne@example.org", True)
    send_all(LATER)

    assert_nothing_names_her()
    assert db.session.get(Message, cancel.id) is not None
    assert registration.person.erased_at == registration.erased_at == LATER
    assert [call.note for call in db.session.scalars(select(Call))] == [""]
    assert db.session.scalars(select(Activity).filter_by(thing=f"registration:{registration.id}")).all()
    assert people_of(season.id, Wanted(words="Lefebvre"), limit=1) == []


def test_erasing_twice_is_erasing_once(season: Event) -> None:
    registration = jeanne(season, lecture(season))
    erase_registration(registration, now=LATER)
    before = everything()
    erase_registration(registration, now=LATER + timedelta(hours=1))
    verbs = [act.verb for act in db.session.scalars(select(Activity))]
    assert verbs.count("erased") == verbs.count("gave back") == 1
    assert registration.erased_at == LATER
    assert len(everything().splitlines()) == len(before.splitlines())


def test_what_waits_to_be_told_is_dropped_except_what_leaves_her_calendar(season: Event) -> None:
    first, second = lecture(season), lecture(season)
    registration = jeanne(season, first, second)
    send_all(NOW)
    give_back_all(registration, now=NOW)
    cancels = [message.id for message in messages() if message.state == "queued"]
    queue(
        template="registration/news", recipient="jeanne@example.org", recipient_name="Jeanne", language="fr",
        values={"name": "Jeanne"}, sender="", sender_name="", now=NOW, holder=f"registration:{registration.id}",
    )  # fmt: skip
    erase_registration(registration, now=LATER)
    assert [message.id for message in messages() if message.state == "queued"] == cancels
    send_all(LATER)
    assert_nothing_names_her()


def test_a_last_mail_that_cannot_be_delivered_goes(season: Event) -> None:
    registration = jeanne(season, lecture(season))
    send_all(NOW)
    erase_registration(registration, now=LATER)
    [claimed_id] = claim_due(now=LATER)
    record_failure(claimed_id, "550 <jeanne@example.org> unknown")
    assert db.session.get(Message, claimed_id) is None
    assert_nothing_names_her()


def test_a_mail_on_its_way_is_emptied_when_it_has_left(season: Event) -> None:
    registration = jeanne(season, lecture(season))
    [on_its_way] = claim_due(now=NOW)
    erase_registration(registration, now=LATER)
    record_sent(on_its_way, now=LATER)
    send_all(LATER)
    assert_nothing_names_her()


def test_somebody_else_of_the_same_address_stays(season: Event) -> None:
    talk = lecture(season)
    registration, other = jeanne(season, talk), claimed(season, talk, name="Luc Roy")
    erase_registration(registration, now=LATER)
    assert (other.person.name, other.person.email, states(other)) == ("Luc Roy", "jeanne@example.org", ["confirmed"])
    [kept] = [message for message in messages() if message.holder == f"registration:{other.id}"]
    assert kept.recipient == "jeanne@example.org"
    assert db.session.scalar(select(Invitation.attendee).filter_by(withdrawn_at=None)) == "jeanne@example.org"


def test_who_speaks_too_keeps_what_is_needed_for_that(season: Event) -> None:
    registration = jeanne(season, lecture(season))
    SpeakerFactory.make(event=season, person=registration.person)
    erase_registration(registration, now=LATER)
    assert (registration.person.name, registration.person.erased_at) == ("Jeanne Lefebvre", None)
    assert [attendee.name for attendee in registration.attendees] == ["", ""]


def test_an_erased_address_still_counts_against_strangers(season: Event) -> None:
    """Who registers, erases and registers again with somebody else's address can't flood her."""
    talk = lecture(season, limit=None)
    for number in range(6):
        registration = jeanne(season, talk, companions=(f"Paul {number}",))
        send_all(NOW)
        erase_registration(registration, now=NOW)
        send_all(NOW)
    assert_nothing_names_her()
    claimed(season, talk)
    assert number_held("jeanne@example.org", NOW) == 1
    forget_marks(NOW + timedelta(days=2))
    assert {message.recipient for message in messages()} == {"", "jeanne@example.org"}


def test_lost_links_leave_no_trace(season: Event) -> None:
    registration = jeanne(season, lecture(season))
    ask_for_links("jeanne@example.org", "fr", now=NOW)
    answer_link_requests(NOW)
    send_all(NOW)
    erase_registration(registration, now=LATER)
    send_all(LATER)
    assert_nothing_names_her()


@pytest.mark.parametrize(
    ("moment", "over"), [("2026-09-22T21:59+00:00", False), ("2026-09-22T22:01+00:00", True)]
)  # fmt: skip
def test_names_are_kept_until_the_last_of_their_weeks(season: Event, moment: str, *, over: bool) -> None:
    """Twelve weeks after 30 June ends on 22 September, midnight in Calais."""
    claimed(season, lecture(season))
    assert bool(expired_events(datetime.fromisoformat(moment))) is over


def test_each_event_keeps_names_for_its_own_time(season: Event) -> None:
    claimed(season, lecture(season))
    season.retention_weeks = 20
    db.session.commit()
    assert expired_events(OVER) == []
    assert erase_expired(OVER) == 0


def test_what_has_expired_goes_and_the_numbers_stay(season: Event) -> None:
    talk = lecture(season, limit=2)
    registration = jeanne(season, talk)
    registration.card = "4711"
    rang(registration, talk)
    claimed(season, talk, name="Ada Delattre", email="ada@example.org")
    current = EventFactory.make(ends_on=date(2026, 12, 31))
    still = claimed(current, lecture(current), name="Luc Roy", email="luc@example.org")
    send_all(NOW)
    rows = {table: len(db.session.scalars(select(table)).all()) for table in (Attendee, Message, Invitation, Person)}
    taken, waiting = talk.capacity.taken, talk.capacity.waiting
    [found] = [expired(event) for event in expired_events(OVER)]
    assert (found.registrations, found.names, found.messages, found.invitations) == (2, 3, 2, 1)

    assert erase_expired(OVER) == 2

    assert_nothing_names_her()
    assert "ada@example.org" not in everything()
    assert (still.person.name, still.attendees[0].name) == ("Luc Roy", "Luc Roy")
    assert states(registration) == ["confirmed", "confirmed"]
    assert (registration.card, registration.was_member) == ("", True)
    assert (talk.capacity.taken, talk.capacity.waiting) == (taken, waiting) == (2, 1)
    assert rows == {table: len(db.session.scalars(select(table)).all()) for table in rows}
    assert (erase_expired(OVER), expired_events(OVER)) == (0, [])


def test_more_names_than_one_batch_go_in_one_night(season: Event, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("events.registration.actions.erase.BATCH", 2)
    talk = lecture(season)
    for number in range(5):
        claimed(season, talk, name=f"Jeanne {number}")
    send_all(NOW)
    assert erase_expired(OVER) == 5
    assert "Jeanne" not in everything()


def test_answers_to_an_erased_invitation_come_to_nobody(season: Event) -> None:
    registration = jeanne(season, lecture(season))
    db.session.add(ReplyAddress(token="a" * 26, holder=f"registration:{registration.id}", event_key="event:1"))
    db.session.commit()
    erase_expired(OVER)
    assert db.session.scalars(select(ReplyAddress)).all() == []
    assert [row.withdrawn_at is not None for row in db.session.scalars(select(Invitation))] == [True]


def test_who_came_before_is_known_after_the_names_are_gone(season: Event) -> None:
    organisation = season.organisation
    former = EventFactory.make(organisation=organisation, starts_on=date(2024, 10, 1), ends_on=date(2025, 6, 30))
    stranger = EventFactory.make()
    for event in (former, stranger):
        register(event, claim(lecture(event), email="JEANNE@example.org"), now=NOW - timedelta(days=200))
    again, new = jeanne(season, lecture(season)), claimed(season, lecture(season), email="new@example.org")

    assert erase_expired(NOW) == 1
    assert (again.came_before, new.came_before) == (True, None)
    assert erase_expired(OVER) == 3
    assert (again.came_before, new.came_before) == (True, False)


@pytest.fixture
def long_after(app: Flask) -> Iterator[None]:
    clock.start_at(OVER)
    yield
    clock.start_at(None)


def test_the_command_says_what_would_go_before_it_goes(season: Event, app: Flask, long_after: None) -> None:
    jeanne(season, lecture(season))
    before, slug = everything(), season.slug
    runner = app.test_cli_runner()
    said = runner.invoke(args=["registration", "erase", "--dry-run"]).output
    assert f"{slug}\t1 registrations\t2 names\t1 messages\t1 invitations\tdue since 2026-09-23\n" in said
    assert "1 registrations would be erased; nothing was changed." in said
    assert everything() == before
    assert "1 registrations are erased." in runner.invoke(args=["registration", "erase"]).output
    assert "0 registrations are erased." in runner.invoke(args=["registration", "erase"]).output


def test_the_worker_erases_once_a_day(season: Event, long_after: None) -> None:
    jeanne(season, lecture(season))
    jobs.run_each_minute()
    send_all(OVER)
    assert_nothing_names_her()
    late = jeanne(season, lecture(season), companions=("Luc",))
    jobs.run_each_minute()
    assert late.person.name == "Jeanne Lefebvre"


@pytest.mark.parametrize("app", ["sqlite"], indirect=True)
def test_not_even_the_free_space_of_the_file_names_her(season: Event, app: Flask) -> None:
    registration = jeanne(season, lecture(season))
    file = Path(app.config["SETTINGS"].instance) / "estrade.sqlite3"
    assert b"jeanne@example.org" in _bytes_of(file)
    send_all(NOW)
    erase_registration(registration, now=LATER)
    send_all(LATER)
    assert [secret for secret in SECRETS if secret.encode() in _bytes_of(file)] == []


def _bytes_of(file: Path) -> bytes:
    db.session.commit()
    db.session.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))
    db.session.commit()
    return file.read_bytes()

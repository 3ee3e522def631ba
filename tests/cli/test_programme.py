"""`flask programme` as a shell sees it."""

from datetime import UTC, datetime

import pytest
from flask import Flask
from sqlalchemy import select

from events.event.models import Event
from events.extensions import db
from events.mail.models import Message
from events.programme import actions
from events.programme.models import Talk
from events.programme.queries import public_slots
from tests.factories import NOW, EventFactory, PersonFactory, RoomFactory, SpeakerFactory, VenueFactory
from tests.programme.test_actions import make_talk


def run(app: Flask, *words: str) -> tuple[int, str]:
    result = app.test_cli_runner().invoke(args=["programme", *words])
    db.session.rollback()
    assert "Traceback" not in result.output
    return result.exit_code, result.output


@pytest.fixture
def congress(inside: Flask) -> Event:
    return EventFactory.make(kind="congress", release_mode="manual", slug="congres")


@pytest.fixture
def talk(congress: Event) -> Talk:
    return make_talk(congress)


def test_release_publishes_once(inside: Flask, talk: Talk) -> None:
    assert run(inside, "release", "congres", "--name", "Comité") == (0, "Version 1 is public.\n")
    assert run(inside, "release", "congres") == (0, "Nothing has changed since the latest version.\n")


def test_move_stays_in_the_draft_until_now(inside: Flask, congress: Event, talk: Talk) -> None:
    RoomFactory.make(venue=VenueFactory.make(organisation_id=congress.organisation_id), name="Auditorium")
    actions.release(congress, now=NOW)
    place = ("--starts-at", "2026-02-05T18:30", "--room", "auditorium")

    code, words = run(inside, "move", "congres", talk.slug, *place)
    assert (code, "stands in the draft" in words) == (0, True)
    assert public_slots(congress.id)[0].starts_at == datetime(2026, 1, 29, 17, 30, tzinfo=UTC)

    code, words = run(inside, "move", "congres", talk.slug, *place, "--now")
    assert words.endswith("Version 2 is public.\n")
    (slot,) = public_slots(congress.id)
    assert slot.starts_at == datetime(2026, 2, 5, 17, 30, tzinfo=UTC)
    assert slot.room
    assert slot.room.name == "Auditorium"


def test_cancel_now_is_public(inside: Flask, congress: Event, talk: Talk) -> None:
    actions.release(congress, now=NOW)
    code, words = run(inside, "cancel", "congres", talk.slug, "--reason", "Neige", "--now")
    assert (code, words.splitlines()[-1]) == (0, "Version 2 is public.")
    assert public_slots(congress.id)[0].state == "cancelled"
    assert talk.slots[0].reason == {"fr": "Neige"}


def test_now_publishes_this_talk_only(inside: Flask, congress: Event, talk: Talk) -> None:
    other = make_talk(congress)
    actions.release(congress, now=NOW)
    run(inside, "move", "congres", other.slug, "--starts-at", "2026-02-05T18:30")
    code, words = run(inside, "cancel", "congres", talk.slug, "--reason", "Neige", "--now")
    assert (code, words.splitlines()[-1]) == (0, "Version 2 is public.")
    states = {slot.talk_id: (slot.state, slot.starts_at.day) for slot in public_slots(congress.id)}
    assert states == {talk.id: ("cancelled", 29), other.id: ("confirmed", 29)}


def test_a_postponed_talk_can_be_cancelled(inside: Flask, congress: Event, talk: Talk) -> None:
    actions.release(congress, now=NOW)
    actions.postpone_talk(talk, {"fr": "Neige"}, now=NOW, at_once=True)
    code, _words = run(inside, "cancel", "congres", talk.slug, "--reason", "Neige", "--now")
    assert (code, public_slots(congress.id)[0].state) == (0, "cancelled")
    assert run(inside, "cancel", "congres", talk.slug, "--reason", "Neige")[0] == 1


def test_invite_speaker_queues_her_link(inside: Flask, congress: Event) -> None:
    person = PersonFactory.make(organisation=congress.organisation, email="sam@utl.example")
    SpeakerFactory.make(event=congress, person=person, slug="sam")
    assert run(inside, "invite-speaker", "congres", "sam") == (0, "The link is on its way to sam@utl.example.\n")
    assert [mail.recipient for mail in db.session.scalars(select(Message))] == ["sam@utl.example"]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["release", "nowhere"], "There is no event “nowhere”."),
        (["move", "congres", "nothing", "--starts-at", "2026-02-05T18:30"], "“congres” has no talk “nothing”."),
        (["move", "congres", "les-metiers-a-tulle", "--starts-at", "tomorrow"], "--starts-at must be like"),
        (["move", "congres", "les-metiers-a-tulle", "--starts-at", "2026-03-29T02:30"], "this time does not exist"),
        (["move", "congres", "les-metiers-a-tulle", "--starts-at", "2026-10-25T02:30"], "comes twice"),
        (["move", "congres", "les-metiers-a-tulle", "--starts-at", "2026-02-05T18:30", "--room", "x"], "no room “x”"),
        (["cancel", "congres", "les-metiers-a-tulle", "--reason", "\u200b"], "The reason is empty."),
        (["invite-speaker", "congres", "eve"], "“congres” has no speaker “eve”."),
    ],
)
def test_bad_input_is_one_line(inside: Flask, talk: Talk, words: list[str], sentence: str) -> None:
    code, output = run(inside, *words)
    assert code != 0
    assert output.startswith("Error: ")
    assert sentence in output
    assert output.count("\n") == 1

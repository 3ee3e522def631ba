"""The speaker's own page and the link that opens it."""

from collections.abc import Iterator
from datetime import datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from events.event.models import Event
from events.extensions import db
from events.kit import clock
from events.kit.tokens import link_token
from events.mail.models import Message
from events.mail.render import rendered
from events.programme import actions
from events.programme.models import Speaker
from tests.factories import NOW, EventFactory, PersonFactory, SpeakerFactory, TalkSpeakerFactory, scheduled_talk
from tests.people.cast import token as csrf

AFTER = datetime.fromisoformat("2026-09-01T10:00+02:00")
"""More than 60 days after the season's end on 30 June."""


@pytest.fixture(autouse=True)
def at_now(app: Flask) -> Iterator[None]:
    clock.start_at(NOW)
    yield
    clock.start_at(None)


@pytest.fixture
def link(app: Flask) -> str:
    """The address of Sam's page; she gives one published talk and one draft."""
    with app.app_context():
        event: Event = EventFactory.make(slug="saison")
        person = PersonFactory.make(organisation=event.organisation, name="Sam", email="sam@utl.example")
        speaker = SpeakerFactory.make(event=event, person=person, slug="sam")
        for state, title in (("published", "Le tulle"), ("draft", "La dentelle")):
            TalkSpeakerFactory.make(talk=scheduled_talk(event, state=state, title={"fr": title}), speaker=speaker)
        return address_of(speaker)


def address_of(speaker: Speaker) -> str:
    return f"/speakers/{link_token('speaker', speaker.reference, speaker.link_generation)}/"


def sam() -> Speaker:
    speaker: Speaker | None = db.session.scalar(select(Speaker))
    assert speaker
    return speaker


def mails(app: Flask) -> list[str]:
    with app.app_context():
        return [message.recipient for message in db.session.scalars(select(Message))]


def test_the_link_shows_her_talks_drafts_too(client: FlaskClient, link: str) -> None:
    page = client.get(f"{link}?lang=fr")
    assert page.status_code == 200
    assert "Le tulle" in page.text
    assert "La dentelle" in page.text
    assert page.headers["Cache-Control"] == "private, no-store"
    assert page.headers["Referrer-Policy"] == "no-referrer"


def test_she_corrects_her_text(app: Flask, client: FlaskClient, link: str) -> None:
    form = {"biography": "Historienne.", "affiliation": "La Coupole", "name": "Eve", "email": "eve@x.example"}
    answer = client.post(f"{link}profile", data={**form, "csrf_token": csrf(client, link)})
    assert (answer.status_code, answer.location) == (303, link)
    with app.app_context():
        profile = sam().person.profile
        assert profile
        assert profile.biography == {"fr": "Historienne."}
        assert (sam().person.name, sam().person.email) == ("Sam", "sam@utl.example")


def test_a_stale_save_shows_both_texts(client: FlaskClient, link: str) -> None:
    form = {"version": "0", "csrf_token": csrf(client, link)}
    assert client.post(f"{link}profile", data={**form, "biography": "Premier"}).status_code == 303
    answer = client.post(f"{link}profile", data={**form, "biography": "Second"})
    assert answer.status_code == 409
    assert "Premier" in answer.text
    assert "Second" in answer.text


@pytest.mark.parametrize("wrong", ["x", "A" * 34, "%00", "é" * 40, "../r/x"])
def test_garbage_opens_nothing(client: FlaskClient, link: str, wrong: str) -> None:
    assert client.get(f"/speakers/{wrong}/").status_code in {400, 404}


def test_an_altered_link_opens_nothing_and_mails_nothing(app: Flask, client: FlaskClient, link: str) -> None:
    altered = link[:-2] + ("a/" if link[-2] != "a" else "b/")
    assert client.get(altered).status_code == 404
    answer = client.post(f"{altered}new-link", data={"csrf_token": csrf(client)})
    assert answer.status_code == 200
    assert mails(app) == []


def test_a_rotated_link_offers_to_send_the_new_one(app: Flask, client: FlaskClient, link: str) -> None:
    with app.app_context():
        actions.rotate_link(sam(), now=NOW)
        new = address_of(sam())
    closed = client.get(link)
    assert closed.status_code == 404
    assert f"{link}new-link" in closed.text
    assert client.get(new).status_code == 200

    answers = {
        client.post(f"{old}new-link", data={"csrf_token": csrf(client)}).text.replace(old, "")
        for old in (link, "/speakers/garbage/")
    }
    assert len(answers) == 1, "the answer tells nobody whether the link was known"
    assert mails(app) == ["sam@utl.example"]


def test_an_old_link_closes_and_a_new_one_opens_two_weeks(app: Flask, client: FlaskClient, link: str) -> None:
    clock.start_at(AFTER)
    assert client.get(link).status_code == 404
    client.post(f"{link}new-link", data={"csrf_token": csrf(client)})
    assert client.get(link).status_code == 404
    with app.app_context():
        new = address_of(sam())
    assert client.get(new).status_code == 200
    clock.start_at(datetime.fromisoformat("2026-09-17T10:00+02:00"))
    assert client.get(new).status_code == 404


def test_get_changes_nothing(app: Flask, client: FlaskClient, link: str) -> None:
    client.get(f"{link}new-link")
    client.get(f"{link}profile")
    assert mails(app) == []


def test_the_invitation_holds_the_link(app: Flask, link: str) -> None:
    with app.app_context():
        actions.invite_speaker(sam(), now=NOW)
        assert sam().invited_at == NOW
        message = db.session.scalar(select(Message))
        assert message
        body = rendered(message, now=NOW).get_body(("plain",))
        assert body
        assert f"http://127.0.0.1:8000{link}" in body.get_content()

"""Who did what, when: for organisers and editors of an event, and for the whole organisation."""

import re
from datetime import datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient

from events.event.actions import add_track
from events.event.models import Event
from events.extensions import db
from events.programme import actions
from events.programme.actions import Placement, TalkDetails
from events.programme.rules import TalkState
from events.registration.actions import register
from events.registration.rules import Claim
from tests.factories import NOW, EventFactory
from tests.people.cast import Cast, sign_in
from tests.site.pages import queries_of, words

DAY = Placement(datetime(2099, 1, 8, 14, 30))


@pytest.fixture
def history(app: Flask, cast: Cast) -> Cast:
    """Ada makes a talk, Erin moves it, Bob registers, a command adds a track."""
    with app.app_context():
        event = db.session.get_one(Event, cast.event.id)
        details = TalkDetails(title={"fr": "Le tulle"}, duration=90, state=TalkState.PUBLISHED)
        talk = actions.create_talk(event, details, now=NOW, placement=DAY, account_id=cast.ada.id)
        later = Placement(datetime(2099, 1, 9, 10, 0))
        actions.move_slot(talk.slots[0], later, 90, now=NOW, account_id=cast.erin.id)
        register(event, Claim(name="Bob Vasseur", email="bob@example.org", talk_ids=(talk.id,)), now=NOW)
        add_track(event, {"fr": "Mémoire"}, now=NOW)
    return cast


PAGE = "/organise/saison/activity/?lang=en"


def test_it_says_who_did_what_with_before_and_after(client: FlaskClient, history: Cast) -> None:
    sign_in(client, history.ada)
    shown = words(client, PAGE)
    assert re.search(r"Erin movedLe tulle \(date\) ?Thursday 8 January 2099.*→ Friday 9 January 2099", shown)
    assert "Ada createdLe tulle (talk)" in shown
    assert "the public registeredBob Vasseur" in shown
    assert "a command addedMémoire (track)" in shown
    assert 'href="/organise/saison/talks/le-tulle/"' in client.get(PAGE).text


def test_editors_see_no_registrations(client: FlaskClient, history: Cast) -> None:
    sign_in(client, history.erin)
    assert "Bob" not in client.get(PAGE).text
    assert "Bob" not in client.get(f"{PAGE}&kind=registration").text


def test_filters_by_person_kind_and_day(client: FlaskClient, history: Cast) -> None:
    sign_in(client, history.ada)
    erins = words(client, f"{PAGE}&who={history.erin.id}")
    assert "movedLe tulle" in erins
    assert "createdLe tulle" not in erins
    assert "createdLe tulle" not in words(client, f"{PAGE}&who=0")
    assert "Mémoire" in words(client, f"{PAGE}&kind=track&day=2026-01-15")
    assert "Nothing was found." in words(client, f"{PAGE}&kind=track&day=2026-01-16")
    for odd in ("who=x", "kind=nothing", "day=yesterday"):
        assert "createdLe tulle" in words(client, f"{PAGE}&{odd}")


def test_what_is_gone_is_told_by_its_kind(app: Flask, client: FlaskClient, history: Cast) -> None:
    with app.app_context():
        event = db.session.get_one(Event, history.event.id)
        details = TalkDetails(title={"fr": "Oubliée"}, duration=90)
        actions.delete_talk(actions.create_talk(event, details, now=NOW), now=NOW, account_id=history.ada.id)
    sign_in(client, history.ada)
    shown = words(client, PAGE)
    assert "Ada deletedtalk" in shown
    assert "Oubliée" not in shown


def test_the_organisation_sees_all_its_events_and_no_others(app: Flask, client: FlaskClient, history: Cast) -> None:
    with app.app_context():
        elsewhere = EventFactory.make()
        details = TalkDetails(title={"fr": "Ailleurs"}, duration=90)
        actions.create_talk(elsewhere, details, now=NOW)
    sign_in(client, history.ada)
    shown = words(client, "/organise/activity?lang=en")
    assert "createdLe tulle" in shown
    assert "Ailleurs" not in shown


def test_many_come_in_pages_at_a_constant_cost(app: Flask, client: FlaskClient, history: Cast) -> None:
    sign_in(client, history.ada)
    few = queries_of(app, client, PAGE)
    with app.app_context():
        event = db.session.get_one(Event, history.event.id)
        for number in range(60):
            details = TalkDetails(title={"fr": f"Exposé {number}"}, duration=90)
            actions.create_talk(event, details, now=NOW, account_id=history.ada.id)
    assert queries_of(app, client, PAGE) <= few
    assert "1 to 50 of" in words(client, PAGE)
    assert "createdLe tulle" in words(client, f"{PAGE}&page=2")
    assert client.get(f"{PAGE}&page=9").status_code == 404

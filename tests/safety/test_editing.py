"""Organisers' forms: impossible days, another organisation's rows, two people at once."""

import re
from html import unescape

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from events.event.models import Room, Venue
from events.extensions import db
from events.people.models import Organisation
from events.people.passwords import hash_password
from events.programme.models import Slot, Talk
from tests.factories import AccountFactory, MembershipFactory, OrganisationFactory, RoomFactory, VenueFactory
from tests.people.cast import PASSWORD, sign_in

TALK = "/organise/saison/talks/conference-1/"


@pytest.fixture
def ada(app: Flask, client: FlaskClient) -> FlaskClient:
    """Ada organises the season; there is another organisation, which has a room."""
    with app.app_context():
        account = AccountFactory.make(email="ada@utl.example", password=hash_password(PASSWORD))
        MembershipFactory.make(account=account, organisation=db.session.scalars(select(Organisation)).one())
        other = OrganisationFactory.make(name="Les Amis du port")
        RoomFactory.make(venue=VenueFactory.make(organisation_id=other.id), name="Chez Eve")
        db.session.commit()
        db.session.refresh(account)
        db.session.expunge_all()
    return sign_in(client, account)


def form_of(client: FlaskClient, path: str) -> dict[str, str]:
    """The fields of the page's form as a browser would send them."""
    form = next(
        form for form in re.findall(r"<form\b.*?</form>", client.get(path).text, re.DOTALL) if "version" in form
    )
    fields = {}
    for box in re.findall(r"<input\b[^>]*>", form):
        known = dict(re.findall(r'([\w-]+)="([^"]*)"', box))
        if known.get("type") not in {"file", "checkbox", "radio"} and "name" in known:
            fields[known["name"]] = unescape(known.get("value", ""))
    for name, text in re.findall(r'<textarea\b[^>]*name="([^"]+)"[^>]*>(.*?)</textarea>', form, re.DOTALL):
        fields[name] = unescape(text)
    for name, choices in re.findall(r'<select\b[^>]*name="([^"]+)"[^>]*>(.*?)</select>', form, re.DOTALL):
        chosen = re.search(r"<option[^>]*\bselected\b[^>]*>", choices) or re.search(r"<option[^>]*>", choices)
        fields[name] = re.findall(r'value="([^"]*)"', chosen[0])[0] if chosen else ""
    return fields


@pytest.mark.parametrize(
    ("name", "typed", "status"),
    [
        ("starts_at", "0001-01-01T00:00", 422),
        ("starts_at", "0026-01-29T18:30", 422),
        ("starts_at", "9999-12-31T23:59", 422),
        ("starts_at", "2026-13-45T99:99", 422),
        ("duration", "-5", 422),
        ("duration", "9" * 30, 422),
        ("capacity", "9" * 30, 422),
        ("title", "\u200b", 422),
        ("title", "x" * 5000, 422),
        ("room", "9" * 30, 404),
        ("format", "x", 404),
        ("version", "9" * 30, 409),
    ],
)
def test_what_cannot_be_meant_changes_no_talk(app: Flask, ada: FlaskClient, name: str, typed: str, status: int) -> None:
    form = {**form_of(ada, TALK), "subtitle": "Changed", name: typed}
    assert ada.post(TALK, data=form).status_code == status
    with app.app_context():
        assert "Changed" not in str(db.session.scalar(select(Talk).filter_by(slug="conference-1")).subtitle)  # type: ignore[union-attr]


def test_a_room_of_somebody_elses_is_not_taken(app: Flask, ada: FlaskClient) -> None:
    with app.app_context():
        room = db.session.scalars(select(Room).filter_by(name="Chez Eve")).one()
        room_id, venue_id = room.id, room.venue_id
    assert ada.post(TALK, data={**form_of(ada, TALK), "room": str(room_id)}).status_code == 404
    for path in (f"/organise/venues/{venue_id}/", f"/organise/venues/{venue_id}/rooms/{room_id}"):
        assert ada.get(path).status_code == 404
        assert ada.post(path, data={**form_of(ada, TALK), "name": "Mine"}).status_code == 404
    with app.app_context():
        assert db.session.scalars(select(Venue.name).filter_by(id=venue_id)).one() != "Mine"
        assert not db.session.scalars(select(Slot).filter_by(room_id=room_id)).all()


@pytest.mark.parametrize(
    ("path", "field"),
    [
        (TALK, "abstract"),
        ("/organise/saison/speakers/speaker-saison/", "biography"),
        ("/organise/saison/settings", "description"),
        ("/organise/organisation", "legal"),
    ],
)
def test_the_second_of_two_sees_both_texts(ada: FlaskClient, path: str, field: str) -> None:
    first, second = form_of(ada, path), form_of(ada, path)
    query = {"organisation": "1"} if path.endswith("organisation") else {}
    assert ada.post(path, data={**first, field: "What Ada wrote", **query}).status_code == 303
    answer = ada.post(path, data={**second, field: "<b>What Erin wrote", **query})
    assert answer.status_code == 409
    assert "What Ada wrote" in answer.text
    assert "&lt;b&gt;What Erin wrote" in answer.text
    assert "What Ada wrote" in ada.get(path).text


HOSTILE = (
    "</script><script>alert(1)</script> <img src=x onerror=alert(1)> [a](javascript:alert(1)) "
    "![i](https://evil.example/x.png) <svg onload=alert(1)> [b](data:text/html,x) <style>p{}</style> "
    '[c](&#106;avascript:alert(1)) "onmouseover="alert(1)'
)
DANGER = re.compile(
    r"<script>|<img[^>]*(onerror|evil)|<svg onload|href=\"(javascript|data|vbscript)|<style>| onmouse\w+="
)


def test_hostile_texts_stay_texts(ada: FlaskClient) -> None:
    form = {**form_of(ada, TALK), "title": HOSTILE[:190], "abstract": HOSTILE}
    assert ada.post(TALK, data=form).status_code == 303
    stale = ada.post(TALK, data=form)
    pages = [ada.get(f"/saison/{path}") for path in ("", "schedule/", "talks/conference-1/", "register")]
    pages += [ada.get(f"/organise/saison/{path}") for path in ("talks/", "release", "preview/")]
    pages += [ada.get(f"{TALK}{path}") for path in ("", "deletion", "cancellation")]
    for page in (*pages, stale):
        assert page.status_code in {200, 409}
        assert not DANGER.search(page.text), (page.request.path, DANGER.search(page.text))

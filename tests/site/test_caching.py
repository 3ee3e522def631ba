"""Public pages are kept, yet every change is seen at once, and nobody's secret is in them."""

import re
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from events.event.actions import raise_revision
from events.event.models import Event
from events.extensions import db
from events.kit import clock
from events.kit.transaction import transaction
from events.people.models import Organisation
from events.programme.models import TalkCapacity
from events.site.shelf import Shelf
from tests.factories import LECTURE, NOW
from tests.site.pages import page, queries_of, season

PAGES = (
    "/",
    "/saison/",
    "/saison/schedule/",
    "/saison/talks/conference-0/",
    "/saison/speakers/speaker-saison/",
    "/privacy",
    "/legal",
    "/accessibility",
)
FILES = ("/saison/schedule.ics", "/saison/talks/conference-0.ics", "/saison/talks/conference-0/card.png", "/robots.txt")


@pytest.fixture(autouse=True)
def _season(app: Flask) -> None:
    clock.start_at(NOW)
    with app.app_context():
        season()


@pytest.mark.parametrize("path", [*PAGES, *FILES])
def test_public_pages_set_no_cookie_and_answer_304(client: FlaskClient, path: str) -> None:
    first = client.get(path)
    assert first.status_code == 200
    assert "Set-Cookie" not in first.headers
    assert first.headers["Cache-Control"] in {"public, no-cache", "no-cache, public"}
    assert "csrf_token" not in first.text if first.mimetype == "text/html" else True
    tag = first.headers["ETag"]
    assert not tag.startswith("W/")
    second = client.get(path, headers={"If-None-Match": tag})
    assert (second.status_code, second.data) == (304, b"")
    assert client.get(path, headers={"If-None-Match": '"other"'}).status_code == 200


def test_a_seat_taken_is_seen_at_once(app: Flask, client: FlaskClient) -> None:
    first = client.get("/?lang=en")
    assert "12 seats left" in first.text
    with app.app_context(), transaction():
        event = db.session.scalars(select(Event)).one()
        db.session.get_one(TalkCapacity, 1).taken += 1
        db.session.flush()
        raise_revision(event.id)
    second = client.get("/?lang=en", headers={"If-None-Match": first.headers["ETag"]})
    assert second.status_code == 200
    assert "11 seats left" in second.text


def test_a_changed_telephone_is_seen_at_once(app: Flask, client: FlaskClient) -> None:
    page(client, "/saison/")
    with app.app_context():
        organisation = db.session.scalars(select(Organisation)).one()
        organisation.phone, organisation.version = "03 21 00 00 00", organisation.version + 1
        db.session.commit()
    assert "03 21 00 00 00" in page(client, "/saison/")
    assert "03 21 00 00 00" in page(client, "/")


def test_a_talk_leaves_the_next_ones_when_it_ends(client: FlaskClient) -> None:
    assert "Conférence 0" in page(client, "/")
    clock.start_at(LECTURE + timedelta(hours=2))
    assert "Conférence 0" not in page(client, "/")


def test_a_kept_page_enters_nothing(app: Flask, client: FlaskClient) -> None:
    page(client, "/")
    assert queries_of(app, client, "/") == 0
    page(client, "/saison/talks/conference-0/")
    assert queries_of(app, client, "/saison/talks/conference-0/") == 0


def test_a_kept_page_is_the_same_answer(client: FlaskClient) -> None:
    for path in PAGES:
        first, second = client.get(path), client.get(path)
        assert (second.status_code, second.data) == (200, first.data)
        assert sorted(second.headers) == sorted(first.headers), path


def test_a_page_taken_back_is_not_given_again(app: Flask, client: FlaskClient) -> None:
    for path in PAGES[1:5]:
        page(client, path)
    with app.app_context():
        db.session.scalars(select(Event)).one().state = "draft"
        db.session.commit()
    assert {client.get(path).status_code for path in PAGES[1:5]} == {404}


def test_a_kept_page_is_not_given_to_another_host(client: FlaskClient) -> None:
    page(client, "/saison/")
    assert client.get("/saison/", headers={"Host": "evil.example"}).status_code == 400


def test_the_chosen_language_outweighs_the_kept_one(client: FlaskClient) -> None:
    page(client, "/saison/")
    client.get("/saison/?lang=en")
    assert '<html lang="en">' in page(client, "/saison/")
    client.delete_cookie("language")
    assert '<html lang="fr">' in page(client, "/saison/")


def test_languages_are_kept_apart(client: FlaskClient) -> None:
    for language in ("fr", "en", "fr"):
        text = client.get("/saison/", headers={"Accept-Language": language}).text
        assert f'<html lang="{language}">' in text


def test_the_shelf_keeps_the_latest_pages_only() -> None:
    shelf: Shelf[str] = Shelf(size=2)
    for name in ("a", "b"):
        shelf.keep((name,), name)
    assert shelf.find(("a",)) == "a"
    shelf.keep(("c",), "c")
    assert (shelf.find(("a",)), shelf.find(("b",)), shelf.find(("c",))) == ("a", None, "c")


def test_the_policy_of_pages_allows_nothing_inline(client: FlaskClient) -> None:
    for path in (*PAGES, "/contact", "/nothing/"):
        answer = client.get(path)
        assert "unsafe" not in answer.headers["Content-Security-Policy"]
        assert not re.search(r"\sstyle=|\son\w+=|<style", answer.text), path
        scripts = re.findall(r"<script(?![^>]*\bsrc=)([^>]*)>", answer.text)
        assert all('type="application/ld+json"' in script for script in scripts), path


def test_static_files_change_their_address_with_their_content(client: FlaskClient) -> None:
    addresses = re.findall(r'href="(/static/css/[^"]+)"', page(client, "/"))
    assert addresses
    for address in addresses:
        answer = client.get(address)
        assert answer.status_code == 200
        assert "max-age=31536000" in answer.headers["Cache-Control"]
        assert re.search(r"\?v=[0-9a-f]{12}$", address)
        answer.close()

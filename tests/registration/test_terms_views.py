"""Terms of registration on pages: what the organiser writes, what the public reads, and the list of members."""

import io
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from openpyxl import Workbook
from sqlalchemy import select

from events.event.models import Event
from events.extensions import db
from events.kit import clock
from events.programme.queries import find_talk
from events.registration.actions import replace_members, set_terms
from events.registration.models import Member, Registration, RegistrationTerms
from events.registration.queries.admission import find_terms
from events.registration.rules.admission import Terms
from tests.factories import LECTURE, NOW, scheduled_talk
from tests.people.cast import Cast, sign_in, token

HOUR = timedelta(hours=1)
FORM = {"name": "Jeanne Lefebvre", "email": "jeanne@example.org", "talks": "dora"}


@pytest.fixture(autouse=True)
def now(app: Flask) -> Any:
    clock.start_at(NOW)
    yield
    clock.start_at(None)


@pytest.fixture
def season(app: Flask, cast: Cast) -> str:
    with app.app_context():
        event = db.session.merge(cast.event)
        event.registration_state, event.state = "open", "published"
        scheduled_talk(event, slug="dora")
        scheduled_talk(event, slug="tulle", starts_at=LECTURE + timedelta(weeks=1))
        return event.slug


def ask_for(app: Flask, slug: str, talk_slug: str = "", **terms: Any) -> None:
    with app.app_context():
        event = db.session.scalars(select(Event).filter_by(slug=slug)).one()
        talk = find_talk(event.id, talk_slug) if talk_slug else None
        row = find_terms(event.id, talk.id if talk else None)
        set_terms(event, talk.id if talk else None, row.version if row else 0, Terms(**terms), now=NOW)


def register(client: FlaskClient, slug: str, **changes: Any) -> Any:
    page = client.get(f"/{slug}/register?lang=en").text
    assert 'name="csrf_token"' in page, page[page.find("<main") :][:600]
    return client.post(f"/{slug}/register", data={"csrf_token": token(client, f"/{slug}/register"), **FORM, **changes})


def test_pages_say_when_registration_opens_and_take_nothing_before(
    app: Flask, client: FlaskClient, season: str
) -> None:
    typed = token(client, f"/{season}/register")
    ask_for(app, season, opens_at=NOW + HOUR)
    page = client.get(f"/{season}/register?lang=en").text
    assert "Registration opens on Thursday 15" in page
    assert 'name="email"' not in page
    assert "Registration opens on" in client.get(f"/{season}/talks/dora/?lang=en").text
    answer = client.post(f"/{season}/register", data={"csrf_token": typed, **FORM})
    assert (answer.status_code, "Jeanne Lefebvre" in answer.text) == (409, True)
    with app.app_context():
        assert db.session.scalars(select(Registration)).all() == []
    clock.start_at(NOW + HOUR)
    assert register(client, season).status_code == 303


def test_a_talk_that_is_closed_is_named_with_its_date(app: Flask, client: FlaskClient, season: str) -> None:
    ask_for(app, season, "tulle", opens_at=NOW + HOUR)
    page = client.get(f"/{season}/register?lang=en").text
    assert 'value="dora"' in page
    assert 'value="tulle"' not in page
    assert "Registration opens on" in page


def test_the_form_asks_for_card_and_code_only_where_they_are_needed(
    app: Flask, client: FlaskClient, season: str
) -> None:
    page = client.get(f"/{season}/register?lang=en").text
    assert 'name="card"' not in page
    assert 'name="code"' not in page
    ask_for(app, season, members_until=NOW + HOUR, code="LYCEE")
    with app.app_context():
        replace_members(db.session.scalars(select(Event)).one().organisation_id, {"A1": "Jeanne"}, now=NOW)
    page = client.get(f"/{season}/register?lang=en").text
    assert 'name="card"' in page
    assert 'name="code"' in page
    assert "Members first, until" in page
    refused = register(client, season, card="a 2", code="lycee", notes="un mot")
    assert refused.status_code == 409
    assert "isn’t on the list" in refused.text
    assert "un mot" in refused.text
    assert register(client, season, card="a 1", code="Lycée").status_code == 409
    assert register(client, season, card="a 1", code="lycee").status_code == 303


def test_her_page_says_to_be_approved_and_the_organiser_approves(
    app: Flask, client: FlaskClient, cast: Cast, season: str
) -> None:
    ask_for(app, season, needs_approval=True)
    answer = register(client, season)
    assert "to be approved" in client.get(answer.location + "&lang=en").text
    with app.app_context():
        number = db.session.scalars(select(Registration.number)).one()
    desk = app.test_client()
    sign_in(desk, cast.ada)
    page = f"/organise/{season}/waiting-list/"
    assert "Approve" in desk.get(page + "?lang=en").text
    form = {"csrf_token": token(desk, page), "talk": "dora"}
    assert desk.post(f"{page}{number}/promotion", data=form).status_code == 303
    assert "to be approved" not in client.get(answer.location).text


def test_the_organiser_writes_terms_in_the_events_own_time(app: Flask, cast: Cast, season: str) -> None:
    client = app.test_client()
    sign_in(client, cast.ada)
    page = f"/organise/{season}/registration-terms"
    form = {"csrf_token": token(client, page), "version": "0", "opens_at": "2026-03-29T02:30"}
    assert "does not exist" in client.post(page + "?lang=en", data=form).text
    wrong = {**form, "opens_at": "2026-03-01T10:00", "closes_at": "2026-02-01T10:00"}
    assert client.post(page, data=wrong).status_code == 422
    fine = {**form, "opens_at": "2026-03-30T10:00", "seats_per_person": "4", "needs_approval": "y"}
    assert client.post(page, data=fine).status_code == 303
    with app.app_context():
        row = db.session.scalars(select(RegistrationTerms)).one()
        assert row.opens_at
        assert row.opens_at.isoformat() == "2026-03-30T08:00:00+00:00"
        assert (row.seats_per_person, row.needs_approval) == (4, True)
    stale = client.post(page, data={**fine, "code": "X"})
    assert stale.status_code == 409
    talk_page = f"{page}/dora"
    assert 'value="2026-03-30T10:00"' in client.get(talk_page).text
    assert client.post(talk_page, data={**form, "opens_at": ""}).status_code == 303
    assert client.get(f"{page}/nothing").status_code == 404


def test_members_are_previewed_before_the_list_is_replaced(app: Flask, cast: Cast, season: str) -> None:
    client = app.test_client()
    sign_in(client, cast.ada)
    page = f"/organise/{season}/members"
    book = Workbook()
    assert book.active
    for row in (
        ("Nom", "Prénom", "N° de carte"),
        ("Lefebvre", "Jeanne", 1204),
        ("Roy", "Luc", "a-7"),
        ("Sans", "", ""),
    ):
        book.active.append(row)
    stream = io.BytesIO()
    book.save(stream)
    form = {"csrf_token": token(client, page), "file": (io.BytesIO(stream.getvalue()), "liste.xlsx")}
    preview = client.post(f"{page}/preview?lang=en", data=form).text
    assert "Jeanne Lefebvre" in preview
    with app.app_context():
        assert db.session.scalars(select(Member)).all() == []
    answer = client.post(page, data={"csrf_token": form["csrf_token"], "members": "1204\tJeanne Lefebvre\nA7\tLuc Roy"})
    assert answer.status_code == 303
    with app.app_context():
        assert {row.card: row.name for row in db.session.scalars(select(Member))} == {
            "1204": "Jeanne Lefebvre",
            "A7": "Luc Roy",
        }
    csv = {"csrf_token": form["csrf_token"], "file": (io.BytesIO(b"Carte;Nom\n7;Luc\n7;Eve\n"), "l.csv")}
    assert "numbers that came twice" in client.post(f"{page}/preview?lang=en", data=csv).text
    empty = {"csrf_token": form["csrf_token"], "file": (io.BytesIO(b""), "l.csv")}
    assert client.post(f"{page}/preview", data=empty).status_code == 422

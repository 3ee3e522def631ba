from flask import Flask
from flask.testing import FlaskClient

from events.extensions import db
from events.people.queries import find_account, first_organisation
from events.people.setup import set_up_code
from tests.people.cast import Cast, token

FORM = {
    "organisation": "Université du temps libre",
    "name": "Ada Delattre",
    "email": "Ada@utl.example",
    "password": "quai des Tullistes",
}


def set_up(client: FlaskClient, **typed: str) -> int:
    return client.post("/set-up", data={**FORM, **typed, "csrf_token": token(client, "/set-up")}).status_code


def code(app: Flask) -> str:
    with app.app_context():
        return set_up_code()


def test_the_home_page_of_an_empty_installation_leads_to_the_set_up(client: FlaskClient) -> None:
    answer = client.get("/")
    assert (answer.status_code, answer.location) == (302, "/set-up")


def test_the_code_opens_the_set_up_once(app: Flask, client: FlaskClient) -> None:
    assert set_up(client, code=f" {code(app).lower()} ") == 303
    assert client.get("/organise/account").status_code == 200
    with app.app_context():
        organisation, ada = first_organisation(), find_account("ada@utl.example")
        assert organisation
        assert organisation.name == FORM["organisation"]
        assert ada
        assert [membership.organisation_id for membership in ada.memberships] == [organisation.id]
        assert not (app.config["SETTINGS"].instance / "set-up-code").exists()
    assert client.get("/set-up").status_code == 404
    assert client.post("/set-up", data={"csrf_token": token(client, "/organise/account")}).status_code == 404


def test_a_wrong_code_changes_nothing_and_tries_are_limited(app: Flask, client: FlaskClient) -> None:
    right = code(app)
    answers = [set_up(client, code=wrong) for wrong in ("", "é", right[:-1], *("AAAA-AAAA",) * 7)]
    assert answers == [422] * 10
    assert set_up(client, code=right) == 429
    with app.app_context():
        assert first_organisation() is None
        db.session.remove()


def test_without_a_printed_code_nothing_opens(client: FlaskClient) -> None:
    assert set_up(client, code="") == 422
    assert set_up(client, code="x") == 422


def test_a_set_up_installation_has_no_such_page(client: FlaskClient, cast: Cast) -> None:
    assert client.get("/set-up").status_code == 404

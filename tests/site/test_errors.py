"""When something goes wrong: one clear page, nothing lost, nothing given away."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, text
from sqlalchemy.exc import OperationalError

from events.extensions import db, limiter
from events.kit.database import Stale
from events.mail.models import Message
from tests.people.cast import token
from tests.site.pages import season

LETTER = {"name": "Bob", "email": "bob@example.org", "message": "Bonjour,\n\nà quelle heure ?", "key": "k1"}


@pytest.fixture(autouse=True)
def _season(app: Flask) -> None:
    with app.app_context():
        season()
    limiter.reset() if limiter._storage else None


def test_a_letter_reaches_the_organisation_once(app: Flask, client: FlaskClient) -> None:
    form = {**LETTER, "csrf_token": token(client, "/saison/contact")}
    for _twice in range(2):
        answer = client.post("/saison/contact", data=form)
        assert (answer.status_code, answer.location) == (303, "/saison/contact?sent=1")
    assert "Your message is on its way." in client.get("/saison/contact?sent=1&lang=en").text
    with app.app_context():
        letter = db.session.scalars(select(Message)).one()
        assert (letter.recipient, letter.reply_to) == ("contact@utl.example", "bob@example.org")
        assert letter.values["message"] == LETTER["message"]


def test_a_wrong_letter_comes_back_as_typed(app: Flask, client: FlaskClient) -> None:
    form = {**LETTER, "email": "bob", "message": "  Bonjour <b>", "csrf_token": token(client, "/contact")}
    answer = client.post("/contact?lang=en", data=form)
    assert answer.status_code == 422
    assert "needs an @" in answer.text
    assert "Bonjour &lt;b&gt;" in answer.text
    with app.app_context():
        assert db.session.scalars(select(Message)).all() == []


def test_a_form_without_its_token_is_kept_and_can_be_sent_again(app: Flask, client: FlaskClient) -> None:
    refused = client.post("/contact", data=LETTER)
    assert refused.status_code == 400
    assert LETTER["message"].splitlines()[2] in refused.text
    fields = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', refused.text))
    assert {name: fields[name] for name in ("name", "email", "key")} == {
        name: LETTER[name] for name in ("name", "email", "key")
    }
    assert client.post("/contact", data=fields).status_code == 303
    with app.app_context():
        assert db.session.scalars(select(Message)).one().values["name"] == "Bob"


def test_browsers_that_keep_their_origin_to_themselves_get_their_text_back(client: FlaskClient) -> None:
    """Since pages send no referrer, a browser says "null" where the origin would stand."""
    refused = client.post("/contact", data=LETTER, headers={"Origin": "null", "Sec-Fetch-Site": "same-origin"})
    assert LETTER["message"].splitlines()[2] in refused.text


def test_a_form_that_another_site_sent_is_not_offered_again(client: FlaskClient) -> None:
    foreign = ({"Origin": "https://evil.example"}, {"Origin": "null"}, {"Sec-Fetch-Site": "cross-site"})
    for headers in foreign:
        refused = client.post("/contact", data=LETTER, headers=headers)
        assert refused.status_code == 400
        assert "Bob" not in refused.text


def test_a_password_is_never_repeated(client: FlaskClient) -> None:
    refused = client.post("/sign-in", data={"email": "ada@utl.example", "password": "quai des Tullistes"})
    assert refused.status_code == 400
    assert "quai des Tullistes" not in refused.text


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("get", "/nothing/", 404),
        ("get", "/saison/nothing", 404),
        ("get", "/saison/talks/%00/", 400),
        ("get", "/%ff%fe/", 404),
        ("get", "/%ed%a0%80/", 404),
        ("get", "/?lang=%00", 400),
        ("get", "/congres/" + "x" * 3000 + "/", 404),
        ("delete", "/", 405),
        ("post", "/saison/", 400),
    ],
)
def test_odd_addresses_are_refused_with_a_page(client: FlaskClient, method: str, path: str, status: int) -> None:
    answer = client.open(path, method=method.upper())
    assert answer.status_code in {status, 405}
    assert answer.mimetype == "text/html"
    assert "Traceback" not in answer.text
    assert "<h1>" in answer.text


def test_an_error_page_speaks_the_readers_language(client: FlaskClient) -> None:
    answer = client.get("/nothing/", headers={"Accept-Language": "en"})
    assert '<html lang="en">' in answer.text
    assert "There is no such page" in answer.text
    assert "03 53 01 42 10" in answer.text


def test_programs_get_a_problem(client: FlaskClient) -> None:
    answer = client.get("/nothing/", headers={"Accept": "application/json"})
    assert answer.status_code == 404
    assert answer.mimetype == "application/problem+json"
    assert answer.get_json(force=True)["status"] == 404


def test_an_unknown_host_is_refused(client: FlaskClient) -> None:
    answer = client.get("/", headers={"Host": "evil.example"})
    assert answer.status_code == 400
    assert "evil" not in answer.text


def test_too_large_a_body_is_refused(client: FlaskClient) -> None:
    answer = client.post("/contact", data={"message": "x" * (6 * 1024 * 1024)})
    assert answer.status_code == 413


def test_an_unreachable_database_keeps_what_was_typed(app: Flask) -> None:
    @app.post("/failing")
    def failing() -> str:
        raise OperationalError("SELECT secret", {}, Exception("no route to db.internal"))

    app.config["WTF_CSRF_ENABLED"] = False
    answer = app.test_client().post("/failing", data=LETTER)
    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "10"
    assert "quelle heure" in answer.text
    assert "SELECT" not in answer.text
    assert "internal" not in answer.text


def test_a_fault_of_ours_gives_nothing_away(app: Flask) -> None:
    @app.get("/failing")
    def failing() -> str:
        raise ZeroDivisionError("the secret is 42")

    app.config.update(TESTING=False, PROPAGATE_EXCEPTIONS=False)
    answer = app.test_client().get("/failing")
    assert answer.status_code == 500
    assert "42" not in re.sub(r"03 53 01 42 10|0353014210", "", answer.text)
    assert "Something went wrong on our side" in app.test_client().get("/failing?lang=en").text


def test_numbers_that_no_column_takes_are_refused(app: Flask) -> None:
    @app.get("/number")
    def number() -> str:
        db.session.execute(text("SELECT id FROM event WHERE id = :id"), {"id": 10**30}).all()
        return ""

    assert app.test_client().get("/number").status_code in {200, 400}


def test_a_stale_save_shows_what_was_typed(app: Flask) -> None:
    @app.post("/stale")
    def stale() -> str:
        raise Stale(None)  # type: ignore[arg-type]

    app.config["WTF_CSRF_ENABLED"] = False
    answer = app.test_client().post("/stale", data=LETTER)
    assert answer.status_code == 409
    assert "quelle heure" in answer.text


def test_letters_are_limited(client: FlaskClient) -> None:
    form = {**LETTER, "csrf_token": token(client, "/contact")}
    answers = [client.post("/contact", data={**form, "key": str(number)}) for number in range(31)]
    assert {answer.status_code for answer in answers[:30]} == {303}
    assert answers[30].status_code == 429
    assert int(answers[30].headers["Retry-After"]) > 0
    assert "quelle heure" in answers[30].text

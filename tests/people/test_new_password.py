import re
from datetime import timedelta

import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from events.extensions import db
from events.kit import clock
from events.mail.models import Message
from events.mail.render import rendered
from tests.people.cast import PASSWORD, Cast, sign_in, token

NEW = "le phare de Walde 1859"


def ask(client: FlaskClient, email: str) -> str:
    form = {"email": email, "csrf_token": token(client, "/reset-password")}
    answer = client.post("/reset-password", data=form)
    assert answer.status_code == 200
    return answer.text


def mailed_link(app: Flask) -> str:
    """The path of the link in the newest mail of the outbox."""
    with app.app_context():
        message = db.session.scalars(select(Message).order_by(Message.id.desc())).first()
        assert message
        body = rendered(message, now=clock.now()).get_body(("plain",))
        assert body
        found = re.search(r"https?://[^/\s]+(/reset-password/\S+)", body.get_content())
    assert found
    return found.group(1)


def choose(client: FlaskClient, link: str, password: str = NEW, again: str = NEW) -> int:
    form = {"password": password, "again": again, "csrf_token": token(client)}
    return client.post(link, data=form).status_code


def test_a_mailed_link_leads_to_a_new_password_once(app: Flask, client: FlaskClient, cast: Cast) -> None:
    ask(client, "Ada@UTL.example")
    link = mailed_link(app)
    assert client.get(link).status_code == 200
    assert choose(client, link) == 303
    sign_in(app.test_client(), cast.ada, NEW)
    assert client.get(link).status_code == 410
    assert choose(client, link, PASSWORD, PASSWORD) == 410
    sign_in(app.test_client(), cast.ada, NEW)


def test_a_new_password_signs_out_everywhere(app: Flask, client: FlaskClient, cast: Cast) -> None:
    elsewhere = sign_in(app.test_client(), cast.ada)
    ask(client, cast.ada.email)
    choose(client, mailed_link(app))
    assert elsewhere.get("/organise/account").status_code == 303


def test_known_and_unknown_addresses_are_answered_alike(app: Flask, client: FlaskClient, cast: Cast) -> None:
    known, unknown = (
        re.sub(r"lang=\S+", "", ask(client, email)).replace(email, "") for email in (cast.ada.email, "no@utl.example")
    )
    assert known == unknown
    with app.app_context():
        assert len(db.session.scalars(select(Message)).all()) == 1


def test_the_outbox_keeps_no_secret(app: Flask, client: FlaskClient, cast: Cast) -> None:
    ask(client, cast.ada.email)
    secret = mailed_link(app).rpartition("/")[2]
    with app.app_context():
        message = db.session.scalars(select(Message)).one()
        assert message.values["account_id"] == cast.ada.id
        assert secret not in str(vars(message))
        assert secret not in rendered(message, now=clock.now(), masked=True).as_string()


def test_a_link_dies_after_three_hours(app: Flask, client: FlaskClient, cast: Cast) -> None:
    ask(client, cast.ada.email)
    link = mailed_link(app)
    with time_machine.travel(clock.now() + timedelta(hours=3, minutes=1)):
        assert client.get(link).status_code == 410
        assert choose(client, link) == 410


def test_a_short_password_changes_nothing(app: Flask, client: FlaskClient, cast: Cast) -> None:
    ask(client, cast.ada.email)
    link = mailed_link(app)
    assert choose(client, link, "elevensigns", "elevensigns") == 422
    assert choose(client, link, NEW, NEW + "x") == 422
    sign_in(client, cast.ada)


def test_forged_links_open_nothing(client: FlaskClient, cast: Cast) -> None:
    for forged in ("x", "WzEsIngiXQ.aR.x", "a" * 3000, "é"):
        assert client.get(f"/reset-password/{forged}").status_code == 410

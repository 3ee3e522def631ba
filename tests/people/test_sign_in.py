from typing import Literal

import pytest
from argon2 import PasswordHasher
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from events.event.actions import remove_from_team
from events.event.models import TeamMember
from events.extensions import db
from events.people import actions, passwords
from events.people.models import Account
from tests.factories import NOW
from tests.people.cast import PASSWORD, Cast, sign_in, token

PRIVATE = "/organise/account"


def is_in(client: FlaskClient) -> bool:
    return client.get(PRIVATE).status_code == 200


def cookie(client: FlaskClient) -> str:
    found = client.get_cookie("session")
    assert found
    return found.value


def test_sign_in_opens_the_private_pages(client: FlaskClient, cast: Cast) -> None:
    assert not is_in(client)
    assert is_in(sign_in(client, cast.ada))


def test_anonymous_come_back_to_where_they_were_going(client: FlaskClient, cast: Cast) -> None:
    away = client.get(f"{PRIVATE}?lang=en")
    assert away.status_code == 303
    assert away.location == "/sign-in?next=/organise/account?lang%3Den"


def test_wrong_password_and_unknown_address_read_the_same(client: FlaskClient, cast: Cast) -> None:
    words = set()
    for email in (cast.ada.email, "nobody@utl.example"):
        form = {"email": email, "password": "not the password", "csrf_token": token(client)}
        answer = client.post("/sign-in", data=form)
        assert answer.status_code == 422
        words.add(answer.text.replace(email, ""))
    assert len({text.split("csrf_token")[0] for text in words}) == 1


def test_sign_in_never_leads_to_another_site(client: FlaskClient, cast: Cast) -> None:
    for target in ("//e", "/\\e", "https:e", "\t//e", "javascript:1", "%2f%2fe"):
        form = {"email": cast.ada.email, "password": PASSWORD, "next": target, "csrf_token": token(client)}
        answer = client.post("/sign-in", data=form)
        assert answer.status_code == 303
        assert answer.location == "/organise/"
        client.post("/sign-out", data={"csrf_token": token(client, PRIVATE)})


def test_signing_out_kills_the_cookie(app: Flask, client: FlaskClient, cast: Cast) -> None:
    sign_in(client, cast.ada)
    stolen = cookie(client)
    assert client.post("/sign-out", data={"csrf_token": token(client, PRIVATE)}).status_code == 303
    thief = app.test_client()
    thief.set_cookie("session", stolen)
    assert not is_in(thief)


def test_signing_out_needs_a_post(client: FlaskClient, cast: Cast) -> None:
    assert sign_in(client, cast.ada).get("/sign-out", follow_redirects=True).status_code in {404, 405}
    assert is_in(client)


def test_each_sign_in_is_a_new_session(app: Flask, client: FlaskClient, cast: Cast) -> None:
    first = cookie(sign_in(client, cast.ada))
    client.post("/sign-out", data={"csrf_token": token(client, PRIVATE)})
    assert cookie(sign_in(client, cast.ada)) != first


def test_an_old_cookie_set_before_signing_in_is_worth_nothing(app: Flask, client: FlaskClient, cast: Cast) -> None:
    client.get("/sign-in")
    planted = cookie(client)
    sign_in(client, cast.ada)
    thief = app.test_client()
    thief.set_cookie("session", planted)
    assert not is_in(thief)


def test_a_cookie_without_a_live_row_is_anonymous(app: Flask, client: FlaskClient, cast: Cast) -> None:
    sign_in(client, cast.ada)
    with app.app_context():
        actions.end_all_sessions(cast.ada.id, NOW)
    assert not is_in(client)


def test_leaving_the_organisation_ends_the_sessions(app: Flask, client: FlaskClient, cast: Cast) -> None:
    sign_in(client, cast.ada)
    with app.app_context():
        ada = db.session.get_one(Account, cast.ada.id)
        actions.remove_organiser(ada, cast.organisation.id, by=ada, now=NOW)
    assert not is_in(client)


def test_leaving_a_team_ends_the_sessions(app: Flask, client: FlaskClient, cast: Cast) -> None:
    sign_in(client, cast.dora)
    with app.app_context():
        member = db.session.scalars(select(TeamMember).filter_by(account_id=cast.dora.id)).one()
        remove_from_team(member, now=NOW)
    assert not is_in(client)


def test_tries_of_one_account_are_limited(client: FlaskClient, cast: Cast) -> None:
    form = {"email": cast.ada.email, "password": "not the password", "csrf_token": token(client)}
    answers = [client.post("/sign-in", data=form).status_code for _ in range(11)]
    assert answers == [422] * 10 + [429]
    form["email"] = " ADA@UTL.EXAMPLE"
    assert client.post("/sign-in", data=form).status_code == 429
    form["email"] = cast.eve.email
    assert client.post("/sign-in", data=form).status_code == 422


def test_tries_of_one_address_are_limited(client: FlaskClient) -> None:
    csrf = token(client)
    answers = [
        client.post("/sign-in", data={"email": f"a{n}@b.example", "password": "x", "csrf_token": csrf}).status_code
        for n in range(101)
    ]
    assert answers == [422] * 100 + [429]
    assert client.get("/sign-in").status_code == 200


def test_a_sign_in_without_its_token_is_refused(client: FlaskClient, cast: Cast) -> None:
    assert client.post("/sign-in", data={"email": cast.ada.email, "password": PASSWORD}).status_code == 400


def test_unknown_addresses_cost_as_much_hashing_as_known_ones(
    client: FlaskClient, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Counting(PasswordHasher):
        checks = 0

        def verify(self, hash: str | bytes, password: str | bytes) -> Literal[True]:  # noqa: A002
            self.checks += 1
            return super().verify(hash, password)

    counting = Counting(time_cost=1, memory_cost=8, parallelism=1)
    monkeypatch.setattr(passwords, "hasher", counting)
    csrf = token(client)
    for number, email in enumerate((cast.ada.email, "nobody@utl.example"), 1):
        client.post("/sign-in", data={"email": email, "password": "not the password", "csrf_token": csrf})
        assert counting.checks == number


def test_passwords_never_come_back_on_a_page(client: FlaskClient, cast: Cast) -> None:
    sign_in(client, cast.ada)
    typed = {"current": "secret one here", "password": "secret two here", "again": "secret three here"}
    for csrf in ({}, {"csrf_token": token(client, PRIVATE)}):
        answer = client.post(f"{PRIVATE}/password", data=typed | csrf)
        assert answer.status_code in {400, 422}
        assert not any(secret in answer.text for secret in typed.values())

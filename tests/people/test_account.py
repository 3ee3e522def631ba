from flask import Flask
from flask.testing import FlaskClient

from tests.people.cast import PASSWORD, Cast, sign_in, token

PAGE = "/organise/account"
NEW = "été à la plage"


def change_password(client: FlaskClient, **typed: str) -> int:
    form = {"current": PASSWORD, "password": NEW, "again": NEW, "csrf_token": token(client, PAGE)} | typed
    return client.post(f"{PAGE}/password", data=form).status_code


def test_a_changed_password_leaves_this_browser_alone_signed_in(app: Flask, client: FlaskClient, cast: Cast) -> None:
    elsewhere = sign_in(app.test_client(), cast.ada)
    before = sign_in(client, cast.ada).get_cookie("session")
    assert change_password(client) == 303
    assert client.get(PAGE).status_code == 200
    assert elsewhere.get(PAGE).status_code == 303
    thief = app.test_client()
    assert before
    thief.set_cookie("session", before.value)
    assert thief.get(PAGE).status_code == 303
    sign_in(app.test_client(), cast.ada, NEW)


def test_changing_the_password_needs_the_old_one(app: Flask, client: FlaskClient, cast: Cast) -> None:
    sign_in(client, cast.ada)
    assert change_password(client, current="not the password") == 422
    assert change_password(client, password="short", again="short") == 422
    assert change_password(client, again="something else") == 422
    sign_in(app.test_client(), cast.ada)


def test_signing_out_everywhere_ends_all_sessions(app: Flask, client: FlaskClient, cast: Cast) -> None:
    elsewhere = sign_in(app.test_client(), cast.ada)
    sign_in(client, cast.ada)
    client.post(f"{PAGE}/sign-out-everywhere", data={"csrf_token": token(client, PAGE)})
    assert client.get(PAGE).status_code == 303
    assert elsewhere.get(PAGE).status_code == 303


def test_extra_fields_change_nothing(client: FlaskClient, cast: Cast) -> None:
    sign_in(client, cast.dora)
    form = {"name": " Dora\u200b  Lefebvre ", "language": "en", "email": "x@y.example", "active": "", "id": "1"}
    answer = client.post(PAGE, data={**form, "csrf_token": token(client, PAGE)})
    assert answer.status_code == 303
    page = client.get(PAGE).text
    assert "Dora Lefebvre" in page
    assert cast.dora.email in page


def test_a_wrong_account_form_keeps_what_was_typed(client: FlaskClient, cast: Cast) -> None:
    sign_in(client, cast.ada)
    answer = client.post(PAGE, data={"name": "\u200b", "language": "xx", "csrf_token": token(client, PAGE)})
    assert answer.status_code == 422

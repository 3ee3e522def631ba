from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from events.extensions import db
from events.mail.models import Message
from events.people.models import Organisation
from tests.people.cast import Cast, sign_in, token

PAGE = "/organise/organisation"
TYPED = {"version": "1", "name": "Université du temps libre", "language": "fr", "zone": "Europe/Paris"}


def save(client: FlaskClient, **typed: str) -> Any:
    return client.post(PAGE, data={**TYPED, **typed, "csrf_token": token(client, PAGE)})


def stored(app: Flask, cast: Cast) -> Organisation:
    with app.app_context():
        organisation = db.session.get_one(Organisation, cast.organisation.id)
        db.session.refresh(organisation)
        db.session.expunge(organisation)
        return organisation


def test_settings_are_saved_as_people_write_them(app: Flask, client: FlaskClient, cast: Cast) -> None:
    sign_in(client, cast.ada)
    texts = {"phone_hours": "de 9 h à 12 h", "phone_hours_en": "9 am to noon", "legal": "**Loi 1901**\r\n\r\nCalais"}
    assert save(client, phone="+33 (0)3.53.01.42.10", website="utl.example", **texts).status_code == 303
    organisation = stored(app, cast)
    assert organisation.phone == "03 53 01 42 10"
    assert organisation.website == "https://utl.example"
    assert organisation.phone_hours == {"fr": "de 9 h à 12 h", "en": "9 am to noon"}
    assert organisation.legal == {"fr": "**Loi 1901**\n\nCalais"}
    assert organisation.version == 2


def test_a_stale_save_shows_both_texts_and_loses_nothing(app: Flask, client: FlaskClient, cast: Cast) -> None:
    sign_in(client, cast.ada)
    assert save(client, street="1 rue Royale", town="Calais").status_code == 303
    answer = save(client, street="2 rue Royale", town="Calais")
    assert answer.status_code == 409
    assert "1 rue Royale" in answer.text
    assert 'value="2 rue Royale"' in answer.text
    assert stored(app, cast).street == "1 rue Royale"
    assert save(client, version="2", street="2 rue Royale", town="Calais").status_code == 303
    assert stored(app, cast).street == "2 rue Royale"


def test_wrong_input_is_refused_and_kept(app: Flask, client: FlaskClient, cast: Cast) -> None:
    sign_in(client, cast.ada)
    before = stored(app, cast)
    for name, wrong in {
        "email": "ada@utl",
        "phone": "03 21",
        "website": "javascript:alert(1)",
        "name": "\u200b",
        "town": "x" * 101,
        "zone": "Mars/Olympus",
        "language": "xx",
    }.items():
        assert save(client, **{name: wrong}).status_code == 422, name
    assert stored(app, cast).version == before.version
    assert 'value="ada@utl"' in save(client, email="ada@utl").text


def test_a_name_belongs_to_one_organisation(app: Flask, client: FlaskClient, cast: Cast) -> None:
    sign_in(client, cast.ada)
    assert save(client, name="Les Amis du port").status_code == 422
    assert stored(app, cast).version == 1


def test_settings_of_others_are_not_found(app: Flask, client: FlaskClient, cast: Cast) -> None:
    sign_in(client, cast.eve)
    assert client.get(f"{PAGE}?organisation={cast.organisation.id}").status_code == 404
    form = {**TYPED, "organisation": str(cast.organisation.id), "csrf_token": token(client, PAGE)}
    assert client.post(PAGE, data=form).status_code == 404
    assert client.post(f"{PAGE}?organisation={cast.organisation.id}", data=form).status_code == 404
    assert stored(app, cast).version == 1


def test_extra_fields_change_nothing(app: Flask, client: FlaskClient, cast: Cast) -> None:
    sign_in(client, cast.ada)
    assert save(client, id="99", created_at="1999-01-01", role="organiser").status_code == 303
    assert stored(app, cast).created_at == cast.organisation.created_at


def test_a_test_mail_goes_to_whoever_asks(app: Flask, client: FlaskClient, cast: Cast) -> None:
    sign_in(client, cast.ada)
    answer = client.post(f"{PAGE}/test-mail", data={"csrf_token": token(client, PAGE)}, follow_redirects=True)
    assert cast.ada.email in answer.text
    with app.app_context():
        assert db.session.scalars(select(Message)).one().recipient == cast.ada.email

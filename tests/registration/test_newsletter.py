"""The newsletter: a box of its own, a yes by mail, the proof of it, and leaving by one click."""

import csv
import io
from datetime import timedelta
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from events.extensions import db
from events.kit.tokens import link_token
from events.mail.models import Message
from events.mail.render import rendered
from events.registration.actions import erase_expired, erase_registration, register
from events.registration.models import NewsletterConsent, Registration
from events.registration.queries.newsletter import NEWSLETTER_LINK, readers_of
from tests.factories import NOW, scheduled_talk
from tests.people.cast import Cast, sign_in
from tests.registration.test_actions import claim, lecture
from tests.registration.test_erasing import OVER, everything, send_all
from tests.registration.test_erasing import season as an_event
from tests.registration.test_views import own_page, post, season, two_weeks_before

__all__ = ["an_event", "season", "two_weeks_before"]

ONE_CLICK = {"List-Unsubscribe": "One-Click"}


def consent(app: Flask, number: int = -1) -> NewsletterConsent:
    with app.app_context():
        return db.session.scalars(select(NewsletterConsent).order_by(NewsletterConsent.id)).all()[number]


def link(app: Flask, number: int = -1) -> str:
    with app.app_context():
        return f"/newsletter/{link_token(NEWSLETTER_LINK, consent(app, number).reference, 0)}/"


def say_yes(app: Flask, client: FlaskClient, number: int = -1) -> Any:
    return post(client, f"{link(app, number)}confirmation", link(app, number))


def test_the_box_stands_alone_and_unticked(app: Flask, client: FlaskClient, season: str) -> None:
    page = client.get("/saison/register").text
    box = page[page.index('name="newsletter"') - 80 :][:200]
    assert "checked" not in box
    own_page(client)
    with app.app_context():
        assert db.session.scalars(select(NewsletterConsent)).all() == []


def test_nobody_reads_it_before_she_said_yes_by_mail(app: Flask, client: FlaskClient, season: str) -> None:
    own_page(client, newsletter="y")
    asked = consent(app)
    assert (asked.email, asked.asked_at >= NOW, asked.confirmed_at) == ("jeanne@example.org", True, None)
    assert asked.words.startswith("Recevoir la lettre d’information. Nous vous demandons d’abord par message")
    page = client.get("/saison/register").text
    assert all(sentence in page for sentence in ("Recevoir la lettre d’information", asked.words.partition(". ")[2]))
    with app.app_context():
        mail = db.session.scalars(select(Message).filter_by(template="registration/newsletter")).one()
        text = rendered(mail, now=NOW).as_string()
        assert readers_of(asked.organisation_id) == []
    assert link(app)[:30] in text.replace("=\r\n", "").replace("=\n", "")

    assert client.get(link(app)).status_code == 200
    assert consent(app).confirmed_at is None
    assert say_yes(app, client).status_code == 303
    confirmed = consent(app)
    assert confirmed.confirmed_at is not None
    assert confirmed.confirmed_words == "Oui, envoyez-moi la lettre d’information"
    with app.app_context():
        assert [reader.email for reader in readers_of(asked.organisation_id)] == ["jeanne@example.org"]


def test_the_mail_can_be_left_by_one_click(app: Flask, client: FlaskClient, season: str) -> None:
    own_page(client, newsletter="y")
    say_yes(app, client)
    with app.app_context():
        mail = db.session.scalars(select(Message).filter_by(template="registration/newsletter")).one()
        email = rendered(mail, now=NOW)
        hidden = rendered(mail, now=NOW, masked=True)
    assert email["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert link(app) in email["List-Unsubscribe"].replace("\r\n ", "")
    assert link(app) not in hidden["List-Unsubscribe"]

    program = app.test_client()
    assert program.post(link(app), data={"something": "else"}).status_code == 400
    assert consent(app).left_at is None
    answer = program.post(link(app), data=ONE_CLICK)
    assert (answer.status_code, answer.headers.getlist("Set-Cookie")) == (200, [])
    left_at = consent(app).left_at
    assert left_at is not None
    assert program.post(link(app), data=ONE_CLICK).status_code == 200
    assert consent(app).left_at == left_at


def test_leaving_on_the_page_ends_all_she_agreed_to(app: Flask, client: FlaskClient, season: str) -> None:
    for number in range(2):
        own_page(client, newsletter="y", name=f"Jeanne {number}")
        say_yes(app, client)
    with app.app_context():
        assert len(readers_of(consent(app).organisation_id)) == 1
    assert post(client, f"{link(app, 0)}leaving", link(app, 0)).status_code == 303
    with app.app_context():
        assert readers_of(consent(app).organisation_id) == []
    say_yes(app, client)
    with app.app_context():
        assert len(readers_of(consent(app).organisation_id)) == 1


def test_the_form_answers_alike_for_a_reader_and_a_stranger(app: Flask, client: FlaskClient, season: str) -> None:
    own_page(client, newsletter="y")
    say_yes(app, client)
    known, unknown = (
        own_page(client, newsletter="y", name="A"),
        own_page(client, newsletter="y", name="A", email="new@a.org"),
    )
    pages = [client.get(f"{address}?new=1").text for address in (known, unknown)]
    assert ["newsletter" in page for page in pages] in ([True, True], [False, False])
    with app.app_context():
        asked = select(Message.recipient).filter_by(template="registration/newsletter").order_by(Message.id)
        assert db.session.scalars(asked).all() == ["jeanne@example.org", "jeanne@example.org", "new@a.org"]


def test_unknown_links_open_nothing(client: FlaskClient, season: str) -> None:
    for token in ("abcdefgh" + "a" * 26, "x"):
        assert client.get(f"/newsletter/{token}/").status_code == 404
        assert client.post(f"/newsletter/{token}/", data=ONE_CLICK).status_code == 404


def test_organisers_take_the_list_of_readers_and_eve_does_not(app: Flask, cast: Cast) -> None:
    with app.app_context():
        scheduled_talk(db.session.merge(cast.event), slug="dora")
    visitor, ada, eve = app.test_client(), sign_in(app.test_client(), cast.ada), sign_in(app.test_client(), cast.eve)
    for address in ("+a@example.org", "asked-only@example.org"):
        own_page(visitor, newsletter="y", email=address)
    say_yes(app, visitor, 0)
    assert "+a@example.org" in ada.get("/organise/newsletter/").text
    rows = list(
        csv.reader(io.StringIO(ada.get("/organise/newsletter/readers.csv").data.decode("utf-8-sig")), delimiter=";")
    )
    assert [row[0] for row in rows] == ["email", "'+a@example.org"]
    assert rows[1][3].startswith("Recevoir la lettre d’information")
    for page in ("", "readers.csv"):
        assert "example.org" not in eve.get(f"/organise/newsletter/{page}").text
        assert "asked-only" not in ada.get(f"/organise/newsletter/{page}").text
        assert eve.get(f"/organise/newsletter/{page}?organisation={cast.organisation.id}").status_code == 404


def test_erasing_ends_it_and_names_that_expire_leave_readers_alone(an_event: Any) -> None:
    talk = lecture(an_event)
    for name in ("own", "asked", "reader"):
        register(an_event, claim(talk, name=name, email=f"{name}@example.org", newsletter=True), now=NOW)
    own, asked, reader = db.session.scalars(select(NewsletterConsent).order_by(NewsletterConsent.id))
    for one in (own, reader):
        one.confirmed_at = NOW
    db.session.commit()
    send_all(NOW)
    registration = own.registration_id
    erase_registration(db.session.get_one(Registration, registration), now=NOW + timedelta(days=1))
    send_all(NOW + timedelta(days=1))
    assert "own@example.org" not in everything()
    assert erase_expired(OVER) == 2
    assert "asked@example.org" not in everything()
    assert (reader.email, reader.registration_id, reader.left_at) == ("reader@example.org", None, None)
    assert [one.email for one in readers_of(an_event.organisation_id)] == ["reader@example.org"]
    assert asked.left_at == OVER

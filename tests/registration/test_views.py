"""Registering as people do: pages, forms, the person's own page."""

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import icalendar
import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from events.extensions import db
from events.kit import clock, jobs
from events.mail.models import Message
from events.people.models import Person
from events.programme.actions import postpone_talk
from events.programme.models import Talk
from events.registration.models import Attendee, Registration, Seat
from tests.factories import LECTURE, NOW, EventFactory, scheduled_talk

FORM = {"name": "Jeanne Lefebvre", "email": "jeanne@example.org", "talks": "dora"}


@pytest.fixture(autouse=True)
def two_weeks_before(app: Flask) -> Iterator[None]:
    clock.start_at(NOW)
    yield
    clock.start_at(None)


@pytest.fixture
def season(app: Flask) -> str:
    with app.app_context():
        event = EventFactory.make(slug="saison")
        scheduled_talk(event, slug="dora")
        scheduled_talk(event, slug="tulle", starts_at=LECTURE + timedelta(weeks=1))
        scheduled_talk(event, slug="secret", state="draft")
        return event.slug


def token_in(html: str) -> str:
    found = re.search(r'name="csrf_token" value="([^"]+)"', html)
    assert found
    return found.group(1)


def post(client: FlaskClient, address: str, page: str | None = None, **form: Any) -> Any:
    """POST what a person typed into the form of `page`."""
    token = token_in(client.get(page or address).text)
    return client.post(address, data={"csrf_token": token, **form})


def register(client: FlaskClient, **changes: Any) -> Any:
    return post(client, "/saison/register", **{**FORM, **changes})


def own_page(client: FlaskClient, **changes: Any) -> str:
    answer = register(client, **changes)
    assert answer.status_code == 303
    return str(answer.location).partition("?")[0]


def count(app: Flask, table: Any) -> int:
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(table)) or 0


def test_registering_leads_to_the_confirmation(app: Flask, client: FlaskClient, season: str) -> None:
    answer = register(client, companions="Paul Lefebvre\n\n  Luc  Roy ", notes="Merci", phone="0321000000")

    assert answer.status_code == 303
    assert re.fullmatch(r"/r/[a-z0-9]{34}/\?new=1", answer.location)
    page = client.get(answer.location)
    assert page.status_code == 200
    assert page.headers["Cache-Control"] == "private, no-store"
    for words in ("Jeanne Lefebvre", "Paul Lefebvre", "Luc Roy", "jeanne@example.org"):
        assert words in page.text
    with app.app_context():
        assert db.session.scalars(select(Person)).one().phone == "03 21 00 00 00"
    assert (count(app, Seat), count(app, Message)) == (3, 1)


def test_the_confirmation_of_what_was_postponed_promises_no_day(app: Flask, client: FlaskClient, season: str) -> None:
    location = register(client).location
    first = client.get(f"{location}&lang=en").text
    assert "A seat is kept for you on" in first
    with app.app_context():
        talk = db.session.scalars(select(Talk).filter_by(slug="dora")).one()
        postpone_talk(talk, {"fr": "Neige"}, now=NOW, at_once=True)
    page = client.get(f"{location}&lang=en").text
    assert "A seat is kept for you on" not in page
    assert "postponed: your place is kept until the new date" in page
    assert re.search(r'class="tile[^"]* struck"', page)


def test_the_form_ticks_the_talk_one_came_from(client: FlaskClient, season: str) -> None:
    page = client.get("/saison/register?talk=dora").text
    assert re.search(r'value="dora"[^>]* checked', page)
    assert not re.search(r'value="tulle"[^>]* checked', page)
    assert 'value="secret"' not in page


def test_the_form_sets_a_cookie_and_no_row(app: Flask, client: FlaskClient, season: str) -> None:
    client.get("/saison/register")
    assert (count(app, Registration), count(app, Person)) == (0, 0)


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"name": ""}, 422),
        ({"name": "\u200b\x00\ufeff"}, 422),
        ({"email": "", "phone": ""}, 422),
        ({"email": "jeanne@"}, 422),
        ({"email": "a@example.org, b@example.org"}, 422),
        ({"phone": "12", "email": ""}, 422),
        ({"talks": ""}, 422),
        ({"talks": "secret"}, 422),
        ({"talks": "nothing-of-that-name"}, 422),
        ({"companions": "\n".join(f"Name {n}" for n in range(40))}, 422),
        ({"csrf_token": ""}, 400),
        ({"csrf_token": "wrong"}, 400),
    ],
)
def test_what_is_wrong_changes_nothing_and_loses_nothing(
    app: Flask, client: FlaskClient, season: str, changes: dict[str, str], status: int
) -> None:
    answer = register(client, **{"notes": "un mot à ne pas perdre", **changes})

    assert answer.status_code == status
    assert "un mot à ne pas perdre" in answer.text
    assert (count(app, Registration), count(app, Message)) == (0, 0)


@pytest.mark.parametrize(
    "name", ["W" * 200, "محمد الأمين", "李小龍", "Zoë 👩‍🚀", "a" + "\u0301" * 1000, "<b>Jeanne</b>", "=1+1"]
)
def test_odd_names_are_taken_as_they_are(app: Flask, client: FlaskClient, season: str, name: str) -> None:
    page = client.get(own_page(client, name=name))
    assert page.status_code == 200
    assert "<b>Jeanne" not in page.text
    with app.app_context():
        assert len(db.session.scalars(select(Attendee)).one().name) <= 200


def test_the_same_form_sent_twice_is_one_registration(app: Flask, client: FlaskClient, season: str) -> None:
    token = token_in(client.get("/saison/register").text)
    answers = [client.post("/saison/register", data={"csrf_token": token, **FORM}) for _ in range(3)]

    assert len({answer.location for answer in answers}) == 1
    assert (count(app, Registration), count(app, Message)) == (1, 1)


def test_extra_fields_change_nothing(app: Flask, client: FlaskClient, season: str) -> None:
    own_page(client, state="confirmed", source="desk", event_id="99", id="7", number="1", created_by_id="1")
    with app.app_context():
        made = db.session.scalars(select(Registration)).one()
        assert (made.source, made.created_by_id) == ("web", None)
        assert made.number >= 100_000


def test_a_closed_event_says_so(app: Flask, client: FlaskClient) -> None:
    with app.app_context():
        scheduled_talk(EventFactory.make(slug="closed", registration_state="closed"), slug="dora")
        scheduled_talk(EventFactory.make(slug="draft", state="draft"), slug="dora")
    assert client.get("/closed/register").status_code == 200
    token = token_in(client.get("/my-seats").text)
    assert client.post("/closed/register", data={"csrf_token": token, **FORM}).status_code == 409
    assert client.get("/draft/register").status_code == 404
    assert client.get("/nowhere/register").status_code == 404
    assert count(app, Registration) == 0


def test_a_full_talk_puts_one_on_the_waiting_list(app: Flask, client: FlaskClient, season: str) -> None:
    with app.app_context():
        for talk in db.session.scalars(select(Talk)):
            talk.capacity.limit = 1
        db.session.commit()
    own_page(client)
    page = client.get(own_page(client, name="Paul", email="paul@example.org") + "?new=1").text
    assert "state waiting" in page


def test_giving_back_is_a_post_and_frees_the_seat(app: Flask, client: FlaskClient, season: str) -> None:
    page = own_page(client, companions="Paul")
    assert client.get(f"{page}cancellation").status_code == 405
    assert count(app, Message) == 1

    assert post(client, f"{page}cancellation", page).status_code == 303

    assert "state given_back" in client.get(page).text
    with app.app_context():
        assert {seat.state for seat in db.session.scalars(select(Seat))} == {"cancelled"}
        last = db.session.scalars(select(Message).order_by(Message.id.desc())).first()
        assert last
        assert last.calendar_method == "CANCEL"


def test_giving_back_one_talk_or_one_seat(app: Flask, client: FlaskClient, season: str) -> None:
    page = own_page(client, companions="Paul", talks=["dora", "tulle"])
    with app.app_context():
        seat_id = db.session.scalars(select(Seat.id).order_by(Seat.id)).first()

    assert post(client, f"{page}talks/tulle/cancellation", page).status_code == 303
    assert post(client, f"{page}seats/{seat_id}/cancellation", page).status_code == 303

    with app.app_context():
        states = [seat.state for seat in db.session.scalars(select(Seat).order_by(Seat.id))]
        codes = db.session.scalars(select(Attendee.ticket_code).order_by(Attendee.id)).all()
    assert states == ["cancelled", "confirmed", "cancelled", "cancelled"]
    shown = client.get(page).text
    assert codes[1] in shown, "Paul keeps his ticket"
    assert codes[0] not in shown, "who gave her seat back has none"
    assert post(client, f"{page}talks/secret/cancellation", page).status_code == 404
    assert post(client, f"{page}seats/999/cancellation", page).status_code == 404


def test_somebody_elses_seat_cannot_be_given_back(app: Flask, client: FlaskClient, season: str) -> None:
    mine = own_page(client)
    own_page(client, name="Paul", email="paul@example.org")
    with app.app_context():
        others = db.session.scalars(select(Seat.id).order_by(Seat.id.desc())).first()
    assert post(client, f"{mine}seats/{others}/cancellation", mine).status_code == 404


@pytest.mark.parametrize("token", ["x", "a" * 34, "é" * 10, "../etc", "K7RM2XQA" + "a" * 26])
def test_unknown_links_open_nothing(client: FlaskClient, season: str, token: str) -> None:
    assert client.get(f"/r/{token}/").status_code == 404


def test_details_are_changed_and_wrong_ones_kept(app: Flask, client: FlaskClient, season: str) -> None:
    page = own_page(client)
    with app.app_context():
        attendee = db.session.scalars(select(Attendee)).one().id

    wrong = post(client, f"{page}details", page, **{f"name-{attendee}": "", "email": "jeanne@", "phone": "0321000000"})
    assert wrong.status_code == 422
    assert 'value="jeanne@"' in wrong.text

    right = post(
        client, f"{page}details", page, **{f"name-{attendee}": "Jeanne Roy", "email": "", "phone": "0321000000"}
    )
    assert right.status_code == 303
    assert "Jeanne Roy" in client.get(page).text


def test_the_private_calendar_repeats_the_invitations_uid(app: Flask, client: FlaskClient, season: str) -> None:
    page = client.get(own_page(client)).text
    address = re.search(r"/r/[a-z0-9]{34}/calendar\.ics", page)
    assert address
    feed = client.get(address.group())

    assert feed.status_code == 200
    assert client.get(address.group(), headers={"If-None-Match": feed.headers["ETag"]}).status_code == 304
    entry = icalendar.Calendar.from_ical(feed.data).walk("VEVENT")[0]
    with app.app_context():
        message = db.session.scalars(select(Message)).one()
        assert entry["UID"] == message.calendar_uid
    assert "ATTENDEE" not in entry


def test_my_seats_answers_alike_and_mails_only_the_known(app: Flask, client: FlaskClient, season: str) -> None:
    own_page(client)
    known = post(client, "/my-seats", email="jeanne@example.org")
    unknown = post(client, "/my-seats", email="nobody1@example.org")

    assert known.status_code == unknown.status_code == 200
    assert known.text.replace("jeanne@", "") == unknown.text.replace("nobody1@", "")
    with app.app_context():
        assert db.session.scalars(select(Message).filter_by(template="registration/links")).all() == []
        jobs.run_each_minute()
        links = db.session.scalars(select(Message).filter_by(template="registration/links")).all()
        assert [message.recipient for message in links] == ["jeanne@example.org"]


def test_a_congress_gives_a_seat_of_the_event(app: Flask, client: FlaskClient) -> None:
    with app.app_context():
        event = EventFactory.make(slug="congres", kind="congress", registration_scope="event")
        scheduled_talk(event, slug="atelier")
    answer = post(client, "/congres/register", name="Jeanne", email="jeanne@example.org")
    assert answer.status_code == 303
    with app.app_context():
        assert [(seat.talk_id, seat.state) for seat in db.session.scalars(select(Seat))] == [(None, "confirmed")]


def test_the_seventh_mail_of_an_hour_waits_until_its_reader_wants_it(
    app: Flask, client: FlaskClient, season: str
) -> None:
    pages = [own_page(client, name=f"Jeanne {number}") for number in range(7)]
    with app.app_context():
        held = db.session.scalars(select(Message).where(Message.due_at.is_not(None))).all()
        assert [message.recipient for message in held] == ["jeanne@example.org"]

    assert "/confirmation" in client.get(pages[0]).text
    assert client.get(f"{pages[0]}confirmation").status_code == 405
    assert post(client, f"{pages[0]}confirmation", pages[0]).status_code == 303

    assert "/confirmation" not in client.get(pages[0]).text
    with app.app_context():
        assert db.session.scalars(select(Message).where(Message.due_at.is_not(None))).all() == []


@pytest.mark.parametrize("talks", [["tulle", "nothing"], ["\0"], ["secret"], [f"talk-{n}" for n in range(101)]])
def test_a_wrong_talk_shows_the_whole_form_again(client: FlaskClient, season: str, talks: list[str]) -> None:
    answer = register(client, talks=talks)
    assert answer.status_code == 422
    assert {slug for slug in ("dora", "tulle", "secret") if f'value="{slug}"' in answer.text} == {"dora", "tulle"}
    assert "Jeanne Lefebvre" in answer.text

"""Her data on her own page: taken away, erased; the address of her calendar renewed."""

import json
import re
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event as events_of
from sqlalchemy import select

from events.extensions import db
from events.mail.models import Message
from events.registration.models import Registration, Seat
from tests.factories import scheduled_talk
from tests.people.cast import Cast, sign_in
from tests.registration.test_erasing import everything
from tests.registration.test_views import own_page, post, season, token_in, two_weeks_before

__all__ = ["season", "two_weeks_before"]


def data_of(client: FlaskClient, address: str) -> Any:
    answer = client.get(f"{address}data.json")
    assert answer.status_code == 200
    return json.loads(answer.text)


def calendar_address(client: FlaskClient, address: str) -> str:
    found = re.search(r'href="(/r/[a-z0-9]+/calendar.ics)"', client.get(address).text)
    assert found
    return found.group(1)


def test_everything_held_about_her_is_in_one_file(client: FlaskClient, season: str) -> None:
    address = own_page(client, companions="Paul Lefebvre", notes="une rampe", phone="0321000000")
    answer = client.get(f"{address}data.json")
    assert answer.headers["Content-Disposition"].startswith("attachment; filename=registration-")
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert answer.mimetype == "application/json"

    data = json.loads(answer.text)
    assert data["person"]["name"] == "Jeanne Lefebvre"
    assert (data["person"]["email"], data["person"]["phone"]) == ("jeanne@example.org", "03 21 00 00 00")
    assert data["registration"]["word_for_us"] == "une rampe"
    assert [attendee["name"] for attendee in data["attendees"]] == ["Jeanne Lefebvre", "Paul Lefebvre"]
    assert [(seat["for"], seat["state"]) for seat in data["seats"]] == [
        ("Jeanne Lefebvre", "confirmed"),
        ("Paul Lefebvre", "confirmed"),
    ]
    [message] = data["messages"]
    assert message["to"] == "jeanne@example.org"
    assert "Mittelbau-Dora" in message["subject"]
    assert message["sent_at"] is None
    assert [invitation["to"] for invitation in data["invitations"]] == ["jeanne@example.org"]
    assert [act["what"] for act in data["activity"]] == ["registered"]


def test_another_registration_with_the_same_address_is_not_in_it(client: FlaskClient, season: str) -> None:
    address = own_page(client)
    own_page(client, name="Luc Roy", notes="un secret")
    text = client.get(f"{address}data.json").text
    assert "Luc Roy" not in text
    assert "un secret" not in text


def test_looking_changes_nothing(app: Flask, client: FlaskClient, season: str) -> None:
    address = own_page(client)
    with app.app_context():
        before = everything()
    for page in ("data.json", "erasure", ""):
        assert client.get(f"{address}{page}").status_code == 200
    with app.app_context():
        assert everything() == before


def test_erasing_asks_first_and_says_then_that_it_is_done(app: Flask, client: FlaskClient, season: str) -> None:
    address = own_page(client)
    asked = client.get(f"{address}erasure").text
    assert "Mittelbau-Dora" in asked
    answer = post(client, f"{address}erasure", f"{address}erasure")
    assert (answer.status_code, answer.location) == (303, address)

    done = client.get(address)
    assert done.status_code == 410
    assert "Jeanne" not in done.text
    for page in ("data.json", "erasure"):
        assert client.get(f"{address}{page}").status_code == 410
    with app.app_context():
        assert [seat.state for seat in db.session.scalars(select(Seat))] == ["cancelled"]
        assert [message.calendar_method for message in db.session.scalars(select(Message))] == ["CANCEL"]


def test_nothing_can_be_done_through_the_link_of_what_is_erased(client: FlaskClient, season: str) -> None:
    address, other = own_page(client), own_page(client, name="Luc Roy")
    calendar = calendar_address(client, address)
    post(client, f"{address}erasure", f"{address}erasure")
    for act in ("details", "cancellation", "acceptance", "confirmation", "calendar-link", "erasure"):
        answer = post(client, f"{address}{act}", other, **{"email": "new@example.org", "name-1": "Jeanne"})
        assert answer.status_code == 410, act
    assert client.get(calendar).status_code == 404
    assert client.get(f"{address}badge.pdf").status_code == 404


def test_a_link_that_never_was_one_is_not_told_from_an_erased_one_by_its_reference(
    client: FlaskClient, season: str
) -> None:
    address = own_page(client)
    post(client, f"{address}erasure", f"{address}erasure")
    assert client.get(f"{address[:-5]}aaaa/").status_code == 404


def test_a_renewed_calendar_leaves_nothing_at_the_old_address(app: Flask, client: FlaskClient, season: str) -> None:
    address = own_page(client)
    old = calendar_address(client, address)
    assert client.get(old).status_code == 200
    answer = post(client, f"{address}calendar-link", address)
    assert answer.status_code == 303
    new = calendar_address(client, address)
    assert (client.get(old).status_code, client.get(new).status_code) == (404, 200)
    assert client.get(address).status_code == 200
    with app.app_context():
        assert db.session.scalars(select(Registration.calendar_generation)).all() == [1]


def test_organisers_see_that_it_is_erased_and_no_name(app: Flask, cast: Cast) -> None:
    with app.app_context():
        scheduled_talk(db.session.merge(cast.event), slug="dora")
    visitor, ada = app.test_client(), sign_in(app.test_client(), cast.ada)
    address = own_page(visitor)
    with app.app_context():
        number = db.session.scalars(select(Registration.number)).one()
    post(visitor, f"{address}erasure", f"{address}erasure")
    for page in ("registrations/", f"registrations/{number}/", "activity/"):
        shown = ada.get(f"/organise/saison/{page}")
        assert shown.status_code == 200
        assert "Lefebvre" not in shown.text
    assert "(effacé)" in ada.get("/organise/saison/registrations/").text


def test_a_lost_link_costs_the_same_work_for_known_and_unknown_addresses(
    app: Flask, client: FlaskClient, season: str
) -> None:
    """What a stranger waits for never looks the address up: the worker does."""
    own_page(client)
    token = token_in(client.get("/my-seats").text)
    said: list[list[str]] = []

    def hear(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        said[-1].append(statement)

    with app.app_context():
        engine = db.engine
    events_of.listen(engine, "before_cursor_execute", hear)
    try:
        for address in ("jeanne@example.org", "nobody@example.org"):
            said.append([])
            client.post("/my-seats", data={"csrf_token": token, "email": address})
    finally:
        events_of.remove(engine, "before_cursor_execute", hear)
    assert said[0] == said[1] != []
    assert not any("FROM registration" in statement for statement in said[0])

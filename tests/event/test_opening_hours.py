"""When a venue is open: seven rows on its page."""

from datetime import time

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from events.event.models import OpeningHours, Venue
from events.extensions import db
from tests.factories import VenueFactory
from tests.people.cast import Cast, sign_in
from tests.programme.test_pages import send

WEEK = {"hours-from_0": "09:00", "hours-to_0": "18 h 30", "hours-from_4": "18:00", "hours-to_4": "01:00"}


@pytest.fixture
def ada(client: FlaskClient, cast: Cast) -> FlaskClient:
    return sign_in(client, cast.ada)


@pytest.fixture
def address(app: Flask, cast: Cast) -> str:
    with app.app_context():
        return f"/organise/venues/{VenueFactory.make(organisation_id=cast.organisation.id).id}/"


def kept() -> dict[int, tuple[time, time]]:
    return {row.weekday: (row.opens, row.closes) for row in db.session.scalars(select(OpeningHours))}


def test_hours_are_written_read_and_taken_away(app: Flask, ada: FlaskClient, address: str) -> None:
    answer = send(ada, f"{address}opening-hours", {**WEEK, "hours-version": "1"})
    assert (answer.status_code, answer.location) == (303, address)
    with app.app_context():
        assert kept() == {0: (time(9), time(18, 30)), 4: (time(18), time(1))}
    page = ada.get(f"{address}?lang=fr").text
    assert 'value="18:30"' in page
    assert "Lundi" in page

    assert (
        send(ada, f"{address}opening-hours", {**WEEK, "hours-to_0": "17:00", "hours-version": "2"}).status_code == 303
    )
    with app.app_context():
        assert kept()[0] == (time(9), time(17))
    assert send(ada, f"{address}opening-hours", {**dict.fromkeys(WEEK, ""), "hours-version": "3"}).status_code == 303
    with app.app_context():
        assert kept() == {}


@pytest.mark.parametrize(
    "wrong", [{"hours-to_0": ""}, {"hours-from_4": ""}, {"hours-to_4": "late"}, {"hours-from_0": "25:00"}]
)
def test_half_a_row_is_refused_and_kept(app: Flask, ada: FlaskClient, address: str, wrong: dict[str, str]) -> None:
    answer = send(ada, f"{address}opening-hours", {**WEEK, **wrong, "hours-version": "1"})
    assert answer.status_code == 422
    assert answer.text.count('class="field-error"') == 1
    assert 'value="18 h 30"' in answer.text or wrong.get("hours-to_0") == ""
    with app.app_context():
        assert kept() == {}


def test_two_editors_see_both_texts(app: Flask, ada: FlaskClient, address: str) -> None:
    send(ada, f"{address}opening-hours", {**WEEK, "hours-version": "1"})
    second = send(ada, f"{address}opening-hours?lang=en", {**WEEK, "hours-to_0": "20:00", "hours-version": "1"})
    assert second.status_code == 409
    assert "Monday, to" in second.text
    with app.app_context():
        assert kept()[0] == (time(9), time(18, 30))


def test_a_venue_goes_with_its_hours_and_another_organisations_stays(
    app: Flask, ada: FlaskClient, address: str, cast: Cast
) -> None:
    with app.app_context():
        strange = VenueFactory.make(organisation_id=cast.other_organisation.id).id
    assert send(ada, f"/organise/venues/{strange}/opening-hours", {**WEEK, "hours-version": "1"}).status_code == 404
    send(ada, f"{address}opening-hours", {**WEEK, "hours-version": "1"})
    assert send(ada, f"{address}deletion", {}).status_code == 303
    with app.app_context():
        assert kept() == {}
        assert [venue.id for venue in db.session.scalars(select(Venue))] == [strange]

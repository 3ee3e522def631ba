"""Adding a talk on one's own page: the same registration, the same rules."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from events.event.rules import RegistrationScope
from events.extensions import db
from events.kit import clock
from events.kit.errors import Refused
from events.registration.actions import add_talk, give_back_all, give_back_talk, set_terms
from events.registration.rules import Source
from events.registration.rules.admission import Terms
from tests.factories import LECTURE, NOW, EventFactory
from tests.people.cast import token
from tests.registration.test_actions import assert_counts_equal_rows, claimed, lecture, messages, states
from tests.registration.test_views import FORM

HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def two_weeks_before(app: Flask) -> Iterator[None]:
    clock.start_at(NOW)
    yield
    clock.start_at(None)


def test_a_talk_is_added_once_for_everybody_with_one_message(inside: Flask) -> None:
    event = EventFactory.make()
    first, second = lecture(event), lecture(event, slug="second")
    registration = claimed(event, first, companions=("Paul",))
    for _again in range(2):
        add_talk(registration, second.id, now=NOW + HOUR)
    assert states(registration) == ["confirmed"] * 4
    assert [message.template for message in messages()] == ["registration/invitation"] * 2
    give_back_talk(registration, second.id, now=NOW + HOUR)
    add_talk(registration, second.id, now=NOW + 2 * HOUR)
    assert second.capacity.taken == 2
    assert_counts_equal_rows()


def test_adding_keeps_the_rules_of_the_site(inside: Flask) -> None:
    event, other = EventFactory.make(), EventFactory.make()
    first, full, strange = lecture(event), lecture(event, slug="full", limit=1), lecture(other, slug="strange")
    registration = claimed(event, first, source=Source.DESK, companions=("Paul",))
    add_talk(registration, full.id, now=NOW)
    assert states(registration) == ["confirmed", "confirmed", "waiting", "waiting"]
    with pytest.raises(Refused):
        add_talk(registration, strange.id, now=NOW)
    limited = lecture(event, slug="limited")
    set_terms(event, limited.id, 0, Terms(seats_per_person=1), now=NOW)
    with pytest.raises(Refused):
        add_talk(registration, limited.id, now=NOW)
    assert limited.capacity.taken == 0
    assert_counts_equal_rows()


def test_a_workshop_is_added_with_a_seat_of_the_congress_only(inside: Flask) -> None:
    event = EventFactory.make(registration_scope=RegistrationScope.EVENT)
    event.capacity.limit = 1
    db.session.commit()
    workshop = lecture(event, limit=5)
    here, waits = claimed(event), claimed(event, email="b@example.org")
    add_talk(here, workshop.id, now=NOW)
    add_talk(waits, workshop.id, now=NOW)
    assert (states(here), states(waits)) == (["confirmed", "confirmed"], ["waiting", "waiting"])
    give_back_all(waits, now=NOW)
    with pytest.raises(Refused):
        add_talk(waits, workshop.id, now=NOW)
    assert_counts_equal_rows()


def test_her_page_offers_what_she_has_not_and_takes_it(app: Flask, client: FlaskClient) -> None:
    with app.app_context():
        event = EventFactory.make(slug="saison")
        lecture(event, slug="dora")
        lecture(event, slug="tulle", starts_at=LECTURE + timedelta(weeks=1))
    form = {"csrf_token": token(client, "/saison/register"), **FORM}
    own = client.post("/saison/register", data=form).location.partition("?")[0]
    page = client.get(own).text
    assert '<option value="tulle">' in page
    assert '<option value="dora">' not in page
    typed = {"csrf_token": token(client, own)}
    assert client.post(f"{own}talks", data={**typed, "talks": "nothing"}).status_code == 404
    answer = client.post(f"{own}talks", data={**typed, "talks": "tulle"})
    assert (answer.status_code, answer.location) == (303, f"{own}?added=1")
    assert '<option value="tulle">' not in client.get(answer.location).text

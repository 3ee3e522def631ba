"""Offered seats: asked, taken, refused, let pass; and what calendars and the outbox hold of it."""

from datetime import date, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from events.event.rules import RegistrationScope
from events.extensions import db
from events.kit import clock
from events.kit.errors import Refused
from events.mail.render import rendered
from events.programme.models import Talk
from events.registration.actions import (
    accept_offer,
    fill_free_seats,
    give_back_all,
    give_back_talk,
    lapse_offers,
    promote_by_hand,
)
from events.registration.models import Registration, Seat
from tests.factories import NOW, EventFactory
from tests.registration.test_actions import (
    assert_counts_equal_rows,
    calendar_of,
    claimed,
    lecture,
    messages,
    states,
)

HOUR = timedelta(hours=1)


@pytest.fixture
def full(inside: Flask) -> tuple[Registration, Registration, Talk]:
    """Bob has the only seat, Ada waits."""
    event = EventFactory.make()
    talk = lecture(event, limit=1)
    bob = claimed(event, talk, name="Bob", email="bob@example.org")
    return bob, claimed(event, talk, name="Ada", email="ada@example.org"), talk


def test_a_free_seat_is_offered_and_kept(full: tuple[Registration, Registration, Talk]) -> None:
    bob, ada, talk = full
    give_back_all(bob, now=NOW + HOUR)
    assert states(ada) == ["offered"]
    assert (talk.capacity.taken, talk.capacity.waiting) == (1, 0)
    offer = messages()[-1]
    assert (offer.recipient, offer.template) == ("ada@example.org", "registration/offer")
    calendar, entry = calendar_of(offer)
    assert (calendar["METHOD"], entry["STATUS"], entry["SEQUENCE"]) == ("REQUEST", "TENTATIVE", 0)
    assert (entry["ATTENDEE"].params["PARTSTAT"], entry["ATTENDEE"].params["RSVP"]) == ("NEEDS-ACTION", "TRUE")
    text = rendered(offer, now=NOW + HOUR).get_body(("plain",))
    assert text is not None
    assert "Please answer until" in text.get_content() or "Répondez" in text.get_content()
    assert_counts_equal_rows()


def test_yes_confirms_the_same_calendar_entry(full: tuple[Registration, Registration, Talk]) -> None:
    bob, ada, talk = full
    give_back_all(bob, now=NOW + HOUR)
    uid = calendar_of(messages()[-1])[1]["UID"]
    accept_offer(ada, talk.id, now=NOW + 2 * HOUR)
    accept_offer(ada, talk.id, now=NOW + 3 * HOUR)
    assert states(ada) == ["confirmed"]
    [invitation] = [message for message in messages() if message.created_at > NOW + HOUR]
    entry = calendar_of(invitation)[1]
    assert (entry["UID"], entry["STATUS"], entry["SEQUENCE"]) == (uid, "CONFIRMED", 1)
    assert entry["ATTENDEE"].params["PARTSTAT"] == "ACCEPTED"
    assert_counts_equal_rows()


def test_no_passes_the_seat_on(full: tuple[Registration, Registration, Talk]) -> None:
    bob, ada, talk = full
    eve = claimed(talk.event, talk, name="Eve", email="eve@example.org")
    give_back_all(bob, now=NOW + HOUR)
    give_back_talk(ada, talk.id, now=NOW + 2 * HOUR)
    assert (states(ada), states(eve)) == (["cancelled"], ["offered"])
    methods = [calendar_of(message)[0]["METHOD"] for message in messages()[-2:]]
    assert methods == ["CANCEL", "REQUEST"]
    assert_counts_equal_rows()


def test_an_unanswered_offer_passes_on_and_the_second_one_ends_the_waiting(
    full: tuple[Registration, Registration, Talk],
) -> None:
    bob, ada, talk = full
    eve = claimed(talk.event, talk, name="Eve", email="eve@example.org")
    give_back_all(bob, now=NOW + HOUR)
    first_end = ada.seats[0].offer_ends_at
    assert first_end is not None
    assert lapse_offers(first_end - HOUR) == 0
    assert lapse_offers(first_end) == 1
    assert (states(ada), states(eve)) == (["waiting"], ["offered"])
    lapse = next(message for message in messages() if message.template == "registration/lapse")
    assert calendar_of(lapse)[0]["METHOD"] == "CANCEL"
    second_end = eve.seats[0].offer_ends_at
    assert second_end is not None
    lapse_offers(second_end)
    third_end = ada.seats[0].offer_ends_at
    assert third_end is not None
    with pytest.raises(Refused):
        accept_offer(ada, talk.id, now=third_end)
    lapse_offers(third_end)
    assert (states(ada), states(eve)) == (["cancelled"], ["offered"])
    assert_counts_equal_rows()


def test_too_late_to_ask_gives_the_seat_at_once(full: tuple[Registration, Registration, Talk]) -> None:
    bob, ada, talk = full
    give_back_all(bob, now=talk.slots[0].starts_at - HOUR)
    assert states(ada) == ["confirmed"]


def test_an_event_may_give_seats_without_asking(full: tuple[Registration, Registration, Talk]) -> None:
    bob, ada, talk = full
    talk.event.seats_at_once = True
    db.session.commit()
    give_back_all(bob, now=NOW + HOUR)
    assert states(ada) == ["confirmed"]
    assert messages()[-1].template == "registration/invitation"


def test_promoting_by_hand_passes_whoever_came_before(full: tuple[Registration, Registration, Talk]) -> None:
    _, ada, talk = full
    eve = claimed(talk.event, talk, name="Eve", email="eve@example.org")
    with pytest.raises(Refused):
        promote_by_hand(eve, talk.id, now=NOW + HOUR, account_id=None)
    talk.capacity.limit = 2
    db.session.commit()
    promote_by_hand(eve, talk.id, now=NOW + HOUR, account_id=None)
    assert (states(ada), states(eve)) == (["waiting"], ["offered"])
    with pytest.raises(Refused):
        promote_by_hand(eve, talk.id, now=NOW + HOUR, account_id=None)
    assert_counts_equal_rows()


def test_a_workshop_follows_the_congress(inside: Flask) -> None:
    event = EventFactory.make(registration_scope=RegistrationScope.EVENT, starts_on=date(2026, 1, 29))
    event.capacity.limit = 1
    workshop = lecture(event, limit=5)
    bob = claimed(event, name="Bob", email="bob@example.org")
    ada = claimed(event, workshop, name="Ada", email="ada@example.org")
    assert states(ada) == ["waiting", "waiting"]
    fill_free_seats(event.id, workshop.id, now=NOW)
    assert states(ada) == ["waiting", "waiting"]
    give_back_all(bob, now=NOW + HOUR)
    assert states(ada) == ["offered", "waiting"]
    accept_offer(ada, None, now=NOW + 2 * HOUR)
    assert states(ada) == ["confirmed", "offered"]
    assert_counts_equal_rows()


def test_the_own_page_takes_yes_by_post(app: Flask, full: tuple[Registration, Registration, Talk]) -> None:
    bob, ada, talk = full
    clock.start_at(NOW + HOUR)
    give_back_all(bob, now=NOW + HOUR)
    from events.kit.tokens import link_token
    from events.registration.queries import PAGE_LINK

    token = link_token(PAGE_LINK, ada.reference, ada.link_generation)
    app.config["WTF_CSRF_ENABLED"] = False
    client = app.test_client()
    page = client.get(f"/r/{token}/?lang=en").text
    assert "A seat is free for you" in page
    answer = client.post(f"/r/{token}/talks/{talk.slug}/acceptance")
    assert answer.status_code == 303
    assert "your seats are reserved" in client.get(answer.location).text
    state = db.session.scalar(select(Seat.state).filter_by(registration_id=ada.id))
    assert state == "confirmed"

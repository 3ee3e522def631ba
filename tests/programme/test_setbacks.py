"""A talk that won't take place as announced: cancelled, postponed, moved, revived."""

from datetime import UTC, datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from events.event.models import Event
from events.extensions import db
from events.programme import actions
from events.programme.models import Talk
from events.programme.queries import draft_slots_of_talk, find_latest_release, pending_changes, public_slots
from events.programme.rules import ChangeKind, SlotState
from tests.factories import NOW, EventFactory
from tests.people.cast import Cast, sign_in, token
from tests.programme.test_actions import EVENING, LATER, edit, make_talk

SNOW = {"fr": "Neige"}


@pytest.fixture
def congress(inside: Flask) -> Event:
    return EventFactory.make(kind="congress", release_mode="manual")


def test_cancelled_at_once_leaves_the_rest_of_the_draft_a_draft(congress: Event) -> None:
    ill, moved = make_talk(congress), make_talk(congress)
    actions.release(congress, now=NOW)
    edit(moved, placement=LATER)
    actions.cancel_talk(ill, SNOW, now=NOW, at_once=True)

    states = {slot.talk_id: (slot.state, slot.starts_at.day) for slot in public_slots(congress.id)}
    assert states == {ill.id: ("cancelled", 29), moved.id: ("confirmed", 29)}
    kinds = {change.talk_id: set(change.kinds) for change in pending_changes(congress.id)}
    assert kinds == {moved.id: {ChangeKind.MOVED}}


def test_cancelled_twice_makes_one_version(congress: Event) -> None:
    talk = make_talk(congress)
    actions.release(congress, now=NOW)
    for _ in range(2):
        actions.cancel_talk(talk, SNOW, now=NOW, at_once=True)
    latest = find_latest_release(congress.id)
    assert latest
    assert latest.number == 2


def test_what_was_never_public_stays_in_the_draft(congress: Event) -> None:
    talk = make_talk(congress)
    actions.cancel_talk(talk, SNOW, now=NOW, at_once=True)
    assert find_latest_release(congress.id) is None
    assert [slot.state for slot in draft_slots_of_talk(talk)] == [SlotState.CANCELLED]


def test_a_postponed_talk_takes_place_again_with_its_new_time(inside: Flask) -> None:
    event = EventFactory.make()
    talk = make_talk(event)
    (first,) = public_slots(event.id)
    actions.postpone_talk(talk, SNOW, now=NOW)
    edit(talk)
    (postponed,) = public_slots(event.id)
    assert (postponed.state, postponed.reason) == (SlotState.POSTPONED, SNOW)

    edit(talk, placement=LATER)
    (again,) = public_slots(event.id)
    assert (again.slot_id, again.state, again.postponed_from) == (first.slot_id, SlotState.CONFIRMED, first.starts_at)
    assert again.starts_at == datetime(2026, 2, 5, 17, 30, tzinfo=UTC)


def test_one_of_several_dates_is_cancelled(inside: Flask) -> None:
    event = EventFactory.make()
    talk = make_talk(event)
    second = actions.add_slot(talk, LATER, 90, now=NOW)
    actions.cancel_talk(talk, SNOW, now=NOW, slot_ids=[second.id])
    assert [slot.state for slot in public_slots(event.id)] == ["confirmed", "cancelled"]


def test_postponed_to_a_known_date_names_the_old_one(inside: Flask) -> None:
    event = EventFactory.make()
    talk = make_talk(event)
    actions.postpone_slot_to(talk.slots[0], LATER, SNOW, now=NOW)
    (slot,) = public_slots(event.id)
    assert (slot.starts_at.day, slot.postponed_from and slot.postponed_from.day) == (5, 29)


@pytest.fixture
def page(app: Flask, client: FlaskClient, cast: Cast) -> str:
    with app.app_context():
        make_talk(db.session.get_one(Event, cast.event.id))
    sign_in(client, cast.erin)
    return "/organise/saison/talks/les-metiers-a-tulle/cancellation"


def post(client: FlaskClient, page: str, **form: str) -> int:
    return client.post(page, data={"csrf_token": token(client, page), **form}).status_code


def public_state(app: Flask) -> str:
    with app.app_context():
        return public_slots(db.session.scalars(select(Talk.event_id).order_by(Talk.id)).all()[0])[0].state


@pytest.mark.parametrize(("act", "state"), [("cancel", "cancelled"), ("postpone", "postponed"), ("", "cancelled")])
def test_one_post_cancels_or_postpones(app: Flask, client: FlaskClient, page: str, act: str, state: str) -> None:
    assert post(client, page, reason="Neige", **({"act": act} if act else {})) == 303
    assert public_state(app) == state


def test_the_public_page_says_what_happened_and_names_the_old_date(client: FlaskClient, page: str) -> None:
    assert post(client, page, act="move", starts_at="2099-02-05T18:30", reason="Neige", reason_en="Snow") == 303
    shown = " ".join(client.get("/saison/talks/les-metiers-a-tulle/?lang=en").text.split())
    assert "5 February 2099 at 6:30 pm" in shown
    assert "It was planned for Thursday 29 January 2026" in shown
    assert "Snow" in shown
    assert "EventRescheduled" in shown


@pytest.mark.parametrize(
    "form", [{"reason": ""}, {"act": "move", "reason": "Neige"}, {"act": "explode", "reason": "Neige"}]
)
def test_a_form_that_says_too_little_changes_nothing(
    app: Flask, client: FlaskClient, page: str, form: dict[str, str]
) -> None:
    assert post(client, page, **form) == 422
    assert public_state(app) == "confirmed"


def test_the_dates_of_another_talk_are_not_found(app: Flask, client: FlaskClient, page: str) -> None:
    with app.app_context():
        other = make_talk(EventFactory.make(), placement=EVENING).slots[0].id
    assert post(client, page, reason="Neige", slots=str(other)) == 404
    assert public_state(app) == "confirmed"

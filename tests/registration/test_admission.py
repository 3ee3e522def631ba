"""Terms of registration in the database: who gets in, who waits, and for whom seats are kept."""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from events.event.models import Event
from events.event.rules import RegistrationScope
from events.extensions import db
from events.kit.database import Stale
from events.kit.errors import Refused
from events.programme.models import Talk
from events.registration.actions import (
    drop_terms,
    give_back_all,
    open_now,
    promote_by_hand,
    register,
    replace_members,
    set_terms,
)
from events.registration.models import Registration
from events.registration.queries import place_in_queue
from events.registration.queries.admission import find_terms, terms_of
from events.registration.rules import Claim, Source
from events.registration.rules.admission import FREE_FOR_ALL, Terms
from tests.factories import NOW, EventFactory
from tests.registration.test_actions import assert_counts_equal_rows, claimed, lecture, messages, states

HOUR = timedelta(hours=1)


def set_for(event: Event, talk: Talk | None = None, **terms: Any) -> None:
    row = find_terms(event.id, talk.id if talk else None)
    set_terms(event, talk.id if talk else None, row.version if row else 0, Terms(**terms), now=NOW)


def one(event: Event, talk: Talk, number: int, source: Source = Source.WEB, **more: Any) -> Registration:
    claim = Claim(name=f"N{number}", email=f"n{number}@example.org", talk_ids=(talk.id,), source=source, **more)
    return register(event, claim, now=NOW)


def test_before_and_after_its_dates_only_the_desk_registers(inside: Flask) -> None:
    event = EventFactory.make()
    talk = lecture(event)
    set_for(event, opens_at=NOW + HOUR)
    with pytest.raises(Refused, match=r"Thursday 15\s+January 2026 at\s+11\s+am"):
        one(event, talk, 1, language="en")
    assert states(one(event, talk, 2, Source.DESK)) == ["confirmed"]
    set_for(event, closes_at=NOW)
    with pytest.raises(Refused):
        one(event, talk, 3)
    open_now(event, None, now=NOW)
    assert states(one(event, talk, 3)) == ["confirmed"]


def test_a_talks_own_terms_stand_for_all_of_the_events(inside: Flask) -> None:
    event = EventFactory.make()
    talk, other = lecture(event), lecture(event, slug="other")
    set_for(event, code="A1", seats_per_person=1)
    set_for(event, talk, needs_approval=True)
    assert terms_of(event, talk.id) == Terms(needs_approval=True)
    assert terms_of(event, other.id) == Terms(code="A1", seats_per_person=1)
    drop_terms(event, talk.id, now=NOW)
    assert terms_of(event, talk.id).code == "A1"
    drop_terms(event, None, now=NOW)
    assert terms_of(event, talk.id) == FREE_FOR_ALL


def test_members_come_first_by_their_card(inside: Flask) -> None:
    event = EventFactory.make()
    talk = lecture(event)
    set_for(event, members_until=NOW + HOUR)
    replace_members(event.organisation_id, {"A12345": "Jeanne"}, now=NOW)
    replace_members(EventFactory.make().organisation_id, {"B1": "Eve"}, now=NOW)
    for card in ("", "B1", "A1234"):
        with pytest.raises(Refused):
            one(event, talk, 1, card=card)
    found = one(event, talk, 1, card="a 12-345")
    assert (states(found), found.card) == (["confirmed"], "A12345")


def test_seats_for_each_person_count_over_registrations(inside: Flask) -> None:
    event = EventFactory.make()
    talk, other = lecture(event), lecture(event, slug="other")
    set_for(event, seats_per_person=2)
    first = one(event, talk, 1, companions=("Paul",))
    for same in ({"email": "N1@example.org"}, {"email": "x@example.org", "companions": ("Paul", "Luc")}):
        with pytest.raises(Refused):
            claimed(event, talk, **same)
    claimed(event, other, email="n1@example.org")
    claimed(event, talk, email="n1@example.org", source=Source.PHONE)
    give_back_all(first, now=NOW)
    assert states(one(event, talk, 1)) == ["confirmed"]


def test_a_registration_waits_for_approval_and_the_queue_passes_it_by(inside: Flask) -> None:
    event = EventFactory.make()
    talk = lecture(event, limit=2)
    set_for(event, needs_approval=True)
    asked = one(event, talk, 1)
    assert (states(asked), asked.seats[0].to_approve) == (["waiting"], True)
    assert messages()[-1].values["rows"][0]["state"] == "to_approve"
    by_desk = one(event, talk, 2, Source.DESK)
    set_for(event)
    assert states(asked) == ["waiting"]
    third = one(event, talk, 3)
    late = one(event, talk, 4)
    assert (states(by_desk), states(third), states(late)) == (["confirmed"], ["confirmed"], ["waiting"])
    assert place_in_queue(late.seats[0]) == 1
    with pytest.raises(Refused):
        promote_by_hand(asked, talk.id, now=NOW, account_id=None)
    give_back_all(third, now=NOW)
    give_back_all(late, now=NOW)
    assert states(asked) == ["waiting"]
    promote_by_hand(asked, talk.id, now=NOW, account_id=None)
    assert (states(asked), asked.seats[0].to_approve) == (["confirmed"], False)
    assert messages()[-1].template == "registration/invitation"
    assert_counts_equal_rows()


def test_seats_kept_for_the_desk_are_full_on_the_site_only(inside: Flask) -> None:
    event = EventFactory.make()
    talk = lecture(event, limit=3)
    set_for(event, talk, kept_for_desk=1, kept_for_phone=1)
    assert talk.capacity.kept == 2
    first, second = one(event, talk, 1), one(event, talk, 2)
    assert (states(first), states(second)) == (["confirmed"], ["waiting"])
    assert states(one(event, talk, 3, Source.DESK)) == ["confirmed"]
    assert states(one(event, talk, 4, Source.DESK)) == ["waiting"]
    by_phone = one(event, talk, 5, Source.PHONE)
    assert (states(by_phone), talk.capacity.kept) == (["confirmed"], 0)
    assert_counts_equal_rows()


def test_the_waiting_list_leaves_kept_seats_alone_until_they_are_let_go(inside: Flask) -> None:
    event = EventFactory.make()
    talk = lecture(event, limit=2)
    event.seats_at_once = True
    db.session.commit()
    set_for(event, talk, kept_for_desk=1)
    by_desk, _, waits = one(event, talk, 1, Source.DESK), one(event, talk, 2), one(event, talk, 3)
    give_back_all(by_desk, now=NOW)
    assert (states(waits), talk.capacity.kept) == (["waiting"], 1)
    set_for(event, talk)
    assert (states(waits), talk.capacity.kept) == (["confirmed"], 0)
    assert_counts_equal_rows()


def test_a_congress_asks_once_for_the_event(inside: Flask) -> None:
    event = EventFactory.make(registration_scope=RegistrationScope.EVENT)
    workshop = lecture(event, limit=5)
    set_for(event, needs_approval=True, code="A1")
    asked = one(event, workshop, 1, code="a1")
    assert states(asked) == ["waiting", "waiting"]
    promote_by_hand(asked, None, now=NOW, account_id=None)
    assert states(asked) == ["confirmed", "offered"]


def test_two_editors_of_terms_do_not_overwrite_each_other(inside: Flask) -> None:
    event = EventFactory.make()
    set_terms(event, None, 0, Terms(code="A"), now=NOW)
    with pytest.raises(Stale):
        set_terms(event, None, 0, Terms(code="B"), now=NOW)
    set_terms(event, None, 1, Terms(code="C"), now=NOW)
    with pytest.raises(Stale):
        set_terms(event, None, 1, Terms(code="D"), now=NOW)
    assert terms_of(event, None).code == "C"

"""Registering and giving back: seats, counts, and which messages wait in the outbox."""

from datetime import date, timedelta
from typing import Any

import icalendar
import pytest
from flask import Flask
from sqlalchemy import select

from events.calendar.models import Invitation
from events.event.models import Event
from events.extensions import db
from events.kit.errors import Refused
from events.mail.models import Message
from events.programme.models import Talk
from events.registration.actions import (
    answer_link_requests,
    ask_for_links,
    change_details,
    give_back_all,
    give_back_seat,
    give_back_talk,
    register,
    send_due_invitations,
)
from events.registration.models import LinkRequest, Registration, Seat
from events.registration.rules import Claim, Source
from tests.factories import LECTURE, NOW, EventFactory, scheduled_talk


def claim(*talks: Talk, name: str = "Jeanne Lefebvre", **fields: Any) -> Claim:
    fields.setdefault("email", "jeanne@example.org")
    return Claim(name=name, talk_ids=tuple(talk.id for talk in talks), **fields)


def claimed(event: Event, *talks: Talk, **fields: Any) -> Registration:
    return register(event, claim(*talks, **fields), now=NOW)


def lecture(event: Event, limit: int | None = 150, **fields: Any) -> Talk:
    talk = scheduled_talk(event, **fields)
    talk.capacity.limit = limit
    db.session.commit()
    return talk


def states(registration: Registration) -> list[str]:
    return [seat.state for seat in registration.seats]


def messages() -> list[Message]:
    return list(db.session.scalars(select(Message).order_by(Message.id)))


def calendar_of(message: Message) -> Any:
    assert message.calendar
    parsed = icalendar.Calendar.from_ical(message.calendar.encode())
    return parsed, parsed.walk("VEVENT")[0]


def assert_counts_equal_rows() -> None:
    for talk in db.session.scalars(select(Talk)):
        live = [seat.state for seat in db.session.scalars(select(Seat).filter_by(talk_id=talk.id))]
        assert talk.capacity.taken == live.count("confirmed") + live.count("offered")
        assert talk.capacity.waiting == live.count("waiting")


def test_register_confirms_everybody_and_queues_one_invitation(inside: Flask) -> None:
    event = EventFactory.make()
    talk = lecture(event)

    registration = claimed(event, talk, companions=("Paul Lefebvre",))

    assert states(registration) == ["confirmed", "confirmed"]
    assert talk.capacity.taken == 2
    assert len({attendee.ticket_code for attendee in registration.attendees}) == 2
    assert 100_000 <= registration.number <= 999_999
    [message] = messages()
    assert message.template == "registration/invitation"
    assert message.recipient == "jeanne@example.org"
    calendar, event_part = calendar_of(message)
    assert calendar["METHOD"] == "REQUEST"
    assert event_part["SEQUENCE"] == 0
    assert event_part["ATTENDEE"] == "mailto:jeanne@example.org"
    assert event_part["ATTENDEE"].params["PARTSTAT"] == "ACCEPTED"
    assert event_part["ORGANIZER"] == f"mailto:{message.sender}"
    assert_counts_equal_rows()


def test_register_without_email_queues_nothing(inside: Flask) -> None:
    event = EventFactory.make()

    registration = claimed(event, lecture(event), email="", phone="03 21 00 00 00")

    assert states(registration) == ["confirmed"]
    assert messages() == []


def test_register_for_a_full_talk_waits_and_says_so(inside: Flask) -> None:
    event = EventFactory.make()
    talk = lecture(event, limit=1)
    claimed(event, talk, name="First")

    late = claimed(event, talk, name="Second", email="second@example.org")

    assert states(late) == ["waiting"]
    assert (talk.capacity.taken, talk.capacity.waiting) == (1, 1)
    assert [message.template for message in messages()] == ["registration/invitation", "registration/confirmation"]
    assert messages()[1].values["rows"] == [{"title": talk.title["fr"], "state": "waiting", "seats": 1}]


def test_the_same_key_twice_is_one_registration_and_one_message(inside: Flask) -> None:
    event = EventFactory.make()
    wanted = claim(lecture(event))

    first = register(event, wanted, now=NOW, idempotency_key="once")
    second = register(event, wanted, now=NOW, idempotency_key="once")

    assert first.id == second.id
    assert len(messages()) == 1


def test_six_talks_leave_at_once_seven_wait_for_their_date(inside: Flask) -> None:
    event = EventFactory.make()
    talks = [lecture(event, starts_at=LECTURE + timedelta(weeks=week)) for week in range(7)]

    claimed(event, *talks[:6])
    assert [message.template for message in messages()] == ["registration/invitation"] * 6

    late = claimed(event, *talks, email="late@example.org")
    assert [message.template for message in messages()[6:]] == ["registration/confirmation"]
    assert send_due_invitations(NOW) == 2
    assert send_due_invitations(NOW) == 0
    assert [message.recipient for message in messages()[7:]] == [late.person.email] * 2
    assert send_due_invitations(NOW + timedelta(weeks=1)) == 1


def test_registering_for_a_congress_sends_one_all_day_entry(inside: Flask) -> None:
    event = EventFactory.make(
        kind="congress", registration_scope="event", starts_on=date(2026, 6, 12), ends_on=date(2026, 6, 13)
    )
    workshop = lecture(event, limit=12)

    registration = claimed(event, workshop, companions=("Paul",))

    assert states(registration) == ["confirmed"] * 4
    assert event.capacity.taken == 2
    first, second = messages()
    assert first.template == "registration/invitation"
    entry = calendar_of(first)[1]
    assert entry["DTSTART"].dt == date(2026, 6, 12)
    assert entry["DTEND"].dt == date(2026, 6, 14)
    assert entry["TRANSP"] == "TRANSPARENT"
    assert second.template == "registration/confirmation"


def test_who_waits_for_the_congress_waits_for_its_workshops(inside: Flask) -> None:
    event = EventFactory.make(kind="congress", registration_scope="event")
    event.capacity.limit = 0
    db.session.commit()

    assert states(claimed(event, lecture(event))) == ["waiting", "waiting"]


def test_giving_back_cancels_without_status_and_the_next_one_is_asked(inside: Flask) -> None:
    event = EventFactory.make()
    talk = lecture(event, limit=1)
    bob = claimed(event, talk, name="Bob", email="bob@example.org")
    ada = claimed(event, talk, name="Ada", email="ada@example.org")
    uid = calendar_of(messages()[0])[1]["UID"]

    give_back_all(bob, now=NOW + timedelta(hours=1))

    assert (states(bob), states(ada)) == (["cancelled"], ["offered"])
    cancel, offer = [message for message in messages() if message.created_at > NOW]
    calendar, entry = calendar_of(cancel)
    assert calendar["METHOD"] == "CANCEL"
    assert "STATUS" not in entry
    assert (entry["UID"], entry["SEQUENCE"]) == (uid, 1)
    assert (offer.recipient, offer.template) == ("ada@example.org", "registration/offer")
    assert_counts_equal_rows()


def test_giving_back_twice_changes_nothing_more(inside: Flask) -> None:
    event = EventFactory.make()
    talk = lecture(event)
    bob = claimed(event, talk)

    give_back_all(bob, now=NOW)
    give_back_talk(bob, talk.id, now=NOW)

    assert talk.capacity.taken == 0
    assert len([message for message in messages() if message.calendar_method == "CANCEL"]) == 1


def test_giving_back_one_of_two_seats_leaves_the_calendar_alone(inside: Flask) -> None:
    event = EventFactory.make()
    talk = lecture(event)
    pair = claimed(event, talk, companions=("Paul",))

    give_back_seat(pair, pair.seats[1].id, now=NOW)

    assert states(pair) == ["confirmed", "cancelled"]
    assert talk.capacity.taken == 1
    assert len(messages()) == 1


def test_registering_again_after_giving_back_gets_a_new_uid(inside: Flask) -> None:
    event = EventFactory.make()
    talk = lecture(event)
    bob = claimed(event, talk)
    give_back_all(bob, now=NOW)
    again = claimed(event, talk)

    uids = {invitation.uid for invitation in db.session.scalars(select(Invitation))}
    assert len(uids) == 2
    assert states(again) == ["confirmed"]


@pytest.mark.parametrize(
    "changes", [{"registration_state": "closed"}, {"state": "draft"}, {"ends_on": date(2025, 12, 31)}]
)
def test_the_public_is_refused_what_is_closed_and_the_desk_is_not(inside: Flask, changes: dict[str, Any]) -> None:
    event = EventFactory.make(**changes)
    talk = lecture(event)

    with pytest.raises(Refused):
        claimed(event, talk)

    assert db.session.scalars(select(Registration)).all() == []
    assert talk.capacity.taken == 0
    assert states(claimed(event, talk, source=Source.DESK)) == ["confirmed"]


@pytest.mark.parametrize("fields", [{"state": "draft"}, {"bookable": False}, {"starts_at": NOW - timedelta(days=2)}])
def test_a_draft_a_free_or_a_past_talk_cannot_be_registered_for(inside: Flask, fields: dict[str, Any]) -> None:
    event = EventFactory.make()
    with pytest.raises(Refused):
        claimed(event, lecture(event, **fields))


def test_another_events_talk_is_refused(inside: Flask) -> None:
    other = lecture(EventFactory.make())
    with pytest.raises(Refused):
        claimed(EventFactory.make(), other)


def test_another_address_moves_the_invitations(inside: Flask) -> None:
    event = EventFactory.make()
    bob = claimed(event, lecture(event))
    names = {bob.attendees[0].id: "Bob Martin"}

    change_details(bob, names=names, email="new@example.org", phone="", now=NOW)

    assert bob.person.name == "Bob Martin"
    assert [(message.recipient, message.calendar_method) for message in messages()[-2:]] == [
        ("jeanne@example.org", "CANCEL"),
        ("new@example.org", "REQUEST"),
    ]


def test_lost_links_reach_the_address_only_when_it_is_known(inside: Flask) -> None:
    event = EventFactory.make()
    claimed(event, lecture(event))
    claimed(event, lecture(event))

    ask_for_links("JEANNE@example.org", "fr", now=NOW)
    ask_for_links("nobody@example.org", "fr", now=NOW)
    assert [message for message in messages() if message.template == "registration/links"] == []
    answer_link_requests(NOW)
    answer_link_requests(NOW)

    [message] = [message for message in messages() if message.template == "registration/links"]
    assert message.recipient == "JEANNE@example.org"
    assert len(message.values["rows"]) == 2
    assert db.session.scalars(select(LinkRequest)).all() == []

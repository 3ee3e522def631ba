"""What becomes of messages between the outbox and a real relay, or a real maildir."""

import mailbox
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from events.config import Settings
from events.extensions import db
from events.kit import clock, jobs
from events.mail import actions
from events.mail.jobs import deliver_outbox
from events.mail.models import Message
from events.mail.rules import LEASE, MessageState
from tests.factories import NOW
from tests.mail.letters import BOB, invitation, queue, states
from tests.mail.relays import Relay, running_relay

pytestmark = pytest.mark.usefixtures("clock_at_now")
ADA = "ada@example.org"


@pytest.fixture
def clock_at_now() -> Iterator[None]:
    clock.start_at(NOW)
    yield
    clock.start_at(None)


@contextmanager
def mailing_to(app: Flask, url: str) -> Iterator[None]:
    known: Settings = app.config["SETTINGS"]
    app.config["SETTINGS"] = replace(known, mail_url=url)
    clock.start_at(NOW)
    try:
        yield
    finally:
        app.config["SETTINGS"] = known


def deliver(app: Flask, **answers: Any) -> Relay:
    """Everything that is due, to a relay that answers so."""
    with running_relay(**answers) as relay, mailing_to(app, relay.url):
        deliver_outbox()
    return relay


def only_message() -> Message:
    db.session.rollback()
    return db.session.scalars(select(Message)).one()


def test_one_connection_carries_all_messages(inside: Flask) -> None:
    for number in range(25):
        queue(recipient=f"bob{number}@example.org")
    relay = deliver(inside)
    assert relay.connections == 1
    assert sorted(relay.recipients) == sorted(f"bob{number}@example.org" for number in range(25))
    assert set(states().values()) == {MessageState.SENT}


def test_an_invitation_arrives_with_its_calendar(inside: Flask) -> None:
    part = invitation()
    queue(calendar=part)
    [email] = deliver(inside).messages
    leaves = [leaf for leaf in email.walk() if leaf.get_content_type() in {"text/calendar", "application/ics"}]
    assert [leaf.get_payload(decode=True) for leaf in leaves] == [part.text.encode()] * 2


def test_an_invitation_with_a_fault_does_not_leave(inside: Flask) -> None:
    part = invitation(attendee="eve@example.org")
    queue(calendar=part)
    assert deliver(inside).contents == []
    message = only_message()
    assert message.state == MessageState.FAILED
    assert message.last_error


def test_a_template_that_breaks_stops_no_other(inside: Flask) -> None:
    queue(recipient=ADA, template="mail/unknown")
    queue()
    assert deliver(inside).recipients == [BOB]
    assert states() == {ADA: MessageState.FAILED, BOB: MessageState.SENT}


def test_greylisting_is_tried_again_after_five_minutes(inside: Flask) -> None:
    queue()
    deliver(inside, on_rcpt=lambda _: "450 try later")
    message = only_message()
    assert (message.state, message.attempts, message.due_at is not None) == (MessageState.RETRY, 1, True)
    assert message.due_at is not None
    assert timedelta(minutes=5) <= message.due_at - NOW < timedelta(minutes=6)
    assert "450" in message.last_error
    assert deliver(inside).contents == []
    assert actions.claim_due(now=NOW + timedelta(minutes=6)) == [message.id]


def test_an_unknown_address_fails_alone(inside: Flask) -> None:
    queue(recipient=ADA)
    queue()
    relay = deliver(inside, on_rcpt=lambda address: "550 5.1.1 unknown" if address == ADA else None)
    assert relay.recipients == [BOB]
    assert states() == {ADA: MessageState.FAILED, BOB: MessageState.SENT}


def test_a_refused_text_fails_alone(inside: Flask) -> None:
    queue(recipient=ADA)
    queue()
    deliver(inside, on_data=lambda address: "554 spam" if address == ADA else None)
    assert states() == {ADA: MessageState.FAILED, BOB: MessageState.SENT}


def test_a_connection_dropped_after_data_is_tried_again_and_the_next_leaves(inside: Flask) -> None:
    queue(recipient=ADA)
    queue()
    relay = deliver(inside, on_data=lambda address: "drop" if address == ADA else None)
    assert states() == {ADA: MessageState.RETRY, BOB: MessageState.SENT}
    assert relay.connections == 2


@pytest.mark.parametrize("answer", ["421 closing", "554 not you"])
def test_a_refusal_at_the_door_keeps_all_for_later(inside: Flask, answer: str) -> None:
    for number in range(15):
        queue(recipient=f"bob{number}@example.org")
    relay = deliver(inside, greeting=answer)
    assert relay.connections == 1
    assert set(states().values()) == {MessageState.RETRY}


def test_a_refused_sender_stops_the_round(inside: Flask) -> None:
    queue(recipient=ADA)
    queue()
    relay = deliver(inside, on_mail=lambda _: "550 not from here")
    assert relay.contents == []
    assert states() == {ADA: MessageState.RETRY, BOB: MessageState.RETRY}


def test_nobody_listening_keeps_all_for_later(inside: Flask) -> None:
    queue()
    with running_relay() as relay:
        pass
    with mailing_to(inside, relay.url):
        deliver_outbox()
    assert states() == {BOB: MessageState.RETRY}


def test_after_72_hours_of_trying_a_message_has_failed(inside: Flask) -> None:
    message, now, attempts = queue(), NOW, 0
    while actions.claim_due(now=now):
        actions.record_retry(message.id, "450 later", now=now)
        attempts += 1
        due = only_message().due_at
        now = due or now
    assert only_message().state == MessageState.FAILED
    assert timedelta(hours=72) <= now - NOW <= timedelta(hours=74)


def test_a_failed_message_is_sent_when_asked_for(inside: Flask) -> None:
    queue()
    deliver(inside, on_rcpt=lambda _: "550 unknown")
    assert actions.retry_failed(now=NOW) == 1
    deliver(inside)
    assert states() == {BOB: MessageState.SENT}


def test_what_a_vanished_worker_claimed_is_due_after_its_lease(inside: Flask) -> None:
    message = queue()
    assert actions.claim_due(now=NOW) == [message.id]
    assert actions.claim_due(now=NOW + LEASE / 2) == []
    assert actions.claim_due(now=NOW + LEASE) == [message.id]


def test_an_older_invitation_that_comes_back_is_dropped(inside: Flask) -> None:
    older = queue(calendar=invitation())
    actions.claim_due(now=NOW)
    newer = queue(calendar=invitation(sequence=1))
    actions.record_retry(older.id, "450 later", now=NOW)
    assert actions.claim_due(now=NOW + timedelta(minutes=6)) == [newer.id]
    assert only_message().id == newer.id


def test_a_stopping_worker_gives_back_what_it_has_not_begun(inside: Flask) -> None:
    def stop(_address: str) -> None:
        jobs.stopping.set()

    for number in range(5):
        queue(recipient=f"bob{number}@example.org")
    try:
        relay = deliver(inside, on_data=stop)
    finally:
        jobs.stopping.clear()
    assert len(relay.contents) == 1
    assert len(actions.claim_due(now=NOW)) == 4


def test_the_maildir_is_one_that_mail_programs_read(inside: Flask) -> None:
    queue(calendar=invitation())
    deliver_outbox()
    folder = inside.config["SETTINGS"].instance / "mail"
    [email] = mailbox.Maildir(folder, create=False)
    assert email["To"] == "Bob Vasseur <bob@example.org>"
    assert only_message().state == MessageState.SENT

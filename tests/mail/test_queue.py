"""Into the outbox: one message for one key, the newest calendar entry, and patience with strangers."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from events.extensions import db
from events.kit import jobs
from events.kit.transaction import transaction
from events.mail.models import Message
from events.mail.rules import CalendarPart, MessageState
from tests.factories import NOW
from tests.mail.letters import queue


def entry(sequence: int, uid: str = "uid-1", method: str = "REQUEST") -> CalendarPart:
    return CalendarPart("BEGIN:VCALENDAR", method, uid, sequence)


def number_of_messages() -> int:
    return db.session.scalar(select(func.count(Message.id))) or 0


def test_a_message_waits_with_a_message_id_of_the_senders_domain(inside: Flask) -> None:
    message = queue()
    assert message.state == MessageState.QUEUED
    assert message.due_at is None
    assert message.message_id.startswith("<")
    assert message.message_id.endswith("@utl.example>")


def test_a_failed_transaction_leaves_no_message(inside: Flask) -> None:
    def fail_after_queueing() -> None:
        with transaction():
            queue()
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail_after_queueing()
    assert number_of_messages() == 0


def test_the_same_key_gives_the_message_that_stands(inside: Flask) -> None:
    assert queue(key="confirmation/1").id == queue(key="confirmation/1", recipient="eve@example.org").id
    assert number_of_messages() == 1


def test_a_newer_sequence_replaces_what_still_waits_for_the_same_entry(inside: Flask) -> None:
    queue(calendar=entry(0))
    other = queue(calendar=entry(0, "uid-2")).id
    elsewhere = queue(calendar=entry(0), recipient="ada@example.org").id
    newest = queue(calendar=entry(1, method="CANCEL")).id
    assert set(db.session.scalars(select(Message.id))) == {other, elsewhere, newest}


def test_a_newer_sequence_leaves_what_was_sent(inside: Flask) -> None:
    first = queue(calendar=entry(0))
    first.state = MessageState.SENT
    db.session.commit()
    queue(calendar=entry(1))
    assert number_of_messages() == 2


def test_the_seventh_act_of_strangers_within_an_hour_waits(inside: Flask) -> None:
    for act in range(6):
        for _ in range(2):  # two mails of one act count once
            message = queue(caused_by_stranger=True, act=f"registration:{act}", now=NOW + timedelta(minutes=act))
            assert message.due_at is None
    seventh = queue(
        caused_by_stranger=True, act="registration:7", recipient="BOB@example.org", now=NOW + timedelta(minutes=30)
    )
    assert seventh.due_at == NOW + timedelta(hours=1)
    assert queue(caused_by_stranger=True, act="registration:8", recipient="ada@example.org", now=NOW).due_at is None
    assert queue(now=NOW + timedelta(minutes=30)).due_at is None


def test_acts_of_more_than_an_hour_ago_count_no_more(inside: Flask) -> None:
    for act in range(6):
        queue(caused_by_stranger=True, act=f"registration:{act}")
    assert queue(caused_by_stranger=True, act="registration:7", now=NOW + timedelta(minutes=61)).due_at is None


def test_a_worker_is_woken_once_for_each_transaction(inside: Flask) -> None:
    with transaction():
        queue()
        queue()
    queue()
    assert len(jobs.queue_of(inside)) == 2

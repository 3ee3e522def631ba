"""Writing into the outbox. Whoever has something to tell calls `queue` in the transaction of its cause."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import delete
from sqlalchemy.exc import IntegrityError

from events.extensions import db
from events.kit import jobs
from events.kit.text import clean_line, shorten
from events.kit.tokens import new_secret
from events.kit.transaction import after_commit, transaction
from events.mail import queries
from events.mail.models import Message
from events.mail.rules import CalendarPart, MessageState

WAITING = (MessageState.QUEUED, MessageState.RETRY)


def queue(
    *,
    template: str,
    recipient: str,
    recipient_name: str,
    language: str,
    values: Mapping[str, Any],
    sender: str,
    sender_name: str,
    now: datetime,
    key: str | None = None,
    reply_to: str = "",
    references: str = "",
    event_key: str = "",
    calendar: CalendarPart | None = None,
    stranger_act: str = "",
) -> Message:
    """A message in the outbox; it leaves after the commit.

    `template` is "room/name", `values` is JSON that its templates read; links are made there (`absolute`,
    `private_link`), since an address inside `values` is taken for a stranger's and broken up. The same `key`
    again gives the message that stands already; calendar messages have the key uid/recipient/METHOD/sequence
    unless another is given, and replace what still waits for the same entry and recipient. `stranger_act` names
    the act when somebody who isn't signed in caused it: beyond six acts an hour for one address it waits.
    """
    with transaction():
        if calendar and not key:
            key = f"{calendar.uid}/{recipient}/{calendar.method}/{calendar.sequence}"
        standing = queries.find_message(key)
        if standing:
            return standing
        if calendar:
            _drop_older(calendar, recipient)
        message = Message(
            key=key,
            message_id=f"<{new_secret()}@{clean_line(sender).rpartition('@')[2] or 'localhost'}>",
            references=clean_line(references),
            template=template,
            values=dict(values),
            language=language,
            sender=clean_line(sender),
            sender_name=shorten(clean_line(sender_name), 200),
            recipient=clean_line(recipient),
            recipient_name=shorten(clean_line(recipient_name), 200),
            reply_to=clean_line(reply_to),
            event_key=event_key,
            stranger_act=stranger_act,
            due_at=queries.turn_of_stranger(recipient, stranger_act, now) if stranger_act else None,
            created_at=now,
        )
        _attach(message, calendar)
        return _store(message)


def _attach(message: Message, calendar: CalendarPart | None) -> None:
    if calendar:
        message.calendar = calendar.text
        message.calendar_method = calendar.method
        message.calendar_uid = calendar.uid
        message.calendar_sequence = calendar.sequence


def _drop_older(calendar: CalendarPart, recipient: str) -> None:
    db.session.execute(
        delete(Message).where(
            Message.calendar_uid == calendar.uid,
            Message.recipient == recipient,
            Message.calendar_sequence <= calendar.sequence,
            Message.state.in_(WAITING),
        )
    )


def _store(message: Message) -> Message:
    """The message, or the one with its key that another transaction stored meanwhile."""
    try:
        with db.session.begin_nested():
            db.session.add(message)
    except IntegrityError:
        standing = queries.find_message(message.key)
        if standing is None:
            raise
        return standing
    after_commit(wake_worker)
    return message


def wake_worker() -> None:
    jobs.enqueue("deliver_outbox")

"""Writing into the outbox. Whoever has something to tell calls `queue` in the transaction of its cause."""

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.exc import IntegrityError

from events.extensions import db
from events.kit import jobs
from events.kit.text import clean_line, shorten
from events.kit.tokens import new_secret
from events.kit.transaction import after_commit, transaction
from events.mail import queries
from events.mail.models import Message
from events.mail.rules import ERASED, LEASE, WAITING, CalendarPart, MessageState, gives_up_after, wait_after


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
    holder: str = "",
    calendar: CalendarPart | None = None,
    caused_by_stranger: bool = False,
    act: str = "",
    erase_when_sent: bool = False,
) -> Message:
    """A message in the outbox; it leaves after the commit.

    `template` is "room/name", `values` is JSON that its templates read; links are made there (`absolute`,
    `private_link`), since an address inside `values` is taken for a stranger's and broken up. The same `key`
    again gives the message that stands already; calendar messages have the key uid/recipient/METHOD/sequence
    unless another is given, and replace what still waits for the same entry and recipient.
    `caused_by_stranger`: somebody who isn't signed in made us write; beyond six acts an hour for one address it
    waits. `act` ("registration:K7RM2XQA") says which messages come from one act. `holder` ("registration:45") is
    whose data it holds: `forget` finds it by that. With `erase_when_sent` it tells nothing once it has left.
    """
    with transaction():
        if calendar and not key:
            key = f"{calendar.uid}/{recipient}/{calendar.method}/{calendar.sequence}"
        standing = queries.find_message(key)
        if standing:
            return standing
        if calendar:
            _drop_older(calendar, recipient)
        sender = clean_line(sender) or queries.default_sender()
        message_id = f"<{new_secret()}@{sender.rpartition('@')[2]}>"
        stranger_act = (act or message_id) if caused_by_stranger else ""
        message = Message(
            key=key,
            message_id=message_id,
            references=clean_line(references),
            template=template,
            values=dict(values),
            language=language,
            sender=sender,
            sender_name=shorten(clean_line(sender_name), 200),
            recipient=clean_line(recipient),
            recipient_name=shorten(clean_line(recipient_name), 200),
            reply_to=clean_line(reply_to),
            event_key=event_key,
            holder=holder,
            stranger_act=stranger_act,
            due_at=queries.turn_of_stranger(recipient, stranger_act, now) if stranger_act else None,
            created_at=now,
            erase_when_sent=erase_when_sent,
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
    """The message, or the one with its key that another transaction stored meanwhile.

    Nobody could where it has no key, and on SQLite, where only one transaction writes at a time.
    """
    after_commit(wake_worker)
    if not message.key or db.session.get_bind().dialect.name == "sqlite":
        db.session.add(message)
        return message
    try:
        with db.session.begin_nested():
            db.session.add(message)
    except IntegrityError:
        standing = queries.find_message(message.key)
        if standing is None:
            raise
        return standing
    return message


def wake_worker() -> None:
    jobs.enqueue("deliver_outbox")


def claim_due(*, now: datetime, limit: int = 10) -> list[int]:
    """Take up to `limit` due messages for LEASE; afterwards they are due again, whatever became of the taker.

    What a newer message about the same calendar entry made pointless is dropped instead.
    """
    with transaction():
        due = queries.due_messages(now).limit(limit).with_for_update(skip_locked=True)
        claimed = []
        for message in db.session.scalars(due).all():
            if queries.is_superseded(message):
                db.session.delete(message)
                continue
            message.state = MessageState.SENDING
            message.leased_until = now + LEASE
            claimed.append(message.id)
        return claimed


def record_sent(message_id: int, *, now: datetime) -> None:
    with transaction():
        message = db.session.get(Message, message_id, with_for_update=True, populate_existing=True)
        if message:
            message.state, message.sent_at, message.leased_until, message.last_error = MessageState.SENT, now, None, ""
            if message.erase_when_sent:
                _empty(message)


def record_retry(message_id: int, reason: str, *, now: datetime) -> None:
    """Try again later; after 72 hours of trying it has failed."""
    with transaction():
        message = db.session.get(Message, message_id)
        if message:
            _try_again(message, reason, now)


def record_failure(message_id: int, reason: str) -> None:
    """Not to be tried again unless somebody asks for it."""
    with transaction():
        message = db.session.get(Message, message_id)
        if message:
            message.attempts += 1
            _fail(message, reason)


def record_relay_down(claimed: list[int], reason: str, *, now: datetime) -> None:
    """The relay takes nothing at all: what was claimed and what is due waits alike."""
    with transaction():
        for message_id in claimed:
            message = db.session.get(Message, message_id)
            if message and message.state == MessageState.SENDING:
                _try_again(message, reason, now)
        for message in db.session.scalars(queries.due_messages(now).with_for_update(skip_locked=True)):
            _try_again(message, reason, now)


def give_back(claimed: list[int]) -> None:
    """What was claimed but not begun, because the worker stops, is due at once for another one."""
    with transaction():
        db.session.execute(
            update(Message)
            .where(Message.id.in_(claimed), Message.state == MessageState.SENDING)
            .values(state=MessageState.RETRY, leased_until=None)
        )


def retry_failed(*, now: datetime, event_key: str | None = None, message_id: int | None = None) -> int:
    """Send again what failed or waits for another attempt (of one event, or one message); how many there were."""
    with transaction():
        wanted = update(Message).where(Message.state.in_((MessageState.FAILED, MessageState.RETRY)))
        if event_key is not None:
            wanted = wanted.where(Message.event_key == event_key)
        if message_id is not None:
            wanted = wanted.where(Message.id == message_id)
        again = db.session.execute(
            wanted.values(state=MessageState.RETRY, attempts=0, due_at=now).returning(Message.id)
        )
        number = len(again.all())
        if number:
            after_commit(wake_worker)
        return number


def let_held_go(recipient: str, *, now: datetime) -> None:
    """The reader of this address confirmed that the mail is wanted: what waited its turn leaves at once."""
    with transaction():
        for message in db.session.scalars(queries.held_messages(recipient, now).with_for_update()).all():
            message.due_at = None
        after_commit(wake_worker)


def _try_again(message: Message, reason: str, now: datetime) -> None:
    message.attempts += 1
    if gives_up_after(message.attempts):
        _fail(message, reason)
        return
    message.state = MessageState.RETRY
    message.due_at = now + wait_after(message.attempts)
    message.leased_until = None
    message.last_error = shorten(clean_line(reason), 500)


def drop_waiting(holder: str) -> None:
    """What was to be told her isn't, except that something leaves her calendar."""
    with transaction():
        goes_on = Message.calendar_method.is_distinct_from("CANCEL")
        db.session.execute(delete(Message).where(Message.holder == holder, Message.state.in_(WAITING), goes_on))


def forget(holders: Collection[str]) -> None:
    """Nothing in the outbox names these holders any more: what was sent at once, what still leaves once it is sent.

    The rows stay with their state and moments, and so do the numbers; what can't be delivered goes.
    """
    with transaction():
        theirs = Message.holder.in_(holders)
        leaving = (*WAITING, MessageState.SENDING)
        failed = (MessageState.FAILED, MessageState.BOUNCED)
        db.session.execute(update(Message).where(theirs, Message.state.in_(leaving)).values(erase_when_sent=True))
        db.session.execute(delete(Message).where(theirs, Message.state.in_(failed)))
        for message in db.session.scalars(select(Message).where(theirs, Message.state == MessageState.SENT)):
            _empty(message)


def forget_marks(now: datetime) -> None:
    """Marks of erased addresses aren't needed once strangers' acts are no longer counted."""
    with transaction():
        old = Message.recipient.startswith(ERASED), Message.created_at < now - timedelta(days=1)
        db.session.execute(update(Message).where(*old).values(recipient=""))


def _empty(message: Message) -> None:
    """Strangers' acts go on being counted for the address, which can't be read any more."""
    recent = bool(message.stranger_act and message.recipient) and not message.recipient.startswith(ERASED)
    message.recipient = queries.mark_of(message.recipient) if recent else ""
    message.recipient_name = message.reply_to = message.last_error = ""
    message.key = message.calendar = None
    message.values = {}


def _fail(message: Message, reason: str) -> None:
    if message.erase_when_sent:
        db.session.delete(message)
        return
    message.state = MessageState.FAILED
    message.leased_until = None
    message.last_error = shorten(clean_line(reason), 500)

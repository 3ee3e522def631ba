"""Reading the outbox."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from sqlalchemy import Select, and_, exists, func, or_, select
from sqlalchemy.orm import aliased

from events.extensions import db
from events.kit.settings import settings
from events.kit.tokens import keyed_mark
from events.mail.models import Message
from events.mail.rules import ERASED, STRANGERS_ACTS, STRANGERS_HOUR, WAITING, MessageState


def find_message(key: str | None) -> Message | None:
    """The message with this key; messages without a key are never the same."""
    return db.session.scalar(select(Message).filter_by(key=key)) if key else None


def find_message_by_id(number: int) -> Message | None:
    return db.session.get(Message, number)


def turn_of_stranger(recipient: str, act: str, now: datetime) -> datetime | None:
    """When a stranger's act may reach this address: None is at once, with fewer than six others in an hour."""
    leaving = func.max(func.coalesce(Message.due_at, Message.created_at))
    others = (
        select(leaving)
        .where(
            Message.created_at > now - timedelta(days=1),
            Message.stranger_act.not_in(("", act)),
            func.lower(Message.recipient).in_([recipient.lower(), mark_of(recipient)]),
        )
        .group_by(Message.stranger_act)
        .having(leaving > now - STRANGERS_HOUR)
        .order_by(leaving.desc())
        .limit(STRANGERS_ACTS)
    )
    times = list(db.session.scalars(others))
    return times[-1] + STRANGERS_HOUR if len(times) == STRANGERS_ACTS else None


def held_messages(recipient: str, now: datetime) -> Select[Message]:
    """What strangers caused and waits its turn."""
    return select(Message).where(
        Message.state == MessageState.QUEUED,
        Message.stranger_act != "",
        Message.due_at > now,
        func.lower(Message.recipient) == recipient.lower(),
    )


def mark_of(recipient: str) -> str:
    """What stands for an address that was erased, as long as strangers' acts are counted for it."""
    return ERASED + keyed_mark("recipient", recipient.lower())


def messages_of(holder: str) -> Sequence[Message]:
    """All that was or will be told to this holder, the oldest first."""
    return db.session.scalars(select(Message).filter_by(holder=holder).order_by(Message.id)).all()


def number_of_messages_of(holders: Select[str]) -> int:
    """How many there are for the holders that this query selects."""
    return db.session.scalar(select(func.count(Message.id)).where(Message.holder.in_(holders))) or 0


def number_held(recipient: str, now: datetime) -> int:
    return db.session.scalar(select(func.count()).select_from(held_messages(recipient, now).subquery())) or 0


def default_sender() -> str:
    """The installation's own address, for mail that belongs to no organisation with an address."""
    return settings().mail_from or f"estrade@{urlsplit(settings().base_url).hostname}"


def due_messages(now: datetime) -> Select[Message]:
    """What may leave now, the oldest first; what a vanished worker claimed is due once its lease has ended."""
    waiting = and_(Message.state.in_(WAITING), or_(Message.due_at.is_(None), Message.due_at <= now))
    left_behind = and_(Message.state == MessageState.SENDING, Message.leased_until <= now)
    return select(Message).where(or_(waiting, left_behind)).order_by(Message.id)


def is_superseded(message: Message) -> bool:
    """Whether the same person was meanwhile told something newer about the same calendar entry."""
    if message.calendar_uid is None:
        return False
    newer = aliased(Message)
    same_entry = and_(
        newer.calendar_uid == message.calendar_uid,
        newer.recipient == message.recipient,
        newer.calendar_sequence > message.calendar_sequence,
    )
    return bool(db.session.scalar(select(exists().where(same_entry))))


def number_by_state(event_key: str | None = None) -> dict[str, int]:
    """How many messages are in each state, of one event or of all."""
    counted = select(Message.state, func.count()).group_by(Message.state)
    if event_key is not None:
        counted = counted.where(Message.event_key == event_key)
    return {state: number for state, number in db.session.execute(counted)}  # noqa: C416 (rows aren't pairs to mypy)


def messages_in_trouble(event_key: str | None = None, limit: int = 100) -> list[Message]:
    """What failed, bounced or waits for another attempt, the newest first."""
    troubled = (MessageState.RETRY, MessageState.FAILED, MessageState.BOUNCED)
    found = select(Message).where(Message.state.in_(troubled)).order_by(Message.id.desc()).limit(limit)
    if event_key is not None:
        found = found.where(Message.event_key == event_key)
    return list(db.session.scalars(found))

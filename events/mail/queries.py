"""Reading the outbox."""

from datetime import datetime, timedelta

from sqlalchemy import func, select

from events.extensions import db
from events.mail.models import Message
from events.mail.rules import STRANGERS_ACTS, STRANGERS_HOUR


def find_message(key: str | None) -> Message | None:
    """The message with this key; messages without a key are never the same."""
    return db.session.scalar(select(Message).filter_by(key=key)) if key else None


def turn_of_stranger(recipient: str, act: str, now: datetime) -> datetime | None:
    """When a stranger's act may reach this address: None is at once, with fewer than six others in an hour."""
    leaving = func.max(func.coalesce(Message.due_at, Message.created_at))
    others = (
        select(leaving)
        .where(
            Message.created_at > now - timedelta(days=1),
            Message.stranger_act.not_in(("", act)),
            func.lower(Message.recipient) == recipient.lower(),
        )
        .group_by(Message.stranger_act)
        .having(leaving > now - STRANGERS_HOUR)
        .order_by(leaving.desc())
        .limit(STRANGERS_ACTS)
    )
    times = list(db.session.scalars(others))
    return times[-1] + STRANGERS_HOUR if len(times) == STRANGERS_ACTS else None

"""Who did what to which thing and when; ids, never names."""

from datetime import datetime
from typing import Any

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from events.extensions import Model


class Activity(Model):
    """One act. `thing` and `event_key` are plain keys like "talk:12"; `account_id` None is the public or a command."""

    __table_args__ = (Index("ix_activity_event", "event_key", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    account_id: Mapped[int | None]
    organisation_id: Mapped[int | None]
    event_key: Mapped[str] = mapped_column(String(40), default="")
    thing: Mapped[str] = mapped_column(String(40), index=True)
    verb: Mapped[str] = mapped_column(String(40))
    detail: Mapped[dict[str, Any]] = mapped_column(default=dict)

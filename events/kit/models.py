"""Periodic work that was done."""

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from events.extensions import Model


class PeriodicRun(Model):
    """`key` is name:slot ("sweep-outbox:2026-01-15T10:05"); its uniqueness makes two workers act once."""

    key: Mapped[str] = mapped_column(String(100), primary_key=True)
    ran_at: Mapped[datetime]

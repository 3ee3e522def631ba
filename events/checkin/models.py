"""Arrivals."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from events.extensions import Model


class CheckIn(Model):
    """An attendee's arrival at a talk, or at the event where `talk_id` is None. Taken back rows stay."""

    __table_args__ = (
        Index(
            "uq_check_in_standing",
            "attendee_id",
            "talk_id",
            unique=True,
            sqlite_where=text("undone_at IS NULL"),
            postgresql_where=text("undone_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    attendee_id: Mapped[int] = mapped_column(ForeignKey("attendee.id"))
    talk_id: Mapped[int | None] = mapped_column(ForeignKey("talk.id"))
    arrived_at: Mapped[datetime]
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    undone_at: Mapped[datetime | None]

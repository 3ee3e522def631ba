"""What was done to the draft timetable, so that it can be taken back."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from events.extensions import Model

if TYPE_CHECKING:
    from events.programme.models import Slot


class TimetableEdit(Model):
    """One person's edit of one slot: how it stood `before` and `after`, as actions.edits writes it.

    Undone when `undone_at` is set; doing it again empties that.
    """

    __table_args__ = (Index("ix_timetable_edit_whose", "event_id", "account_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"))
    slot_id: Mapped[int] = mapped_column(ForeignKey("slot.id", ondelete="CASCADE"), index=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"))
    at: Mapped[datetime]
    before: Mapped[dict[str, Any]]
    after: Mapped[dict[str, Any]]
    undone_at: Mapped[datetime | None]

    slot: Mapped["Slot"] = relationship()

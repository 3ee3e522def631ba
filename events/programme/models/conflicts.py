"""What conflicts are judged by, beside the slots: when speakers can come, and double bookings that are meant."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from events.extensions import Model
from events.people.models import Account


class SpeakerAvailability(Model):
    """A time at which a speaker can come to an event; with none of them she always can."""

    __table_args__ = (CheckConstraint("ends_at > starts_at", name="times_in_order"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    speaker_id: Mapped[int] = mapped_column(ForeignKey("speaker.id", ondelete="CASCADE"), index=True)
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]


class IntendedOverlap(Model):
    """Two slots that share a room on purpose, as they stood when somebody said so; the smaller id comes first.

    It is void, though kept, while one of them stands elsewhere.
    """

    __table_args__ = (
        UniqueConstraint("first_slot_id", "second_slot_id"),
        CheckConstraint("first_slot_id < second_slot_id", name="slots_in_order"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    first_slot_id: Mapped[int] = mapped_column(ForeignKey("slot.id", ondelete="CASCADE"))
    second_slot_id: Mapped[int] = mapped_column(ForeignKey("slot.id", ondelete="CASCADE"), index=True)
    room_id: Mapped[int] = mapped_column(ForeignKey("room.id", ondelete="CASCADE"), index=True)
    first_starts_at: Mapped[datetime]
    second_starts_at: Mapped[datetime]
    declared_at: Mapped[datetime]
    declared_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))

    declared_by: Mapped[Account | None] = relationship()

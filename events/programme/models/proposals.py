"""A timetable that was worked out for an event, to be accepted or dropped."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from events.event.models import Event
from events.extensions import Model
from events.kit.database import one_of
from events.programme.rules.proposals import ProposalState


class TimetableProposal(Model):
    """Asked for, worked out by a job, then accepted or dropped.

    `limits` (rules.proposals.Limits) and `result` (rules.proposals.Outcome) are plain values; `progress` in per cent.
    A job holds it until `lease_until`; whoever finds that moment passed knows that the job was killed.
    """

    __table_args__ = (
        one_of("state", ProposalState),
        CheckConstraint("progress >= 0 AND progress <= 100", name="progress"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), index=True)
    state: Mapped[str] = mapped_column(String(16), default=ProposalState.QUEUED)
    progress: Mapped[int] = mapped_column(default=0)
    attempts: Mapped[int] = mapped_column(default=0)
    lease_until: Mapped[datetime | None]
    limits: Mapped[dict[str, Any]] = mapped_column(default=dict)
    result: Mapped[dict[str, Any]] = mapped_column(default=dict)
    asked_at: Mapped[datetime]
    asked_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    decided_at: Mapped[datetime | None]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))

    event: Mapped[Event] = relationship()

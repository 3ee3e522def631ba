"""Invitations as they stand in people's calendars; the room above says what they are about."""

from datetime import datetime
from typing import Any

from sqlalchemy import Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from events.extensions import Model


class Invitation(Model):
    """One UID in one person's calendar.

    `subject` ("slot:12", "event:3") and `holder` ("registration:45", "speaker:6") are plain keys of rows in
    the rooms above. `content` is what was last sent (the fields of an Entry as JSON), from which a newer one
    decides SEQUENCE (RFC 5546 section 2.1.4). A withdrawn invitation is never used again: registering anew
    makes a new UID. `organizer` is kept for ever: changed settings change new invitations only.
    """

    __table_args__ = (
        UniqueConstraint("uid"),
        Index(
            "uq_invitation_standing",
            "subject",
            "holder",
            unique=True,
            sqlite_where=text("withdrawn_at IS NULL"),
            postgresql_where=text("withdrawn_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    subject: Mapped[str] = mapped_column(String(40))
    holder: Mapped[str] = mapped_column(String(40), index=True)
    uid: Mapped[str] = mapped_column(String(255))
    sequence: Mapped[int] = mapped_column(default=0)
    organizer: Mapped[str] = mapped_column(String(254))
    organizer_name: Mapped[str] = mapped_column(String(200))
    attendee: Mapped[str] = mapped_column(String(254))
    attendee_name: Mapped[str] = mapped_column(String(200))
    partstat: Mapped[str] = mapped_column(String(16))
    content: Mapped[dict[str, Any]]
    changed_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]
    first_message_id: Mapped[str | None] = mapped_column(String(255))


class ReplyAddress(Model):
    """The unguessable address that one person's answers about one event come back to; never changed."""

    __table_args__ = (UniqueConstraint("holder", "event_key"),)

    token: Mapped[str] = mapped_column(String(26), primary_key=True)
    holder: Mapped[str] = mapped_column(String(40))
    event_key: Mapped[str] = mapped_column(String(40))

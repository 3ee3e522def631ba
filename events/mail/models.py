"""The outbox: mails on their way. The worker renders and sends them after the commit that made them."""

from datetime import datetime
from typing import Any

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from events.extensions import Model
from events.kit.database import one_of
from events.mail.rules import MessageState


class Message(Model):
    """A mail: template, values and ids. The body is rendered when sent.

    `key` makes a message unique, for calendar ones `uid/recipient/METHOD/sequence`. `calendar` is the iCalendar
    object (text) and its method. Due when `due_at` is None or past; `leased_until` belongs to
    the worker that is sending it now. `stranger_act` names the act ("registration:K7RM2XQA") when somebody who
    isn't signed in caused the mail: such acts are counted for each address. `holder` ("registration:45") is whom it
    tells something; what still has to reach her when her data is erased goes once it is sent (`erase_when_sent`).
    """

    __table_args__ = (
        one_of("state", MessageState),
        Index("ix_message_due", "state", "due_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str | None] = mapped_column(String(400), unique=True)
    message_id: Mapped[str] = mapped_column(String(255), unique=True)
    references: Mapped[str] = mapped_column(String(1000), default="")
    template: Mapped[str] = mapped_column(String(100))
    values: Mapped[dict[str, Any]]
    language: Mapped[str] = mapped_column(String(2))
    sender: Mapped[str] = mapped_column(String(254))
    sender_name: Mapped[str] = mapped_column(String(200))
    recipient: Mapped[str] = mapped_column(String(254), index=True)
    recipient_name: Mapped[str] = mapped_column(String(200))
    reply_to: Mapped[str] = mapped_column(String(254), default="")
    calendar: Mapped[str | None]
    calendar_method: Mapped[str | None] = mapped_column(String(16))
    calendar_uid: Mapped[str | None] = mapped_column(String(255), index=True)
    calendar_sequence: Mapped[int | None]
    event_key: Mapped[str] = mapped_column(String(40), default="", index=True)
    holder: Mapped[str] = mapped_column(String(40), default="", index=True)
    stranger_act: Mapped[str] = mapped_column(String(60), default="")
    state: Mapped[str] = mapped_column(String(16), default=MessageState.QUEUED)
    attempts: Mapped[int] = mapped_column(default=0)
    due_at: Mapped[datetime | None]
    leased_until: Mapped[datetime | None]
    last_error: Mapped[str] = mapped_column(String(500), default="")
    created_at: Mapped[datetime] = mapped_column(index=True)
    sent_at: Mapped[datetime | None]
    erase_when_sent: Mapped[bool] = mapped_column(default=False)

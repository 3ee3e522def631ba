"""One person's act of registering, the people it is for, and the seats it claims."""

from dataclasses import fields
from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship, validates

from events.event.models import Event
from events.extensions import Model
from events.kit.database import Editable, one_of
from events.kit.search import folded_line
from events.people.models import Account, Organisation, Person
from events.programme.models import Talk
from events.registration.rules import NAME_LENGTH, SeatState, Source
from events.registration.rules.admission import Terms


class Registration(Model):
    """One act of one person. `reference` and a generation make the links of its page and of its private
    calendar; `number` is told by phone.

    `idempotency_key` comes with the form: the same key again is the same registration. Once `erased_at` nobody can
    be named any more; what figures need was noted then: whether she had been to another event, as far as it was known
    (`came_before`), and whether she gave a member's card.
    """

    __table_args__ = (UniqueConstraint("event_id", "number"), one_of("source", Source))

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    reference: Mapped[str] = mapped_column(String(8), unique=True)
    link_generation: Mapped[int] = mapped_column(default=0)
    calendar_generation: Mapped[int] = mapped_column(default=0)
    number: Mapped[int]
    source: Mapped[str] = mapped_column(String(16))
    language: Mapped[str] = mapped_column(String(2))
    notes: Mapped[str] = mapped_column(String(2000), default="")
    card: Mapped[str] = mapped_column(String(40), default="")
    idempotency_key: Mapped[str | None] = mapped_column(String(64), unique=True)
    newsletter_asked_at: Mapped[datetime | None]
    created_at: Mapped[datetime]
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    came_before: Mapped[bool | None]
    was_member: Mapped[bool | None]
    erased_at: Mapped[datetime | None]

    event: Mapped[Event] = relationship()
    person: Mapped[Person] = relationship()
    attendees: Mapped[list["Attendee"]] = relationship(back_populates="registration", order_by="Attendee.position")
    seats: Mapped[list["Seat"]] = relationship(back_populates="registration", order_by="Seat.id")


class Attendee(Model):
    """A named human of a registration (position 0: who registered), with the code on her ticket and badge.

    `name_key` is what she is found by: it follows the name.
    """

    __table_args__ = (
        UniqueConstraint("registration_id", "position"),
        UniqueConstraint("event_id", "ticket_code"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    registration_id: Mapped[int] = mapped_column(ForeignKey("registration.id"))
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"))
    position: Mapped[int]
    name: Mapped[str] = mapped_column(String(200))
    name_key: Mapped[str] = mapped_column(String(NAME_LENGTH), default="")
    ticket_code: Mapped[str] = mapped_column(String(8))

    registration: Mapped[Registration] = relationship(back_populates="attendees")

    @validates("name")
    def _keep_name_key(self, _key: str, name: str) -> str:
        self.name_key = folded_line(name)[:NAME_LENGTH]
        return name


class Seat(Model):
    """One place on a talk, or on the event where `talk_id` is None.

    An offered seat is kept until `offer_ends_at`; `lapses` counts the offers that nobody answered. What is `to_approve`
    waits for an organiser's word, and the queue passes it by.
    """

    __table_args__ = (
        one_of("state", SeatState),
        CheckConstraint("(state = 'cancelled') = (cancelled_at IS NOT NULL)", name="cancelled_when"),
        Index(
            "uq_seat_live_talk",
            "attendee_id",
            "talk_id",
            unique=True,
            sqlite_where=text("state <> 'cancelled' AND talk_id IS NOT NULL"),
            postgresql_where=text("state <> 'cancelled' AND talk_id IS NOT NULL"),
        ),
        Index(
            "uq_seat_live_event",
            "attendee_id",
            unique=True,
            sqlite_where=text("state <> 'cancelled' AND talk_id IS NULL"),
            postgresql_where=text("state <> 'cancelled' AND talk_id IS NULL"),
        ),
        Index("ix_seat_queue", "event_id", "talk_id", "state", "claimed_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    registration_id: Mapped[int] = mapped_column(ForeignKey("registration.id"), index=True)
    attendee_id: Mapped[int] = mapped_column(ForeignKey("attendee.id"), index=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"))
    talk_id: Mapped[int | None] = mapped_column(ForeignKey("talk.id"), index=True)
    state: Mapped[str] = mapped_column(String(16))
    claimed_at: Mapped[datetime]
    cancelled_at: Mapped[datetime | None]
    offered_at: Mapped[datetime | None]
    offer_ends_at: Mapped[datetime | None] = mapped_column(index=True)
    lapses: Mapped[int] = mapped_column(default=0)
    to_approve: Mapped[bool] = mapped_column(default=False)

    registration: Mapped[Registration] = relationship(back_populates="seats")
    attendee: Mapped[Attendee] = relationship()
    talk: Mapped[Talk | None] = relationship()


class RegistrationTerms(Editable, Model):
    """Who may register, when and for how many: for the event (`talk_id` None), or for one talk, whose own terms stand
    in the place of all of the event's."""

    __table_args__ = (
        UniqueConstraint("talk_id"),
        Index(
            "uq_registration_terms_event",
            "event_id",
            unique=True,
            sqlite_where=text("talk_id IS NULL"),
            postgresql_where=text("talk_id IS NULL"),
        ),
        CheckConstraint("kept_for_desk >= 0 AND kept_for_phone >= 0", name="kept"),
        CheckConstraint("seats_per_person > 0", name="per_person"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    talk_id: Mapped[int | None] = mapped_column(ForeignKey("talk.id", ondelete="CASCADE"))
    opens_at: Mapped[datetime | None]
    closes_at: Mapped[datetime | None]
    members_until: Mapped[datetime | None]
    code: Mapped[str] = mapped_column(String(40), default="")
    needs_approval: Mapped[bool] = mapped_column(default=False)
    seats_per_person: Mapped[int | None]
    kept_for_desk: Mapped[int] = mapped_column(default=0)
    kept_for_phone: Mapped[int] = mapped_column(default=0)

    talk: Mapped[Talk | None] = relationship()

    @property
    def terms(self) -> Terms:
        return Terms(**{item.name: getattr(self, item.name) for item in fields(Terms)})


class Member(Model):
    """A card number on the list of an organisation's members; `card` as rules.admission.normal_card writes it."""

    __table_args__ = (UniqueConstraint("organisation_id", "card"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id", ondelete="CASCADE"))
    card: Mapped[str] = mapped_column(String(40))
    name: Mapped[str] = mapped_column(String(200), default="")


class Call(Model):
    """Somebody without e-mail to be rung about a talk she holds or waits for a seat of.

    `before` is what she knows and `after` what is true now, by the slot's id; None where it is on no timetable. So an
    open call always tells the latest news, in one. Done when `done_at` is set.
    """

    __table_args__ = (
        Index(
            "uq_call_open",
            "registration_id",
            "talk_id",
            unique=True,
            sqlite_where=text("done_at IS NULL"),
            postgresql_where=text("done_at IS NULL"),
        ),
        Index("ix_call_event", "event_id", "done_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"))
    registration_id: Mapped[int] = mapped_column(ForeignKey("registration.id", ondelete="CASCADE"))
    talk_id: Mapped[int] = mapped_column(ForeignKey("talk.id", ondelete="CASCADE"), index=True)
    before: Mapped[dict[str, Any]]
    after: Mapped[dict[str, Any]]
    created_at: Mapped[datetime]
    done_at: Mapped[datetime | None]
    done_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    note: Mapped[str] = mapped_column(String(500), default="")

    registration: Mapped[Registration] = relationship()
    talk: Mapped[Talk] = relationship()
    done_by: Mapped[Account | None] = relationship()


class NewsletterConsent(Model):
    """Somebody asked for the newsletter; it holds once confirmed through the mailed link, until `left_at`.

    The proof: `words` as she read them beside the box, when, in which registration; then the words of the button that
    confirmed it, and when. `reference` and the generation 0 make its link.
    """

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    registration_id: Mapped[int | None] = mapped_column(ForeignKey("registration.id"), index=True)
    reference: Mapped[str] = mapped_column(String(8), unique=True)
    email: Mapped[str] = mapped_column(String(254), index=True)
    language: Mapped[str] = mapped_column(String(2))
    words: Mapped[str] = mapped_column(String(500))
    asked_at: Mapped[datetime]
    confirmed_words: Mapped[str] = mapped_column(String(500), default="")
    confirmed_at: Mapped[datetime | None]
    left_at: Mapped[datetime | None]

    organisation: Mapped[Organisation] = relationship()


class LinkRequest(Model):
    """Somebody typed an address to get lost links again. The worker looks whether it is known, then the row goes."""

    id: Mapped[int] = mapped_column(primary_key=True)
    address: Mapped[str] = mapped_column(String(254))
    language: Mapped[str] = mapped_column(String(2))
    asked_at: Mapped[datetime]

"""Organisations, the people they know, and the accounts of those who sign in."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship, validates

from events.extensions import LocalisedText, Model
from events.kit.database import Editable, one_of
from events.kit.search import folded_line
from events.kit.telephones import phone_key
from events.people.rules import NAME_LENGTH, MembershipRole


class Picture(Model):
    """A re-encoded upload; `file` is a random name under the instance's uploads."""

    id: Mapped[int] = mapped_column(primary_key=True)
    file: Mapped[str] = mapped_column(String(64), unique=True)
    width: Mapped[int]
    height: Mapped[int]
    description: Mapped[str] = mapped_column(String(300), default="")
    credit: Mapped[str] = mapped_column(String(200), default="")


class Organisation(Editable, Model):
    """Who runs events. Its telephone, hours and address stand on every page, its legal texts one click away.

    `school_zone` is one of events.event.holidays, '-' for none of them; '' leaves it to the postcode.
    """

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(200), unique=True)
    language: Mapped[str] = mapped_column(String(2), default="fr")
    zone: Mapped[str] = mapped_column(String(64), default="Europe/Paris")
    email: Mapped[str] = mapped_column(String(254), default="")
    phone: Mapped[str] = mapped_column(String(40), default="")
    phone_hours: Mapped[LocalisedText] = mapped_column(default=dict)
    phone_people: Mapped[LocalisedText] = mapped_column(default=dict)
    street: Mapped[str] = mapped_column(String(200), default="")
    postcode: Mapped[str] = mapped_column(String(20), default="")
    town: Mapped[str] = mapped_column(String(100), default="")
    website: Mapped[str] = mapped_column(String(300), default="")
    school_zone: Mapped[str] = mapped_column(String(1), default="")
    legal: Mapped[LocalisedText] = mapped_column(default=dict)
    privacy: Mapped[LocalisedText] = mapped_column(default=dict)
    accessibility: Mapped[LocalisedText] = mapped_column(default=dict)
    notice: Mapped[LocalisedText] = mapped_column(default=dict)
    created_at: Mapped[datetime]


class Person(Model):
    """A human known to one organisation; never merged with another by e-mail alone.

    `name_key` and `phone_key` are what she is found by: they follow the name and the telephone.
    """

    __table_args__ = (Index("ix_person_name_key", "organisation_id", "name_key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    name: Mapped[str] = mapped_column(String(200))
    email: Mapped[str] = mapped_column(String(254), default="", index=True)
    phone: Mapped[str] = mapped_column(String(40), default="")
    name_key: Mapped[str] = mapped_column(String(NAME_LENGTH), default="")
    phone_key: Mapped[str] = mapped_column(String(80), default="")
    language: Mapped[str] = mapped_column(String(2), default="fr")
    created_at: Mapped[datetime]
    erased_at: Mapped[datetime | None]

    organisation: Mapped[Organisation] = relationship()
    profile: Mapped["SpeakerProfile | None"] = relationship(back_populates="person")

    @validates("name")
    def _keep_name_key(self, _key: str, name: str) -> str:
        self.name_key = folded_line(name)[:NAME_LENGTH]
        return name

    @validates("phone")
    def _keep_phone_key(self, _key: str, phone: str) -> str:
        self.phone_key = phone_key(phone)
        return phone


class SpeakerProfile(Editable, Model):
    """What the public reads about a person who speaks, at whatever event."""

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    affiliation: Mapped[LocalisedText] = mapped_column(default=dict)
    biography: Mapped[LocalisedText] = mapped_column(default=dict)
    website: Mapped[str] = mapped_column(String(300), default="")
    picture_id: Mapped[int | None] = mapped_column(ForeignKey("picture.id"))

    person: Mapped[Person] = relationship(back_populates="profile")
    picture: Mapped[Picture | None] = relationship()


class Account(Model):
    """The means to sign in: one e-mail (in lower case), one argon2id password. Flask-Security's user."""

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(254), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    password: Mapped[str | None] = mapped_column(String(255))
    active: Mapped[bool] = mapped_column(default=True)
    fs_uniquifier: Mapped[str] = mapped_column(String(64), unique=True)
    language: Mapped[str] = mapped_column(String(2), default="fr")
    created_at: Mapped[datetime]

    memberships: Mapped[list["Membership"]] = relationship(back_populates="account", order_by="Membership.id")

    is_authenticated = True
    is_anonymous = False

    @property
    def is_active(self) -> bool:
        return self.active

    def get_id(self) -> str:
        """What Flask-Login keeps in the cookie beside the session's key."""
        return self.fs_uniquifier


class Membership(Model):
    """An account's role in a whole organisation; roles in single events are the event's team."""

    __table_args__ = (UniqueConstraint("account_id", "organisation_id"), one_of("role", MembershipRole))

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    role: Mapped[str] = mapped_column(String(16))

    account: Mapped[Account] = relationship(back_populates="memberships")
    organisation: Mapped[Organisation] = relationship()


class SignInSession(Model):
    """A signed-in browser. The cookie holds a random key, the row its SHA-256; ended rows open nothing."""

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    key_hash: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]

    account: Mapped[Account] = relationship()

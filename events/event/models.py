"""Events, their team, the venues and rooms of an organisation, and thematic tracks."""

from datetime import date, datetime, time

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from events.event.rules import (
    EventKind,
    EventState,
    RegistrationScope,
    RegistrationState,
    ReleaseMode,
    TeamRole,
)
from events.extensions import LocalisedText, Model
from events.kit.database import Editable, new_guid, one_of
from events.people.models import Account, Organisation, Picture


class Event(Editable, Model):
    """A season of lectures, a congress or one lecture.

    `seats_at_once` gives free seats to whoever waits without asking her first.
    `revision` grows with each release, saved text and seat: public pages and feeds are cached by it.
    `next_version` names the next version of the timetable when nobody does.
    """

    __table_args__ = (
        one_of("kind", EventKind),
        one_of("state", EventState),
        one_of("release_mode", ReleaseMode),
        one_of("registration_state", RegistrationState),
        one_of("registration_scope", RegistrationScope),
        CheckConstraint("ends_on >= starts_on", name="days_in_order"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    slug: Mapped[str] = mapped_column(String(80), unique=True)
    kind: Mapped[str] = mapped_column(String(16))
    state: Mapped[str] = mapped_column(String(16), default=EventState.DRAFT)
    published_at: Mapped[datetime | None]
    published_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    title: Mapped[LocalisedText]
    subtitle: Mapped[LocalisedText] = mapped_column(default=dict)
    description: Mapped[LocalisedText] = mapped_column(default=dict)
    admission: Mapped[LocalisedText] = mapped_column(default=dict)
    language: Mapped[str] = mapped_column(String(2), default="fr")
    zone: Mapped[str] = mapped_column(String(64), default="Europe/Paris")
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    release_mode: Mapped[str] = mapped_column(String(16))
    registration_state: Mapped[str] = mapped_column(String(16), default=RegistrationState.CLOSED)
    registration_opened_at: Mapped[datetime | None]
    registration_scope: Mapped[str] = mapped_column(String(16))
    seats_at_once: Mapped[bool] = mapped_column(default=False)
    invitation_lead_days: Mapped[int] = mapped_column(default=21)
    retention_weeks: Mapped[int] = mapped_column(default=12)
    demonstration: Mapped[bool] = mapped_column(default=False)
    picture_id: Mapped[int | None] = mapped_column(ForeignKey("picture.id"))
    revision: Mapped[int] = mapped_column(default=1)
    next_version: Mapped[str] = mapped_column(String(100), default="")
    created_at: Mapped[datetime]

    organisation: Mapped[Organisation] = relationship()
    picture: Mapped[Picture | None] = relationship()
    capacity: Mapped["EventCapacity"] = relationship(back_populates="event")
    tracks: Mapped[list["Track"]] = relationship(back_populates="event", order_by="Track.position")
    team: Mapped[list["TeamMember"]] = relationship(back_populates="event")


class EventCapacity(Model):
    """Seats of the whole event: what registration locks. `limit` None is without; `kept` free ones aren't public."""

    __table_args__ = (CheckConstraint("taken >= 0 AND waiting >= 0", name="counts"),)

    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), primary_key=True)
    limit: Mapped[int | None]
    taken: Mapped[int] = mapped_column(default=0)
    waiting: Mapped[int] = mapped_column(default=0)
    kept: Mapped[int] = mapped_column(default=0)

    event: Mapped[Event] = relationship(back_populates="capacity")


class FormerSlug(Model):
    """An address that once led to an event: it redirects."""

    slug: Mapped[str] = mapped_column(String(80), primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"))

    event: Mapped[Event] = relationship()


class TeamMember(Model):
    """An account's role in one event."""

    __table_args__ = (UniqueConstraint("event_id", "account_id"), one_of("role", TeamRole))

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"))
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    role: Mapped[str] = mapped_column(String(16))

    event: Mapped[Event] = relationship(back_populates="team")
    account: Mapped[Account] = relationship()


class Venue(Editable, Model):
    """A building. Coordinates in degrees (WGS 84)."""

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    name: Mapped[str] = mapped_column(String(200))
    street: Mapped[str] = mapped_column(String(200), default="")
    postcode: Mapped[str] = mapped_column(String(20), default="")
    town: Mapped[str] = mapped_column(String(100), default="")
    country: Mapped[str] = mapped_column(String(2), default="FR")
    latitude: Mapped[float | None]
    longitude: Mapped[float | None]
    access: Mapped[LocalisedText] = mapped_column(default=dict)

    rooms: Mapped[list["Room"]] = relationship(back_populates="venue", order_by="Room.position")
    opening_hours: Mapped[list["OpeningHours"]] = relationship(
        order_by="OpeningHours.weekday", cascade="all, delete-orphan"
    )


class OpeningHours(Model):
    """From when to when a venue is open on a weekday (Monday is 0), on the wall clock.

    A weekday without a row is closed, unless the venue has no rows at all: then nobody said. Closing at or before the
    hour of opening is on the next day.
    """

    __table_args__ = (CheckConstraint("weekday >= 0 AND weekday <= 6", name="weekday"),)

    venue_id: Mapped[int] = mapped_column(ForeignKey("venue.id"), primary_key=True)
    weekday: Mapped[int] = mapped_column(primary_key=True)
    opens: Mapped[time]
    closes: Mapped[time]


class Room(Editable, Model):
    """A hall in a venue; `seats` is what it holds, None when nobody said. `slug` is its own in its organisation."""

    __table_args__ = (UniqueConstraint("venue_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    venue_id: Mapped[int] = mapped_column(ForeignKey("venue.id"))
    name: Mapped[str] = mapped_column(String(200))
    slug: Mapped[str] = mapped_column(String(80))
    seats: Mapped[int | None]
    access: Mapped[LocalisedText] = mapped_column(default=dict)
    position: Mapped[int] = mapped_column(default=0)
    guid: Mapped[str] = mapped_column(String(36), default=new_guid, index=True)

    venue: Mapped[Venue] = relationship(back_populates="rooms")


class Track(Editable, Model):
    """A thematic strand of an event; `colour` is #rrggbb or empty."""

    __table_args__ = (UniqueConstraint("event_id", "slug"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"))
    slug: Mapped[str] = mapped_column(String(80))
    name: Mapped[LocalisedText]
    position: Mapped[int] = mapped_column(default=0)
    colour: Mapped[str] = mapped_column(String(7), default="")

    event: Mapped[Event] = relationship(back_populates="tracks")


class NewsItem(Editable, Model):
    """A piece of news of an event; a draft while `published_at` is None. `pinned` ones stand first."""

    __table_args__ = (UniqueConstraint("event_id", "slug"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"))
    slug: Mapped[str] = mapped_column(String(80))
    title: Mapped[LocalisedText]
    text: Mapped[LocalisedText] = mapped_column(default=dict)
    picture_id: Mapped[int | None] = mapped_column(ForeignKey("picture.id"))
    pinned: Mapped[bool] = mapped_column(default=False)
    published_at: Mapped[datetime | None]
    created_at: Mapped[datetime]

    event: Mapped[Event] = relationship()
    picture: Mapped[Picture | None] = relationship()


class Partner(Editable, Model):
    """Who supports an event. `heading` is what stands above it: “With the support of”."""

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), index=True)
    name: Mapped[str] = mapped_column(String(200))
    heading: Mapped[LocalisedText] = mapped_column(default=dict)
    website: Mapped[str] = mapped_column(String(300), default="")
    logo_id: Mapped[int | None] = mapped_column(ForeignKey("picture.id"))
    position: Mapped[int] = mapped_column(default=0)

    event: Mapped[Event] = relationship()
    logo: Mapped[Picture | None] = relationship()


class Closure(Editable, Model):
    """Days of an organisation without talks, first and last included, which win over the official calendar.

    `official` is the key of the school holidays that it takes the place of (events.event.holidays); None for a
    closure of its own. `observed` False: talks are given in these holidays.
    """

    __table_args__ = (
        UniqueConstraint("organisation_id", "official"),
        CheckConstraint("ends_on >= starts_on", name="days_in_order"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    official: Mapped[str | None] = mapped_column(String(40))
    name: Mapped[LocalisedText]
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    observed: Mapped[bool] = mapped_column(default=True)

"""Venues and rooms of an organisation."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime, time

from flask_babel import lazy_gettext as _
from sqlalchemy.exc import IntegrityError

from events.activity.actions import note
from events.event.actions.events import raise_revisions_of_organisation
from events.event.actions.slugs import slug_of
from events.event.models import OpeningHours, Room, Venue
from events.event.queries import rooms_of
from events.event.rules import free_slug
from events.extensions import LocalisedText, db
from events.kit.database import take_version
from events.kit.errors import Refused
from events.kit.transaction import transaction


class PlaceInUse(Refused):
    """A venue or room that a timetable names cannot be deleted."""


@dataclass(frozen=True)
class VenueDetails:
    """A building; `access` says how one gets there and in. Coordinates in degrees (WGS 84)."""

    name: str
    street: str = ""
    postcode: str = ""
    town: str = ""
    country: str = "FR"
    latitude: float | None = None
    longitude: float | None = None
    access: LocalisedText = field(default_factory=dict)


@dataclass(frozen=True)
class RoomDetails:
    """A hall; `seats` None when nobody said how many it holds."""

    name: str
    seats: int | None = None
    access: LocalisedText = field(default_factory=dict)


def add_venue(organisation_id: int, details: VenueDetails, *, now: datetime, account_id: int | None = None) -> Venue:
    with transaction():
        venue = Venue(organisation_id=organisation_id, **asdict(details))
        db.session.add(venue)
        db.session.flush()
        _note("added", venue, now, account_id)
    return venue


def edit_venue(
    venue: Venue, version: int, details: VenueDetails, *, now: datetime, account_id: int | None = None
) -> None:
    """Raises kit.database.Stale when somebody saved it since `version`."""
    with transaction():
        db.session.refresh(venue, with_for_update=True)
        take_version(venue, version)
        _write(venue, details)
        raise_revisions_of_organisation(venue.organisation_id)
        _note("edited", venue, now, account_id)


def set_opening_hours(
    venue: Venue, version: int, hours: Mapping[int, tuple[time, time]], *, now: datetime, account_id: int | None = None
) -> None:
    """From when to when it is open, by weekday (Monday is 0); without any, nobody said. Raises kit.database.Stale."""
    with transaction():
        db.session.refresh(venue, with_for_update=True)
        take_version(venue, version)
        venue.opening_hours.clear()
        db.session.flush()
        venue.opening_hours.extend(OpeningHours(weekday=day, opens=row[0], closes=row[1]) for day, row in hours.items())
        _note("opening hours set", venue, now, account_id)


def delete_venue(venue: Venue, *, now: datetime, account_id: int | None = None) -> None:
    """Delete it with its rooms. Raises PlaceInUse when a timetable names one of them."""
    _delete(venue, now, account_id)


def add_room(venue: Venue, details: RoomDetails, *, now: datetime, account_id: int | None = None) -> Room:
    with transaction():
        taken = {room.slug for room in rooms_of(venue.organisation_id)}
        slug = free_slug(slug_of(details.name), taken, otherwise="room")
        room = Room(venue=venue, slug=slug, position=len(venue.rooms), **asdict(details))
        db.session.add(room)
        db.session.flush()
        _note("added", room, now, account_id)
    return room


def edit_room(room: Room, version: int, details: RoomDetails, *, now: datetime, account_id: int | None = None) -> None:
    """Raises kit.database.Stale when somebody saved it since `version`."""
    with transaction():
        db.session.refresh(room, with_for_update=True)
        take_version(room, version)
        _write(room, details)
        raise_revisions_of_organisation(room.venue.organisation_id)
        _note("edited", room, now, account_id)


def delete_room(room: Room, *, now: datetime, account_id: int | None = None) -> None:
    """Raises PlaceInUse when a timetable, or a published version of one, names it."""
    _delete(room, now, account_id)


def _delete(place: Venue | Room, now: datetime, account_id: int | None) -> None:
    try:
        with transaction():
            _note("deleted", place, now, account_id)
            for room in place.rooms if isinstance(place, Venue) else ():
                db.session.delete(room)
            db.session.delete(place)
            db.session.flush()
    except IntegrityError as error:
        raise PlaceInUse(_("It stands in a timetable, so it cannot be deleted.")) from error


def _write(place: Venue | Room, details: VenueDetails | RoomDetails) -> None:
    for name, value in asdict(details).items():
        setattr(place, name, value)


def _note(verb: str, place: Venue | Room, now: datetime, account_id: int | None) -> None:
    venue = place if isinstance(place, Venue) else place.venue
    key = f"{'venue' if isinstance(place, Venue) else 'room'}:{place.id}"
    note(verb, key, now=now, account_id=account_id, organisation_id=venue.organisation_id)

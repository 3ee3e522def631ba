"""Halls that a file names: those of the organisation with this guid or name, else new ones."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import insert

from events.event.actions import VenueDetails, add_venue, slug_of
from events.event.models import Event, Room, Venue
from events.event.queries import rooms_of, venues_of
from events.event.rules import free_slug
from events.extensions import db
from events.kit.database import new_guid
from events.kit.localised import in_language
from events.programme.exchange.report import Report
from events.programme.exchange.shape import FiledEvent, FiledRoom


def imported_rooms(
    event: Event,
    filed: Sequence[FiledRoom],
    about: FiledEvent,
    report: Report,
    *,
    now: datetime,
    account_id: int | None,
) -> Mapping[str, int]:
    """Ids of the rooms by the names that the file has for them; who had no number of seats gets the file's."""
    known = _Known(rooms_of(event.organisation_id))
    missing = [room for room in filed if known.find(room) is None]
    _add_rooms(event, missing, about, now, account_id)
    for room in missing:
        report.done(_l("The hall is new."), room.name)
    known = _Known(rooms_of(event.organisation_id)) if missing else known
    found = {room.name: known.find(room) for room in filed}
    for room in filed:
        standing = found[room.name]
        if standing is not None and standing.seats is None and room.seats:
            standing.seats = room.seats
            report.done(_l("Its number of seats is known now."), room.name)
    return {name: standing.id for name, standing in found.items() if standing is not None}


class _Known:
    """The organisation's rooms by what files may call them."""

    def __init__(self, rooms: Sequence[Room]) -> None:
        self.by_guid = {room.guid: room for room in rooms}
        self.by_name: dict[str, Room] = {}
        for room in rooms:
            self.by_name.setdefault(room.name.casefold(), room)
            self.by_name[f"{room.name} ({room.venue.name})".casefold()] = room

    def find(self, filed: FiledRoom) -> Room | None:
        place = f"{filed.name} ({filed.venue})".casefold()
        named = self.by_name.get(place) if filed.venue else self.by_name.get(filed.name.casefold())
        return self.by_guid.get(filed.guid) or named


def _add_rooms(
    event: Event, missing: Sequence[FiledRoom], about: FiledEvent, now: datetime, account_id: int | None
) -> None:
    """In the building that the file names, or one called like the event."""
    by_venue: dict[str, list[FiledRoom]] = defaultdict(list)
    for room in missing:
        by_venue[room.venue or about.venue or in_language(event.title, event.language)].append(room)
    taken = {room.slug for room in rooms_of(event.organisation_id)}
    for name, rooms in by_venue.items():
        venue = _venue(event, name, about.town, now, account_id)
        rows = [_row(room, venue.id, n, taken) for n, room in enumerate(rooms, start=len(venue.rooms))]
        db.session.execute(insert(Room), rows)
        db.session.expire(venue, ["rooms"])


def _row(room: FiledRoom, venue_id: int, position: int, taken: set[str]) -> dict[str, Any]:
    slug = free_slug(slug_of(room.name), taken, otherwise="room")
    taken.add(slug)
    return {
        "venue_id": venue_id,
        "name": room.name,
        "slug": slug,
        "seats": room.seats,
        "guid": room.guid or new_guid(),
        "position": position,
    }


def _venue(event: Event, name: str, town: str, now: datetime, account_id: int | None) -> Venue:
    known = (venue for venue in venues_of(event.organisation_id) if venue.name.casefold() == name.casefold())
    found = next(known, None)
    if found:
        return found
    country = "" if town else "FR"
    details = VenueDetails(name=name, town=town, country=country)
    return add_venue(event.organisation_id, details, now=now, account_id=account_id)

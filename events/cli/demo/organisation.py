"""The association behind the demonstration, its volunteers' accounts, and its halls."""

from datetime import datetime

from events.cli.demo.content import content
from events.event.actions import RoomDetails, VenueDetails, add_room, add_venue
from events.people.actions import add_account, add_organisation, add_organiser, change_organisation
from events.people.models import Account, Organisation
from events.people.queries import find_account, find_organisation

ORGANISER, DESK = "ada@estrade.example", "dora@estrade.example"


def ensure_organisation(now: datetime) -> tuple[Organisation, Account]:
    """The association and its organiser; made when they are not there yet."""
    found = find_organisation(content("organisation")["name"])
    organisation = found or add_organisation(content("organisation")["name"], now)
    organiser = find_account(ORGANISER) or add_organiser(organisation, **sign_in_of(ORGANISER), now=now)
    if not found:
        _describe(organisation, organiser, now)
    return organisation, organiser


def ensure_desk(now: datetime) -> Account:
    """The account of who works at the desk."""
    return find_account(DESK) or add_account(**sign_in_of(DESK), now=now)


def sign_in_of(email: str) -> dict[str, str]:
    """E-mail, name and password of one demonstration account."""
    found: dict[str, str] = next(row for row in content("organisation")["accounts"] if row["email"] == email)
    return found


def add_places(organisation: Organisation, now: datetime) -> dict[str, int]:
    """The venues with their rooms; says each room's id by the key that talks use."""
    rooms: dict[str, int] = {}
    for place in content("places")["venue"]:
        details = {key: value for key, value in place.items() if key != "room"}
        venue = add_venue(organisation.id, VenueDetails(**details), now=now)
        for room in place["room"]:
            details = {key: value for key, value in room.items() if key != "key"}
            rooms[room["key"]] = add_room(venue, RoomDetails(**details), now=now).id
    return rooms


def _describe(organisation: Organisation, organiser: Account, now: datetime) -> None:
    texts = {key: value for key, value in content("organisation").items() if key not in {"name", "accounts"}}
    change_organisation(organisation, texts, version=organisation.version, by=organiser, now=now)

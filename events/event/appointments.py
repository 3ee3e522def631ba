"""An event as an appointment: one all-day entry over its days, which doesn't make anybody busy."""

from datetime import timedelta

from events.calendar.rules import Appointment, Host
from events.event.models import Event, Room, Venue
from events.kit.localised import in_language
from events.kit.settings import absolute
from events.mail.queries import default_sender
from events.people.models import Organisation


def appointment_of_event(event: Event, language: str) -> Appointment:
    """All days of the event; `ends_at` is the day after the last one (RFC 5545 section 3.6.1)."""
    return Appointment(
        subject=f"event:{event.id}",
        starts_at=event.starts_on,
        ends_at=event.ends_on + timedelta(days=1),
        zone=event.zone,
        summary=in_language(event.title, language),
        description=in_language(event.subtitle, language),
        url=absolute(f"/{event.slug}/"),
        transparent=True,
    )


def host_of(organisation: Organisation) -> Host:
    """From whom mails and invitations come: the organisation's address, else the service's."""
    return Host(organisation.email or default_sender(), organisation.name)


def place_in_words(room: Room | None) -> str:
    """Room, venue, street, town: what is known of them, each once."""
    if room is None:
        return ""
    venue = room.venue
    parts = (room.name, venue.name, venue.street, " ".join(filter(None, (venue.postcode, venue.town))))
    return ", ".join(dict.fromkeys(part for part in parts if part))


def coordinates(venue: Venue) -> tuple[float, float] | None:
    """(latitude, longitude) in degrees when both are known."""
    if venue.latitude is None or venue.longitude is None:
        return None
    return venue.latitude, venue.longitude

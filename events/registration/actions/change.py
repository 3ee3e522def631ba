"""A person changes what we know of her."""

from collections.abc import Mapping
from datetime import datetime

from events.activity.actions import note
from events.event.actions import raise_revision
from events.kit.transaction import transaction
from events.registration.actions.invitations import take_out_of_calendars, tell_of_registration
from events.registration.models import Registration
from events.registration.rules import SeatState


def change_details(
    registration: Registration, *, names: Mapping[int, str], email: str, phone: str, now: datetime
) -> None:
    """New names (attendee id to name), e-mail and telephone. Another e-mail: its calendar gets the
    invitations, the old one loses them."""
    with transaction():
        raise_revision(registration.event_id)
        if email != registration.person.email:
            _move_invitations(registration, email, now)
        registration.person.phone = phone
        for attendee in registration.attendees:
            attendee.name = names.get(attendee.id, attendee.name)
        registration.person.name = registration.attendees[0].name
        note("changed", f"registration:{registration.id}", now=now, event_key=f"event:{registration.event_id}")


def _move_invitations(registration: Registration, email: str, now: datetime) -> None:
    live = [seat for seat in registration.seats if seat.state != SeatState.CANCELLED]
    act = f"changed:{registration.reference}:{now.isoformat()}"
    take_out_of_calendars(registration, dict.fromkeys(seat.talk_id for seat in live), now, act=act)
    registration.person.email = email
    if live:
        tell_of_registration(registration, live, now, act)

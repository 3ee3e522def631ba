"""The entries of one registration's private calendar."""

from collections.abc import Iterator

from events.calendar.queries import find_standing_invitation
from events.calendar.rules import Appointment, Entry
from events.event.appointments import appointment_of_event
from events.programme.appointments import appointment_of_slot
from events.programme.queries import slots_of_talk
from events.registration.models import Registration
from events.registration.rules import SeatState


def private_entries(registration: Registration) -> Iterator[Entry]:
    """Whatever is confirmed. An entry repeats the UID of the mailed invitation where there is one."""
    confirmed = [seat for seat in registration.seats if seat.state == SeatState.CONFIRMED]
    talks = {seat.talk_id: seat.talk for seat in confirmed}
    for talk in talks.values():
        if talk is None:
            appointment = appointment_of_event(registration.event, registration.language)
            yield _entry(registration, appointment, f"{registration.reference}-event")
            continue
        for slot in slots_of_talk(talk):
            appointment = appointment_of_slot(slot, registration.language)
            yield _entry(registration, appointment, f"{registration.reference}-{slot.slot.guid}")


def _entry(registration: Registration, appointment: Appointment, own_uid: str) -> Entry:
    invitation = find_standing_invitation(appointment.subject, f"registration:{registration.id}")
    values = {name: value for name, value in vars(appointment).items() if name != "subject"}
    if invitation is None:
        return Entry(uid=own_uid, sequence=0, dtstamp=registration.created_at, **values)
    return Entry(uid=invitation.uid, sequence=invitation.sequence, dtstamp=invitation.changed_at, **values)

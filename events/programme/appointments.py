"""A released slot of a talk as an appointment, in one language."""

from collections.abc import Iterable

from events.calendar.rules import Appointment, Status
from events.event.appointments import coordinates, place_in_words
from events.kit.localised import in_language
from events.kit.settings import absolute
from events.programme.models import ReleasedSlot, Talk
from events.programme.rules import SlotState


def subject_of(slot_id: int) -> str:
    """The key under which invitations to a slot stand."""
    return f"slot:{slot_id}"


def appointment_of_slot(slot: ReleasedSlot, language: str) -> Appointment:
    """When, where and what; public facts only, for people share their calendars."""
    talk, room = slot.talk, slot.room
    if talk is None:
        raise ValueError("a break is no appointment")
    return Appointment(
        subject=subject_of(slot.slot_id),
        starts_at=slot.starts_at,
        ends_at=slot.ends_at,
        zone=slot.zone,
        summary=in_language(talk.title, language),
        description=_description(talk, language),
        location=place_in_words(room),
        venue=f"venue:{room.venue_id}" if room else "",
        geo=coordinates(room.venue) if room else None,
        url=absolute(f"/{talk.event.slug}/talks/{talk.slug}/"),
        status=Status.CONFIRMED if slot.state == SlotState.CONFIRMED else Status.CANCELLED,
    )


def names_of_speakers(talk: Talk) -> list[str]:
    return [speaker.person.name for speaker in talk.speakers]


def _description(talk: Talk, language: str) -> str:
    organisation = talk.event.organisation
    lines: Iterable[str] = (
        in_language(talk.subtitle, language),
        ", ".join(names_of_speakers(talk)),
        in_language(talk.admission or talk.event.admission, language),
        f"{organisation.name} {organisation.phone}".strip(),
    )
    return "\n".join(line for line in lines if line)

"""Mails of this room: one function for each, put into the outbox of the caller's transaction."""

from datetime import datetime

from events.event.appointments import host_of
from events.kit.localised import in_language
from events.mail.actions import queue
from events.mail.models import Message
from events.programme.models import Speaker


def invitation_to_speaker(speaker: Speaker, now: datetime, *, strangers_act: str = "") -> Message:
    """The link of her own page, with what she will find there."""
    event, person = speaker.event, speaker.person
    organisation = event.organisation
    host, language = host_of(organisation), person.language
    return queue(
        template="programme/speaker_invitation",
        recipient=person.email,
        recipient_name=person.name,
        language=language,
        values={
            "name": person.name,
            "event": in_language(event.title, language),
            "organisation": {
                "name": organisation.name,
                "phone": organisation.phone,
                "phone_hours": in_language(organisation.phone_hours, language),
            },
            "reference": speaker.reference,
            "generation": speaker.link_generation,
        },
        sender=host.address,
        sender_name=host.name,
        event_key=f"event:{event.id}",
        caused_by_stranger=bool(strangers_act),
        act=strangers_act,
        now=now,
    )

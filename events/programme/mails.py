"""Mails of this room: one function for each, put into the outbox of the caller's transaction."""

from datetime import datetime
from typing import Any

from events.calendar.actions import calendar_text, method_of
from events.calendar.models import Invitation
from events.event.appointments import host_of
from events.kit.localised import in_language
from events.mail.actions import queue
from events.mail.models import Message
from events.mail.rules import CalendarPart
from events.programme.models import ReleasedSlot, Speaker
from events.programme.rules import SlotState
from events.programme.words import facts_of_slot


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


def date_to_speaker(speaker: Speaker, invitation: Invitation, slot: ReleasedSlot | None, now: datetime) -> Message:
    """One date for her calendar: new, changed or (CANCEL) gone; `slot` None when the talk isn't hers any more."""
    language, method = speaker.person.language, method_of(invitation)
    facts = facts_of_slot(slot, language) if slot else {"title": invitation.content["summary"]}
    facts["reason"] = in_language(slot.reason, language) if slot else ""
    facts["postponed"] = slot is not None and slot.state == SlotState.POSTPONED
    message = queue(
        template="programme/speaker_date",
        recipient=invitation.attendee,
        recipient_name=invitation.attendee_name,
        language=language,
        values=_about(speaker) | {"facts": facts, "method": method},
        sender=invitation.organizer,
        sender_name=invitation.organizer_name,
        references=invitation.first_message_id or "",
        event_key=f"event:{speaker.event_id}",
        calendar=CalendarPart(calendar_text(invitation), method, invitation.uid, invitation.sequence),
        key=f"{invitation.uid}/{invitation.attendee}/{method}/{invitation.sequence}/{invitation.changed_at.isoformat()}",
        now=now,
    )
    invitation.first_message_id = invitation.first_message_id or message.message_id
    return message


def _about(speaker: Speaker) -> dict[str, Any]:
    organisation, language = speaker.event.organisation, speaker.person.language
    return {
        "name": speaker.person.name,
        "event": in_language(speaker.event.title, language),
        "organisation": {
            "name": organisation.name,
            "phone": organisation.phone,
            "phone_hours": in_language(organisation.phone_hours, language),
        },
        "reference": speaker.reference,
        "generation": speaker.link_generation,
    }

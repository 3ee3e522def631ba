"""The dates of invited speakers in their calendars, kept as the latest release has them."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import select

from events.calendar.actions import invite, update_invitation, withdraw
from events.calendar.models import Invitation
from events.calendar.queries import standing_invitations_of
from events.calendar.rules import Guest, Partstat
from events.event.appointments import host_of
from events.extensions import db
from events.kit.transaction import transaction
from events.programme.appointments import appointment_of_slot, subject_of
from events.programme.mails import date_to_speaker
from events.programme.models import ReleasedSlot, Speaker, TalkSpeaker
from events.programme.queries import slots_of_talk
from events.programme.rules import SlotState


def keep_calendars_of(talk_ids: Iterable[int], *, now: datetime) -> None:
    """After a change of these talks: each of their speakers learns what concerns her."""
    named = select(TalkSpeaker.speaker_id).where(TalkSpeaker.talk_id.in_(list(talk_ids)))
    keep_calendars(db.session.scalars(named).all(), now=now)


def keep_calendars(speaker_ids: Iterable[int], *, now: datetime) -> None:
    """The calendars of those among these speakers who were invited."""
    with transaction():
        invited = select(Speaker).where(Speaker.id.in_(list(speaker_ids)), Speaker.invited_at.is_not(None))
        for speaker in db.session.scalars(invited).all():
            db.session.expire(speaker, ["talk_speakers"])
            keep_calendar(speaker, now=now)


def keep_calendar(speaker: Speaker, *, now: datetime) -> None:
    """Invite to new dates, move known ones, take out those of talks she doesn't give any more; one mail for each."""
    if not speaker.person.email:
        return
    with transaction():
        standing = {invitation.subject: invitation for invitation in standing_invitations_of(_holder(speaker))}
        slots = {subject_of(slot.slot_id): slot for slot in _slots(speaker)}
        for subject, slot in slots.items():
            _keep_date(speaker, slot, standing.get(subject), now)
        for subject in standing.keys() - slots.keys():
            withdraw(standing[subject], now)
            date_to_speaker(speaker, standing[subject], None, now)


def _slots(speaker: Speaker) -> list[ReleasedSlot]:
    return [slot for row in speaker.talk_speakers for slot in slots_of_talk(row.talk)]


def _keep_date(speaker: Speaker, slot: ReleasedSlot, invitation: Invitation | None, now: datetime) -> None:
    appointment = appointment_of_slot(slot, speaker.person.language)
    if invitation is not None:
        if update_invitation(invitation, appointment, now):
            date_to_speaker(speaker, invitation, slot, now)
    elif slot.state == SlotState.CONFIRMED and slot.starts_at > now:
        made = invite(appointment, _guest(speaker), host_of(speaker.event.organisation), now)
        date_to_speaker(speaker, made, slot, now)


def _holder(speaker: Speaker) -> str:
    return f"speaker:{speaker.id}"


def _guest(speaker: Speaker) -> Guest:
    return Guest(
        holder=_holder(speaker),
        event_key=f"event:{speaker.event_id}",
        address=speaker.person.email,
        name=speaker.person.name,
        partstat=Partstat.NEEDS_ACTION,
    )

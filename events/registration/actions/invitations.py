"""Which messages an act causes, and keeping people's calendars right when the programme changes."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import select

from events.calendar.actions import cancel_occurrence, invite, invite_anew, is_tentative, update_invitation, withdraw
from events.calendar.models import Invitation
from events.calendar.queries import find_standing_invitation, standing_invitations_to
from events.calendar.rules import Appointment, Guest, Partstat, Status
from events.event.actions import lock_event
from events.event.appointments import appointment_of_event, host_of
from events.event.models import Event
from events.extensions import db
from events.kit.transaction import transaction
from events.programme.appointments import appointment_of_slot, subject_of
from events.programme.models import ReleasedSlot, Talk
from events.programme.queries import slots_of_talk
from events.programme.rules import SlotState
from events.registration import mails
from events.registration.models import Registration, Seat
from events.registration.policies import claims_the_event
from events.registration.queries import events_with_later_invitations, registrations_with_seats_on, uninvited
from events.registration.rules import SeatState, is_due, leaves_at_once


def tell_of_registration(registration: Registration, seats: Sequence[Seat], now: datetime, act: str = "") -> None:
    """Offers; calendar invitations for what is confirmed; one plain confirmation for whatever they don't tell."""
    if not registration.person.email:
        return
    talk_ids = {seat.talk_id for seat in seats if seat.talk_id is not None}
    told: set[int | None] = set()
    for talk_id in _in_state(seats, SeatState.OFFERED):
        _offer(registration, talk_id, now)
        told.add(talk_id)
    for talk_id in _in_state(seats, SeatState.CONFIRMED):
        if talk_id is None or (leaves_at_once(len(talk_ids)) and _is_invited_to_talks(registration)):
            told |= _invite(registration, talk_id, now, act)
    untold = [seat for seat in seats if seat.talk_id not in told]
    if untold:
        mails.confirmation_to_attendee(registration, untold, now=now, act=act)


def tell_of_changes(slots: Sequence[ReleasedSlot], now: datetime) -> None:
    """After a release: whoever holds an invitation to one of these slots learns of it, and whoever should."""
    with transaction():
        for slot in slots:
            _update_all(slot, now)
            _invite_newly(slot, now)


def tell_of_removed(slot_ids: Sequence[int], now: datetime) -> None:
    """After a release: dates that were taken off the timetable leave people's calendars."""
    with transaction():
        for slot_id in slot_ids:
            for invitation in standing_invitations_to(subject_of(slot_id)):
                registration = _registration_of(invitation)
                if registration is not None:
                    cancel_occurrence(invitation, now)
                    mails.cancellation_to_attendee(registration, invitation, None, now=now)


def take_out_of_calendars(
    registration: Registration,
    talk_ids: Iterable[int | None],
    now: datetime,
    tell: Callable[..., object] = mails.cancellation_to_attendee,
    act: str = "",
) -> set[int | None]:
    """Withdraw the invitations to these things, each with a CANCEL told by `tell`; says for which there was one."""
    told: set[int | None] = set()
    for talk_id in talk_ids:
        for subject, slot in _subjects(registration, talk_id):
            invitation = find_standing_invitation(subject, _holder(registration))
            if invitation is not None:
                withdraw(invitation, now)
                tell(registration, invitation, slot, now=now, act=act)
                told.add(talk_id)
    return told


def send_due_invitations(now: datetime) -> int:
    """Invitations that waited for their date to come near; says how many left."""
    return sum(_send_due(event, now) for event in events_with_later_invitations(now) if uninvited(event, now))


def _send_due(event: Event, now: datetime) -> int:
    """Asked again under the event's lock, so that nobody is invited who gives back just now."""
    with transaction():
        lock_event(event)
        return sum(_invite_to_slot(registration, slot, now) for registration, slot in uninvited(event, now))


def _in_state(seats: Iterable[Seat], state: SeatState) -> list[int | None]:
    return list(dict.fromkeys(seat.talk_id for seat in seats if seat.state == state))


def _offer(registration: Registration, talk_id: int | None, now: datetime) -> None:
    """One mail for each date, which stands in the calendar as tentative; without a date a plain mail."""
    host = host_of(registration.event.organisation)
    slots: list[ReleasedSlot | None] = [None] if talk_id is None else [*_standing_slots(talk_id)]
    for slot in slots:
        appointment = replace(_appointment(registration, slot), status=Status.TENTATIVE)
        invitation = invite(appointment, _guest(registration, Partstat.NEEDS_ACTION), host, now)
        mails.offer_to_attendee(registration, invitation, slot, talk_id, now=now)
    if not slots:
        mails.offer_without_date_to_attendee(registration, talk_id, now=now)


def _appointment(registration: Registration, slot: ReleasedSlot | None) -> Appointment:
    if slot is None:
        return appointment_of_event(registration.event, registration.language)
    return appointment_of_slot(slot, registration.language)


def _invite(registration: Registration, talk_id: int | None, now: datetime, act: str) -> set[int | None]:
    """Invite to the event or to each slot of the talk; {talk_id} when at least one invitation left."""
    slots: list[ReleasedSlot | None] = [None] if talk_id is None else [*_standing_slots(talk_id)]
    invited = [_invite_to_slot(registration, slot, now, act) for slot in slots]
    return {talk_id} if any(invited) else set()


def _invite_to_slot(registration: Registration, slot: ReleasedSlot | None, now: datetime, act: str = "") -> bool:
    """To the event where `slot` is None. False when she was invited to it already; an offer becomes an invitation."""
    appointment = _appointment(registration, slot)
    standing = find_standing_invitation(appointment.subject, _holder(registration))
    if standing is not None:
        if not is_tentative(standing):
            return False
        standing.partstat = Partstat.ACCEPTED
        update_invitation(standing, appointment, now)
    host = host_of(registration.event.organisation)
    invitation = standing or invite_anew(appointment, _guest(registration, Partstat.ACCEPTED), host, now)
    mails.invitation_to_attendee(registration, invitation, slot, now=now, act=act)
    return True


def _standing_slots(talk_id: int | None) -> list[ReleasedSlot]:
    talk = db.session.get(Talk, talk_id) if talk_id is not None else None
    return [slot for slot in slots_of_talk(talk) if slot.state == SlotState.CONFIRMED] if talk else []


def _may_leave(registration: Registration, slot: ReleasedSlot, now: datetime) -> bool:
    return slot.starts_at > now and is_due(slot.starts_at, registration.event.invitation_lead_days, now)


def _update_all(slot: ReleasedSlot, now: datetime) -> None:
    for invitation in standing_invitations_to(subject_of(slot.slot_id)):
        registration = _registration_of(invitation)
        if registration is None:
            continue
        before = _former_facts(invitation)
        appointment = appointment_of_slot(slot, registration.language)
        if is_tentative(invitation) and appointment.status is Status.CONFIRMED:
            appointment = replace(appointment, status=Status.TENTATIVE)
        if update_invitation(invitation, appointment, now):
            _tell_of_update(registration, invitation, slot, before, now)


def _tell_of_update(
    registration: Registration, invitation: Invitation, slot: ReleasedSlot, before: dict[str, Any], now: datetime
) -> None:
    if slot.state != SlotState.CONFIRMED:
        mails.cancellation_to_attendee(registration, invitation, slot, now=now)
    else:
        mails.invitation_to_attendee(registration, invitation, slot, now=now, before=before)


def _former_facts(invitation: Invitation) -> dict[str, Any]:
    return {key: invitation.content[key] for key in ("starts_at", "ends_at", "zone", "location", "status")}


def _invite_newly(slot: ReleasedSlot, now: datetime) -> None:
    """People who registered before the talk had this slot."""
    if slot.talk_id is None or slot.state != SlotState.CONFIRMED or slot.starts_at <= now:
        return
    for registration in registrations_with_seats_on(slot.talk_id):
        if (
            registration.person.email
            and not claims_the_event(registration.event)
            and _may_leave(registration, slot, now)
        ):
            _invite_to_slot(registration, slot, now)


def _is_invited_to_talks(registration: Registration) -> bool:
    """In a congress the private calendar tells of the talks one picked."""
    return bool(registration.person.email) and not claims_the_event(registration.event)


def _subjects(registration: Registration, talk_id: int | None) -> list[tuple[str, ReleasedSlot | None]]:
    if talk_id is None:
        return [(f"event:{registration.event_id}", None)]
    talk = db.session.get(Talk, talk_id)
    return [(subject_of(slot.slot_id), slot) for slot in slots_of_talk(talk)] if talk else []


def _registration_of(invitation: Invitation) -> Registration | None:
    kind, _, number = invitation.holder.partition(":")
    if kind != "registration":
        return None
    return db.session.scalars(select(Registration).filter_by(id=int(number))).one_or_none()


def _holder(registration: Registration) -> str:
    return f"registration:{registration.id}"


def _guest(registration: Registration, partstat: Partstat) -> Guest:
    person = registration.person
    return Guest(
        holder=_holder(registration),
        event_key=f"event:{registration.event_id}",
        address=person.email,
        name=person.name,
        partstat=partstat,
    )

"""The mails that registering causes. Each function puts one message into the outbox."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from events.calendar.actions import calendar_text, is_cancelled, method_of
from events.calendar.models import Invitation
from events.event.appointments import host_of
from events.event.models import Event
from events.kit.localised import in_language
from events.mail.actions import queue
from events.mail.models import Message
from events.mail.rules import CalendarPart
from events.people.models import Organisation
from events.programme.models import ReleasedSlot, Talk
from events.programme.rules import Change, SlotState
from events.programme.words import facts_of_slot, news_of_change
from events.registration.models import Registration, Seat
from events.registration.rules import SeatState, number_in_words


def invitation_to_attendee(
    registration: Registration,
    invitation: Invitation,
    slot: ReleasedSlot | None,
    *,
    now: datetime,
    act: str = "",
    before: dict[str, Any] | None = None,
) -> Message:
    """A calendar REQUEST: the first one, or (with `before`, the former facts) one that moves."""
    values = _about(registration) | {"before": before} | _facts(registration, slot)
    return _queue_with_calendar("registration/invitation", registration, invitation, values, now, act)


def cancellation_to_attendee(
    registration: Registration, invitation: Invitation, slot: ReleasedSlot | None, *, now: datetime, act: str = ""
) -> Message:
    """A calendar CANCEL: because the talk does not take place, or because the seats were given back."""
    reason = in_language(slot.reason, registration.language) if slot else ""
    values = _about(registration) | _facts(registration, slot)
    if slot is None and invitation.subject.startswith("slot:"):
        values["facts"] = _last_facts(invitation)
    values |= {"talk_cancelled": is_cancelled(invitation), "reason": reason}
    values["postponed"] = slot is not None and slot.state == SlotState.POSTPONED
    return _queue_with_calendar("registration/cancellation", registration, invitation, values, now, act)


def confirmation_to_attendee(
    registration: Registration, seats: Sequence[Seat], *, now: datetime, act: str = ""
) -> Message:
    """What was claimed in one act, where no calendar invitation tells it (now): waiting, or later dates."""
    by_talk: dict[int | None, dict[str, Any]] = {}
    for seat in seats:
        state = "to_approve" if seat.to_approve else seat.state
        row = by_talk.setdefault(seat.talk_id, _row(registration, seat.talk, state))
        row["seats"] += 1
    values = _about(registration) | {
        "rows": list(by_talk.values()),
        "calendar_reference": [registration.reference, registration.calendar_generation],
    }
    return _queue("registration/confirmation", registration, values, now, act)


def offer_to_attendee(
    registration: Registration, invitation: Invitation, slot: ReleasedSlot | None, talk_id: int | None, *, now: datetime
) -> Message:
    """A seat came free: a tentative calendar REQUEST, to be answered on her page until a time that it names."""
    values = _about(registration) | _facts(registration, slot) | _offer(registration, talk_id)
    return _queue_with_calendar("registration/offer", registration, invitation, values, now, "")


def offer_without_date_to_attendee(registration: Registration, talk_id: int | None, *, now: datetime) -> Message:
    """The same for a talk whose date is to be found."""
    talk = next(seat.talk for seat in registration.seats if seat.talk_id == talk_id)
    facts = {"title": _row(registration, talk, SeatState.OFFERED)["title"]}
    values = _about(registration) | {"facts": facts} | _offer(registration, talk_id)
    return _queue("registration/offer", registration, values, now, "")


def lapse_to_attendee(
    registration: Registration, invitation: Invitation, slot: ReleasedSlot | None, *, now: datetime, act: str = ""
) -> Message:
    """An offer ended unanswered: a calendar CANCEL, and whether she still is on the waiting list."""
    talk_id = slot.talk_id if slot else None
    waits = any(seat.talk_id == talk_id and seat.state == SeatState.WAITING for seat in registration.seats)
    values = _about(registration) | _facts(registration, slot) | {"waits": waits}
    return _queue_with_calendar("registration/lapse", registration, invitation, values, now, act)


def farewell_to_attendee(registration: Registration, talks: Iterable[Talk | None], *, now: datetime) -> Message:
    """Seats given back that no calendar entry stood for."""
    rows = [_row(registration, talk, SeatState.CANCELLED) for talk in talks]
    return _queue("registration/farewell", registration, _about(registration) | {"rows": rows}, now, "")


def news_to_attendee(registration: Registration, talk: Talk, changes: Sequence[Change], *, now: datetime) -> Message:
    """What has become of a talk, where no calendar entry tells it: the waiting list, dates that are still far."""
    seats = [seat for seat in registration.seats if seat.talk_id == talk.id and seat.state != SeatState.CANCELLED]
    values = _about(registration) | {
        "title": in_language(talk.title, registration.language),
        "address": f"/{registration.event.slug}/talks/{talk.slug}/",
        "waiting": all(seat.state == SeatState.WAITING for seat in seats),
        "names": [seat.attendee.name for seat in seats],
        "rows": [news_of_change(change, registration.language) for change in changes],
    }
    return _queue("registration/news", registration, values, now, "")


def newsletter_to_reader(registration: Registration, consent: str, *, now: datetime, act: str = "") -> Message:
    """Whether she wants the newsletter; `consent` is the reference that her link is made of."""
    leaving = ["/newsletter/{token}/", "newsletter", consent, 0]
    values = _about(registration) | {"consent": consent, "leaving": leaving}
    return _queue("registration/newsletter", registration, values, now, act)


def links_to_attendee(
    address: str, language: str, organisation: Organisation, registrations: Iterable[Registration], *, now: datetime
) -> Message:
    """A lost link, sent again: all registrations made with one address."""
    rows = [
        {
            "title": in_language(registration.event.title, language),
            "name": registration.person.name,
            "reference": registration.reference,
            "generation": registration.link_generation,
        }
        for registration in registrations
    ]
    host = host_of(organisation)
    return queue(
        template="registration/links",
        recipient=address,
        recipient_name="",
        language=language,
        values={"rows": rows, "organisation": _organisation(organisation, language)},
        sender=host.address,
        sender_name=host.name,
        now=now,
        erase_when_sent=True,
        caused_by_stranger=True,
        act=f"links:{now.isoformat()}",
    )


def _queue_with_calendar(
    template: str, registration: Registration, invitation: Invitation, values: dict[str, Any], now: datetime, act: str
) -> Message:
    method = method_of(invitation)
    message = queue(
        template=template,
        recipient=invitation.attendee,
        recipient_name=invitation.attendee_name,
        language=registration.language,
        values=values,
        sender=invitation.organizer,
        sender_name=invitation.organizer_name,
        now=now,
        key=_key(invitation, method),
        references=invitation.first_message_id or "",
        event_key=f"event:{registration.event_id}",
        holder=f"registration:{registration.id}",
        calendar=CalendarPart(calendar_text(invitation), method, invitation.uid, invitation.sequence),
        caused_by_stranger=bool(act),
        act=act,
    )
    invitation.first_message_id = invitation.first_message_id or message.message_id
    return message


def _queue(template: str, registration: Registration, values: dict[str, Any], now: datetime, act: str) -> Message:
    person, host = registration.person, host_of(registration.event.organisation)
    return queue(
        template=template,
        recipient=person.email,
        recipient_name=person.name,
        language=registration.language,
        values=values,
        sender=host.address,
        sender_name=host.name,
        now=now,
        event_key=f"event:{registration.event_id}",
        holder=f"registration:{registration.id}",
        caused_by_stranger=bool(act),
        act=act,
    )


def _key(invitation: Invitation, method: str) -> str:
    """One message for each uid, recipient, method, sequence; a lesser change of the same sequence has its stamp."""
    stamp = invitation.changed_at.isoformat()
    return f"{invitation.uid}/{invitation.attendee}/{method}/{invitation.sequence}/{stamp}"


def _about(registration: Registration) -> dict[str, Any]:
    event, person = registration.event, registration.person
    return {
        "name": person.name,
        "number": number_in_words(registration.number),
        "reference": registration.reference,
        "generation": registration.link_generation,
        "event": in_language(event.title, registration.language),
        "event_address": f"/{event.slug}/",
        "organisation": _organisation(event.organisation, registration.language),
    }


def _organisation(organisation: Organisation, language: str) -> dict[str, str]:
    return {
        "name": organisation.name,
        "phone": organisation.phone,
        "phone_hours": in_language(organisation.phone_hours, language),
    }


def _facts(registration: Registration, slot: ReleasedSlot | None) -> dict[str, Any]:
    if slot is None:
        return {"facts": facts_of_event(registration.event, registration.language), "names": _names(registration, None)}
    return {"facts": facts_of_slot(slot, registration.language), "names": _names(registration, slot.talk_id)}


def _last_facts(invitation: Invitation) -> dict[str, Any]:
    """What the calendar entry said, where the timetable says nothing any more."""
    content = invitation.content
    return {
        "title": content["summary"],
        "place": content["location"],
        "starts_at": content["starts_at"],
        "zone": content["zone"],
    }


def facts_of_event(event: Event, language: str) -> dict[str, Any]:
    """A whole event in plain values, for a mail."""
    return {
        "title": in_language(event.title, language),
        "subtitle": in_language(event.subtitle, language),
        "starts_on": event.starts_on.isoformat(),
        "ends_on": event.ends_on.isoformat(),
        "address": f"/{event.slug}/",
    }


def _names(registration: Registration, talk_id: int | None, state: SeatState = SeatState.CONFIRMED) -> list[str]:
    return [seat.attendee.name for seat in registration.seats if (seat.talk_id, seat.state) == (talk_id, state)]


def _offer(registration: Registration, talk_id: int | None) -> dict[str, Any]:
    offered = [seat for seat in registration.seats if (seat.talk_id, seat.state) == (talk_id, SeatState.OFFERED)]
    ends_at = next(seat.offer_ends_at for seat in offered)
    return {
        "names": _names(registration, talk_id, SeatState.OFFERED),
        "ends_at": ends_at.isoformat() if ends_at else "",
        "zone": registration.event.zone,
    }


def _row(registration: Registration, talk: Talk | None, state: str) -> dict[str, Any]:
    title = talk.title if talk else registration.event.title
    return {"title": in_language(title, registration.language), "state": str(state), "seats": 0}

"""Everything that is held about a person through one registration, as plain values."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from events.activity.queries import activities_of
from events.calendar.models import Invitation
from events.calendar.queries import invitations_of
from events.kit import clock
from events.kit.localised import in_language
from events.mail.models import Message
from events.mail.queries import messages_of
from events.mail.render import rendered
from events.registration.models import Call, NewsletterConsent, Registration, Seat
from events.registration.queries.calls import calls_to
from events.registration.queries.newsletter import consents_of


def all_data(registration: Registration) -> dict[str, Any]:
    """Moments are ISO 8601 in UTC. Other registrations, though made with the same address, aren't looked at."""
    key = f"registration:{registration.id}"
    return {
        "organisation": registration.event.organisation.name,
        "event": in_language(registration.event.title, registration.language),
        "person": _person(registration),
        "registration": _registration(registration),
        "attendees": [
            {"name": attendee.name, "ticket_code": attendee.ticket_code} for attendee in registration.attendees
        ],
        "seats": [_seat(seat) for seat in registration.seats],
        "calls": [_call(call) for call in calls_to(registration.id)],
        "messages": [_message(message) for message in messages_of(key)],
        "invitations": [_invitation(invitation) for invitation in invitations_of(key)],
        "newsletter": [_consent(consent) for consent in consents_of(registration.id)],
        "activity": [
            {"at": _iso(act.at), "what": act.verb, "by_an_organiser": act.account_id is not None, "detail": act.detail}
            for act in activities_of(key)
        ],
    }


def _person(registration: Registration) -> dict[str, Any]:
    person = registration.person
    return {
        "name": person.name,
        "email": person.email,
        "phone": person.phone,
        "language": person.language,
        "known_since": _iso(person.created_at),
    }


def _registration(registration: Registration) -> dict[str, Any]:
    return {
        "number": registration.number,
        "made_at": _iso(registration.created_at),
        "reached_us_by": registration.source,
        "language": registration.language,
        "word_for_us": registration.notes,
        "member_card": registration.card,
        "came_to_an_event_before": registration.came_before,
    }


def _seat(seat: Seat) -> dict[str, Any]:
    thing = seat.talk or seat.registration.event
    return {
        "of": in_language(thing.title, seat.registration.language),
        "for": seat.attendee.name,
        "state": seat.state,
        **_moments(seat, ("claimed_at", "offered_at", "offer_ends_at", "cancelled_at")),
    }


def _call(call: Call) -> dict[str, Any]:
    return {
        "about": in_language(call.talk.title, call.registration.language),
        "note": call.note,
        "known_before": call.before,
        "true_after": call.after,
        **_moments(call, ("created_at", "done_at")),
    }


def _message(message: Message) -> dict[str, Any]:
    return {
        "subject": _subject(message),
        "to": message.recipient,
        "state": message.state,
        **_moments(message, ("created_at", "sent_at")),
    }


def _subject(message: Message) -> str:
    """Written as the mail's was; what can't be written any more has none."""
    return str(rendered(message, now=clock.now(), masked=True)["Subject"]) if message.values else ""


def _invitation(invitation: Invitation) -> dict[str, Any]:
    return {
        "what": invitation.content["summary"],
        "starts_at": invitation.content["starts_at"],
        "to": invitation.attendee,
        "name": invitation.attendee_name,
        "answer": invitation.partstat,
        "uid": invitation.uid,
        **_moments(invitation, ("changed_at", "withdrawn_at")),
    }


def _consent(consent: NewsletterConsent) -> dict[str, Any]:
    return {
        "address": consent.email,
        "words_beside_the_box": consent.words,
        "words_of_the_confirmation": consent.confirmed_words,
        **_moments(consent, ("asked_at", "confirmed_at", "left_at")),
    }


def _moments(row: object, names: Iterable[str]) -> dict[str, str | None]:
    return {name: _iso(getattr(row, name)) for name in names}


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat(timespec="seconds") if moment else None

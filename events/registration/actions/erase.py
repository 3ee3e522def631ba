"""Names go, numbers stay: by a person's own wish at once, and some weeks after each event by themselves."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, update

from events.activity import actions as activity
from events.calendar import actions as calendar
from events.event.actions import lock_event, raise_revision
from events.event.models import Event
from events.extensions import db
from events.kit.transaction import transaction
from events.mail import actions as mail
from events.people.actions import forget_persons
from events.registration.actions.give_back import give_back_all
from events.registration.actions.newsletter import forget_consents
from events.registration.models import Attendee, Call, Registration
from events.registration.queries.erasing import (
    came_before,
    expired_events,
    known_elsewhere,
    next_to_erase,
    those_who_came_again,
)

BATCH = 200


def erase_registration(registration: Registration, *, now: datetime) -> None:
    """Her seats go to whoever waits, her calendar is told, then nothing of her is left; pressed twice, once.

    What is still to be told her isn't, except that she has no seat: that mail is emptied once it is sent.
    """
    with transaction():
        raise_revision(registration.event_id)
        db.session.refresh(registration)
        if registration.erased_at:
            return
        mail.drop_waiting(_key(registration))
        give_back_all(registration, now=now)
        _erase([registration], now, readers_stay=False)
        activity.note("erased", _key(registration), now=now, event_key=f"event:{registration.event_id}")


def erase_expired(now: datetime) -> int:
    """Of all events that have been over for long enough; says how many registrations were erased."""
    erased = sum(_erase_event(event, now) for event in expired_events(now))
    mail.forget_marks(now)
    return erased


def _erase_event(event: Event, now: datetime) -> int:
    erased = 0
    while number := _erase_batch(event, now):
        erased += number
    return erased


def _erase_batch(event: Event, now: datetime) -> int:
    """The public sees no change: seats and numbers stay as they are."""
    with transaction():
        lock_event(event)
        registrations = next_to_erase(event, BATCH)
        if registrations:
            _erase(registrations, now, readers_stay=True)
            thing = f"event:{event.id}"
            activity.note("names erased", thing, now=now, event_key=thing, registrations=len(registrations))
        return len(registrations)


def _erase(registrations: Sequence[Registration], now: datetime, *, readers_stay: bool) -> None:
    keys = [_key(registration) for registration in registrations]
    _note_for_figures(registrations)
    mail.forget(keys)
    calendar.forget(keys, now)
    activity.forget(keys)
    forget_consents(registrations, now, readers_stay=readers_stay)
    _forget_calls(registrations)
    elsewhere = known_elsewhere(registrations)
    forget_persons({registration.person_id for registration in registrations} - elsewhere, now)
    ids = [registration.id for registration in registrations]
    db.session.execute(update(Attendee).where(Attendee.registration_id.in_(ids)).values(name="", name_key=""))
    emptied = {"notes": "", "card": "", "idempotency_key": None, "newsletter_asked_at": None, "erased_at": now}
    db.session.execute(update(Registration).where(Registration.id.in_(ids)).values(**emptied))


def _note_for_figures(registrations: Sequence[Registration]) -> None:
    """First-timers and members can be counted as long as somebody knows them: so it is noted before nobody does."""
    known = came_before(registrations)
    for registration in registrations:
        registration.came_before = bool(registration.came_before) or registration.id in known
        registration.was_member = bool(registration.card)
    again = update(Registration).where(Registration.id.in_(those_who_came_again(registrations)))
    db.session.execute(again.values(came_before=True))


def _forget_calls(registrations: Sequence[Registration]) -> None:
    theirs = Call.registration_id.in_([registration.id for registration in registrations])
    db.session.execute(delete(Call).where(theirs, Call.done_at.is_(None)))
    db.session.execute(update(Call).where(theirs).values(note="", before={}, after={}))


def _key(registration: Registration) -> str:
    return f"registration:{registration.id}"

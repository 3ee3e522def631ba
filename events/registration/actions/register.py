"""Registering: one act, one transaction, its messages among it."""

import secrets
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from sqlalchemy import select

from events.activity.actions import note
from events.event.actions import raise_revision
from events.event.models import Event
from events.extensions import db
from events.kit.tokens import READABLE, new_number, new_reference
from events.kit.transaction import transaction
from events.people.models import Person
from events.programme.models import Talk
from events.registration.actions.admission import TermsByThing, check_admission, settle_kept, supply
from events.registration.actions.capacity import Capacities, count, lock_capacities
from events.registration.actions.invitations import tell_of_registration
from events.registration.actions.newsletter import ask_for_newsletter
from events.registration.models import Attendee, Registration, Seat
from events.registration.policies import check_open, claims_the_event
from events.registration.queries.admission import terms_by_thing
from events.registration.rules import Claim, SeatState, Source, state_for
from events.registration.rules.admission import normal_card, waits_for_approval


def register(
    event: Event, claim: Claim, *, now: datetime, idempotency_key: str | None = None, account_id: int | None = None
) -> Registration:
    """Seats for everybody the claim names, confirmed or waiting, and the messages that tell of it.

    The same idempotency key again is the same registration. Raises Refused when registration is closed or a
    talk can't be registered for (the desk may always).
    """
    with transaction():
        raise_revision(event.id)
        known = _find_known(idempotency_key)
        if known is not None:
            return known
        wanted = _wanted(event, claim)
        locked = lock_capacities(event.id, wanted)
        terms = terms_by_thing(event, wanted)
        check_open(event, _talks(event, claim), claim, now)
        check_admission(event, claim, terms, now)
        registration = _new_registration(event, claim, now, idempotency_key, account_id)
        registration.attendees = _attendees(registration, claim.names)
        registration.seats = _seats(registration, terms, locked, now)
        db.session.add(registration)
        db.session.flush()
        settle_kept(event, locked, [thing for thing in wanted if terms[thing].keeps_seats])
        tell_of_registration(registration, registration.seats, now, _strangers_act(registration))
        if claim.newsletter:
            ask_for_newsletter(registration, now=now, act=_strangers_act(registration))
        _note(registration, account_id, now)
        return registration


def _find_known(idempotency_key: str | None) -> Registration | None:
    if not idempotency_key:
        return None
    return db.session.scalars(select(Registration).filter_by(idempotency_key=idempotency_key)).one_or_none()


def _wanted(event: Event, claim: Claim) -> list[int | None]:
    """What each attendee gets a seat of: the event (None) where it is registered for as a whole, and talks."""
    talks = sorted(set(claim.talk_ids))
    return [None, *talks] if claims_the_event(event) else [*talks]


def _talks(event: Event, claim: Claim) -> Sequence[Talk]:
    query = select(Talk).where(Talk.event_id == event.id, Talk.id.in_(claim.talk_ids)).order_by(Talk.id)
    return db.session.scalars(query).all()


def _new_registration(
    event: Event, claim: Claim, now: datetime, idempotency_key: str | None, account_id: int | None
) -> Registration:
    person = Person(
        organisation_id=event.organisation_id,
        name=claim.name,
        email=claim.email,
        phone=claim.phone,
        language=claim.language,
        created_at=now,
    )
    return Registration(
        event=event,
        person=person,
        reference=new_reference(),
        number=_free_number(event.id),
        source=claim.source,
        language=claim.language,
        notes=claim.notes,
        card=normal_card(claim.card),
        idempotency_key=idempotency_key,
        newsletter_asked_at=now if claim.newsletter else None,
        created_at=now,
        created_by_id=account_id,
    )


def _free_number(event_id: int) -> int:
    """Six random digits that nobody in the event has."""
    while True:
        number = new_number()
        if not db.session.scalar(select(Registration.id).filter_by(event_id=event_id, number=number)):
            return number


def _attendees(registration: Registration, names: Iterable[str]) -> list[Attendee]:
    codes = _free_codes(registration.event.id)
    return [
        Attendee(event_id=registration.event.id, position=position, name=name, ticket_code=next(codes))
        for position, name in enumerate(names)
    ]


def _free_codes(event_id: int) -> Iterator[str]:
    """Endless new ticket codes: 8 signs out of 30, each once in the event."""
    while True:
        code = "".join(secrets.choice(READABLE) for _ in range(8))
        if not db.session.scalar(select(Attendee.id).filter_by(event_id=event_id, ticket_code=code)):
            yield code


def _seats(registration: Registration, terms: TermsByThing, locked: Capacities, now: datetime) -> list[Seat]:
    """A seat for each attendee and thing wanted. Who waits for the event waits for its talks too."""
    seats: list[Seat] = []
    event_waits = False
    for talk_id, asked in terms.items():
        capacity = locked[talk_id]
        to_approve = waits_for_approval(asked, registration.source)
        free = supply(registration.event, talk_id, capacity, asked).free_for(registration.source)
        state = state_for(len(registration.attendees), 0 if event_waits or to_approve else free)
        event_waits = event_waits or (talk_id is None and state == SeatState.WAITING)
        count(capacity, state, len(registration.attendees))
        about = {"event_id": registration.event.id, "talk_id": talk_id, "state": state, "to_approve": to_approve}
        seats += [Seat(attendee=attendee, claimed_at=now, **about) for attendee in registration.attendees]
    return seats


def _strangers_act(registration: Registration) -> str:
    """Anybody may type anybody's address on the web; the desk knows whom it writes to."""
    return f"registered:{registration.reference}" if registration.source == Source.WEB else ""


def _note(registration: Registration, account_id: int | None, now: datetime) -> None:
    note(
        "registered",
        f"registration:{registration.id}",
        now=now,
        account_id=account_id,
        organisation_id=registration.event.organisation_id,
        event_key=f"event:{registration.event_id}",
        seats=len(registration.seats),
        source=str(registration.source),
    )

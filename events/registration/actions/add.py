"""Adding talks to a registration that stands: the same rules as registering anew."""

from collections.abc import Sequence
from datetime import datetime

from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from events.activity.actions import note
from events.extensions import db
from events.kit.errors import Refused
from events.kit.transaction import transaction
from events.programme.models import Talk
from events.registration.actions.admission import check_admission, settle_kept, supply
from events.registration.actions.capacity import Capacity, count, lock_capacities
from events.registration.actions.give_back import locked_seats
from events.registration.actions.invitations import tell_of_registration
from events.registration.models import Attendee, Registration, Seat
from events.registration.policies import check_open, claims_the_event
from events.registration.queries.admission import terms_of
from events.registration.rules import Claim, SeatState, Source, state_for
from events.registration.rules.admission import Terms, waits_for_approval


def add_talk(registration: Registration, talk_id: int, *, now: datetime, card: str = "", code: str = "") -> None:
    """Seats of one talk more for everybody of the registration; pressed twice it changes nothing more.

    Of a congress only for those who hold or wait for a seat there. Raises Refused as registering does.
    """
    with transaction():
        live = locked_seats(registration)
        if any(seat.talk_id == talk_id for seat in live):
            return
        people = _people(registration, live)
        claim = _claim(registration, people, talk_id, card or registration.card, code)
        capacity = lock_capacities(registration.event_id, [talk_id]).get(talk_id)
        terms = terms_of(registration.event, talk_id)
        check_open(registration.event, _talks(registration.event_id, talk_id), claim, now)
        check_admission(registration.event, claim, {talk_id: terms}, now)
        if capacity is not None:
            _take_seats(registration, people, talk_id, capacity, terms, live, now)


def _people(registration: Registration, live: Sequence[Seat]) -> list[Attendee]:
    if not claims_the_event(registration.event):
        return list(registration.attendees)
    coming = {seat.attendee_id for seat in live if seat.talk_id is None}
    if not coming:
        raise Refused(_l("These seats have been given back: please register anew."))
    return [attendee for attendee in registration.attendees if attendee.id in coming]


def _claim(registration: Registration, people: Sequence[Attendee], talk_id: int, card: str, code: str) -> Claim:
    person = registration.person
    return Claim(
        name=people[0].name,
        email=person.email,
        phone=person.phone,
        companions=tuple(attendee.name for attendee in people[1:]),
        talk_ids=(talk_id,),
        card=card,
        code=code,
        language=registration.language,
        source=Source.WEB,
    )


def _talks(event_id: int, talk_id: int) -> Sequence[Talk]:
    return db.session.scalars(select(Talk).filter_by(event_id=event_id, id=talk_id)).all()


def _take_seats(
    registration: Registration,
    people: Sequence[Attendee],
    talk_id: int,
    capacity: Capacity,
    terms: Terms,
    live: Sequence[Seat],
    now: datetime,
) -> None:
    to_approve = waits_for_approval(terms, Source.WEB)
    event_waits = any(seat.talk_id is None and seat.state != SeatState.CONFIRMED for seat in live)
    free = supply(registration.event, talk_id, capacity, terms).free_for(Source.WEB)
    state = state_for(len(people), 0 if event_waits or to_approve else free)
    count(capacity, state, len(people))
    about = {"event_id": registration.event_id, "talk_id": talk_id, "state": state, "to_approve": to_approve}
    seats = [Seat(attendee=attendee, claimed_at=now, **about) for attendee in people]
    registration.seats.extend(seats)
    db.session.flush()
    settle_kept(registration.event, {talk_id: capacity}, [talk_id])
    tell_of_registration(registration, seats, now, f"added:{registration.reference}:{now.isoformat()}")
    thing, event_key = f"registration:{registration.id}", f"event:{registration.event_id}"
    owner = registration.event.organisation_id
    note("talk added", thing, now=now, organisation_id=owner, event_key=event_key, seats=len(seats))

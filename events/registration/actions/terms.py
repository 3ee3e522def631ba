"""Writing who may register, and the list of members."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime

from sqlalchemy import delete, select

from events.activity.actions import note
from events.event.actions import lock_event, raise_revision
from events.event.models import Event
from events.extensions import db
from events.kit.database import Stale, take_version
from events.kit.transaction import transaction
from events.programme.models import Talk
from events.registration.actions.admission import settle_kept
from events.registration.actions.capacity import lock_capacities
from events.registration.actions.promote import promote_next
from events.registration.models import Member, RegistrationTerms
from events.registration.policies import claims_the_event
from events.registration.queries.admission import find_terms, rows_of_terms
from events.registration.rules.admission import Opening, Terms, opening


def set_terms(
    event: Event, talk_id: int | None, version: int, terms: Terms, *, now: datetime, account_id: int | None = None
) -> None:
    """Terms of a talk, or of the event (None); `version` 0 where there were none. Seats that come free are passed on.

    Raises kit.database.Stale when somebody saved them since `version`.
    """
    with transaction():
        lock_event(event)
        row = find_terms(event.id, talk_id)
        if row is None:
            row = RegistrationTerms(event_id=event.id, talk_id=talk_id, version=0)
            db.session.add(row)
        elif version == 0:
            raise Stale(row)
        take_version(row, version)
        for name, value in asdict(terms).items():
            setattr(row, name, value)
        _after_change(event, talk_id, "terms set", now, account_id)


def drop_terms(event: Event, talk_id: int | None, *, now: datetime, account_id: int | None = None) -> None:
    """A talk follows the event again; an event asks for nothing any more."""
    with transaction():
        lock_event(event)
        row = find_terms(event.id, talk_id)
        if row is not None:
            db.session.delete(row)
            _after_change(event, talk_id, "terms dropped", now, account_id)


def open_now(event: Event, talk_id: int | None, *, now: datetime) -> None:
    """Take away the dates that keep registration closed now: of the talk where one is named, and of the event."""
    with transaction():
        lock_event(event)
        for row in rows_of_terms(event):
            if row.talk_id in {None, talk_id} and opening(row.terms, now) is not Opening.OPEN:
                row.opens_at = row.closes_at = None
                row.version += 1
                _after_change(event, row.talk_id, "terms set", now, None)


def replace_members(
    organisation_id: int, members: Mapping[str, str], *, now: datetime, account_id: int | None = None
) -> None:
    """The list of members anew: names by card number, as rules.admission.normal_card writes it."""
    with transaction():
        db.session.execute(delete(Member).filter_by(organisation_id=organisation_id))
        db.session.add_all(
            Member(organisation_id=organisation_id, card=card, name=name) for card, name in members.items()
        )
        key = f"organisation:{organisation_id}"
        note("members imported", key, now=now, account_id=account_id, organisation_id=organisation_id)


def _after_change(event: Event, talk_id: int | None, verb: str, now: datetime, account_id: int | None) -> None:
    db.session.flush()
    raise_revision(event.id)
    things = _things(event, talk_id)
    locked = lock_capacities(event.id, things)
    settle_kept(event, locked, locked)
    for thing, capacity in locked.items():
        if capacity.waiting:
            promote_next(event.id, thing, capacity, now)
    key = f"event:{event.id}"
    note(verb, f"talk:{talk_id}" if talk_id else key, now=now, account_id=account_id, event_key=key)


def _things(event: Event, talk_id: int | None) -> list[int | None]:
    """What the changed terms are about: of a season's own, all its talks that follow it."""
    if talk_id is not None or claims_the_event(event):
        return [talk_id]
    own = select(RegistrationTerms.talk_id).where(RegistrationTerms.talk_id.is_not(None))
    return [
        *db.session.scalars(select(Talk.id).where(Talk.event_id == event.id, Talk.id.not_in(own)).order_by(Talk.id))
    ]

"""Days without talks that an organisation adds to the official calendar, or corrects in it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from events.activity.actions import note
from events.event.models import Closure
from events.event.queries import find_correction
from events.extensions import db
from events.kit.database import Stale, take_version
from events.kit.transaction import transaction
from events.people.models import Organisation


@dataclass(frozen=True)
class ClosureDetails:
    """First and last day included; `observed` False: talks are given on these days all the same."""

    name: Mapping[str, str]
    starts_on: date
    ends_on: date
    observed: bool = True


def add_closure(
    organisation_id: int,
    details: ClosureDetails,
    *,
    now: datetime,
    official: str | None = None,
    account_id: int | None = None,
) -> Closure:
    """A closure of its own, or (`official`: a key of the calendar) what the organisation says instead.

    Raises kit.database.Stale when somebody corrected the same holidays meanwhile.
    """
    with transaction():
        _refuse_second_correction(organisation_id, official)
        closure = Closure(organisation_id=organisation_id, official=official)
        _write(closure, details)
        db.session.add(closure)
        db.session.flush()
        _note("added", closure, now, account_id)
    return closure


def edit_closure(
    closure: Closure, version: int, details: ClosureDetails, *, now: datetime, account_id: int | None = None
) -> None:
    """Raises kit.database.Stale when somebody saved it since `version`."""
    with transaction():
        db.session.refresh(closure, with_for_update=True)
        take_version(closure, version)
        _write(closure, details)
        _note("edited", closure, now, account_id)


def delete_closure(closure: Closure, *, now: datetime, account_id: int | None = None) -> None:
    """What it took the place of holds again."""
    with transaction():
        _note("deleted", closure, now, account_id)
        db.session.delete(closure)


def _refuse_second_correction(organisation_id: int, official: str | None) -> None:
    db.session.get_one(Organisation, organisation_id, with_for_update=True)
    known = find_correction(organisation_id, official) if official else None
    if known:
        raise Stale(known)


def _write(closure: Closure, details: ClosureDetails) -> None:
    closure.name = dict(details.name)
    closure.starts_on, closure.ends_on = details.starts_on, details.ends_on
    closure.observed = details.observed


def _note(verb: str, closure: Closure, now: datetime, account_id: int | None) -> None:
    thing = f"closure:{closure.id}"
    note(verb, thing, now=now, account_id=account_id, organisation_id=closure.organisation_id)

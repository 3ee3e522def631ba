"""Who works on an event."""

from datetime import datetime

from flask_babel import lazy_gettext as _
from sqlalchemy import select

from events.activity.actions import note
from events.event.models import Event, TeamMember
from events.event.rules import TeamRole
from events.extensions import db
from events.kit.errors import Refused
from events.kit.transaction import transaction
from events.people.models import Account


class AlreadyThere(Refused):
    """The account belongs to the event's team already."""


def add_to_team(
    event: Event, account: Account, role: TeamRole, *, now: datetime, account_id: int | None = None
) -> TeamMember:
    """Give an account a role in the event. Raises AlreadyThere."""
    with transaction():
        if db.session.scalar(select(TeamMember.id).filter_by(event_id=event.id, account_id=account.id)):
            raise AlreadyThere(_("This person belongs to the team already."))
        member = TeamMember(event_id=event.id, account_id=account.id, role=role)
        db.session.add(member)
        db.session.flush()
        _note("added", member, now, account_id)
    return member


def remove_from_team(member: TeamMember, *, now: datetime, account_id: int | None = None) -> None:
    """From now on the account's role in this event opens nothing."""
    with transaction():
        _note("removed", member, now, account_id)
        db.session.delete(member)


def _note(verb: str, member: TeamMember, now: datetime, account_id: int | None) -> None:
    event_key = f"event:{member.event_id}"
    note(verb, f"account:{member.account_id}", now=now, account_id=account_id, event_key=event_key, role=member.role)

"""Who works on an event."""

from datetime import datetime

from flask_babel import lazy_gettext as _
from sqlalchemy import select

from events.activity.actions import note
from events.event.actions.events import lock_event
from events.event.models import Event, TeamMember
from events.event.rules import TeamRole
from events.extensions import db
from events.kit.errors import Refused
from events.kit.tokens import new_secret
from events.kit.transaction import transaction
from events.people.actions import add_account, ask_for_new_password, end_all_sessions
from events.people.models import Account
from events.people.queries import find_account


class AlreadyThere(Refused):
    """The account belongs to the event's team already."""


def add_to_team(
    event: Event, *, name: str, email: str, role: TeamRole, now: datetime, account_id: int | None = None
) -> TeamMember:
    """Give the account of this address a role in the event; a new one is mailed a link to choose its password.

    Raises AlreadyThere.
    """
    with transaction():
        lock_event(event)
        account = find_account(email) or _new_account(name, email, event, now)
        if db.session.scalar(select(TeamMember.id).filter_by(event_id=event.id, account_id=account.id)):
            raise AlreadyThere(_("This person belongs to the team already."))
        member = TeamMember(event_id=event.id, account_id=account.id, role=role)
        db.session.add(member)
        db.session.flush()
        _note("added", member, now, account_id)
    return member


def remove_from_team(member: TeamMember, *, now: datetime, account_id: int | None = None) -> None:
    """From now on the account's role in this event opens nothing, and its browsers are signed out."""
    with transaction():
        end_all_sessions(member.account_id, now)
        _note("removed", member, now, account_id)
        db.session.delete(member)


def _new_account(name: str, email: str, event: Event, now: datetime) -> Account:
    """With a password that nobody knows, until she chooses hers."""
    account = add_account(email=email, name=name, password=new_secret(), language=event.language, now=now)
    ask_for_new_password(account.email, now)
    return account


def _note(verb: str, member: TeamMember, now: datetime, account_id: int | None) -> None:
    event_key = f"event:{member.event_id}"
    note(verb, f"account:{member.account_id}", now=now, account_id=account_id, event_key=event_key, role=member.role)

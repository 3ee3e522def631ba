"""Accounts: organisers join, change their name and password, and leave."""

from datetime import datetime
from uuid import uuid4

from flask_babel import lazy_gettext as _l
from sqlalchemy import delete

from events.activity.actions import note
from events.extensions import db
from events.kit.errors import Refused
from events.kit.transaction import transaction
from events.people.actions.sessions import end_all_sessions
from events.people.models import Account, Membership, Organisation
from events.people.passwords import hash_password
from events.people.queries import find_account
from events.people.rules import MembershipRole, account_email


class EmailTaken(Refused):
    """Somebody signs in with this e-mail already."""

    def __init__(self) -> None:
        super().__init__(_l("Somebody signs in with this e-mail address already."))


def add_account(*, email: str, name: str, password: str, language: str = "fr", now: datetime) -> Account:
    """A new account that belongs to nothing yet. Raises EmailTaken."""
    hashed = hash_password(password)
    with transaction():
        if find_account(email):
            raise EmailTaken
        account = Account(
            email=account_email(email),
            name=name,
            password=hashed,
            fs_uniquifier=uuid4().hex,
            language=language,
            created_at=now,
        )
        db.session.add(account)
        db.session.flush()
    return account


def add_organiser(
    organisation: Organisation, *, email: str, name: str, password: str, language: str = "fr", now: datetime
) -> Account:
    """A new account that organises `organisation`. Raises EmailTaken."""
    with transaction():
        account = add_account(email=email, name=name, password=password, language=language, now=now)
        join(account, organisation, now)
    return account


def join(account: Account, organisation: Organisation, now: datetime) -> None:
    """Let an account organise `organisation`; nothing happens when it does already."""
    with transaction():
        if any(membership.organisation_id == organisation.id for membership in account.memberships):
            return
        role = MembershipRole.ORGANISER
        db.session.add(Membership(account_id=account.id, organisation_id=organisation.id, role=role))
        note("organiser_joined", f"account:{account.id}", now=now, organisation_id=organisation.id)


def remove_organiser(account: Account, organisation_id: int, *, by: Account, now: datetime) -> None:
    """Take an account out of the organisation and end its sessions."""
    with transaction():
        db.session.execute(delete(Membership).filter_by(account_id=account.id, organisation_id=organisation_id))
        end_all_sessions(account.id, now)
        note("organiser_left", f"account:{account.id}", now=now, account_id=by.id, organisation_id=organisation_id)


def change_account(account: Account, *, name: str, language: str, now: datetime) -> None:
    with transaction():
        account.name = name
        account.language = language
        note("changed", f"account:{account.id}", now=now, account_id=account.id)


def change_password(account: Account, password: str, now: datetime) -> None:
    """Set a new password; every browser must sign in again."""
    hashed = hash_password(password)
    with transaction():
        account.password = hashed
        end_all_sessions(account.id, now)
        note("password_changed", f"account:{account.id}", now=now, account_id=account.id)

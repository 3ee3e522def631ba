"""Finding organisations, persons and accounts."""

import hashlib
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import exists, select

from events.extensions import db
from events.people.models import Account, Membership, Organisation, Person, Picture, SignInSession
from events.people.rules import SESSION_LIFE, account_email


def first_organisation() -> Organisation | None:
    """The organisation whose name stands on pages that belong to no event; None on an empty installation."""
    return db.session.scalar(select(Organisation).order_by(Organisation.id).limit(1))


def is_empty_installation() -> bool:
    return not db.session.scalar(select(exists().where(Organisation.id.is_not(None))))


def find_organisation(name: str) -> Organisation | None:
    return db.session.scalar(select(Organisation).filter_by(name=name))


def organisations_of(account: Account) -> Sequence[Organisation]:
    """The organisations that the account organises, the first joined first."""
    mine = select(Organisation).join(Membership, Membership.organisation_id == Organisation.id)
    return db.session.scalars(mine.where(Membership.account_id == account.id).order_by(Membership.id)).all()


def organisers_of(organisation_id: int) -> Sequence[Account]:
    """Accounts that organise the organisation, by name."""
    theirs = select(Account).join(Membership).where(Membership.organisation_id == organisation_id)
    return db.session.scalars(theirs.order_by(Account.name, Account.id)).all()


def find_account(email: str) -> Account | None:
    return db.session.scalar(select(Account).filter_by(email=account_email(email)))


def find_person(person_id: int, organisation_id: int) -> Person | None:
    """A person of that organisation who has not been erased."""
    wanted = select(Person).filter_by(id=person_id, organisation_id=organisation_id, erased_at=None)
    return db.session.scalar(wanted)


def find_picture(picture_id: int) -> Picture | None:
    return db.session.get(Picture, picture_id)


def find_signed_in(key: str, now: datetime) -> Account | None:
    """The account whose browser holds this session key; None when the session ended or is too old."""
    live = (
        select(Account)
        .join(SignInSession, SignInSession.account_id == Account.id)
        .where(SignInSession.key_hash == key_hash(key), SignInSession.ended_at.is_(None))
        .where(SignInSession.created_at > now - SESSION_LIFE, Account.active)
    )
    return db.session.scalar(live)


def live_sessions(account_id: int, now: datetime) -> Sequence[SignInSession]:
    """Where the account is signed in, the newest first."""
    live = (
        select(SignInSession)
        .filter_by(account_id=account_id, ended_at=None)
        .where(SignInSession.created_at > now - SESSION_LIFE)
        .order_by(SignInSession.created_at.desc(), SignInSession.id.desc())
    )
    return db.session.scalars(live).all()


def key_hash(key: str) -> str:
    """What is stored of a session's key: SHA-256, in hexadecimal."""
    return hashlib.sha256(key.encode()).hexdigest()

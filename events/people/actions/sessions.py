"""Signed-in browsers: a session row opens at sign-in and, once ended, opens nothing any more."""

from datetime import datetime

from sqlalchemy import update

from events.activity.actions import note
from events.extensions import db
from events.kit.tokens import new_secret
from events.kit.transaction import transaction
from events.people.models import Account, SignInSession
from events.people.passwords import hash_password, is_outdated, is_password
from events.people.queries import find_account, key_hash


def sign_in(email: str, password: str, now: datetime) -> tuple[Account, str] | None:
    """The account and the key of its new session, or None when e-mail and password don't belong together."""
    account = find_account(email)
    right = is_password(account.password if account else None, password)
    if account is None or not right or not account.active:
        return None
    with transaction():
        if account.password and is_outdated(account.password):
            account.password = hash_password(password)
        key = open_session(account, now)
    return account, key


def open_session(account: Account, now: datetime) -> str:
    """The key of a new session, for the browser's cookie; only its hash is stored."""
    key = new_secret()
    with transaction():
        db.session.add(SignInSession(account_id=account.id, key_hash=key_hash(key), created_at=now))
        note("signed_in", f"account:{account.id}", now=now, account_id=account.id)
    return key


def end_session(key: str, now: datetime) -> None:
    """End the session of one browser; nothing happens when it ended already."""
    with transaction():
        _end(SignInSession.key_hash == key_hash(key), now)


def end_all_sessions(account_id: int, now: datetime) -> None:
    """Sign an account out everywhere."""
    with transaction():
        _end(SignInSession.account_id == account_id, now)
        note("signed_out_everywhere", f"account:{account_id}", now=now, account_id=account_id)


def _end(which: object, now: datetime) -> None:
    live = update(SignInSession).where(which, SignInSession.ended_at.is_(None))  # type: ignore[arg-type]
    db.session.execute(live.values(ended_at=now))

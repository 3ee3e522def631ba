"""Flask-Security on our tables: it signs people in and out; the pages, passwords and sessions are ours."""

from dataclasses import dataclass
from typing import Any, cast

from flask import Flask, session
from flask_security import Security, SQLAlchemyUserDatastore, login_user, logout_user

from events.extensions import db
from events.kit import clock
from events.people.actions import end_session
from events.people.models import Account
from events.people.queries import find_signed_in

KEY = "sign_in"
"""Where the cookie keeps the key of the session row."""


@dataclass
class Role:
    """Flask-Security wants a model of roles; ours are memberships and teams, so there is never one."""

    name: str = ""


def init_security(app: Flask) -> None:
    app.config.update(SESSION_PROTECTION=None, SECURITY_EMAIL_VALIDATOR_ARGS={"check_deliverability": False})
    datastore = SQLAlchemyUserDatastore(db, cast("Any", Account), cast("Any", Role))
    security = Security(app, datastore, register_blueprint=False)
    security.login_manager.user_loader(load_account)
    security.login_manager.request_loader(lambda _request: None)


def load_account(uniquifier: str) -> Account | None:
    """Who holds the cookie, provided that its session row is alive."""
    account = find_signed_in(session.get(KEY, ""), clock.now())
    return account if account and account.fs_uniquifier == uniquifier else None


def enter(account: Account, key: str) -> None:
    """Sign the browser in with the key of a fresh session row; nothing of its old cookie stays."""
    leave()
    login_user(cast("Any", account), remember=False)
    session[KEY] = key


def leave() -> None:
    """Sign the browser out: its session row ends, its cookie is emptied."""
    if key := session.get(KEY):
        end_session(key, clock.now())
    logout_user()
    session.clear()

"""Links to a new password: signed, valid for a few hours, dead once the password has changed."""

import hashlib

from itsdangerous import BadData, URLSafeTimedSerializer

from events.extensions import db
from events.kit.settings import settings
from events.people.models import Account
from events.people.rules import RESET_LIFE


def reset_token(account: Account) -> str:
    return _serializer().dumps([account.id, _fingerprint(account)])


def account_of_token(token: str) -> Account | None:
    """Whose password the token may change; None when it is wrong, too old or used."""
    try:
        account_id, fingerprint = _serializer().loads(token, max_age=int(RESET_LIFE.total_seconds()))
    except (BadData, ValueError, TypeError):
        return None
    account = db.session.get(Account, account_id)
    return account if account and account.active and _fingerprint(account) == fingerprint else None


def _fingerprint(account: Account) -> str:
    """Changes with the password."""
    return hashlib.sha256(f"{account.fs_uniquifier}\n{account.password}".encode()).hexdigest()[:16]


def _serializer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(list(reversed(settings().secret_keys)), salt="reset-password")

"""Forgotten passwords."""

from datetime import datetime

from events.activity.actions import note
from events.kit.transaction import after_commit, transaction
from events.mail.actions import wake_worker
from events.people.mails import new_password_to_account
from events.people.queries import find_account


def ask_for_new_password(email: str, now: datetime) -> None:
    """Mail a link to the account of this address.

    Without one there is a note all the same, and the worker is woken, so that both take alike.
    """
    account = find_account(email)
    with transaction():
        after_commit(wake_worker)
        note("new_password_asked", f"account:{account.id if account else 0}", now=now)
        if account and account.active:
            new_password_to_account(account, now)

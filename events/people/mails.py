"""Mails to those who sign in; each function puts one into the outbox."""

from datetime import datetime

from events.extensions import db
from events.kit.localised import in_language
from events.mail.actions import queue
from events.mail.links import mail_link
from events.mail.models import Message
from events.people.models import Account, Organisation
from events.people.queries import first_organisation, organisations_of
from events.people.reset import reset_token


@mail_link
def reset_link(account_id: int) -> str:
    """The address where a new password is chosen; the outbox keeps the account's id alone."""
    return f"/reset-password/{reset_token(db.session.get_one(Account, account_id))}"


def new_password_to_account(account: Account, now: datetime) -> Message:
    """A link to a new password, for whoever forgot hers."""
    organisation = next(iter(organisations_of(account)), None) or first_organisation()
    return _to_account("people/new_password", account, organisation, now, caused_by_stranger=True)


def test_to_organiser(account: Account, organisation: Organisation, now: datetime) -> Message:
    """A few words that show that mail arrives."""
    return _to_account("mail/test", account, organisation, now)


def _to_account(
    template: str,
    account: Account,
    organisation: Organisation | None,
    now: datetime,
    *,
    caused_by_stranger: bool = False,
) -> Message:
    return queue(
        template=template,
        recipient=account.email,
        recipient_name=account.name,
        language=account.language,
        values={
            "name": account.name,
            "account_id": account.id,
            "organisation": _shown(organisation, account.language) if organisation else {},
        },
        sender=organisation.email if organisation else "",
        sender_name=organisation.name if organisation else "Estrade",
        caused_by_stranger=caused_by_stranger,
        now=now,
    )


def _shown(organisation: Organisation, language: str) -> dict[str, str]:
    hours = in_language(organisation.phone_hours, language)
    return {"name": organisation.name, "phone": organisation.phone, "phone_hours": hours}

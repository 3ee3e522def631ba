"""Organisations: set up, named and described."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from flask_babel import lazy_gettext as _l

from events.activity.actions import note
from events.extensions import db
from events.kit.database import take_version
from events.kit.errors import Refused
from events.kit.transaction import transaction
from events.mail.models import Message
from events.people.actions.accounts import add_account, add_organiser, join
from events.people.mails import test_to_organiser
from events.people.models import Account, Organisation
from events.people.queries import find_account, find_organisation, is_empty_installation

CONTACT = ("email", "website", "phone", "phone_hours", "phone_people", "street", "postcode", "town")
TEXTS = ("legal", "privacy", "accessibility", "notice")
EDITABLE = frozenset(["name", "language", "zone", "school_zone", *CONTACT, *TEXTS])
"""What organisers change in the settings."""


class NameTaken(Refused):
    """Another organisation has this name."""

    def __init__(self) -> None:
        super().__init__(_l("There is an organisation of this name already."))


class AlreadySetUp(Refused):
    """There is an organisation already."""

    def __init__(self) -> None:
        super().__init__(_l("This installation has been set up already."))


def add_organisation(name: str, now: datetime) -> Organisation:
    """A new organisation without people. Raises NameTaken."""
    with transaction():
        if find_organisation(name):
            raise NameTaken
        organisation = Organisation(name=name, created_at=now)
        db.session.add(organisation)
        db.session.flush()
        note("set_up", f"organisation:{organisation.id}", now=now, organisation_id=organisation.id)
    return organisation


def set_up(*, organisation: str, name: str, email: str, password: str, language: str, now: datetime) -> Account:
    """The first organisation and its first organiser. Raises AlreadySetUp when somebody was quicker."""
    with transaction():
        if not is_empty_installation():
            raise AlreadySetUp
        made = add_organisation(organisation, now)
        made.language = language
        return add_organiser(made, email=email, name=name, password=password, language=language, now=now)


def let_organise(organisation: str, *, email: str, name: str, password: str, now: datetime) -> Account:
    """Let the account of this address organise this organisation; both are made when they don't exist.

    An account that exists keeps its name and password.
    """
    with transaction():
        organised = find_organisation(organisation) or add_organisation(organisation, now)
        account = find_account(email) or add_account(email=email, name=name, password=password, now=now)
        join(account, organised, now)
    return account


def change_organisation(
    organisation: Organisation, changes: Mapping[str, Any], *, version: int, by: Account, now: datetime
) -> None:
    """Save the settings typed from `version`. Raises Stale, and NameTaken."""
    if unknown := set(changes) - EDITABLE:
        raise ValueError(f"not a setting of an organisation: {', '.join(sorted(unknown))}")
    with transaction():
        db.session.refresh(organisation, with_for_update=True)
        take_version(organisation, version)
        if _is_taken(changes.get("name", organisation.name), organisation):
            raise NameTaken
        for column, value in changes.items():
            setattr(organisation, column, value)
        thing = f"organisation:{organisation.id}"
        note("changed", thing, now=now, account_id=by.id, organisation_id=organisation.id)


def _is_taken(name: str, organisation: Organisation) -> bool:
    other = find_organisation(name)
    return other is not None and other.id != organisation.id


def send_test_mail(account: Account, organisation: Organisation, now: datetime) -> Message:
    """Mail a few words to the organiser who asks for it."""
    with transaction():
        return test_to_organiser(account, organisation, now)

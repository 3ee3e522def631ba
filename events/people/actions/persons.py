"""Persons an organisation knows."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import update

from events.extensions import db
from events.kit.transaction import transaction
from events.people.models import Organisation, Person


def forget_persons(person_ids: Collection[int], now: datetime) -> None:
    """The rows stay for what hangs on them, without a name or a way to reach anybody."""
    with transaction():
        nobody = {"name": "", "name_key": "", "email": "", "phone": "", "phone_key": "", "erased_at": now}
        db.session.execute(update(Person).where(Person.id.in_(person_ids)).values(**nobody))


def add_person(
    organisation: Organisation, *, name: str, email: str = "", phone: str = "", language: str = "fr", now: datetime
) -> Person:
    """A new person, always: the same address may be a couple's, so persons are never merged by e-mail."""
    with transaction():
        person = Person(
            organisation_id=organisation.id, name=name, email=email, phone=phone, language=language, created_at=now
        )
        db.session.add(person)
        db.session.flush()
    return person

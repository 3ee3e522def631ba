"""Links: lost ones are sent again, a private calendar gets a new one."""

from datetime import datetime
from itertools import groupby

from events.activity.actions import note
from events.extensions import db
from events.kit.transaction import after_commit, transaction
from events.mail.actions import wake_worker
from events.people.models import Organisation
from events.registration import mails
from events.registration.models import Registration
from events.registration.queries import registrations_reached_by


def send_links(address: str, language: str, *, now: datetime) -> None:
    """One mail per organisation with the links of all registrations made with this address.

    Known or unknown, something is written and the worker is woken, so that a stranger can't tell them apart by time.
    """
    with transaction():
        after_commit(wake_worker)
        found = registrations_reached_by(address, now)
        note("links asked for", "registration:0", now=now)
        for organisation, registrations in groupby(found, key=_organisation):
            mails.links_to_attendee(address, language, organisation, list(registrations), now=now)


def renew_calendar_link(registration: Registration, *, now: datetime) -> None:
    """The private calendar moves to another address; nothing is left at the old one."""
    with transaction():
        db.session.refresh(registration, with_for_update={"of": Registration})
        registration.calendar_generation += 1
        key, event_key = f"registration:{registration.id}", f"event:{registration.event_id}"
        note("link renewed", key, now=now, event_key=event_key)


def _organisation(registration: Registration) -> Organisation:
    return registration.event.organisation

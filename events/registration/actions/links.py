"""Links: lost ones are sent again, a private calendar gets a new one."""

from datetime import datetime
from itertools import groupby

from sqlalchemy import select

from events.activity.actions import note
from events.extensions import db
from events.kit.jobs import enqueue
from events.kit.transaction import after_commit, transaction
from events.registration import mails
from events.registration.models import LinkRequest, Registration
from events.registration.queries import registrations_reached_by


def ask_for_links(address: str, language: str, *, now: datetime) -> None:
    """Known or unknown, the same is done here: whether it is known is looked up by the worker, out of a stranger's
    sight."""
    with transaction():
        db.session.add(LinkRequest(address=address, language=language, asked_at=now))
        note("links asked for", "registration:0", now=now)
        after_commit(_wake)


def answer_link_requests(now: datetime) -> None:
    """One mail per organisation with the links of all registrations made with an address; none when it is unknown."""
    while _answer_next(now):
        pass


def _answer_next(now: datetime) -> bool:
    with transaction():
        oldest = select(LinkRequest).order_by(LinkRequest.id).limit(1).with_for_update(skip_locked=True)
        request = db.session.scalars(oldest).one_or_none()
        if request is None:
            return False
        found = sorted(registrations_reached_by(request.address, now), key=_organisation_id)
        for _, registrations in groupby(found, key=_organisation_id):
            theirs = list(registrations)
            organisation = theirs[0].event.organisation
            mails.links_to_attendee(request.address, request.language, organisation, theirs, now=now)
        db.session.delete(request)
        return True


def _wake() -> None:
    enqueue("look_for_lost_links")


def renew_calendar_link(registration: Registration, *, now: datetime) -> None:
    """The private calendar moves to another address; nothing is left at the old one."""
    with transaction():
        db.session.refresh(registration, with_for_update={"of": Registration})
        registration.calendar_generation += 1
        key, event_key = f"registration:{registration.id}", f"event:{registration.event_id}"
        note("link renewed", key, now=now, event_key=event_key)


def _organisation_id(registration: Registration) -> int:
    return registration.event.organisation_id

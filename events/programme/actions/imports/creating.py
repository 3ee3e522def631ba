"""A new event for a schedule."""

from datetime import date, datetime, timedelta

from events.event.actions import EventDetails, create_event, publish_event
from events.event.models import Event
from events.event.rules import EventKind
from events.kit.transaction import transaction
from events.people.models import Organisation
from events.programme.exchange.marks import DRAFT
from events.programme.exchange.shape import Schedule

LONGEST_CONGRESS = timedelta(days=31)
"""What lasts longer is a season."""


def create_event_for(
    schedule: Schedule,
    slug: str,
    organisation: Organisation,
    *,
    now: datetime,
    account_id: int | None = None,
    published: bool = True,
) -> Event:
    """An event at this address, as the file describes it. Raises SlugTaken.

    It is public, as the schedule was, unless it is asked not to be; a congress shows its talks with the first release.
    """
    about = schedule.event
    first = about.starts_on or now.date()
    last = max(first, about.ends_on or first)
    language = about.language or organisation.language
    details = EventDetails(
        title={language: about.title or slug.replace("-", " ").capitalize()},
        subtitle={language: about.subtitle} if about.subtitle else {},
        starts_on=first,
        ends_on=last,
        language=language,
        zone=about.zone or organisation.zone,
    )
    with transaction():
        event = create_event(organisation.id, _kind(first, last), details, slug=slug, now=now, account_id=account_id)
        if schedule.ours and about.version != DRAFT:
            event.next_version = about.version
        if published:
            publish_event(event, now=now, account_id=account_id, anyway=True)
    return event


def _kind(first: date, last: date) -> EventKind:
    return EventKind.SEASON if last - first > LONGEST_CONGRESS else EventKind.CONGRESS

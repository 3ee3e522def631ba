"""Making, editing and publishing events."""

from dataclasses import dataclass, field, fields
from datetime import date, datetime
from typing import Any

from flask_babel import lazy_gettext as _
from sqlalchemy import update

from events.activity.actions import note
from events.event.actions.slugs import new_event_slug, refuse_taken
from events.event.models import Event, EventCapacity
from events.event.queries import organisations_events
from events.event.rules import (
    EventKind,
    EventState,
    Missing,
    RegistrationScope,
    RegistrationState,
    ReleaseMode,
    missing_for_publishing,
    usual_release_mode,
    usual_scope,
)
from events.event.signals import event_created, event_limit_changed
from events.extensions import LocalisedText, db
from events.kit.database import take_version
from events.kit.errors import Refused
from events.kit.transaction import transaction


@dataclass(frozen=True)
class EventDetails:
    """What an organiser writes about an event. Days are local to `zone`; None takes what is usual for the kind."""

    title: LocalisedText
    starts_on: date
    ends_on: date
    subtitle: LocalisedText = field(default_factory=dict)
    description: LocalisedText = field(default_factory=dict)
    admission: LocalisedText = field(default_factory=dict)
    language: str = "fr"
    zone: str = "Europe/Paris"
    release_mode: ReleaseMode | None = None
    registration_scope: RegistrationScope | None = None
    invitation_lead_days: int = 21
    seats_at_once: bool = False
    retention_weeks: int = 12
    registration_state: RegistrationState | None = None


class NotReady(Refused):
    """The organisation lacks what readers of a public event need; `missing` says what."""

    def __init__(self, missing: list[Missing]) -> None:
        super().__init__(_("The organisation’s settings still lack what readers of a public event look for."))
        self.missing = missing


def create_event(
    organisation_id: int,
    kind: EventKind,
    details: EventDetails,
    *,
    now: datetime,
    limit: int | None = None,
    account_id: int | None = None,
    demonstration: bool = False,
    slug: str = "",
) -> Event:
    """A draft with an address made from its title, or with this one. Raises SlugTaken."""
    with transaction():
        if slug:
            refuse_taken(slug)
        event = Event(
            organisation_id=organisation_id,
            kind=kind,
            slug=slug or new_event_slug(details.title, details.language, kind),
            release_mode=usual_release_mode(kind),
            registration_scope=usual_scope(kind),
            demonstration=demonstration,
            created_at=now,
            capacity=EventCapacity(limit=limit),
        )
        _write(event, details)
        db.session.add(event)
        db.session.flush()
        _note("created", event, now, account_id)
        event_created.send(event, now=now)
    return event


def edit_event(
    event: Event,
    version: int,
    details: EventDetails,
    *,
    limit: int | None,
    now: datetime,
    account_id: int | None = None,
) -> None:
    """Save what was written. Raises kit.database.Stale when somebody saved the event since `version`."""
    with transaction():
        lock_event(event)
        take_version(event, version)
        _write(event, details)
        set_event_limit(event, limit, now=now, account_id=account_id)
        raise_revision(event.id)
        _note("edited", event, now, account_id)


def publish_event(event: Event, *, now: datetime, account_id: int | None = None, anyway: bool = False) -> None:
    """Let the public see it. Raises NotReady unless the organisation's details are there, or `anyway`."""
    with transaction():
        lock_event(event)
        owner = event.organisation
        missing = missing_for_publishing(owner.phone, owner.legal, owner.privacy)
        if missing and not anyway:
            raise NotReady(missing)
        if event.state != EventState.PUBLISHED:
            event.state, event.published_at, event.published_by_id = EventState.PUBLISHED, now, account_id
            _after_change(event, "published", now, account_id)


def take_back_event(event: Event, *, now: datetime, account_id: int | None = None) -> None:
    """Hide it from the public again; registrations and invitations stay as they are."""
    with transaction():
        lock_event(event)
        if event.state == EventState.PUBLISHED:
            event.state, event.published_at, event.published_by_id = EventState.DRAFT, None, None
            _after_change(event, "taken back", now, account_id)


def set_registration(
    event: Event,
    state: RegistrationState,
    *,
    now: datetime,
    scope: RegistrationScope | None = None,
    account_id: int | None = None,
) -> None:
    """Open or close registration; `scope` None leaves whether it is for talks or for the event."""
    with transaction():
        lock_event(event)
        event.registration_state = state
        if state is RegistrationState.OPEN:
            event.registration_opened_at = now
        event.registration_scope = scope or event.registration_scope
        _after_change(event, f"registration {state}", now, account_id)


def set_event_limit(event: Event, limit: int | None, *, now: datetime, account_id: int | None = None) -> None:
    """Seats of the whole event; None is without limit. May lie below what is taken: nobody loses a seat."""
    with transaction():
        lock_event(event)
        capacity = event.capacity
        db.session.refresh(capacity, with_for_update=True)
        if capacity.limit != limit:
            capacity.limit = limit
            _after_change(event, "limit set", now, account_id, limit=limit)
            event_limit_changed.send(event, now=now)


def raise_revision(event_id: int) -> None:
    """Count one more change of what the public sees: pages and feeds kept under the old number are made anew."""
    with transaction():
        db.session.execute(update(Event).where(Event.id == event_id).values(revision=Event.revision + 1))


def raise_revisions_of_organisation(organisation_id: int) -> None:
    """The organisation's venues, rooms and people are seen on all its events."""
    with transaction():
        for event in organisations_events(organisation_id):
            raise_revision(event.id)


def lock_event(event: Event) -> None:
    """Read the event again and keep others from changing it until the transaction ends."""
    db.session.flush()  # what this transaction wrote already would be forgotten
    db.session.refresh(event, with_for_update={"of": Event})


def _write(event: Event, details: EventDetails) -> None:
    for item in fields(details):
        value = getattr(details, item.name)
        if value is not None:
            setattr(event, item.name, value)


def _after_change(event: Event, verb: str, now: datetime, account_id: int | None, **detail: Any) -> None:
    raise_revision(event.id)
    _note(verb, event, now, account_id, **detail)


def _note(verb: str, event: Event, now: datetime, account_id: int | None, **detail: Any) -> None:
    key = f"event:{event.id}"
    owner = event.organisation_id
    note(verb, key, now=now, account_id=account_id, organisation_id=owner, event_key=key, **detail)

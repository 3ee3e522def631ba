"""Loading the demonstration, once."""

from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import exists, select

from events.cli.demo.around import keep_recordings, name_subjects, tell_news
from events.cli.demo.audience import seat_congress, seat_season
from events.cli.demo.content import content
from events.cli.demo.large import add_large_audience, add_large_programme
from events.cli.demo.organisation import add_places, ensure_desk, ensure_organisation
from events.cli.demo.programme import (
    DOORS,
    Made,
    add_breaks,
    add_talk,
    describe_speakers,
    event_texts,
    make_event,
    move_to_second_version,
)
from events.event.actions import EventDetails, add_to_team, edit_event, publish_event, set_registration
from events.event.models import Event
from events.event.rules import RegistrationState, ReleaseMode, TeamRole
from events.extensions import db
from events.kit.transaction import transaction
from events.programme.actions import release

PREPARED = datetime(2025, 9, 1, 7, 0, tzinfo=UTC)
FIRST_VERSION = datetime(2025, 12, 15, 9, 0, tzinfo=UTC)
SECOND_VERSION = datetime(2026, 1, 12, 9, 0, tzinfo=UTC)
"""All of it lies before 15 January 2026, where the demonstration's clock starts."""


def load_demonstration(*, large: bool = False) -> bool:
    """Load the season and the congress, and (`large`) a congress of 500 talks, in one transaction.

    What is there already stays as it is. False when nothing was missing.
    """
    with transaction():
        loaded = _load_calais()
        return (_load_large() or loaded) if large else loaded


def _load_calais() -> bool:
    if _is_there(content("season")["starts_on"]):
        return False
    organisation, organiser = ensure_organisation(PREPARED)
    rooms = add_places(organisation, PREPARED)
    by = {"now": PREPARED, "account_id": organiser.id}
    season = make_event(content("season"), organisation.id, rooms, **by)
    congress = make_event(content("congress"), organisation.id, rooms, **by)
    seat_season(_make_season(season))
    _make_congress(congress)
    name_subjects(season, congress)
    keep_recordings(season)
    tell_news(season)
    return True


def _load_large() -> bool:
    facts = content("large")
    if _is_there(facts["starts_on"]):
        return False
    organisation, organiser = ensure_organisation(PREPARED)
    made = make_event(facts, organisation.id, {}, now=PREPARED, account_id=organiser.id)
    add_large_programme(made, facts)
    open_event(made)
    add_large_audience(made, facts)
    return True


def _is_there(starts_on: date) -> bool:
    same = exists().where(Event.demonstration, Event.starts_on == starts_on)
    return bool(db.session.scalar(select(same)))


def _make_season(made: Made) -> Made:
    """Its timetable is filled as a draft and published once; from then on each change is public at once."""
    facts = content("season")
    for talk in facts["talk"]:
        add_talk(made, talk, DOORS)
    describe_speakers(made)
    open_event(made)
    details = EventDetails(**event_texts(facts), release_mode=ReleaseMode.IMMEDIATE)
    by: dict[str, Any] = {"now": made.now, "account_id": made.account_id}
    edit_event(made.event, made.event.version, details, limit=facts.get("seats"), **by)
    return made


def _make_congress(made: Made) -> None:
    talks: list[dict[str, Any]] = [*content("friday")["talk"], *content("saturday")["talk"]]
    for talk in talks:
        add_talk(made, talk)
    add_breaks(made, content("congress")["break"])
    describe_speakers(made)
    open_event(made, FIRST_VERSION)
    seat_congress(made)
    move_to_second_version(made, talks, SECOND_VERSION)
    release(made.event, now=SECOND_VERSION, account_id=made.account_id)


def open_event(made: Made, now: datetime | None = None) -> None:
    """Publish the timetable and the event, open registration, and let the desk in."""
    by: dict[str, Any] = {"now": now or made.now, "account_id": made.account_id}
    release(made.event, **by)
    publish_event(made.event, **by)
    set_registration(made.event, RegistrationState.OPEN, **by)
    desk = ensure_desk(made.now)
    add_to_team(made.event, name=desk.name, email=desk.email, role=TeamRole.DESK, **by)

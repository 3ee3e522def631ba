"""A season to look at, and reading pages as people see them."""

import re
from datetime import UTC, datetime, timedelta

from flask import Flask
from flask.testing import FlaskClient
from markupsafe import Markup
from sqlalchemy import event as events_of
from sqlalchemy import select

from events.event.models import Event, Room
from events.extensions import db
from events.people.models import Organisation
from tests.factories import (
    LECTURE,
    EventFactory,
    OrganisationFactory,
    PersonFactory,
    RoomFactory,
    SpeakerFactory,
    TalkSpeakerFactory,
    VenueFactory,
    scheduled_talk,
)

NINE = datetime(2026, 6, 12, 7, 0, tzinfo=UTC)
"""9 o'clock in Calais on a Friday in June."""

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def season(slug: str = "saison", *, talks: int = 3, first: int = 0) -> Event:
    """A published season with weekly talks from 29 January 2026 on; 12 seats are left in each."""
    organisation = db.session.scalar(select(Organisation)) or OrganisationFactory.make()
    event = EventFactory.make(
        slug=slug, organisation=organisation, admission={"fr": "5 €, gratuite pour les adhérents"}
    )
    room = RoomFactory.make(venue=VenueFactory.make(organisation_id=organisation.id), name="Salle Jacquard")
    person = PersonFactory.make(organisation=organisation)
    speaker = SpeakerFactory.make(event=event, slug=f"speaker-{slug}", person=person)
    for number in range(first, first + talks):
        talk = scheduled_talk(
            event,
            slug=f"conference-{number}",
            title={"fr": f"Conférence {number}"},
            starts_at=LECTURE + timedelta(weeks=number),
            room=room,
        )
        talk.capacity.taken = 138
        TalkSpeakerFactory.make(talk=talk, speaker=speaker)
    db.session.commit()
    return event


def congress(rooms: int = 2) -> tuple[Event, list[Room]]:
    organisation = OrganisationFactory.make()
    venue = VenueFactory.make(organisation_id=organisation.id)
    event = EventFactory.make(organisation=organisation, slug="congres", kind="congress", registration_scope="event")
    return event, [RoomFactory.make(venue=venue, name=f"Salle {number}", position=number) for number in range(rooms)]


def page(client: FlaskClient, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, (path, answer.status_code)
    return answer.text


def words(client: FlaskClient, path: str) -> str:
    """The words of a page, with plain spaces."""
    body = page(client, path).split("<body>", 1)[1]
    text = Markup(re.sub(r"<[^>]*>", "", body)).unescape()
    return " ".join(text.split())


def queries_of(app: Flask, client: FlaskClient, path: str) -> int:
    """How many statements making a page takes."""
    statements: list[str] = []

    def count(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        if statement.split(maxsplit=1)[0] in {"SELECT", "WITH"}:
            statements.append(statement)

    with app.app_context():
        engine = db.engine
    events_of.listen(engine, "before_cursor_execute", count)
    try:
        page(client, path)
    finally:
        events_of.remove(engine, "before_cursor_execute", count)
    return len(statements)

"""A large congress: brought in, released, its schedule's files made, one of its talks moved on the grid.

All in processor time, since each file is made once for each state and then given as it is. Floors do the same work
with nothing around it: the file parsed, a transaction that changes nothing, icalendar's generator on the same entries,
the standard library's XML and JSON writers on the same content.
"""

import gc
import json
from collections.abc import Callable
from datetime import timedelta
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from xml.etree import ElementTree as ET
from zoneinfo import ZoneInfo

from flask import Flask
from flask.testing import FlaskClient
from icalendar import Calendar, Event
from sqlalchemy import select

from app import create_app
from benchmarks.figures import Figure, Figures, in_turn, processor_milliseconds
from benchmarks.large import FEW, MANY, TALKS, write_large_schedule
from benchmarks.places import LARGE, Place
from benchmarks.registrations import empty_transaction
from events.calendar.rules.itip import feed_entry
from events.cli.demo.organisation import ORGANISER, sign_in_of
from events.config import read_settings
from events.event.actions import raise_revision
from events.event.queries import get_event
from events.extensions import db
from events.kit import clock
from events.kit.transaction import transaction
from events.people.models import Organisation
from events.programme.actions import release
from events.programme.actions.imports import import_schedule
from events.programme.actions.imports.creating import create_event_for
from events.programme.exchange.reading import read_schedule
from events.programme.exchange.report import Report
from events.programme.exchange.setting import setting_from
from events.programme.exchange.writing.json_files import json_of
from events.programme.exchange.writing.xml_files import xml_of
from events.programme.models import Slot, Talk
from events.programme.queries import draft_slots

ROUNDS = 3
ENTRY = (
    "uid",
    "sequence",
    "dtstamp",
    "dtstart",
    "dtend",
    "summary",
    "transp",
    "description",
    "location",
    "url",
    "status",
    "last-modified",
)
numbers = count()


def measure(place: Place) -> Figures:
    app = create_app(read_settings({**place.settings, "EVENTS_JOBS_URL": "memory://"}))
    app.config.update(WTF_CSRF_ENABLED=False)
    gc.collect()
    gc.freeze()
    yield from arriving(app)
    client = app.test_client()
    for kind, floor in {"ics": bare_calendar, "xml": bare_xml, "json": bare_json}.items():
        plain = floor(client.get(f"/{LARGE}/schedule.{kind}").data)
        whole, part = remaking(app, client, kind, all_of_it=True), remaking(app, client, kind)
        bare = processor_milliseconds(plain)
        yield Figure(f"schedule.{kind} of {TALKS} talks, first", "ms", *in_turn(whole, bare, ROUNDS))
        yield Figure(f"schedule.{kind} after one talk changed", "ms", *in_turn(part, bare, ROUNDS))
    yield Figure("a move on the grid", "ms", *in_turn(moving(app, client), processor_milliseconds(empty(app)), ROUNDS))
    pages = talk_page(app, MANY), talk_page(app, FEW)
    yield Figure(f"talk page among {MANY} talks, among {FEW}", "ms", *in_turn(*pages, rounds=5))
    gc.unfreeze()


def arriving(app: Flask) -> Figures:
    """A file brought in, against its parsing; and its first release, against an empty transaction."""
    with TemporaryDirectory() as folder, app.test_request_context():
        file = Path(folder) / "schedule.xml"
        write_large_schedule(file, TALKS)
        content = file.read_bytes()
        bringing = in_turn(
            processor_milliseconds(lambda: bring_in(content, f"large-{next(numbers)}")),
            processor_milliseconds(lambda: ET.fromstring(content)),
            ROUNDS,
        )
        yield Figure(f"import of {TALKS} talks", "ms", *bringing)
        slugs = iter([f"large-{number}" for number in range(ROUNDS)])
        releasing = processor_milliseconds(lambda: release(get_event(next(slugs)), now=clock.now()))
        yield Figure("its release", "ms", *in_turn(releasing, processor_milliseconds(empty_transaction), ROUNDS))


def bring_in(content: bytes, slug: str) -> None:
    schedule = read_schedule(content, report := Report(), setting_from(clock.now().date()))
    organisation = db.session.scalars(select(Organisation)).first()
    if organisation is None:
        raise LookupError("the demonstration has an organisation")
    with transaction():
        event = create_event_for(schedule, slug, organisation, now=clock.now())
        import_schedule(event, schedule, report, now=clock.now())
    db.session.expunge_all()


def remaking(app: Flask, client: FlaskClient, kind: str, *, all_of_it: bool = False) -> Callable[[], float]:
    """The file after one talk's title changed; as if this process had never made it, when all of it is wanted."""

    def remake() -> float:
        with app.app_context(), transaction():
            event = get_event(LARGE)
            talk = db.session.scalars(select(Talk).filter_by(event_id=event.id).limit(1)).one()
            talk.title = {"fr": f"Version {next(numbers)}"}
            raise_revision(event.id)
        if all_of_it:
            for kept in (feed_entry, xml_of, json_of):
                kept.cache_clear()
        return processor_milliseconds(lambda: client.get(f"/{LARGE}/schedule.{kind}"))()

    return remake


def bare_calendar(content: bytes) -> Callable[[], object]:
    entries = [
        {name: value.dt if hasattr(value := entry[name], "dt") else value for name in ENTRY if name in entry}
        for entry in Calendar.from_ical(content).walk("VEVENT")
    ]

    def generate() -> bytes:
        calendar = Calendar()
        for values in entries:
            event = Event()
            for name, value in values.items():
                event.add(name, value)
            calendar.add_component(event)
        return bytes(calendar.to_ical())

    return generate


def bare_xml(content: bytes) -> Callable[[], object]:
    tree = ET.fromstring(content)
    return lambda: ET.tostring(tree)


def bare_json(content: bytes) -> Callable[[], object]:
    values = json.loads(content)
    return lambda: json.dumps(values, indent=2)


def moving(app: Flask, client: FlaskClient) -> Callable[[], float]:
    """A talk five minutes on, as the script of the grid asks for it."""
    account = sign_in_of(ORGANISER)
    client.post("/sign-in", data={"email": account["email"], "password": account["password"]})
    with app.app_context():
        event = get_event(LARGE)
        slot_id, zone = draft_slots(event.id)[0].id, ZoneInfo(event.zone)

    def move() -> float:
        with app.app_context():
            slot = db.session.get_one(Slot, slot_id)
            start = f"{(slot.starts_at + timedelta(minutes=5)).astimezone(zone):%Y-%m-%dT%H:%M}"
            form = {"starts_at": start, "duration": 30, "room": slot.room_id, "version": slot.version}
        address = f"/organise/{LARGE}/timetable/slots/{slot_id}/placement"
        return processor_milliseconds(lambda: sent(client, address, form))()

    return move


def sent(client: FlaskClient, address: str, form: dict[str, object]) -> None:
    answer = client.post(address, data=form, headers={"Accept": "application/json"})
    if answer.status_code != 200:
        raise RuntimeError(f"{address} answered {answer.status_code}: {answer.text[:200]}")


def empty(app: Flask) -> Callable[[], None]:
    def act() -> None:
        with app.app_context():
            empty_transaction()

    return act


def talk_page(app: Flask, talks: int) -> Callable[[], float]:
    """A talk's page, made anew, in an event of so many talks."""
    slug, client = f"of-{talks}", app.test_client()
    with TemporaryDirectory() as folder, app.test_request_context():
        file = Path(folder) / "schedule.xml"
        write_large_schedule(file, talks)
        bring_in(file.read_bytes(), slug)
        event = get_event(slug)
        release(event, now=clock.now())
        talk = db.session.scalars(select(Talk.slug).filter_by(event_id=event.id).limit(1)).one()

    def visit() -> float:
        with app.app_context(), transaction():
            raise_revision(get_event(slug).id)
        return processor_milliseconds(lambda: client.get(f"/{slug}/talks/{talk}/"))()

    visit()
    return visit

"""Taken over, released and exported; taken over again elsewhere, the files are the very same."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from events.event.models import Event
from events.event.queries import get_event
from events.extensions import db
from events.kit.text import clean_line, clean_text
from events.people.actions import add_organisation
from events.people.queries import first_organisation
from events.programme.actions import create_event_for, import_schedule, release
from events.programme.exchange.reading import read_schedule
from events.programme.exchange.report import Report
from events.programme.exchange.setting import Setting
from events.programme.exchange.shape import FiledEvent, FiledPerson, FiledRoom, FiledSlot, FiledTalk, Link, Schedule
from events.programme.exchange.stored import draft_schedule, released_schedule
from events.programme.exchange.writing import FORMATS
from events.programme.exchange.writing.json_files import json_of
from events.programme.exchange.writing.xml_files import xml_of
from events.programme.models import Talk, TalkMaterial
from events.programme.rules import SlotKind, SlotState
from tests.conftest import empty_all_tables
from tests.factories import (
    NOW,
    EventFactory,
    RoomFactory,
    SlotFactory,
    SpeakerFactory,
    TalkFactory,
    TalkFormatFactory,
    TalkSpeakerFactory,
    TrackFactory,
    VenueFactory,
)
from tests.programme.exchange.samples import first_version, talk
from tests.programme.exchange.strict import assert_readable, data, validate_json, validate_xml

SETTING = Setting(date(2026, 3, 27), date(2026, 3, 29))
REAL = {
    "fosdem-2025.xml": 943,
    "fosdem-2013.xml": 487,
    "fosdem-2008.xml": 258,
    "pyconfr-2025.schedule.json": 93,
}
"""How many slots of talks each has."""


def take_over(content: bytes, slug: str) -> Event:
    """Into a new event, released."""
    report = Report()
    schedule = read_schedule(content, report, SETTING)
    owner = first_organisation() or add_organisation("Amis du temps libre", NOW)
    event = create_event_for(schedule, slug, owner, now=NOW)
    import_schedule(event, schedule, report, now=NOW)
    release(event, now=NOW)
    return event


def exported(slug: str, name: str) -> bytes:
    db.session.remove()
    schedule = released_schedule(get_event(slug))
    assert schedule is not None
    return FORMATS[name].write(schedule)


def forget_everything() -> None:
    """An empty database again."""
    db.session.remove()
    if db.engine.dialect.name == "postgresql":
        empty_all_tables()
        return
    with db.engine.begin() as connection:
        connection.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
        for table in reversed(db.metadata.sorted_tables):
            connection.execute(table.delete())


def assert_same_again(slug: str, name: str) -> bytes:
    """The export as it is, and as it is after it was taken over into an empty database."""
    first = exported(slug, name)
    forget_everything()
    take_over(first, slug)
    assert exported(slug, name).decode().splitlines() == first.decode().splitlines()
    assert exported(slug, name) == first
    return first


@pytest.mark.parametrize("name", FORMATS.keys() & {"xml", "json"})
@pytest.mark.parametrize("file", REAL)
def test_real_schedules_are_the_same_again(inside: Flask, file: str, name: str, tmp_path: Path) -> None:
    slug = file.partition(".")[0]
    event = take_over(data("schedules", file).read_bytes(), slug)
    zone = event.zone
    content = assert_same_again(slug, name)
    if name == "xml":
        assert content.count(b"<event ") == REAL[file]
        validate_xml(content, tmp_path)
        assert_readable(content, zone)
    else:
        assert content.count(b'"do_not_record"') == REAL[file]
        validate_json(content)


EXAMPLES = ["frab-camp2019", "hub-schedule2", "invalid-example", "pretalx-democon", "pretalx-rc3"]


@pytest.mark.parametrize("example", EXAMPLES)
def test_examples_of_the_schema_become_valid(inside: Flask, example: str, tmp_path: Path) -> None:
    take_over(data("schema", f"example-{example}.json").read_bytes(), "gpn")
    validate_json(exported("gpn", "json"))
    validate_xml(exported("gpn", "xml"), tmp_path)


@pytest.fixture
def awkward(inside: Flask) -> Event:
    """All that is hard to write: our own event, as organisers make it."""
    event = EventFactory.make(slug="ete", kind="congress", release_mode="manual", zone="Europe/Paris")
    event.title = {"fr": "L’été « libre » & <fou>", "en": "Free summer"}
    event.starts_on, event.ends_on = date(2026, 3, 27), date(2026, 3, 29)
    db.session.commit()
    venues = [VenueFactory.make(organisation_id=event.organisation_id, name=name) for name in ("Mairie", "Médiathèque")]
    rooms = [RoomFactory.make(venue=venue, name="Salle A", slug=f"a{n}") for n, venue in enumerate(venues)]
    track = TrackFactory.make(event=event, colour="#aa00ff", name={"fr": "Mémoire & histoire", "en": "Memory"})
    kind = TalkFormatFactory.make(event_id=event.id, name={"fr": "Veillée « contée »", "en": "Tale"})
    add(event, rooms[0], "2026-03-27T10:00+01:00", title={"fr": "Sprint 🎉 <b>&amp;</b>", "en": "Sprint"}, track=track)
    sprint = db.session.query(Talk).order_by(Talk.id.desc()).first()
    slot(event, sprint, rooms[1], "2026-03-28T10:00+01:00", 60 * 30)
    text = {
        "fr": "# Titre\n\n- a < b & c > d\n- \"guillemets\" 'simples' `code`\n\n<script>x</script> 👩‍🚀 ]]>",
        "en": "E",
    }
    night = add(event, None, "2026-03-29T01:30+01:00", abstract=text, description=text, do_not_record=True, format=kind)
    night.licence, night.code, night.subtitle = "CC BY 4.0", "AB12CD", {"en": "Only in English"}
    add(event, rooms[0], "2026-03-29T05:59+02:00", language="de", state="published")
    other = TrackFactory.make(event=event, name={"fr": "Tombée à l’eau"})
    add(event, RoomFactory.make(venue=venues[0], slug="b"), "2026-03-28T14:00+01:00", cancelled=True, track=other)
    add(event, rooms[1], "2026-03-28T15:00+01:00", state="draft")
    SlotFactory.make(event=event, kind="break", title={"fr": "Café"}, room=rooms[0], talk=None)
    for position, name in enumerate(["Jeanne Martin", "Jeanne Martin", "Łukasz O’Neill 𝕏"]):
        speaker = SpeakerFactory.make(event=event, person__name=name, person__organisation=event.organisation)
        TalkSpeakerFactory.make(talk=night, speaker=speaker, position=position)
    link(night, "link", "https://example.org/?a=1&b=<2>", {"fr": "Un « lien » <ici>"}, 0)
    link(night, "slides", "https://example.org/slides.pdf", {}, 1)
    link(night, "recording", "https://example.org/film", {"en": "Film"}, 2)
    db.session.commit()
    release(event, now=NOW)
    return event


def add(event: Event, room: Any, start: str, *, cancelled: bool = False, **said: Any) -> Talk:
    talk = TalkFactory.make(event=event, **said)
    slot(event, talk, room, start, 45, state="cancelled" if cancelled else "confirmed")
    return talk


def slot(event: Event, talk: Talk | None, room: Any, start: str, minutes: int, **said: Any) -> None:
    begin = datetime.fromisoformat(start).astimezone(UTC)
    ends_at = begin + timedelta(minutes=minutes)
    SlotFactory.make(event=event, talk=talk, room=room, starts_at=begin, ends_at=ends_at, **said)


def link(talk: Talk, kind: str, url: str, title: dict[str, str], position: int) -> None:
    db.session.add(TalkMaterial(talk_id=talk.id, kind=kind, url=url, title=title, position=position))


@pytest.mark.parametrize("name", ["xml", "json"])
def test_our_own_awkward_event_is_the_same_again(awkward: Event, name: str, tmp_path: Path) -> None:
    zone = awkward.zone
    content = assert_same_again("ete", name)
    text = content.decode()
    assert ("&lt;script&gt;x" if name == "xml" else "<script>x") in text
    assert "Salle A (Mairie)" in text
    assert "Salle A (Médiathèque)" in text
    if name == "xml":
        validate_xml(content, tmp_path)
        assert_readable(content, zone)
        assert text.count("<event ") == 4, "neither the break, the cancelled one nor the draft"
    else:
        validate_json(content)
        assert "public_name" not in text


def test_a_title_of_one_letter_makes_a_slug_that_the_schema_takes(inside: Flask, tmp_path: Path) -> None:
    take_over(first_version(talk(title="C")), "forum")
    content = exported("forum", "xml")
    assert b"<slug>forum-1-c_</slug>" in content
    validate_xml(content, tmp_path)


def test_long_talks_keep_their_end_in_json(awkward: Event) -> None:
    assert "<duration>23:59</duration>" in exported("ete", "xml").decode()
    assert '"end": "2026-03-29T17:00:00+02:00", "duration": "23:59"' in exported("ete", "json").decode()


LINES = st.text(min_size=1, max_size=30).map(clean_line).filter(bool)
TEXTS = st.text(max_size=120).map(clean_text)
MOMENTS = st.datetimes(datetime(2026, 3, 20), datetime(2026, 4, 3), timezones=st.just(UTC))
PEOPLE = st.builds(FiledPerson, name=LINES, guid=st.uuids(version=4).map(str), number=st.integers(1, 10**6))
LINKS = st.builds(Link, url=st.just("https://example.org/") | st.just("http://a.example/?b=1&c"), title=LINES)


@st.composite
def schedules(draw: st.DrawFn) -> Schedule:
    """As the database would give it."""
    rooms = [FiledRoom(f"Room {n}", str(draw(st.uuids(version=4)))) for n in range(2)]
    talks, slots = [], []
    for n in range(draw(st.integers(1, 3))):
        people = tuple(draw(st.lists(PEOPLE, max_size=2, unique_by=lambda person: person.guid)))
        texts: Any = {name: {"": draw(TEXTS)} for name in ("abstract", "description")}
        links = tuple(draw(st.lists(LINKS, max_size=2, unique_by=lambda link: link.url)))
        title = {"": draw(LINES)}
        talks.append(FiledTalk(f"{n}", title, **texts, slug=f"talk-{n}", language="fr", persons=people, links=links))
        minutes, moment = draw(st.integers(1, 60 * 40)), draw(MOMENTS).replace(second=0, microsecond=0)
        room = draw(st.sampled_from(["", *(room.name for room in rooms)]))
        slots.append(FiledSlot(moment, minutes, f"{n}", room=room, guid=str(draw(st.uuids(version=4))), number=n + 1))
    about = FiledEvent("Fête", acronym="fete", version="3", zone="Europe/Paris", base_url="https://x.example/fete/")
    about = FiledEvent(**{**vars(about), "starts_on": date(2026, 3, 20), "ends_on": date(2026, 4, 3)})
    return Schedule(about, tuple(talks), tuple(slots), tuple(rooms))


def said(schedule: Schedule) -> list[Any]:
    """What matters of it, in an order of its own."""
    talks = {talk.key: talk for talk in schedule.talks}
    return sorted(
        (
            slot.starts_at.astimezone(UTC),
            slot.guid,
            slot.room,
            slot.number,
            *(dict(text).get("") or "" for text in texts_of(talks[slot.talk])),
            [(person.name, person.guid, person.number) for person in talks[slot.talk].persons],
            [(link.url, link.title) for link in talks[slot.talk].links],
        )
        for slot in schedule.slots
    )


def texts_of(talk: FiledTalk) -> Iterator[Any]:
    yield from (talk.title, talk.abstract, talk.description)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
@given(schedule=schedules(), name=st.sampled_from(["xml", "json"]))
def test_what_is_written_is_read_again(sentences: None, schedule: Schedule, name: str) -> None:
    report = Report()
    content = FORMATS[name].write(schedule)
    again = read_schedule(content, report, SETTING)
    assert again.ours
    assert said(again) == said(schedule)
    if name == "json":
        assert [slot.minutes for slot in again.slots] == [
            slot.minutes for slot in sorted(schedule.slots, key=lambda s: [x.guid for x in again.slots].index(s.guid))
        ]


def test_after_one_change_only_that_talk_is_built_again(awkward: Event) -> None:
    for name, build in (("xml", xml_of), ("json", json_of)):
        build.cache_clear()
        exported("ete", name)
        assert build.cache_info().misses == 4
        exported("ete", name)
        assert build.cache_info().misses == 4
        talk = db.session.query(Talk).filter_by(language="de").one()
        talk.title = {"fr": f"Autrement, pour {name}"}
        db.session.commit()
        assert f"Autrement, pour {name}" in exported("ete", name).decode()
        assert build.cache_info().misses == 5


def test_a_draft_is_written_with_its_drafts(awkward: Event) -> None:
    draft = draft_schedule(get_event("ete"))
    assert draft.event.version == "draft"
    assert len([slot for slot in draft.slots if slot.kind is SlotKind.TALK]) == 6
    assert SlotState.CANCELLED in {slot.state for slot in draft.slots}


def test_nothing_was_released(inside: Flask) -> None:
    assert released_schedule(EventFactory.make()) is None

"""Whatever a file says, what can be understood is taken; each thing mended or left out is a line."""

import json
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, date, datetime
from typing import Any

import pytest
from flask import Flask
from flask_babel import Babel
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from events.programme.exchange.letters import without_strange_entities
from events.programme.exchange.report import Unreadable
from events.programme.rules import SlotKind, SlotState
from tests.programme.exchange.samples import OLD, PRETALX_XML, first_version, read, talk


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    app = Flask("reading")
    Babel(app, default_locale="en")
    with app.app_context():
        yield


def has(lines: list[str], *words: str) -> bool:
    return any(all(word in line for word in words) for line in lines)


def test_an_old_schedule_is_taken_whole() -> None:
    schedule, _ = read(OLD)
    assert [slot.starts_at for slot in schedule.slots] == [
        datetime(2008, 2, 23, 15, 0),
        datetime(2008, 2, 24, 0, 30),
        datetime(2008, 2, 24, 10, 0),
    ]
    assert [slot.minutes for slot in schedule.slots] == [45, 45, 25 * 60 + 30]
    assert (schedule.event.starts_on, schedule.event.ends_on) == (date(2008, 2, 23), date(2008, 2, 24))
    assert (schedule.event.venue, schedule.event.town) == ("Town hall", "Calais")
    assert [room.name for room in schedule.rooms] == ["Janson"]


def test_what_was_mended_is_said_with_the_talk() -> None:
    _, lines = read(OLD)
    assert has(lines, "mended", "Unicode (0)", "number “0”")
    assert has(lines, "mended", "Night (7)", "45 minutes")
    assert has(lines, "mended", "20008-02-24", "Day 2")
    assert has(lines, "mended", "(8)", "20008-02-24", "taken from its day")
    assert has(lines, "mended", "(8)", "called “the long one”")
    assert has(lines, "mended", "(8)", "klingon")
    assert has(lines, "mended", "(8)", "25 hours")
    assert has(lines, "mended", "The file", "20008-02-24")
    assert has(lines, "left_out", "Unicode (0)", "javascript:alert(1)")
    assert has(lines, "left_out", "Unicode (0)", "without a name")


def test_html_becomes_markdown_without_its_scripts() -> None:
    schedule, _ = read(OLD)
    assert schedule.talks[0].abstract == {"": "It is **big**."}
    assert [link.url for link in schedule.talks[0].links] == ["https://www.example.org/a%20b"]


def test_two_times_of_one_talk_are_one_talk() -> None:
    schedule, lines = read(PRETALX_XML)
    assert len(schedule.talks) == 1
    assert [slot.talk for slot in schedule.slots] == ["ABC123", "ABC123"]
    assert [slot.guid for slot in schedule.slots] == ["22222222-2222-4222-8222-222222222222", ""]
    assert has(lines, "Another talk has its guid")
    assert has(lines, "Ada is named twice")
    only = schedule.talks[0]
    assert (only.language, only.abstract, only.format) == ("de", {"": "**Markdown** & more"}, {"": "Workshop"})
    assert [(track.colour, track.slug) for track in schedule.tracks] == [("#ff0000", "web")]


def test_what_all_talks_lack_is_one_line() -> None:
    talks = [talk(id=n, guid="", title=f"Talk {n}") for n in range(1, 8)]
    schedule, lines = read(first_version(*talks))
    assert len(schedule.talks) == 7
    assert [line for line in lines if "guid" in line] == [
        "mended: All 7 talks: It has no guid: one is made of its code or number."
    ]


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"duration": "forever"}, "forever"),
        ({"duration": None}, "45 minutes"),
        ({"date": None, "start": None}, "no date"),
        ({"guid": "nonsense"}, "nonsense"),
        ({"id": -4}, "-4"),
        ({"links": [{"url": "ftp://example.org/x"}]}, "ftp://"),
        ({"persons": [{"id": 3}]}, "without a name"),
        ({"language": "xx-unknown"}, "xx-unknown"),
        ({"title": "x" * 300}, "cut to 200"),
        ({"state": "withdrawn"}, "withdrawn"),
    ],
)
def test_each_odd_thing_is_told(said: dict[str, Any], words: str) -> None:
    other = talk(id=2, guid="44444444-4444-4444-8444-444444444444", title="Two")
    schedule, lines = read(first_version(talk(**said), other))
    assert has(lines, words)
    assert {"": "Two"} in [kept.title for kept in schedule.talks]


def test_a_talk_without_a_date_is_kept_without_one() -> None:
    schedule, _ = read(first_version(talk(date="", start="noon"), talk(id=2, guid="", title="Two")))
    assert len(schedule.talks) == 2
    assert len(schedule.slots) == 1


def test_the_second_version_of_schedule_json() -> None:
    person = {"guid": "55555555-5555-4555-8555-555555555555", "name": "Gabriela", "biography": "Speaks."}
    event = {
        "guid": "66666666-6666-4666-8666-666666666666",
        "title": "Opening",
        "start": "2026-03-27T10:00:00+01:00",
        "end": "2026-03-27T10:40:00+01:00",
        "room": {"name": "Saal 1"},
        "track": {"slug": "art"},
        "participants": [{"guid": person["guid"], "name": "Gabriela"}],
        "state": "CANCELED",
        "language": "en",
    }
    pause = {"type": "BREAK", "title": "Coffee", "start": event["end"], "end": "2026-03-27T11:00:00+01:00"}
    conference = {"title": "38C3", "tracks": [{"slug": "art", "name": "Art & Beauty"}], "days": []}
    document = {"schedule": {"version": "1", "conference": conference, "events": [event, pause], "persons": [person]}}
    schedule, _ = read(json.dumps(document))
    assert [slot.kind for slot in schedule.slots] == [SlotKind.TALK, SlotKind.BREAK]
    assert schedule.slots[0].state is SlotState.CANCELLED
    assert schedule.slots[0].minutes == 40
    assert schedule.slots[0].starts_at.astimezone(UTC).hour == 9
    assert schedule.talks[0].persons[0].biography == {"": "Speaks."}
    assert schedule.talks[0].track == {"": "Art & Beauty"}


def test_pretalx_by_day_minute_and_room() -> None:
    room: dict[str, Any] = {
        "id": 12,
        "name": {"fr": "Salle A", "en": "Room A"},
        "uuid": "77777777-7777-4777-8777-777777777777",
    }
    room["capacity"] = 90
    slots: list[dict[str, Any]] = [
        {"id": 1, "room": room, "start": "2026-03-27T10:00:00+01:00", "end": "2026-03-27T11:00:00+01:00"},
        {"id": 2, "room": room, "start": "2026-03-28T10:00:00+01:00", "end": "2026-03-28T11:00:00+01:00"},
    ]
    sprint: dict[str, Any] = {
        "code": "ABCDEF",
        "title": "Sprint",
        "submission_type": {"id": 3, "name": {"fr": "Atelier"}},
    }
    sprint |= {"slots": slots, "speakers": [{"code": "X", "name": "Ada"}], "content_locale": "fr", "state": "confirmed"}
    other = {"code": "GHIJKL", "title": "Other", "submission_type": 3, "slots": slots[:1]}
    days = {"2026-03-27": {"600": {"12": sprint}, "660": {"12": other}}, "2026-03-28": {"600": {"12": sprint}}}
    extra = {"2026-03-27": {"615": {"id": "coffee", "title": {"fr": "Café", "en": "Coffee"}}}}
    schedule, _ = read(json.dumps({"schedule": days, "rooms": [room], "extra": extra}))
    assert [(kept.title[""], kept.format) for kept in schedule.talks] == [
        ("Sprint", {"fr": "Atelier"}),
        ("Other", {"fr": "Atelier"}),
    ]
    assert [slot.number for slot in schedule.slots if slot.talk == "ABCDEF"] == [1, 2]
    assert [(kept.name, kept.seats) for kept in schedule.rooms] == [("Salle A", 90)]
    pause = schedule.slots[-1]
    assert (pause.kind, pause.title["fr"], pause.minutes) == (SlotKind.BREAK, "Café", 45)
    assert pause.starts_at == datetime(2026, 3, 27, 10, 15)


@pytest.mark.parametrize(
    "content",
    [
        OLD.replace("UTF-8", "ISO-8859-1").encode("latin-1"),
        OLD.replace(' encoding="UTF-8"', "").encode("latin-1"),
        b"\xef\xbb\xbf" + OLD.encode(),
        OLD.replace("UTF-8", "UTF-16").encode("utf-16"),
        OLD.replace("Night", "Ni\x0bght").encode(),
        b"\n\n" + OLD.encode(),
        OLD.replace("<schedule>", '<schedule xmlns="http://pentabarf.org">').encode(),
    ],
)
def test_letters_are_read_whatever_the_encoding(content: bytes) -> None:
    schedule, _ = read(content)
    assert schedule.talks[0].persons[0].name == "Andrée"
    assert len(schedule.slots) == 3


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty"),
        (b"   ", "empty"),
        (b"\x00\x01\x02\x03", "no schedule"),
        (b"<html><body/></html>", "<html>"),
        (b"<schedule", "line 1"),
        (b"<schedule/>", "no talk"),
        (b'{"a": ', "line 1"),
        (b"[1, 2]", "no schedule"),
        (b'{"schedule": {"conference": {"days": 4}}}', "no talk"),
        (b"[" * 100_000, "nested"),
        (b'<!DOCTYPE x [<!ENTITY a "b">]><schedule>&a;</schedule>', "harm"),
        (b'<!DOCTYPE x SYSTEM "file:///etc/passwd"><schedule/>', "harm"),
        (b"<" + b"\x00\xff" * 40, "XML"),
        (b"<a>" * 20_000, "XML"),
    ],
)
def test_what_is_no_schedule_gets_one_sentence(content: bytes, words: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read(content)
    assert words in str(refused.value)
    assert "\n" not in str(refused.value)


@settings(deadline=None)
@given(st.binary(max_size=300))
def test_no_bytes_break_a_reader(content: bytes) -> None:
    for start in (b"<schedule>", b'{"schedule": {"conference": ', b"{", b"[", b""):
        with suppress(Unreadable):
            read(start + content)


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)
FIELDS = ["guid", "id", "code", "date", "start", "duration", "title", "persons", "links", "track", "language", "type"]
FIELDS += ["abstract", "state", "slots", "room", "attachments", "do_not_record", "end", "url", "slug"]


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.dictionaries(st.sampled_from(FIELDS), ANYTHING), st.dictionaries(st.sampled_from(FIELDS), ANYTHING))
def test_no_values_break_a_reader(one: dict[str, Any], two: dict[str, Any]) -> None:
    for content in (
        first_version(talk(**one), two),
        json.dumps([{"code": "ABCDEF", "title": "A", **one}, two]).encode(),
        json.dumps({"schedule": {"conference": one, "events": [one, two]}}).encode(),
    ):
        with suppress(Unreadable):
            read(content)


def test_html_nested_deeper_than_anybody_writes_is_plain_text() -> None:
    schedule, _ = read(first_version(talk(abstract="<ul><li>" * 5000 + "Lace &amp; tulle")))
    assert schedule.talks[0].abstract == {"": "Lace & tulle"}


def test_names_of_html_and_forbidden_letters_are_mended_in_xml() -> None:
    schedule, lines = read(OLD.replace("Unicode", "L&eacute;a&#11; &amp; &rarr;"))
    assert schedule.talks[0].title == {"": "Léa & →"}
    assert has(lines, "mended", "Letters that XML may not hold")


def test_what_is_no_name_of_html_stands_as_it_was_written() -> None:
    assert without_strange_entities("&ltx; &foo; &quot;&amp;") == "&lt;x; &amp;foo; &quot;&amp;"


def test_a_length_in_words_is_one() -> None:
    schedule, lines = read(first_version(talk(duration="1h30")))
    assert schedule.slots[0].minutes == 90
    assert not has(lines, "length")


def test_utf_16_without_its_mark_is_read() -> None:
    schedule, _ = read(first_version(talk(title="Été")).decode().encode("utf-16-le"))
    assert schedule.talks[0].title == {"": "Été"}


def test_addresses_count_from_the_schedules_base() -> None:
    document = json.loads(first_version(talk(attachments=[{"url": "/a.pdf"}])))
    document["schedule"]["base_url"] = "https://program.example/2026/"
    schedule, _ = read(json.dumps(document))
    assert [link.url for link in schedule.talks[0].attachments] == ["https://program.example/a.pdf"]


def test_a_hall_may_be_named_in_several_languages() -> None:
    slot = {"room": {"en": "Aula", "fr": "Aula"}, "start": "2026-03-27T10:00:00+01:00", "end": None}
    schedule, _ = read(json.dumps([{"code": "ABC", "title": "One", "state": "confirmed", "slot": slot}]))
    assert [room.name for room in schedule.rooms] == ["Aula"]
    assert schedule.slots[0].room == "Aula"

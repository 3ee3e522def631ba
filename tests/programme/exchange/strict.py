"""What the programs that read schedules ask of them: Giggity, EventFahrplan, and the schemas of c3voc."""

import json
import subprocess
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET
from zoneinfo import ZoneInfo

import jsonschema
import pytest

DATA = Path(__file__).parents[4] / "shared" / "data"
ABSENT = "there is no ../shared/data beside the project, or no xmllint to look at it with"
HEAD = 1024


def data(*parts: str) -> Path:
    """A file of the reference data, else the test is skipped."""
    found = DATA.joinpath(*parts)
    if not found.exists():
        pytest.skip(ABSENT)
    return found


def validate_xml(content: bytes, tmp_path: Path) -> None:
    """Against both XML Schemas."""
    file = tmp_path / "schedule.xml"
    file.write_bytes(content)
    for name in ("schedule.xml.xsd", "pretalx-schedule.xsd"):
        try:
            command = ["xmllint", "--nonet", "--noout", "--schema", str(data("schema", name)), str(file)]
            done = subprocess.run(command, capture_output=True, check=False, text=True)
        except FileNotFoundError:
            pytest.skip(ABSENT)
        assert done.returncode == 0, done.stderr[:2000]


def validate_json(content: bytes) -> None:
    for name in ("schedule1.schema.json", "pretalx-schedule.schema.json"):
        schema = json.loads(data("schema", name).read_bytes())
        checker = jsonschema.Draft6Validator(schema, format_checker=jsonschema.FormatChecker())
        assert [error.message[:300] for error in checker.iter_errors(json.loads(content))] == []


def giggity(content: bytes, zone: str) -> dict[str, tuple[str, datetime, timedelta]]:
    """By id: room, beginning and length, as Giggity makes them of days and clocks (its day begins at six)."""
    head = content[:HEAD].decode().lower()
    assert "<schedule" in head
    assert "<conference" in head
    root = ET.fromstring(content)
    assert root.findtext("conference/title", "").strip()
    found: dict[str, tuple[str, datetime, timedelta]] = {}
    for day in root.findall("day"):
        first = datetime.combine(date.fromisoformat(day.attrib["date"]), time(6))
        for room in day.findall("room"):
            for event in room.findall("event"):
                start = time.fromisoformat(f"{event.findtext('start')}")
                begin = datetime.combine(first.date(), start)
                begin += timedelta(days=1) if begin < first else timedelta()
                length = time.fromisoformat(f"{event.findtext('duration')}")
                assert event.findtext("title", "").strip()
                assert event.attrib["id"] not in found
                wall = begin.replace(tzinfo=ZoneInfo(zone))
                found[event.attrib["id"]] = (
                    room.attrib["name"],
                    wall,
                    timedelta(hours=length.hour, minutes=length.minute),
                )
                assert all(link.attrib["href"].startswith("http") for link in event.iter("link"))
    assert found, "Giggity refuses an empty schedule"
    return found


def event_fahrplan(content: bytes) -> list[dict[str, Any]]:
    """Sessions in the order of the file; whatever it throws at is an error here."""
    root = ET.fromstring(content)
    assert root.findtext("version")
    days: set[str] = set()
    rooms: dict[str, int] = {}
    sessions: list[dict[str, Any]] = []
    for day in root.findall("day"):
        days.add(day.attrib["date"])
        change = datetime.fromisoformat(day.attrib["end"]).time()
        for room in day.findall("room"):
            rooms.setdefault(room.attrib["name"], len(rooms))
            for event in room.findall("event"):
                moment = datetime.fromisoformat(f"{event.findtext('date')}")
                assert moment.tzinfo is not None
                hours, minutes = f"{event.findtext('duration')}".split(":")
                start = time.fromisoformat(f"{event.findtext('start')}")
                shown = datetime.combine(date.fromisoformat(day.attrib["date"]), start)
                shown += timedelta(days=1) if start < change else timedelta()
                sessions.append(
                    {
                        "guid": event.attrib["guid"],
                        "day": int(day.attrib["index"]),
                        "room": rooms[room.attrib["name"]],
                        "at": moment,
                        "shown": shown,
                        "minutes": int(hours) * 60 + int(minutes),
                        "persons": [person.text for person in event.iter("person")],
                    }
                )
    assert len(days) == max(int(day.attrib["index"]) for day in root.findall("day"))
    return sessions


def assert_readable(content: bytes, zone: str) -> None:
    """Both programs show each talk at its moment."""
    moments = {event.attrib["id"]: f"{event.findtext('date')}" for event in ET.fromstring(content).iter("event")}
    for number, (_, begin, _) in giggity(content, zone).items():
        assert begin == datetime.fromisoformat(moments[number])
    for session in event_fahrplan(content):
        assert session["shown"] == session["at"].replace(tzinfo=None)
        assert all(session["persons"])
        assert 0 < session["minutes"] < 24 * 60

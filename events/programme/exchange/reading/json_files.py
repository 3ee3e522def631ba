"""JSON of whatever dialect: schedule.json, versions 1 and 2, and what pretalx gives of itself."""

import json
from collections.abc import Mapping

from flask_babel import lazy_gettext as _l

from events.programme.exchange.marks import GENERATOR
from events.programme.exchange.reading.encoding import begins_with, letters_of
from events.programme.exchange.reading.pretalx import is_pretalx, read_pretalx
from events.programme.exchange.reading.raw import RawItem, RawSchedule, Said, mapping, mappings
from events.programme.exchange.reading.texts import line_of
from events.programme.exchange.reading.times import day_of, moment_of
from events.programme.exchange.report import Report, Unreadable


def knows_json(content: bytes) -> bool:
    return begins_with(content, "{", "[")


def read_json(content: bytes, report: Report) -> RawSchedule:
    try:
        document = json.loads(letters_of(content, report))
    except json.JSONDecodeError as error:
        raise Unreadable(
            _l("The JSON cannot be read: line %(line)d, column %(column)d.", line=error.lineno, column=error.colno)
        ) from error
    except (RecursionError, ValueError) as error:
        raise Unreadable(_l("The file is nested too deeply to be a schedule.")) from error
    schedule = mapping(mapping(document).get("schedule"))
    if "conference" in schedule:
        return _read_schedule(mapping(document), schedule)
    if is_pretalx(document):
        return read_pretalx(document)
    raise Unreadable(_l("This JSON file holds no schedule: neither a conference with its days, nor talks of pretalx."))


def _read_schedule(document: Said, schedule: Said) -> RawSchedule:
    conference = {"base_url": schedule.get("base_url"), **mapping(schedule["conference"])}
    raw = RawSchedule(conference=conference, version=str(schedule.get("version") or ""))
    raw.ours = mapping(document.get("generator")).get("name") == GENERATOR
    raw.rooms = mappings(conference.get("rooms")) or mappings(schedule.get("rooms"))
    raw.tracks = mappings(conference.get("tracks"))
    for day in mappings(conference.get("days")):
        _read_day(raw, day)
    profiles = {line_of(person.get("guid")): person for person in mappings(schedule.get("persons"))}
    raw.items += (_second_version(said, raw.tracks, profiles) for said in mappings(schedule.get("events")))
    return raw


def _read_day(raw: RawSchedule, day: Said) -> None:
    start = moment_of(day.get("day_start"))
    found, begins = day_of(day.get("date")) or day_of(day.get("day_start")), start.time() if start else None
    for room, entries in mapping(day.get("rooms")).items():
        raw.items += (RawItem(said, said.get("room") or room, found, begins) for said in mappings(entries))


def _second_version(said: Said, tracks: list[Said], profiles: Mapping[str, Said]) -> RawItem:
    """Its events stand in a list of their own, with references to rooms, tracks and persons."""
    slug = mapping(said.get("track")).get("slug")
    track = next((track.get("name") for track in tracks if track.get("slug") == slug), slug)
    people = [
        {**mapping(profiles.get(line_of(person.get("guid")))), **person}
        for person in mappings(said.get("participants"))
    ]
    mended = {**said, "date": said.get("start"), "start": None, "track": track, "persons": people}
    return RawItem(
        mended, mapping(said.get("room")).get("name"), is_break=line_of(said.get("type")) in {"BREAK", "META"}
    )

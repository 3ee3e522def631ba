"""schedule.json, by the JSON schema of c3voc, version 1, which pretalx's is too."""

import json
import re
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from events.programme.exchange.marks import GENERATOR, VERSION
from events.programme.exchange.shape import FiledRoom, FiledTrack, Link, Schedule
from events.programme.exchange.writing.days import Day, announced, days_of
from events.programme.exchange.writing.entries import Entry, Person, acronym_of, entry_of, said
from events.programme.exchange.writing.xml_files import KEPT

SCHEMA = "https://c3voc.de/schedule/schema.json"
KINDS = frozenset(["slides", "paper", "web", "blog", "article", "media", "related", "activitypub"])
"""What a link may be called."""

ZONE = re.compile(r"[A-Z][a-z]+/[A-Z][a-z]+|UTC$")
SLUG = re.compile(r"[a-z0-9_-]+[a-z0-9]")


def write_json(schedule: Schedule) -> bytes:
    """Written by hand around the talks, each of which is rendered once only."""
    schedule = announced(schedule)
    days = days_of(schedule)
    generator = _json({"name": GENERATOR, "version": VERSION})
    about = schedule.event
    facts = f'"version": {_json(about.version)}, "base_url": {_json(about.base_url)}'
    conference = _json(_conference(schedule, days)).removesuffix("}")
    listed = ",\n".join(_day(schedule, day) for day in days)
    return (
        f'{{"$schema": "{SCHEMA}", "generator": {generator}, "schedule": {{{facts},\n'
        f'"conference": {conference}, "days": [\n{listed}\n]}}}}}}\n'
    ).encode()


def _conference(schedule: Schedule, days: list[Day]) -> dict[str, Any]:
    about = schedule.event
    zone = {"time_zone_name": about.zone} if ZONE.match(about.zone) else {}
    return {
        "acronym": acronym_of(about.acronym),
        "title": about.title,
        "start": str(about.starts_on),
        "end": str(about.ends_on),
        "daysCount": len(days),
        "timeslot_duration": "00:05",
        **zone,
        "url": about.base_url,
        "tracks": [_track(track) for track in schedule.tracks],
        "rooms": [_room(room) for room in schedule.rooms],
    }


def _track(track: FiledTrack) -> dict[str, str]:
    slug = track.slug if SLUG.fullmatch(track.slug) else ""
    facts = {"name": said(track.name), "slug": slug, "color": track.colour}
    return {name: value for name, value in facts.items() if value}


def _room(room: FiledRoom) -> dict[str, Any]:
    return {"name": room.name, "guid": room.guid, "capacity": room.seats}


def _day(schedule: Schedule, day: Day) -> str:
    zone, acronym = ZoneInfo(schedule.event.zone), acronym_of(schedule.event.acronym)
    talks = {talk.key: talk for talk in schedule.talks}
    facts = _json({"index": day.index, "date": str(day.on), "day_start": day.start.isoformat()}).removesuffix("}")
    rooms = []
    for name, slots in ((name, held) for name, held in day.rooms.items() if held):
        entries = (entry_of(slot, talks[slot.talk], schedule.event.base_url, acronym, zone) for slot in slots)
        rooms.append(f"{_json(name)}: [\n" + ",\n".join(map(json_of, entries)) + "\n]")
    return f'{facts}, "day_end": "{day.end.isoformat()}", "rooms": {{\n' + ",\n".join(rooms) + "\n}}"


@lru_cache(KEPT)
def json_of(entry: Entry) -> str:
    """One event; made again only when anything of it has changed."""
    code = {"code": entry.code} if entry.code else {}
    return _json(
        {
            "guid": entry.guid,
            **code,
            "id": entry.number,
            "date": entry.date,
            "start": entry.start,
            "end": entry.end,
            "duration": entry.duration,
            "room": entry.room,
            "slug": entry.slug,
            "url": entry.url,
            "title": entry.title,
            "subtitle": entry.subtitle,
            "track": entry.track or None,
            "type": entry.format,
            "language": entry.language,
            "abstract": entry.abstract,
            "description": entry.description,
            "recording_license": entry.licence,
            "do_not_record": entry.do_not_record,
            "persons": [_person(person) for person in entry.persons],
            "links": [_reference(link) for link in entry.links],
            "attachments": [_reference(link) for link in entry.attachments],
        }
    )


def _person(person: Person) -> dict[str, Any]:
    return {
        "guid": person.guid,
        "id": person.number,
        "name": person.name,
        "biography": person.biography,
        "url": person.url,
    }


def _reference(link: Link) -> dict[str, str]:
    facts = {"url": link.url, "title": link.title, "type": link.kind if link.kind in KINDS else ""}
    return {name: value for name, value in facts.items() if value}


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)

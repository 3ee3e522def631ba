"""schedule.xml, by the XML Schema of c3voc: what Giggity, EventFahrplan and recording teams read."""

from functools import lru_cache
from xml.sax.saxutils import escape
from zoneinfo import ZoneInfo

from events.programme.exchange.letters import without_strange_letters
from events.programme.exchange.marks import GENERATOR, VERSION
from events.programme.exchange.shape import FiledTrack, Link, Schedule
from events.programme.exchange.writing.days import Day, announced, days_of
from events.programme.exchange.writing.entries import Entry, acronym_of, entry_of, said

XML_CODE_LENGTH = 6
KEPT = 4096
"""Rendered talks that a process keeps."""


def write_xml(schedule: Schedule) -> bytes:
    schedule = announced(schedule)
    days = days_of(schedule)
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', "<schedule>", *_head(schedule, days)]
    talks, coded = {talk.key: talk for talk in schedule.talks}, set[str]()
    zone, acronym = ZoneInfo(schedule.event.zone), acronym_of(schedule.event.acronym)
    guids = {room.name: room.guid for room in schedule.rooms}
    for day in days:
        moments = f'start="{day.start.isoformat()}" end="{day.end.isoformat()}"'
        lines.append(f'  <day index="{day.index}" date="{day.on.isoformat()}" {moments}>')
        for room, slots in day.rooms.items():
            guid = f' guid="{guids[room]}"' if guids.get(room) else ""
            lines.append(f"    <room name={_quoted(room)}{guid}>")
            for slot in slots:
                entry = entry_of(slot, talks[slot.talk], schedule.event.base_url, acronym, zone)
                code = entry.code if len(entry.code) == XML_CODE_LENGTH and entry.code not in coded else ""
                coded.add(code)
                lines.append(xml_of(entry._replace(code=code)))
            lines.append("    </room>")
        lines.append("  </day>")
    return "\n".join([*lines, "</schedule>", ""]).encode()


def _head(schedule: Schedule, days: list[Day]) -> list[str]:
    about = schedule.event
    facts = {
        "acronym": acronym_of(about.acronym),
        "title": about.title,
        "start": about.starts_on,
        "end": about.ends_on,
        "days": len(days),
        "timeslot_duration": "00:05",
        "base_url": about.base_url,
        "url": about.base_url,
        "time_zone_name": about.zone,
    }
    return [
        f'  <generator name="{GENERATOR}" version="{VERSION}"/>',
        f"  <url>{_text(about.base_url)}schedule.xml</url>",
        f"  <version>{_text(about.version)}</version>",
        "  <conference>",
        *(f"    <{name}>{_text(str(value))}</{name}>" for name, value in facts.items()),
        *map(_track, schedule.tracks),
        "  </conference>",
    ]


def _track(track: FiledTrack) -> str:
    name = said(track.name)
    colour = f' color="{track.colour}"' if track.colour else ""
    slug = f' slug="{track.slug}"' if track.slug[:1].isalpha() and len(track.slug) > 1 else ""
    return f"    <track name={_quoted(name)}{colour}{slug}>{_text(name)}</track>"


@lru_cache(KEPT)
def xml_of(entry: Entry) -> str:
    """One event element; made again only when anything of it has changed."""
    code = f' code="{entry.code}"' if entry.code else ""
    facts = {
        "room": entry.room,
        "title": entry.title,
        "subtitle": entry.subtitle,
        "type": entry.format,
        "date": entry.date,
        "start": entry.start,
        "duration": entry.duration,
        "abstract": entry.abstract,
        "slug": entry.slug,
        "track": entry.track,
        "language": entry.language,
        "description": entry.description,
        "url": entry.url,
    }
    return "\n".join(
        [
            f'      <event guid="{entry.guid}" id="{entry.number}"{code}>',
            *(f"        <{name}>{_text(value)}</{name}>" for name, value in facts.items()),
            *_recording(entry),
            *_persons(entry),
            *_links("links", "link", entry.links),
            *_links("attachments", "attachment", entry.attachments),
            "      </event>",
        ]
    )


def _recording(entry: Entry) -> list[str]:
    optout = "true" if entry.do_not_record else "false"
    licence = f"          <license>{_text(entry.licence)}</license>"
    return ["        <recording>", licence, f"          <optout>{optout}</optout>", "        </recording>"]


def _persons(entry: Entry) -> list[str]:
    each = (
        f'          <person id="{person.number}" guid="{person.guid}">{_text(person.name)}</person>'
        for person in entry.persons
    )
    return ["        <persons>", *each, "        </persons>"]


def _links(name: str, one: str, links: tuple[Link, ...]) -> list[str]:
    each = (
        f"          <{one} href={_quoted(link.url)}{_kind(link)}>{_text(link.title or link.url)}</{one}>"
        for link in links
    )
    return [f"        <{name}>", *each, f"        </{name}>"]


def _kind(link: Link) -> str:
    return f" type={_quoted(link.kind)}" if link.kind else ""


def _text(value: str) -> str:
    return escape(without_strange_letters(value))


def _quoted(value: str) -> str:
    return '"' + escape(without_strange_letters(value), {'"': "&quot;"}) + '"'

"""One talk at one time, as both formats say it: plain and hashable, so that what was rendered can be found again."""

import re
from datetime import UTC, datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from events.programme.exchange.marks import NO_ROOM
from events.programme.exchange.shape import FiledPerson, FiledSlot, FiledTalk, Link, Words

LONGEST = 24 * 60 - 1
"""Minutes that readers of `duration` understand."""

CODE = re.compile(r"[0-9A-Z]+")


class Person(NamedTuple):
    guid: str
    number: int
    name: str
    biography: str
    url: str


class Entry(NamedTuple):
    """`date` and `end` (ISO, with their offset), `start` and `duration` (hh:mm, under a day) as files write them.

    Moments are kept as words, since an hour that comes twice would be equal to itself. `code` is empty where a format
    forbids it.
    """

    guid: str
    number: int
    code: str
    slug: str
    url: str
    room: str
    date: str
    start: str
    end: str
    duration: str
    title: str
    subtitle: str
    abstract: str
    description: str
    track: str
    format: str
    language: str
    persons: tuple[Person, ...]
    links: tuple[Link, ...]
    attachments: tuple[Link, ...]
    do_not_record: bool
    licence: str


def entry_of(slot: FiledSlot, talk: FiledTalk, base: str, acronym: str, zone: ZoneInfo) -> Entry:
    """The texts are those of the event's language, which is the only one that a written schedule has."""
    start = slot.starts_at.astimezone(zone)
    number = slot.number or 0
    return Entry(
        guid=slot.guid,
        number=number,
        code=talk.code if CODE.fullmatch(talk.code) else "",
        slug=f"{acronym}-" + f"{number}-{talk.slug}".ljust(4, "_"),
        url=f"{base}talks/{talk.slug}/",
        room=slot.room or NO_ROOM,
        date=start.isoformat(),
        start=f"{start:%H:%M}",
        end=_end(slot).astimezone(zone).isoformat(),
        duration=hours_and_minutes(slot.minutes),
        title=said(talk.title),
        subtitle=said(talk.subtitle),
        abstract=said(talk.abstract),
        description=said(talk.description),
        track=said(talk.track),
        format=said(talk.format),
        language=talk.language,
        persons=tuple(_person(person, base) for person in talk.persons),
        links=talk.links,
        attachments=talk.attachments,
        do_not_record=talk.do_not_record,
        licence=talk.licence,
    )


def hours_and_minutes(minutes: int) -> str:
    """hh:mm, under a day."""
    shown = min(minutes, LONGEST)
    return f"{shown // 60:02d}:{shown % 60:02d}"


def _end(slot: FiledSlot) -> datetime:
    """In UTC, where a minute is a minute even while clocks are changed."""
    return slot.starts_at.astimezone(UTC) + timedelta(minutes=slot.minutes)


def said(text: Words) -> str:
    return next(iter(text.values()), "")


def acronym_of(slug: str) -> str:
    """Four letters or more, without a hyphen, which parsers take for the end of it."""
    return re.sub(r"[^a-z0-9_]+", "_", slug.lower()).ljust(4, "_")


def _person(person: FiledPerson, base: str) -> Person:
    url = f"{base}speakers/{person.slug}/"
    return Person(person.guid, person.number or 0, person.name, said(person.biography), url)

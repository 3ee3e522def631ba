"""A schedule as files tell it: what every reader makes and every writer is given.

Texts are Markdown, already cleaned (kit.text), by language; "" is the language of the event, whichever it is.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from events.programme.rules import SlotKind, SlotState

Words = Mapping[str, str]

OWN_LANGUAGE = ""


def words(text: str) -> Words:
    """A text of the event's own language; none when it is empty."""
    return {OWN_LANGUAGE: text} if text else {}


@dataclass(frozen=True)
class Link:
    """An http(s) address; `kind` is a word of the file: slides, paper, video …"""

    url: str
    title: str = ""
    kind: str = ""


@dataclass(frozen=True)
class FiledPerson:
    """Who gives a talk. The same guid is the same person; without guids the same name is."""

    name: str
    guid: str = ""
    number: int | None = None
    slug: str = ""
    email: str = ""
    website: str = ""
    affiliation: Words = field(default_factory=dict)
    biography: Words = field(default_factory=dict)


@dataclass(frozen=True)
class FiledRoom:
    """A hall; `venue` is the building's name, "" where the file names none."""

    name: str
    guid: str = ""
    seats: int | None = None
    venue: str = ""


@dataclass(frozen=True)
class FiledTrack:
    """A strand; `colour` is #rrggbb or ""."""

    name: Words
    colour: str = ""
    slug: str = ""


@dataclass(frozen=True)
class FiledTalk:
    """An item of the programme, however often it takes place.

    `key` is what the file knows it by: its code, else its number, else its title. It binds the slots to their talk and
    makes the guids of slots that have none. `language` is ISO 639-1, "" where the file doesn't say. `track` is the name
    of a FiledTrack. `limit` are its seats, None without a limit or where the file doesn't say.
    """

    key: str
    title: Words
    subtitle: Words = field(default_factory=dict)
    abstract: Words = field(default_factory=dict)
    description: Words = field(default_factory=dict)
    code: str = ""
    slug: str = ""
    language: str = ""
    format: Words = field(default_factory=dict)
    track: Words = field(default_factory=dict)
    persons: tuple[FiledPerson, ...] = ()
    links: tuple[Link, ...] = ()
    attachments: tuple[Link, ...] = ()
    do_not_record: bool = False
    licence: str = ""
    limit: int | None = None


@dataclass(frozen=True)
class FiledSlot:
    """A time of a talk (by its key), or a break (`talk` is ""), which has a title of its own.

    `starts_at` is an aware moment, or naive: a wall time in the event's zone. `guid` is "" where the file has none,
    `number` None. `room` is the name of a FiledRoom or "".
    """

    starts_at: datetime
    minutes: int
    talk: str = ""
    kind: SlotKind = SlotKind.TALK
    title: Words = field(default_factory=dict)
    room: str = ""
    guid: str = ""
    number: int | None = None
    state: SlotState = SlotState.CONFIRMED


@dataclass(frozen=True)
class FiledEvent:
    """What the file says about the event as a whole; "" or None where it says nothing.

    `base_url` ends with a slash: pages of talks lie below it. Readers leave it empty.
    """

    title: str = ""
    subtitle: str = ""
    acronym: str = ""
    version: str = ""
    starts_on: date | None = None
    ends_on: date | None = None
    zone: str = ""
    language: str = ""
    venue: str = ""
    town: str = ""
    base_url: str = ""


@dataclass(frozen=True)
class Schedule:
    """A whole file, in its order.

    `complete` says that the file is the whole timetable, so that what an earlier import brought and this one doesn't
    name has left it; a list of a few talks isn't. `ours` says that this program wrote it.
    """

    event: FiledEvent
    talks: tuple[FiledTalk, ...] = ()
    slots: tuple[FiledSlot, ...] = ()
    rooms: tuple[FiledRoom, ...] = ()
    tracks: tuple[FiledTrack, ...] = ()
    complete: bool = True
    ours: bool = False

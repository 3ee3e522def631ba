"""The programme of a congress: a cover, each day as tables and then talk by talk, and an index of its speakers."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from jinja2 import Environment
from markupsafe import Markup

from events.documents.booklet import (
    Heading,
    cover,
    heading,
    introduction,
    ordered,
    paragraphs,
    speakers_in_words,
    title_lines,
)
from events.documents.grid import GridPage, grid_pages
from events.documents.names import filed_at, split_name
from events.documents.paper import Paper, compose
from events.documents.programme import PaperTalk, ProgrammePaper
from events.documents.qr import address_qr
from events.kit.dates import day_in_words, hour_in_words, short_weekday
from events.kit.typography import NO_BREAK, typeset

_TITLE_WIDTH, _TITLE_SIZE = 124, 20


@dataclass(frozen=True)
class TalkEntry:
    """One talk in the list by hour; ``anchor`` is where the index points."""

    anchor: str
    hour: str
    until: str
    room: str
    title: list[str]
    subtitle: str
    notice: str
    speakers: str
    abstract: list[Markup]


@dataclass(frozen=True)
class Day:
    """One day: its tables, if its rooms fit any, and its talks."""

    heading: Heading
    talk_count: int
    room_count: int
    pages: list[GridPage]
    entries: list[TalkEntry]


@dataclass(frozen=True)
class Appearance:
    """When and where a speaker talks: « sam. 14 h 45, Opale »."""

    words: str
    anchor: str


@dataclass(frozen=True)
class IndexedSpeaker:
    """A line of the index."""

    first_name: str
    surname: str
    appearances: list[Appearance]


def congress_programme(environment: Environment, paper: ProgrammePaper) -> Paper:
    """A4, portrait, to be printed on both sides."""
    talks = ordered(paper.talks)
    anchors = {id(talk): f"talk-{number}" for number, talk in enumerate(talks, 1)}
    values = {
        "paper": paper,
        "cover": cover(paper),
        "introduction": introduction(paper),
        "days": [
            _day(day, list(group), paper, anchors)
            for day, group in groupby(talks, key=lambda talk: talk.starts_at.date())
        ],
        "letters": _index(talks, paper.language, anchors),
    }
    return compose(environment, "congress", values, pictures={"changes.png": address_qr(paper.url)})


def _day(day: date, talks: list[PaperTalk], paper: ProgrammePaper, anchors: dict[int, str]) -> Day:
    language = paper.language
    words = day_in_words(day, language, year=False)
    listed = [talk for talk in talks if not talk.is_break]
    return Day(
        heading(words[0].upper() + words[1:], language, width=150, lines=1, sizes=(48, 40)),
        len(listed),
        len({talk.room for talk in listed if talk.room}),
        grid_pages(talks, paper.rooms, language),
        [_entry(talk, anchors[id(talk)], language) for talk in listed],
    )


def _entry(talk: PaperTalk, anchor: str, language: str) -> TalkEntry:
    return TalkEntry(
        anchor,
        hour_in_words(talk.starts_at, language),
        hour_in_words(talk.ends_at, language),
        typeset(talk.room, language),
        title_lines(talk, language, width=_TITLE_WIDTH, size=_TITLE_SIZE),
        typeset(talk.subtitle, language),
        typeset(talk.notice, language),
        speakers_in_words(talk.speakers, language),
        paragraphs(talk.abstract, language),
    )


def _index(
    talks: Sequence[PaperTalk], language: str, anchors: dict[int, str]
) -> list[tuple[str, list[IndexedSpeaker]]]:
    """Speakers by surname, under the letter that it is filed at; particles don't count."""
    appearances: dict[str, list[Appearance]] = defaultdict(list)
    for talk in talks:
        for speaker in talk.speakers:
            appearances[speaker.name].append(Appearance(_where(talk, language), anchors[id(talk)]))
    speakers = [_indexed(name, found) for name, found in appearances.items()]
    speakers.sort(key=lambda one: (filed_at(one.surname), one.first_name))
    return [
        (letter, list(group)) for letter, group in groupby(speakers, key=lambda one: filed_at(one.surname)[:1].upper())
    ]


def _indexed(name: str, found: list[Appearance]) -> IndexedSpeaker:
    first_name, surname = split_name(name)
    return IndexedSpeaker(first_name if surname else "", surname or first_name, found)


def _where(talk: PaperTalk, language: str) -> str:
    words = f"{short_weekday(talk.starts_at, language)}{NO_BREAK}{hour_in_words(talk.starts_at, language)}"
    return typeset(f"{words}, {talk.room}" if talk.room else words, language)

"""The booklet of a season: a cover, then each term's talks with a large date beside them."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
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
from events.documents.paper import Paper, compose
from events.documents.programme import PaperTalk, ProgrammePaper
from events.documents.qr import address_qr
from events.kit.dates import days_in_words, hour_in_words, month_in_words, months_in_words, weekday_in_words
from events.kit.typography import typeset

_TITLE_WIDTH, _TITLE_SIZE = 124, 21
_TERM_STARTS = (1, 5, 9)
"""Months in which a new part of the booklet begins: January, May, September."""


@dataclass(frozen=True)
class Usual:
    """What most talks of a term have in common, said once; empty where there is no such thing."""

    weekday: str
    hour: str
    room: str


@dataclass(frozen=True)
class Entry:
    """One talk as printed. ``hour``, ``room`` and ``days`` are empty where they are as usual."""

    weekday: str
    day: int
    month: str
    title: list[str]
    subtitle: str
    speakers: str
    abstract: list[Markup]
    notice: str
    hour: str
    room: str
    days: str


@dataclass(frozen=True)
class Term:
    """Some months of a season."""

    heading: Heading
    usual: Usual
    entries: list[Entry]


def season_booklet(environment: Environment, paper: ProgrammePaper) -> Paper:
    """A4, portrait, to be printed on both sides."""
    talks = [talk for talk in ordered(paper.talks) if not talk.is_break]
    values = {
        "paper": paper,
        "cover": cover(paper),
        "count": len(talks),
        "introduction": introduction(paper),
        "terms": [_term(list(part), paper.language) for _, part in groupby(talks, key=_term_key)],
    }
    return compose(environment, "season", values, pictures={"changes.png": address_qr(paper.url)})


def _term_key(talk: PaperTalk) -> tuple[int, int]:
    month = talk.starts_at.month
    return talk.starts_at.year, max(start for start in _TERM_STARTS if start <= month)


def _term(talks: Sequence[PaperTalk], language: str) -> Term:
    months = months_in_words(talks[0].starts_at, talks[-1].starts_at, language)
    usual = _usual(talks, language)
    return Term(
        heading(months[0].upper() + months[1:], language, width=164, lines=1, sizes=(60, 52, 44)),
        usual,
        [_entry(talk, usual, language) for talk in talks],
    )


def _usual(talks: Sequence[PaperTalk], language: str) -> Usual:
    weekdays = [weekday_in_words(talk.starts_at, language) for talk in talks]
    hours = [hour_in_words(talk.starts_at, language) for talk in talks]
    return Usual(_shared(weekdays), _shared(hours), _shared([talk.room for talk in talks]))


def _shared(values: Sequence[str]) -> str:
    """What two thirds or more agree on."""
    value, times = Counter(values).most_common(1)[0]
    return value if times * 3 >= len(values) * 2 else ""


def _entry(talk: PaperTalk, usual: Usual, language: str) -> Entry:
    hour = hour_in_words(talk.starts_at, language)
    return Entry(
        weekday=weekday_in_words(talk.starts_at, language),
        day=talk.starts_at.day,
        month=month_in_words(talk.starts_at, language),
        title=title_lines(talk, language, width=_TITLE_WIDTH, size=_TITLE_SIZE),
        subtitle=typeset(talk.subtitle, language),
        speakers=speakers_in_words(talk.speakers, language),
        abstract=paragraphs(talk.abstract, language),
        notice=typeset(talk.notice, language),
        hour="" if hour == usual.hour else hour,
        room="" if talk.room == usual.room else typeset(talk.room, language),
        days=_several_days(talk.starts_at, talk.ends_at, language),
    )


def _several_days(start: datetime, end: datetime, language: str) -> str:
    """« du 21 au 24 avril 2026 » for what lasts beyond a night; empty otherwise."""
    if (end - start).total_seconds() < 24 * 3600:
        return ""
    return days_in_words(start, end, language)

"""What season booklets and congress programmes share: the cover, the running lines, texts ready to be printed."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from events.documents.lines import balanced
from events.documents.programme import PaperSpeaker, PaperTalk, ProgrammePaper
from events.documents.typefaces import TITLES
from events.kit.dates import day_in_words, days_in_words
from events.kit.typography import glue_small_words, typeset

DISPLAY, TITLE = TITLES
_PROPER_COMPOUND = re.compile(r"((?<!\w)[^\W\d_]*[A-ZÀ-Þ]\w*(?:-\w+)*-[A-ZÀ-Þ]\w*)")


@dataclass(frozen=True)
class Heading:
    """A display title as it is set: its lines and their size in points."""

    lines: list[str]
    size: int


@dataclass(frozen=True)
class Cover:
    """The first page and the day that its running lines name."""

    heading: Heading
    subtitle: str
    days: str
    released_on: str


def cover(paper: ProgrammePaper) -> Cover:
    """The title in the biggest letters that keep it to three lines, or two where addresses stand below."""
    lines = 2 if paper.places else 3
    return Cover(
        heading(paper.title, paper.language, width=162, lines=lines, sizes=(60, 52, 44, 38)),
        typeset(paper.subtitle, paper.language),
        _days(paper),
        day_in_words(paper.released_on, paper.language, weekday=False),
    )


def heading(text: str, language: str, *, width: float, lines: int, sizes: Sequence[int] = (60, 52, 44)) -> Heading:
    """The biggest of ``sizes`` that keeps a title to so many lines of ``width`` mm, or the smallest."""
    for size in sizes:
        broken = balanced(text, language, width=width, size=size * 0.98, family=DISPLAY)
        if len(broken) <= lines:
            return Heading(broken, size)
    return Heading(broken, size)


def title_lines(talk: PaperTalk, language: str, *, width: float, size: float, family: str = TITLE) -> list[str]:
    """A talk's title, balanced."""
    return balanced(talk.title, language, width=width, size=size, family=family)


def paragraphs(text: str, language: str) -> list[Markup]:
    """A plain text's paragraphs as safe HTML, with the spaces of its language; « Mittelbau-Dora » stays whole."""
    parts = (part.strip() for part in text.replace("\r", "").split("\n\n"))
    return [_kept_whole(typeset(" ".join(part.split()), language)) for part in parts if part]


def _kept_whole(text: str) -> Markup:
    """Proper names with a hyphen in spans that don't break; a no-break hyphen would be lost to searching."""
    pieces = _PROPER_COMPOUND.split(text)
    span = Markup('<span class="whole">{}</span>')
    return Markup("").join(span.format(piece) if place % 2 else piece for place, piece in enumerate(pieces))


def introduction(paper: ProgrammePaper) -> list[str]:
    """The lines on prices and doors, none of which ends on a small word."""
    return [glue_small_words(typeset(line, paper.language), paper.language) for line in paper.introduction]


def speakers_in_words(speakers: Sequence[PaperSpeaker], language: str, *, notes: bool = True) -> str:
    """« Bernard Caron, ancien tulliste, et Agnès Wimez »; "Ann Lee and Bob Roe"."""
    last_word = "et" if language.startswith("fr") else "and"
    named = [f"{one.name}, {one.note}" if notes and one.note else one.name for one in speakers]
    if len(named) < 2:
        return typeset("".join(named), language)
    comma = "," if "," in named[-2] else ""
    return typeset(f"{', '.join(named[:-1])}{comma} {last_word} {named[-1]}", language)


def ordered(talks: Sequence[PaperTalk]) -> list[PaperTalk]:
    """Talks by their hour, then by room and title, so that the same programme prints the same."""
    return sorted(talks, key=lambda talk: (talk.starts_at, talk.room, talk.title))


def _days(paper: ProgrammePaper) -> str:
    if not paper.talks:
        return ""
    first = min(talk.starts_at for talk in paper.talks)
    last = max(talk.ends_at for talk in paper.talks)
    return typeset(days_in_words(first, last, paper.language), paper.language)

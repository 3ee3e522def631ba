"""Speakers of an event from A to Z."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from events.event.models import Event
from events.people.rules import family_name
from events.programme.models import Speaker, Talk
from events.programme.rules import TalkState
from events.site.shown import words
from events.site.shown_speakers import ShownSpeaker, shown_speaker


@dataclass(frozen=True)
class Listed:
    """A speaker with the titles of her published talks."""

    speaker: ShownSpeaker
    talks: list[str]


def by_letter(event: Event, speakers: Sequence[Speaker], language: str) -> dict[str, list[Listed]]:
    """By the first letter of the family name, without its accent; names in other scripts stand under #."""
    ordered = sorted(speakers, key=lambda speaker: (_letter(speaker), _key(speaker)))
    return {
        letter: [_listed(event, speaker, language) for speaker in group]
        for letter, group in groupby(ordered, key=_letter)
    }


def _listed(event: Event, speaker: Speaker, language: str) -> Listed:
    talks = [row.talk for row in speaker.talk_speakers if row.talk.state == TalkState.PUBLISHED]
    return Listed(shown_speaker(event, speaker, language), [_title(talk, language) for talk in talks])


def _title(talk: Talk, language: str) -> str:
    return words(talk.title, language).text


def _key(speaker: Speaker) -> tuple[str, str]:
    name = speaker.person.name
    return _bare(family_name(name)), _bare(name)


def _letter(speaker: Speaker) -> str:
    first = _key(speaker)[0][:1].upper()
    return first if "A" <= first <= "Z" else "#"


def _bare(text: str) -> str:
    """In lower case, without accents."""
    letters = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))

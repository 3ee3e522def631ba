"""The people that one cell names: « Anne Duval, Paul Roche et Luc Petit », or a line for each with what they do."""

import re
from dataclasses import dataclass

from events.programme.exchange.sheets.words import folded, says_nothing

_LINES = re.compile(r"[;\n|]+")
_AND = re.compile(r"\s+(?:et|and|und|en|y|&|\+)\s+(?!al\b)", re.IGNORECASE)
_COMMA = re.compile(r"\s*,\s*(?![^(]*\))")
_SLASH = re.compile(r"\s+/\s+")
_AND_OTHERS = re.compile(r"[\s,]*\b(?:et\.? ?al|u\. ?a|and others|et autres)\b\.?\s*$", re.IGNORECASE)
_EMAIL = re.compile(r"[<(\[]?\s*(?:mailto:)?([^\s<>()\[\],;:\"]+@[^\s<>()\[\],;:\"]+\.[^\W\d_]{2,})\s*[>)\]]?")
_BRACKETS = re.compile(r"\s*[(\[]([^()\[\]]*)[)\]]\s*$")
_TITLES = {
    "dr",
    "dr.",
    "prof",
    "prof.",
    "pr",
    "pr.",
    "phd",
    "md",
    "m.d.",
    "ph.d.",
    "jr",
    "jr.",
    "sr",
    "sr.",
    "msc",
    "ma",
    "mba",
}


@dataclass(frozen=True)
class Named:
    """Somebody as a sheet names her."""

    name: str
    email: str = ""
    affiliation: str = ""


def find_names(text: str, *, one_each: bool = False) -> list[Named]:
    """Everybody named, each once, in this order.

    Where lines or semicolons part people, or in a column for each (`one_each`), a comma parts a name from what she
    does; else commas, « et », "and" and "und" part people.
    """
    text = _AND_OTHERS.sub("", text)
    lines = [line for line in _LINES.split(text) if line.strip()]
    if one_each or len(lines) > 1:
        found = [_with_affiliation(line) for line in lines]
    else:
        found = [_person(part) for line in lines for part in _parts(line)]
    once: dict[str, Named] = {}
    for person in filter(None, found):
        once.setdefault(folded(person.name), person)
    return list(once.values())


def _parts(line: str) -> list[str]:
    """Titles after a comma ("Jane Doe, PhD") stay with the name before them."""
    parts: list[str] = []
    for part in (piece for comma in _COMMA.split(line) for slash in _SLASH.split(comma) for piece in _AND.split(slash)):
        if parts and folded(part) in _TITLES:
            parts[-1] = f"{parts[-1]}, {part}"
        else:
            parts.append(part)
    return parts


def _with_affiliation(line: str) -> Named | None:
    name, *rest = _COMMA.split(line, maxsplit=1)
    person = _person(name)
    if person is None or not rest:
        return person
    email = _EMAIL.search(rest[0])
    affiliation = (_EMAIL.sub("", rest[0]) if email else rest[0]).strip(" ,")
    return Named(person.name, person.email or (email[1] if email else ""), person.affiliation or affiliation)


def _person(part: str) -> Named | None:
    email = _EMAIL.search(part)
    rest = _EMAIL.sub("", part) if email else part
    brackets = _BRACKETS.search(rest)
    name = " ".join((_BRACKETS.sub("", rest) if brackets else rest).split()).strip(' ,"')
    if says_nothing(name) and email:
        name = email[1].partition("@")[0]
    if says_nothing(name):
        return None
    return Named(name, email[1] if email else "", " ".join(brackets[1].split()) if brackets else "")

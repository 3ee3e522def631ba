"""Small things that cells say: a language, a state, a number, addresses."""

import re
from functools import cache
from uuid import UUID

from babel import Locale

from events.programme.exchange.sheets.days import LANGUAGES
from events.programme.exchange.sheets.words import Cell, as_text, folded
from events.programme.rules import SlotState

BREAKS = {
    *(
        "pause",
        "pauses",
        "pause cafe",
        "pause dejeuner",
        "dejeuner",
        "repas",
        "break",
        "coffee break",
        "coffee",
        "lunch",
    ),
    *("lunch break", "tea break", "kaffeepause", "mittagspause", "mittagessen", "essen", "pausa"),
}
"""Formats of what isn't a talk, in the form of `folded`."""

_STATES = {
    SlotState.CANCELLED: {
        "cancelled",
        "canceled",
        "annule",
        "annulee",
        "abgesagt",
        "entfallt",
        "fallt aus",
        "supprime",
    },
    SlotState.POSTPONED: {"postponed", "reporte", "reportee", "ajourne", "verschoben"},
}
_URL = re.compile(r"https?://[^\s<>\"|;]+")
_NUMBER = re.compile(r"\d{1,6}")


def slot_state(cell: Cell) -> SlotState:
    text = folded(as_text(cell))
    return next((state for state, names in _STATES.items() if text in names), SlotState.CONFIRMED)


def language_code(cell: Cell) -> str:
    """ISO 639-1 of a language by its code or its name in one of six languages; "" for anything else."""
    text = folded(as_text(cell))
    return _languages().get(text) or _languages().get(re.split(r"[^a-z]", text)[0], "")


def links_in(cell: Cell) -> list[str]:
    return [found.rstrip(".,)") for found in dict.fromkeys(_URL.findall(as_text(cell)))]


def whole_number(cell: Cell) -> int | None:
    """The first number in a cell, which may say "150 places"."""
    found = _NUMBER.search(as_text(cell).replace("\u202f", "").replace("\xa0", ""))
    return int(found[0]) if found else None


def uuid_in(cell: Cell) -> str:
    """A UUID in its usual form; "" for anything else."""
    try:
        return str(UUID(as_text(cell).strip()))
    except ValueError:
        return ""


@cache
def _languages() -> dict[str, str]:
    names: dict[str, str] = {}
    for reader in LANGUAGES:
        for code, name in Locale(reader).languages.items():
            if len(code) == 2:
                names.setdefault(folded(name), code)
                names[code] = code
    return names

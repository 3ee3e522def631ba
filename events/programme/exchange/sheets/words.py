"""Words as people type them, in the form in which they are compared."""

import re
import unicodedata
from datetime import date, datetime, time, timedelta

Cell = str | int | float | bool | date | datetime | time | timedelta | None
"""What stands in one cell: text, or what a spreadsheet knows to be a number, a day or an hour."""

_SPACES = re.compile(r"\s+")
NOTHING = {
    "",
    "-",
    "–",
    "—",
    "?",
    "??",
    "???",
    "/",
    "x",
    "n/a",
    "na",
    "n.a.",
    "nc",
    "nn",
    "n.n.",
    "n. n.",
    "none",
    "null",
}
TO_BE_FOUND = {
    *("tba", "tbc", "tbd", "t.b.a.", "t.b.d.", "to be announced", "to be confirmed", "to be defined"),
    *("a confirmer", "a definir", "a preciser", "a venir", "en attente"),
    *("offen", "noch offen", "folgt", "wird noch bekannt gegeben", "unbekannt"),
}


def folded(text: str) -> str:
    """Lower case, without accents, with single plain spaces: « Début » and "DEBUT" become the same."""
    bare = "".join(char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char))
    return _SPACES.sub(" ", bare.casefold().replace("’", "'")).strip()


def says_nothing(text: str) -> bool:
    """Empty, a dash, "tbd", « à confirmer »."""
    words = folded(text)
    return words in NOTHING or words in TO_BE_FOUND


def as_text(cell: Cell) -> str:
    """A cell in words: 1001.0 is "1001", a day is written YYYY-MM-DD."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime):
        return cell.strftime("%Y-%m-%d") if cell.time() == time() else cell.strftime("%Y-%m-%d %H:%M")
    if isinstance(cell, time):
        return cell.strftime("%H:%M")
    return str(cell)

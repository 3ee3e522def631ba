"""The papers' own fonts: which letters each holds, how wide they are, and the CSS that loads those a paper needs.

The files are built by ``scripts/fonts``. A paper loads a face only when one of its letters needs it, since
each loaded face costs time; Han alone comes in about a hundred families.
"""

import json
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "fonts"

TEXT, WORLD, ARABIC = "Estrade Text", "Estrade World", "Estrade Arabic"
TITLES = ("Estrade Display", "Estrade Title")


@dataclass(frozen=True)
class Family:
    """One family: its files by weight, and the code points it holds."""

    name: str
    files: dict[int, str]
    letters: frozenset[int]

    def nearest(self, weight: int) -> int:
        """The weight that is used when ``weight`` is asked for."""
        return min(self.files, key=lambda own: (abs(own - weight), -own))


@cache
def families() -> tuple[Family, ...]:
    """All families in the order in which they are tried."""
    index = json.loads((FOLDER / "index.json").read_text(encoding="utf-8"))
    return tuple(
        Family(
            entry["family"],
            {int(weight): name for weight, name in entry["files"].items()},
            _letters(entry["letters"]),
        )
        for entry in index
    )


@cache
def family(name: str) -> Family:
    """The family of this name."""
    return next(one for one in families() if one.name == name)


def family_for(text: str) -> str:
    """The one family that can set the whole text, so that no word mixes two; the text family when none can."""
    needed = _visible(text)
    whole = (one for one in families() if one.name not in TITLES and needed <= one.letters)
    return next((one.name for one in whole), TEXT)


def is_in(name: str, text: str) -> bool:
    """Whether this family holds every letter of the text."""
    return _visible(text) <= family(name).letters


def possible_families(text: str) -> list[str]:
    """The families that a line with this text in it may be set in: those that hold it, and the text family."""
    needed = _visible(text)
    return [TEXT, *(one.name for one in families() if one.name not in TITLES and needed <= one.letters)]


def needed_for(text: str) -> list[Family]:
    """The text family and whatever else is needed to set all letters of ``text``."""
    found, missing = [family(TEXT)], _visible(text) - family(TEXT).letters
    if missing & family(WORLD).letters:
        found.append(family(WORLD))
    missing -= family(WORLD).letters
    for one in families():
        if missing & one.letters and one.name not in TITLES:
            found.append(one)
            missing -= one.letters
    return found


def font_faces(loaded: Iterable[Family]) -> tuple[str, dict[str, Path]]:
    """The ``@font-face`` rules of these families and the assets they name."""
    rules, assets = [], {}
    for one in loaded:
        for weight, name in one.files.items():
            source = f"src: url(asset:{name})"
            rules.append(f'@font-face {{ font-family: "{one.name}"; font-weight: {weight}; {source} }}')
            assets[name] = FOLDER / name
    return "\n".join(rules), assets


def stack(loaded: Iterable[Family]) -> str:
    """The value of ``font-family`` that tries these families in turn, titles left out."""
    return ", ".join(f'"{one.name}"' for one in loaded if one.name not in TITLES)


def width_em(text: str, weight: int, name: str = "") -> float:
    """How wide a text is at 1 em: the sum of its advances. Kerning is ignored: it only makes a text narrower.

    Without the ``name`` of a family it is the one that :func:`family_for` chooses.
    """
    name = name or family_for(text)
    return sum(_advance(letter, name, weight) for letter in text)


def printable(text: str) -> str:
    """The text without what no font here can show and nobody can read: pictures, controls, direction marks.

    Letters of a script that isn't covered stay: they print as boxes, which an organiser sees and can mend.
    """
    kept = [letter for letter in unicodedata.normalize("NFC", text) if _is_printable(letter)]
    return " ".join("".join(_few_accents(kept)).split())


def is_right_to_left(text: str) -> bool:
    """Whether the first letter that has a direction runs from right to left."""
    directions = (unicodedata.bidirectional(letter) for letter in text)
    return next((one in ("R", "AL") for one in directions if one in ("L", "R", "AL")), False)


@cache
def _advance(letter: str, name: str, weight: int) -> float:
    for one in (family(name), family(TEXT), family(WORLD), *families()):
        if ord(letter) in one.letters:
            return _advances(one.files[one.nearest(weight)])[ord(letter)]
    return 1.0


@cache
def _advances(file: str) -> dict[int, float]:
    from fontTools.ttLib import TTFont

    with TTFont(FOLDER / file, lazy=True) as font:
        widths, per_em = font["hmtx"].metrics, font["head"].unitsPerEm
        return {letter: widths[glyph][0] / per_em for letter, glyph in font.getBestCmap().items()}


def _is_printable(letter: str) -> bool:
    category = unicodedata.category(letter)
    if category == "Cc":
        return letter.isspace()
    if category in ("So", "Sk", "Mn"):
        return any(ord(letter) in one.letters for one in families())
    return category not in ("Cf", "Cs", "Co", "Cn")


def _few_accents(letters: Iterable[str], most: int = 2) -> Iterable[str]:
    accents = 0
    for letter in letters:
        accents = accents + 1 if unicodedata.combining(letter) else 0
        if accents <= most:
            yield letter


def _visible(text: str) -> set[int]:
    return {ord(letter) for letter in text if not letter.isspace()}


def _letters(ranges: str) -> frozenset[int]:
    found: set[int] = set()
    for part in ranges.split(","):
        first, _, last = part.partition("-")
        found.update(range(int(first, 16), int(last or first, 16) + 1))
    return frozenset(found)

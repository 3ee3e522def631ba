"""Making a name fit a badge: biggest letters first, broken between words only, cut with … when nothing else helps.

Pure arithmetic on advance widths; lengths are millimetres, sizes are points. Nothing is laid out, so a badge costs
a fraction of a millisecond.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import product

from events.documents.typefaces import TEXT, family_for, is_in, possible_families, width_em

MM_PER_POINT = 25.4 / 72
CAP_HEIGHT = 0.668
DESCENT = 0.22
FIRST_NAME_LEADING = 1.0
SURNAME_LEADING = 1.08
ELLIPSIS = "…"

_PIECE = re.compile(r"[^\s\-‐]*[\-‐]+|[^\s\-‐]+")
_LONGEST = 200


@dataclass(frozen=True)
class Style:
    """One way to set a name: a size in points, on so many lines, perhaps cut."""

    size: float
    lines: int
    cut: bool
    loss: float

    @property
    def em(self) -> float:
        """The size in millimetres."""
        return self.size * MM_PER_POINT


@dataclass(frozen=True)
class SetLines:
    """A name as it will be printed: its lines, their size in points, and the top of its first capital in mm."""

    lines: tuple[str, ...]
    size: float
    cap_top: float


@dataclass(frozen=True)
class NameSpace:
    """Where the two names go on a badge of some size: mm from its top left corner, ``scale`` against 80 × 50.

    Lines are ``full_width`` wide as long as their bottom stays above ``quiet_top``, where the QR's quiet zone
    begins, and ``narrow_width`` below; nothing goes below ``bottom``.
    """

    cap_top: float
    quiet_top: float
    bottom: float
    full_width: float
    narrow_width: float
    scale: float

    def width_above(self, line_bottom: float) -> float:
        """How wide a line may be whose lowest point is at ``line_bottom``."""
        return self.full_width if line_bottom <= self.quiet_top else self.narrow_width

    @cached_property
    def pairs(self) -> Sequence[tuple[Style, Style]]:
        """Every pair of styles, the least loss first: large letters count, so do few lines and whole names."""
        first = self._styles(range(44, 23, -1), range(30, 23, -1))
        surname = self._styles(range(24, 19, -1), range(24, 17, -1))
        surname += [Style(size * self.scale, 1, False, 50 - size) for size in (19, 18)]
        return sorted(product(first, surname), key=lambda pair: pair[0].loss + pair[1].loss)

    def _styles(self, one_line: range, two_lines: range) -> list[Style]:
        whole = [Style(size * self.scale, 1, False, -size) for size in one_line]
        broken = [Style(size * self.scale, 2, False, 3 - size) for size in two_lines]
        smallest = two_lines[-1] * self.scale
        return [*whole, *broken, Style(smallest, 2, True, 100), Style(smallest, 1, True, 300)]


def fit_names(first_name: str, surname: str, space: NameSpace) -> tuple[SetLines, SetLines]:
    """The pair of settings that loses least: a long surname makes the first name shrink before it is cut itself."""
    first_pieces, surname_pieces = pieces(first_name, 700), pieces(surname, 500)
    settings: dict[Style, SetLines | None] = {}
    for first_style, surname_style in space.pairs:
        if first_style not in settings:
            settings[first_style] = _set(first_pieces, first_style, FIRST_NAME_LEADING, space.cap_top, space, 700)
        if (first := settings[first_style]) is None:
            continue
        last = _set(surname_pieces, surname_style, SURNAME_LEADING, _below(first, space), space, 500)
        if last is not None:
            return first, last
    raise AssertionError("a name cut on one line always fits")


def pieces(text: str, weight: int) -> list[tuple[str, float, float]]:
    """The unbreakable pieces of a name: text, width at 1 em, and the width of the space before it.

    A line is set in the one family that holds all its letters, which may be another than a piece's own.
    """
    found, end = [], 0
    one_family = is_in(TEXT, text)
    for match in _PIECE.finditer(text[:_LONGEST]):
        gap = _width(" ", weight, one_family=one_family) if match.start() > end else 0.0
        found.append((match.group(), _width(match.group(), weight, one_family=one_family), gap))
        end = match.end()
    return found


def _width(text: str, weight: int, *, one_family: bool) -> float:
    names = [TEXT] if one_family else possible_families(text)
    return max(width_em(text, weight, name) for name in names)


def cut_to(text: str, width: float, size: float, weight: int) -> str:
    """As much of a text as fits ``width`` at ``size``, ended with … when some of it is left out."""
    limit = width / (size * MM_PER_POINT)
    if width_em(text, weight) <= limit:
        return text
    name, kept = family_for(text), 0
    limit -= width_em(ELLIPSIS, weight, name)
    for letter in text[:_LONGEST]:
        limit -= width_em(letter, weight, name)
        if limit < 0:
            break
        kept += 1
    return _trimmed(text[:kept], width / (size * MM_PER_POINT), weight)


def _trimmed(text: str, limit: float, weight: int) -> str:
    """With …; shortened while the family that can set what is left makes it wider than ``limit`` (in em)."""
    while text and width_em(text.rstrip(" -‐,") + ELLIPSIS, weight) > limit:
        text = text[:-1]
    return text.rstrip(" -‐,") + ELLIPSIS


def _set(
    found: list[tuple[str, float, float]], style: Style, leading: float, cap_top: float, space: NameSpace, weight: int
) -> SetLines | None:
    baselines = [cap_top + style.em * (CAP_HEIGHT + leading * number) for number in range(style.lines)]
    widths = [space.width_above(baseline + DESCENT * style.em) for baseline in baselines]
    lines = broken_into(found, [width / style.em for width in widths])
    if not style.cut and (lines is None or (lines and len(lines) < style.lines)):
        return None
    if lines is None:
        lines = _cut_lines(found, widths, style, weight)
    used = baselines[max(len(lines) - 1, 0)] + DESCENT * style.em
    return SetLines(tuple(lines), style.size, cap_top) if used <= space.bottom or not lines else None


def broken_into(found: list[tuple[str, float, float]], widths: Sequence[float]) -> list[str] | None:
    """The pieces on at most as many lines as there are widths (in em), or None when they don't fit."""
    lines: list[str] = []
    room = 0.0
    for text, width, gap in found:
        if lines and gap + width <= room:
            lines[-1] += (" " if gap else "") + text
            room -= gap + width
        elif len(lines) < len(widths) and width <= widths[len(lines)]:
            room = widths[len(lines)] - width
            lines.append(text)
        else:
            return None
    return lines


def _cut_lines(found: list[tuple[str, float, float]], widths: Sequence[float], style: Style, weight: int) -> list[str]:
    """Whole pieces on the first line where one fits, the rest on the last line, cut."""
    for count in range(len(found), 0, -1) if len(widths) > 1 else ():
        if (head := broken_into(found[:count], [widths[0] / style.em])) is not None:
            return [*head, cut_to(_joined(found[count:]), widths[-1], style.size, weight)]
    return [cut_to(_joined(found), widths[0], style.size, weight)]


def _joined(found: list[tuple[str, float, float]]) -> str:
    return "".join((" " if gap else "") + text for text, _, gap in found).strip()


def _below(first: SetLines, space: NameSpace) -> float:
    """Where the surname's capitals begin: below the first name, or in its place when there is none."""
    if not first.lines:
        return space.cap_top
    em = first.size * MM_PER_POINT
    baseline = first.cap_top + em * (CAP_HEIGHT + FIRST_NAME_LEADING * (len(first.lines) - 1))
    return baseline + max(2.6 * space.scale, 0.32 * em)

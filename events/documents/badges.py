"""Badges on sheets of labels: a name readable at two metres, a role in word and colour, a QR for the door."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from jinja2 import Environment

from events.documents.fitting import CAP_HEIGHT, MM_PER_POINT, NameSpace, SetLines, cut_to, fit_names
from events.documents.paper import Paper, compose
from events.documents.qr import CODE_MODULES, QUIET_MODULES, code_qr
from events.documents.sheets import BadgeSheet
from events.documents.ticks import cut_marks
from events.documents.typefaces import TEXT, family_for, is_right_to_left, printable

SMALLEST_MODULE = 0.96
"""mm: twenty-one of them make 20.16 mm, what a telephone reads with ease."""


DESIGNED_NARROW_WIDTH = 47.66
"""mm beside the QR of a label of 80 × 50; where there is less, letters are smaller still."""


class Role(StrEnum):
    """Why somebody is here; each has its word and its colour, told apart in grey too."""

    PARTICIPANT = "participant"
    SPEAKER = "speaker"
    PRESS = "press"
    VOLUNTEER = "volunteer"
    ORGANISATION = "organisation"


@dataclass(frozen=True)
class Badge:
    """One person's badge; ``code`` is the ticket code of eight letters, which opens nothing by itself.

    Who has no ticket (a speaker, somebody of the team) has no code, and no QR on the badge.
    """

    first_name: str
    surname: str
    institution: str
    role: Role
    code: str = ""


@dataclass(frozen=True)
class Measures:
    """The design of 80 × 50 mm carried over to labels of another size; mm, and points for letters."""

    scale: float
    pad: float
    module: float
    qr_left: float
    qr_top: float
    band_width: float
    band_height: float
    band_size: float
    institution_top: float
    institution_size: float
    names: NameSpace

    @property
    def qr_side(self) -> float:
        """The side of the QR itself, without its quiet zone."""
        return self.module * CODE_MODULES


@dataclass(frozen=True)
class Line:
    """Lines of one name as the template prints them."""

    lines: tuple[str, ...]
    size: float
    top: float
    family: str
    direction: str


@dataclass(frozen=True)
class PlacedBadge:
    """A badge with its place on the sheet and its fitted words."""

    left: float
    top: float
    first_name: Line
    surname: Line
    institution: Line
    role: Role
    code: str


@cache
def measures(sheet: BadgeSheet) -> Measures:
    """What goes where on a label of this sheet. The QR never shrinks below 20 mm; letters do."""
    scale = min(max(min(sheet.width / 80, sheet.height / 50), 0.55), 1.8)
    module = SMALLEST_MODULE * max(scale, 1)
    quiet, side, pad = QUIET_MODULES * module, CODE_MODULES * module, 4.5 * scale
    qr_left, qr_top = sheet.width - quiet - side, sheet.height - quiet - side
    band, institution_size = 9.5 * scale, max(11 * scale, 8)
    institution_top = sheet.height - band - (0.8 * scale + institution_size * MM_PER_POINT * 1.15)
    narrow_width = qr_left - quiet - pad
    names = NameSpace(
        cap_top=5.2 * scale,
        quiet_top=qr_top - quiet,
        bottom=institution_top,
        full_width=sheet.width - 2 * pad,
        narrow_width=narrow_width,
        scale=min(scale, narrow_width / DESIGNED_NARROW_WIDTH),
    )
    return Measures(
        scale, pad, module, qr_left, qr_top, qr_left - quiet, band, max(13 * scale, 8), institution_top,
        institution_size, names,
    )  # fmt: skip


def badge_sheets(
    environment: Environment,
    badges: Sequence[Badge],
    sheet: BadgeSheet,
    *,
    title: str,
    language: str,
    start_at: int = 1,
    nudge_x: float = 0,
    nudge_y: float = 0,
) -> Paper:
    """Badges row by row from label ``start_at`` (1 is the first) of a sheet that may be used already.

    ``nudge_x`` and ``nudge_y`` (mm) move everything for a printer that feeds askew. Raises ValueError when the
    sheet has no label ``start_at``.
    """
    if not 1 <= start_at <= sheet.per_page:
        raise ValueError(f"a sheet of {sheet.id} has labels 1 to {sheet.per_page}")
    values = {
        "pages": _pages(badges, sheet, start_at - 1),
        "sheet": sheet,
        "measures": measures(sheet),
        "nudge": (nudge_x, nudge_y),
        "title": title,
        "language": language,
    }
    pictures = {f"{badge.code}.png": code_qr(badge.code) for badge in badges if badge.code}
    return compose(environment, "badges", values, pictures={**pictures, "ticks.svg": cut_marks(sheet)}, titles=False)


def _pages(badges: Sequence[Badge], sheet: BadgeSheet, first: int) -> list[list[tuple[int, PlacedBadge]]]:
    """Each page as its labels: number on the sheet (from 1) and badge."""
    pages: list[list[tuple[int, PlacedBadge]]] = []
    for place, badge in enumerate(badges, first):
        label = place % sheet.per_page
        if label == 0 or not pages:
            pages.append([])
        pages[-1].append((label + 1, _placed(badge, sheet, label)))
    return pages


def _placed(badge: Badge, sheet: BadgeSheet, label: int) -> PlacedBadge:
    design = measures(sheet)
    left, top = sheet.position(label)
    first, last = fit_names(printable(badge.first_name), printable(badge.surname), design.names)
    place = cut_to(printable(badge.institution), design.names.narrow_width, design.institution_size, 400)
    return PlacedBadge(
        left,
        top,
        _line(first, first.cap_top - _above_capitals(first.size, 1.0)),
        _line(last, last.cap_top - _above_capitals(last.size, 1.08)),
        _line(SetLines((place,) if place else (), design.institution_size, 0), design.institution_top),
        badge.role,
        badge.code,
    )


def _line(words: SetLines, top: float) -> Line:
    text = " ".join(words.lines)
    chosen = family_for(text)
    return Line(
        words.lines,
        words.size,
        top,
        "" if chosen == TEXT else chosen,
        "rtl" if is_right_to_left(text) else "ltr",
    )


def _above_capitals(size: float, leading: float) -> float:
    """From the top of a line box to its capitals, mm: in our text face the capital stands in the middle."""
    return size * MM_PER_POINT * (leading - CAP_HEIGHT) / 2


def by_parcels(badges: Iterable[Badge], sheet: BadgeSheet, sheets: int = 50) -> list[list[Badge]]:
    """Badges in files of so many sheets, which is what a volunteer prints at a time."""
    everybody, size = list(badges), sheets * sheet.per_page
    return [everybody[start : start + size] for start in range(0, len(everybody), size)]

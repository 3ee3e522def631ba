"""A sheet before anybody knows what its columns mean."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import lazy_gettext as _l

from events.programme.exchange.report import Unreadable
from events.programme.exchange.sheets.words import Cell

MOST_ROWS = 20_000
MOST_COLUMNS = 200
MOST_CELLS = 1_000_000


@dataclass(frozen=True)
class Row:
    """Cells, and the number that a person finds the row by: the line of a text file, or the row of a sheet."""

    number: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Grid:
    """One sheet. `open_quote` is the line of a CSV file on which a quote opens that is never closed."""

    name: str
    rows: Sequence[Row]
    open_quote: int | None = None


class NotASheet(Unreadable):
    def __init__(self) -> None:
        super().__init__(_l("This file cannot be read as a spreadsheet: please save it anew as .xlsx or .csv."))


class TooLarge(Unreadable):
    def __init__(self) -> None:
        super().__init__(
            _l(
                "This sheet is too large: please send one with at most %(rows)d rows of %(columns)d columns.",
                rows=MOST_ROWS,
                columns=MOST_COLUMNS,
            )
        )

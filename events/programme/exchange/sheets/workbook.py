"""The visible sheets of an .xlsx file; what unpacks to something huge is refused before it is unpacked."""

import io
import warnings
from collections.abc import Iterable, Iterator
from itertools import islice
from zipfile import BadZipFile, ZipFile

from flask_babel import lazy_gettext as _l

from events.programme.exchange.report import Unreadable
from events.programme.exchange.sheets.grid import MOST_CELLS, MOST_COLUMNS, MOST_ROWS, Grid, NotASheet, Row, TooLarge
from events.programme.exchange.sheets.words import Cell

MEGABYTE = 1024 * 1024
LARGEST_PART = 16 * MEGABYTE
LARGEST_WHOLE = 48 * MEGABYTE
"""Unpacked; a thousand talks make less than two megabytes."""

MOST_PARTS = 1000
MOST_SHEETS = 20
_OLD_EXCEL = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def is_workbook(content: bytes) -> bool:
    """A zip, as .xlsx and .ods are, or what Excel wrote before 2007."""
    return content.startswith((b"PK\x03\x04", b"PK\x05\x06", _OLD_EXCEL))


def read_workbook(content: bytes) -> list[Grid]:
    """All visible sheets with anything in them. Raises NotASheet, TooLarge, or Unreadable for another kind of file."""
    if content.startswith(_OLD_EXCEL):
        raise Unreadable(
            _l("This is a file of an old Excel, or one with a password: please save it as .xlsx without a password.")
        )
    _refuse_bombs(content)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return list(_grids(content))
        except TooLarge:
            raise
        except Exception as error:  # openpyxl has no error of its own for a broken file
            raise NotASheet from error


def _refuse_bombs(content: bytes) -> None:
    try:
        with ZipFile(io.BytesIO(content)) as archive:
            sizes = [part.file_size for part in archive.infolist()]
            names = set(archive.namelist())
    except (BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise NotASheet from error
    if len(sizes) > MOST_PARTS or max(sizes, default=0) > LARGEST_PART or sum(sizes) > LARGEST_WHOLE:
        raise TooLarge
    if "content.xml" in names:
        raise Unreadable(_l("This is a sheet of LibreOffice (.ods): please save it as .xlsx or .csv, then send that."))


def _grids(content: bytes) -> Iterator[Grid]:
    from openpyxl import load_workbook

    book = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
    try:
        for sheet in book.worksheets[:MOST_SHEETS]:
            if sheet.sheet_state == "visible" and (
                rows := list(_rows(sheet.iter_rows(max_row=MOST_ROWS + 1, max_col=MOST_COLUMNS, values_only=True)))
            ):
                yield Grid(sheet.title, rows)
    finally:
        book.close()


def _rows(read: Iterable[tuple[object, ...]]) -> Iterator[Row]:
    """Rows with something in them, without the empty cells at their ends."""
    filled = 0
    for number, values in enumerate(islice(read, MOST_ROWS + 1), 1):
        cells = _trimmed(values)
        filled += len(cells)
        if cells and (number > MOST_ROWS or filled > MOST_CELLS):
            raise TooLarge
        if cells:
            yield Row(number, cells)


def _trimmed(values: tuple[object, ...]) -> tuple[Cell, ...]:
    end = next((place for place in range(len(values), 0, -1) if values[place - 1] not in (None, "")), 0)
    return tuple(_cell(value) for value in values[:end])


def _cell(value: object) -> Cell:
    return value if isinstance(value, Cell) else str(value)

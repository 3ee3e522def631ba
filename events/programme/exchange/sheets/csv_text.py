"""Rows of a CSV file as people save them: any of Excel's encodings, separators and line ends."""

import csv
import re
from collections import Counter
from collections.abc import Iterator, Sequence

from events.programme.exchange.sheets.grid import MOST_CELLS, MOST_COLUMNS, MOST_ROWS, Grid, Row, TooLarge

SEPARATORS = ";,\t|"
LONGEST_CELL = 1_000_000
_MARKS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
_LETTERS = re.compile("[éèêëàâçôöûüùîïäßñÉÈÀÇÄÖÜœ’«»–]")
_SEPARATOR_LINE = re.compile(r"sep=(.)(?:\n|$)", re.IGNORECASE)
_QUOTED = re.compile(r'"[^"]*"')
_KEPT_FROM_FORMULAS = re.compile(r"''*[=+\-@\t\r]")
_LOOKED_AT = 200
_TRIES = 30
NONE = -1
_END = "\x1a"
"""A sign that no text has: a last line of it shows whether a quote is still open."""


def read_csv(content: bytes) -> Grid:
    """The one sheet of a CSV file, each row with the number of the line on which it begins. Raises TooLarge."""
    text = decoded(content).replace("\r\n", "\n").replace("\r", "\n").replace("\0", "").replace(_END, "")
    named = _SEPARATOR_LINE.match(text)
    lines = text.split("\n")[1 if named else 0 :]
    first, separator = (2, str(named[1])) if named else (1, guessed_separator(lines))
    culprit = _line_of_open_quote(lines, separator) if text.count('"') % 2 else NONE
    rows, _is_open = _parsed(lines, separator, first, culprit)
    return Grid("", rows, open_quote=None if culprit == NONE else first + culprit)


def decoded(content: bytes) -> str:
    """By its byte order mark, else as UTF-16 where half the bytes are NUL, else UTF-8, else as Windows or a Mac did."""
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return content[len(mark) :].decode(encoding, errors="replace")
    if unmarked := _unmarked_utf16(content[:2000]):
        return content.decode(unmarked, errors="replace")
    try:
        return content.decode()
    except UnicodeDecodeError:
        readings = (content.decode(one, errors="replace") for one in ("cp1252", "mac_roman"))
        return max(readings, key=lambda text: len(_LETTERS.findall(text)))


def guessed_separator(lines: Sequence[str]) -> str:
    """The sign that parts most lines into the same number of cells."""
    sample = _QUOTED.sub("", "\n".join(lines[: 5 * _LOOKED_AT])).split("\n")
    counted = [line for line in sample if line.strip()][:_LOOKED_AT]
    return max(SEPARATORS, key=lambda sign: _evenness(counted, sign))


def _evenness(lines: Sequence[str], sign: str) -> tuple[int, int]:
    """How many lines have the most usual number (not 0) of these signs, and that number."""
    counts = Counter(count for line in lines if (count := line.count(sign)))
    return max(((lines_with_it, usual) for usual, lines_with_it in counts.items()), default=(0, 0))


def _unmarked_utf16(sample: bytes) -> str | None:
    if len(sample) < 4 or sample.count(0) * 3 < len(sample):
        return None
    return "utf-16-le" if sample[1::2].count(0) > sample[::2].count(0) else "utf-16-be"


def _parsed(lines: Sequence[str], separator: str, first: int, culprit: int) -> tuple[list[Row], bool]:
    """Rows, and whether a quote is open at the end. Quotes on the line `culprit` (from 0) are left out."""
    csv.field_size_limit(LONGEST_CELL)
    reader = csv.reader(_fed(lines, culprit), delimiter=separator)
    rows: list[Row] = []
    begins, cells_read = first, 0
    try:
        for cells in reader:
            cells_read += len(cells)
            if len(rows) > MOST_ROWS or len(cells) > MOST_COLUMNS or cells_read > MOST_CELLS:
                raise TooLarge
            rows.append(Row(begins, tuple(_unquoted(cell) for cell in cells)))
            begins = first + reader.line_num
    except csv.Error as error:
        raise TooLarge from error
    *rows, last = rows
    return rows, last.cells != (_END,)


def _unquoted(cell: str) -> str:
    """Without the ' that keeps a spreadsheet from taking a text for a formula."""
    return cell[1:] if _KEPT_FROM_FORMULAS.match(cell) else cell


def _fed(lines: Sequence[str], culprit: int) -> Iterator[str]:
    for number, line in enumerate(lines):
        yield (line.replace('"', "") if number == culprit else line) + "\n"
    yield _END


def _line_of_open_quote(lines: Sequence[str], separator: str) -> int:
    """The line (from 0) without whose quotes most rows get as many cells as is usual; NONE where all is well."""
    odd = [number for number, line in enumerate(lines) if line.count('"') % 2][:_TRIES]
    return max([NONE, *odd], key=lambda number: _regular_rows(lines, separator, number))


def _regular_rows(lines: Sequence[str], separator: str, culprit: int) -> tuple[bool, int]:
    rows, is_open = _parsed(lines, separator, 1, culprit)
    widths = Counter(len(row.cells) for row in rows if len(row.cells) > 1)
    return not is_open, max(widths.values(), default=0)

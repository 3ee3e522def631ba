"""A sheet with its head found: columns with names, and lines that know where they stand."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property
from itertools import groupby

from flask_babel import gettext as _

from events.kit.text import clean_line, shorten
from events.programme.exchange.sheets.days import Days, find_day
from events.programme.exchange.sheets.fields import ENOUGH, Field, guess_fields, is_known, plain
from events.programme.exchange.sheets.grid import Grid, Row
from events.programme.exchange.sheets.hours import find_hours
from events.programme.exchange.sheets.own import language_of, own_mapping
from events.programme.exchange.sheets.words import Cell, as_text

HEAD_WITHIN = 25
"""Rows that may stand above the head: a title, a date, a logo."""

LONGEST_NAME = 60
ANY_DAYS = Days(date(2000, 1, 1), date(2000, 1, 7))
_NUMBER = re.compile(r"\s*\d+$")
_FIRST_NAMES = {"prenom", "prenoms", "first name", "firstname", "given name", "vorname"}
_LAST_NAMES = {"nom", "nom de famille", "last name", "lastname", "surname", "family name", "nachname", "name"}


@dataclass(frozen=True)
class Column:
    """A column, or several side by side that hold one speaker each (`is_group`); `sources` are the sheet's columns."""

    name: str
    sources: tuple[int, ...]
    is_group: bool = False
    glue: str = "\n"

    def of(self, row: Row) -> Cell:
        cells = [row.cells[source] for source in self.sources if source < len(row.cells)]
        if len(self.sources) == 1:
            return cells[0] if cells else None
        return self.glue.join(filter(None, (as_text(cell).strip() for cell in cells)))


@dataclass(frozen=True)
class Line:
    """One row below the head: where it stands, in words, the name of its sheet, and a cell for each column."""

    where: str
    sheet: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Table:
    """One sheet, or several with the same head. `open_quote` is the line of a CSV file where a quote isn't closed."""

    name: str
    columns: tuple[Column, ...]
    lines: tuple[Line, ...]
    open_quote: int | None = None

    @property
    def is_ours(self) -> bool:
        """Whether this program wrote it: then every word means what it says."""
        return bool(self.own_language)

    @cached_property
    def own_language(self) -> str:
        """The language in which this program wrote its head; "" for somebody else's sheet."""
        return language_of([column.name for column in self.columns])

    @property
    def is_named(self) -> bool:
        """Whether the name of any column says what is in it."""
        return any(is_known(column.name) for column in self.columns)

    def is_mostly(self, column: int, looks_right: Callable[[str], bool]) -> bool:
        """Whether most of what stands in a column looks right."""
        texts = [text for line in self.lines[:100] if (text := as_text(line.cells[column]).strip())]
        return bool(texts) and 2 * sum(map(looks_right, texts)) > len(texts)

    def samples(self, column: int, count: int = 3) -> list[str]:
        """What stands in a column, for people to know it by: its first different values."""
        found = (clean_line(as_text(line.cells[column])) for line in self.lines)
        return [shorten(text, 80) for text in list(dict.fromkeys(filter(None, found)))[:count]]


def tables_of(grids: Sequence[Grid]) -> list[Table]:
    """The sheets as tables, those that have the same head as one; the one with the most known columns first."""
    found = [(_head_of(grid), grid) for grid in grids if grid.rows]
    named = sorted((tuple(column.name for column in _columns(grid, head)), n) for n, (head, grid) in enumerate(found))
    tables = [_table([found[n] for _name, n in same]) for _names, same in groupby(named, key=lambda item: item[0])]
    return sorted(tables, key=lambda table: (-known_columns(table), -len(table.lines)))


def known_columns(table: Table) -> int:
    """How many of its columns have a name that says what is in them."""
    return len(guess_fields([column.name for column in table.columns]))


def guess_mapping(table: Table) -> dict[Field, int]:
    """For each field the column that its name speaks for, else (title, day and hour) what stands in it."""
    names = [column.name for column in table.columns]
    if table.is_ours:
        return own_mapping(table.own_language, len(names))
    chosen = guess_fields(names)
    for field, looks_right in ((Field.DAY, _looks_like_day), (Field.START, _looks_like_hour), (Field.TITLE, bool)):
        free = [at for at in range(len(table.columns)) if at not in chosen.values()]
        if field not in chosen and (fitting := [at for at in free if table.is_mostly(at, looks_right)]):
            chosen[field] = fitting[0]
    if Field.DESCRIPTION in chosen and Field.ABSTRACT not in chosen:
        chosen[Field.ABSTRACT] = chosen.pop(Field.DESCRIPTION)
    return chosen


def _looks_like_day(text: str) -> bool:
    return len(text) < 40 and find_day(text, ANY_DAYS, alone=False) is not None


def _looks_like_hour(text: str) -> bool:
    return len(text) < 40 and find_hours(text) is not None and not text.isdecimal()


def _table(parts: Sequence[tuple[int | None, Grid]]) -> Table:
    """Parts have the same head; only where there are several is the sheet's name part of where a line stands."""
    head, first = parts[0]
    columns = _columns(first, head)
    several = len(parts) > 1
    lines = [line for at, grid in parts for line in _lines(grid, at, columns, several)]
    return Table(", ".join(grid.name for _at, grid in parts), columns, tuple(lines), first.open_quote)


def _lines(grid: Grid, head: int | None, columns: Sequence[Column], several: bool) -> Iterator[Line]:
    for row in grid.rows[0 if head is None else head + 1 :]:
        if any(as_text(cell).strip() for cell in row.cells):
            words = {"sheet": grid.name, "number": row.number}
            where = _("%(sheet)s, row %(number)d", **words) if several else _("Row %(number)d", **words)
            yield Line(where, grid.name, tuple(column.of(row) for column in columns))


def _head_of(grid: Grid) -> int | None:
    """The index of the row that names the columns; None where the first row is data already."""
    known = [
        len(guess_fields([name if is_known(name) else "" for name in _names(grid, at)])) for at in _first_rows(grid)
    ]
    best = max(range(len(known)), key=lambda at: known[at], default=0)
    if known and known[best] >= ENOUGH:
        return best
    filled = next((at for at in _first_rows(grid) if len(_filled(grid.rows[at])) > 1), 0)
    return None if any(_is_data(cell) for cell in grid.rows[filled].cells) else filled


def _first_rows(grid: Grid) -> range:
    return range(min(HEAD_WITHIN, len(grid.rows)))


def _filled(row: Row) -> list[Cell]:
    return [cell for cell in row.cells if as_text(cell).strip()]


def _is_data(cell: Cell) -> bool:
    return isinstance(cell, (date, time, datetime, timedelta)) or bool(re.search(r"\d[:/.h]\d", as_text(cell)))


def _names(grid: Grid, head: int) -> list[str]:
    """Names of the columns; a bare number gets the name above it: "Speakers" over 1, 2, 3."""
    above = grid.rows[head - 1].cells if head else ()
    names, over = [], ""
    for at, cell in enumerate(grid.rows[head].cells):
        over = _name(above[at]) if at < len(above) and as_text(above[at]).strip() else over
        name = _name(cell)
        names.append(f"{over} {name}" if over and name.isdecimal() else name)
    return names


def _name(cell: Cell) -> str:
    return shorten(clean_line(as_text(cell)), LONGEST_NAME)


def _columns(grid: Grid, head: int | None) -> tuple[Column, ...]:
    width = max((len(row.cells) for row in grid.rows), default=0)
    names = _names(grid, head) if head is not None else []
    names += [""] * (width - len(names))
    below = grid.rows[0 if head is None else head + 1 :]
    used = [
        at
        for at in range(width)
        if names[at] or any(len(row.cells) > at and as_text(row.cells[at]).strip() for row in below)
    ]
    return tuple(_named_apart(_grouped([(names[at], at) for at in used])))


def _grouped(named: Sequence[tuple[str, int]]) -> Iterator[Column]:
    """Speaker 1, Speaker 2 … become one column, and so do first name and surname."""
    groups: dict[str, list[tuple[str, int]]] = {}
    for name, at in named:
        groups.setdefault(_group_of(name) or f"\0{at}", []).append((name, at))
    both = _first_and_last([name for name, _at in named])
    for name, at in named:
        same = groups[_group_of(name) or f"\0{at}"]
        if name in both:
            if name == both[0]:
                sources = tuple(dict(named)[part] for part in both)
                yield Column(" ".join(both), sources, glue=" ")
        elif len(same) == 1:
            yield Column(name, (at,))
        elif same[0] == (name, at):
            yield Column(
                _NUMBER.sub("", name) + f" 1–{len(same)}", tuple(place for _name, place in same), is_group=True
            )


def _group_of(name: str) -> str:
    """What columns of one speaker each have in common in their names; "" for another column."""
    bare = _NUMBER.sub("", plain(name))
    return bare if bare and Field.SPEAKERS in guess_fields([bare]) else ""


def _first_and_last(names: Sequence[str]) -> tuple[str, ...]:
    first = [name for name in names if plain(name) in _FIRST_NAMES]
    last = [name for name in names if plain(name) in _LAST_NAMES]
    return (first[0], last[0]) if len(first) == len(last) == 1 else ()


def _named_apart(columns: Iterator[Column]) -> Iterator[Column]:
    """No two columns have the same name, and none is without."""
    used: dict[str, int] = {}
    for column in columns:
        name = column.name or _("Column %(letter)s", letter=_letters_of(column.sources[0]))
        used[name] = used.get(name, 0) + 1
        name = name if used[name] == 1 else f"{name} ({used[name]})"
        yield Column(name, column.sources, column.is_group, column.glue)


def _letters_of(at: int) -> str:
    """A, B … Z, AA: as spreadsheets name their columns."""
    from openpyxl.utils import get_column_letter

    return get_column_letter(at + 1)

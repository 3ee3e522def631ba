"""A congress day as tables: hours down, rooms across, two rooms a page, rows of one height across the fold."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from events.documents.booklet import speakers_in_words
from events.documents.lines import balanced
from events.documents.programme import PaperRoom, PaperTalk
from events.documents.typefaces import TEXT
from events.kit.dates import hour_in_words
from events.kit.typography import typeset

MOST_ROOMS = 8
"""More rooms than these make no table that anybody could read: the list by hour stands alone."""

ROOMS_A_PAGE = 2
_CELL_WIDTH, _WIDE_CELL_WIDTH, _CELL_SIZE, _LINE = 69, 140, 12, 5.2
_PADDING = 5.5
_PAGE_HEIGHT = 214.0


@dataclass(frozen=True)
class RowHeights:
    """The least height of each kind of row, mm; a fuller one grows."""

    session: float
    plenary: float
    pause: float


_GENEROUS = RowHeights(29, 23, 11)
_COMPACT = RowHeights(21, 17, 10)


@dataclass(frozen=True)
class Cell:
    """What one room shows at one hour; ``until`` only where it ends at another time than the rest of its row."""

    title: list[str]
    speakers: str
    notice: str
    until: str


@dataclass(frozen=True)
class Row:
    """An hour across all rooms. ``whole`` fills the row: a break, or what everybody goes to, in ``room``."""

    hour: str
    until: str
    height: float
    whole: Cell | None
    room: str
    cells: dict[str, Cell]


@dataclass(frozen=True)
class GridPage:
    """One table: at most two rooms and as many rows as a page holds; ``is_left`` of its spread."""

    rooms: tuple[PaperRoom, ...]
    rows: list[Row]
    is_left: bool
    begins_day: bool


def grid_pages(talks: Sequence[PaperTalk], rooms: Sequence[PaperRoom], language: str) -> list[GridPage]:
    """The pages of one day, spread by spread; none when the day has more than :data:`MOST_ROOMS` rooms."""
    used = {talk.room for talk in talks if talk.room and not talk.is_break}
    shown = [room for room in rooms if room.name in used]
    shown += [PaperRoom(name) for name in sorted(used - {room.name for room in shown})]
    if len(shown) > MOST_ROOMS:
        return []
    pages: list[GridPage] = []
    for rows in _pageful(talks, language):
        for start in range(0, len(shown), ROOMS_A_PAGE):
            is_left = start // ROOMS_A_PAGE % 2 == 0
            pages.append(GridPage(tuple(shown[start : start + ROOMS_A_PAGE]), rows, is_left, not pages))
    return pages


def _pageful(talks: Sequence[PaperTalk], language: str) -> list[list[Row]]:
    """The day's rows, generous when they fit one page, else compact on as few pages as they need."""
    rows = _rows(talks, language, _GENEROUS)
    if sum(row.height for row in rows) > _PAGE_HEIGHT:
        rows = _rows(talks, language, _COMPACT)
    pages: list[list[Row]] = []
    room = 0.0
    for row in rows:
        if row.height > room:
            pages.append([])
            room = _PAGE_HEIGHT
        pages[-1].append(row)
        room -= row.height
    return pages


def _rows(talks: Sequence[PaperTalk], language: str, least: RowHeights) -> list[Row]:
    by_start = sorted(talks, key=lambda talk: talk.starts_at)
    return [
        _row(start, band, talks, language, least)
        for start, group in groupby(by_start, key=lambda talk: talk.starts_at)
        for band in _bands(list(group))
    ]


def _bands(group: list[PaperTalk]) -> list[list[PaperTalk]]:
    """What begins at one hour, in rows of one talk a room; breaks and what has no room stand alone."""
    bands: dict[int, list[PaperTalk]] = defaultdict(list)
    alone, in_room = [], Counter[str]()
    for talk in group:
        if talk.is_break or not talk.room:
            alone.append([talk])
        else:
            bands[in_room[talk.room]].append(talk)
            in_room[talk.room] += 1
    return [*bands.values(), *alone]


def _row(start: datetime, group: list[PaperTalk], talks: Sequence[PaperTalk], language: str, least: RowHeights) -> Row:
    end = max(talk.ends_at for talk in group)
    hour = hour_in_words(start, language)
    alone = group[0] if len(group) == 1 and _fills_row(group[0], talks) else None
    if alone:
        cell = _cell(alone, end, language, _WIDE_CELL_WIDTH)
        until = "" if alone.is_break else hour_in_words(end, language)
        return Row(hour, until, _height([cell], least.pause if alone.is_break else least.plenary), cell, alone.room, {})
    cells = {talk.room: _cell(talk, end, language, _CELL_WIDTH) for talk in group}
    return Row(hour, hour_in_words(end, language), _height(cells.values(), least.session), None, "", cells)


def _fills_row(talk: PaperTalk, talks: Sequence[PaperTalk]) -> bool:
    """Whether it has no column of its own, or nothing else goes on meanwhile."""
    return talk.is_break or not talk.room or not _overlapped(talk, talks)


def _overlapped(talk: PaperTalk, talks: Sequence[PaperTalk]) -> bool:
    return any(
        other is not talk and other.starts_at < talk.ends_at and talk.starts_at < other.ends_at for other in talks
    )


def _cell(talk: PaperTalk, row_end: datetime, language: str, width: float) -> Cell:
    title = balanced(talk.title, language, width=width, size=_CELL_SIZE, family=TEXT, weight=700)
    until = hour_in_words(talk.ends_at, language) if talk.ends_at != row_end else ""
    speakers = speakers_in_words(talk.speakers, language, notes=False)
    return Cell(title, speakers, typeset(talk.notice, language), until)


def _height(cells: Iterable[Cell], least: float) -> float:
    """The usual height of such a row, or what its fullest cell needs."""
    return max(least, *(_PADDING + _LINE * _lines(cell) for cell in cells))


def _lines(cell: Cell) -> int:
    speakers = balanced(cell.speakers, "", width=_CELL_WIDTH, size=_CELL_SIZE, family=TEXT)
    return len(cell.title) + (len(speakers) if cell.speakers else 0) + bool(cell.notice) + bool(cell.until)

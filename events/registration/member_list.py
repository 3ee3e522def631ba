"""An organisation's list of members, as its organisers keep it in a sheet: card numbers and names."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from flask_babel import lazy_gettext as _l

from events.kit.errors import Refused
from events.kit.text import clean_line, shorten
from events.programme.exchange.sheets.csv_text import read_csv
from events.programme.exchange.sheets.grid import Row
from events.programme.exchange.sheets.words import as_text, folded
from events.programme.exchange.sheets.workbook import is_workbook, read_workbook
from events.registration.rules.admission import normal_card

CARD_WORDS = ("carte", "card", "cartes", "cards", "numero", "number", "n°", "no", "adherent", "membre", "member")
HEAD_WITHIN = 10


@dataclass(frozen=True)
class MemberList:
    """Names by card number; rows without a number, and how many numbers came twice."""

    members: dict[str, str]
    without_card: int
    doubles: int

    @property
    def text(self) -> str:
        """One member a line, for a form to bring back."""
        return "\n".join(f"{card}\t{name}" for card, name in self.members.items())


def read_members(content: bytes) -> MemberList:
    """The first sheet of a CSV or XLSX file. Raises Refused where there is no card number in it."""
    grids = read_workbook(content) if is_workbook(content) else [read_csv(content)]
    rows = list(grids[0].rows) if grids else []
    head = next((at for at, row in enumerate(rows[:HEAD_WITHIN]) if _card_column(row) is not None), None)
    below = rows if head is None else rows[head + 1 :]
    column, names = (0, None) if head is None else (_card_column(rows[head]) or 0, _name_columns(rows[head]))
    found = list_of(_pairs(below, column, names))
    if not found.members:
        raise Refused(_l("No card number was found: please name a column “Card” and put one number in each row."))
    return found


def members_in(text: str) -> dict[str, str]:
    """What MemberList.text wrote."""
    return list_of((card, name) for card, _, name in (line.partition("\t") for line in text.splitlines())).members


def list_of(pairs: Iterable[tuple[str, str]]) -> MemberList:
    """Of card numbers and names as they were typed; the first of two with one number stands."""
    members: dict[str, str] = {}
    without = doubles = 0
    for typed, name in pairs:
        card = normal_card(typed)
        if not card:
            without += 1
        elif card in members:
            doubles += 1
        else:
            members[card] = shorten(clean_line(name), 200)
    return MemberList(members, without, doubles)


def _card_column(row: Row) -> int | None:
    """Where the head says card; the surest word decides."""
    words = [folded(as_text(cell)).replace("°", "° ") for cell in row.cells]
    if any(any(sign.isdigit() for sign in word) for word in words):
        return None
    return next((at for wanted in CARD_WORDS for at, word in enumerate(words) if wanted in word.split()), None)


def _name_columns(row: Row) -> list[int]:
    words = [folded(as_text(cell)).split() for cell in row.cells]
    first = [at for at, word in enumerate(words) if "prenom" in word or "first" in word]
    last = [at for at, word in enumerate(words) if at not in first and ("nom" in word or "name" in word)]
    return [*first, *last]


def _pairs(rows: Iterable[Row], column: int, names: list[int] | None) -> Iterator[tuple[str, str]]:
    """Card and name of each row; without a head the card comes first, and all that follows is the name."""
    for row in rows:
        cells = [clean_line(as_text(cell)) for cell in row.cells]
        if not any(cells):
            continue
        named = names if names is not None else range(1, len(cells))
        yield (
            cells[column] if column < len(cells) else "",
            " ".join(cells[at] for at in named if at < len(cells) and cells[at]),
        )

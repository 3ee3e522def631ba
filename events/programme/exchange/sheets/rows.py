"""Lines of a table whose cells are asked for by what they mean."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from events.kit.text import clean_line, clean_text
from events.programme.exchange.shape import FiledPerson, Words, words
from events.programme.exchange.sheets.fields import Field
from events.programme.exchange.sheets.names import Named, find_names
from events.programme.exchange.sheets.table import Line
from events.programme.exchange.sheets.words import Cell, as_text, says_nothing

Mapped = Mapping[Field, int]
"""For each field the number of its column in the table."""

LONG = {Field.ABSTRACT, Field.ABSTRACT_EN, Field.DESCRIPTION, Field.DESCRIPTION_EN}


@dataclass(frozen=True)
class Row:
    """A line with what its cells mean."""

    line: Line
    mapped: Mapped
    one_each: bool
    ours: bool

    @property
    def where(self) -> str:
        return self.line.where

    @property
    def sheet(self) -> str:
        return self.line.sheet

    @property
    def heading(self) -> str:
        """What stands alone in the line."""
        filled = [text for cell in self.line.cells if (text := as_text(cell).strip())]
        return filled[0] if len(filled) == 1 else ""

    def cell(self, name: Field) -> Cell:
        return self.line.cells[self.mapped[name]] if name in self.mapped else None

    def text(self, name: Field) -> str:
        """One clean line; nothing where the cell only says that it isn't known."""
        found = clean_line(as_text(self.cell(name)))
        return "" if says_nothing(found) and not self.ours else found

    def long_text(self, name: Field) -> str:
        found = clean_text(as_text(self.cell(name)))
        return "" if says_nothing(found) and not self.ours else found

    def words(self, name: Field, twin: Field | None = None) -> Words:
        """A text with what stands beside it in English."""
        read = self.long_text if name in LONG else self.text
        english = read(twin) if twin else ""
        return {**words(read(name)), **({"en": english} if english else {})}

    def persons(self) -> tuple[FiledPerson, ...]:
        written = clean_text(as_text(self.cell(Field.SPEAKERS)))
        if self.ours:
            found = [Named(name) for name in filter(None, map(clean_line, written.split("\n")))]
        else:
            found = find_names(written, one_each=self.one_each)
        emails, work = self._beside(Field.EMAILS, found), self._beside(Field.AFFILIATION, found)
        return tuple(
            FiledPerson(
                clean_line(one.name), email=one.email or email, affiliation=words(clean_line(one.affiliation or does))
            )
            for one, email, does in zip(found, emails, work, strict=True)
        )

    def _beside(self, name: Field, found: Sequence[Named]) -> Sequence[str]:
        """What another column says of each of them; nothing where it can't be told who is meant."""
        if len(found) == 1:
            return [self.text(name)]
        text = as_text(self.cell(name)).replace("\r\n", "\n")
        parts = [clean_line(part) for part in (text if self.ours else text.replace(";", "\n")).split("\n")]
        return parts if len(parts) == len(found) else [""] * len(found)

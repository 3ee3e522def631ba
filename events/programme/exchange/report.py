"""What was mended in a file or left out of it, and what an import did with it: one line for each."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from events.kit.errors import Refused


class Mark(StrEnum):
    """What a line tells: the file said something else, or something of it isn't there, or what became of it here."""

    MENDED = "mended"
    LEFT_OUT = "left_out"
    DONE = "done"


@dataclass(frozen=True)
class Line:
    """`sentence` is a lazy text, said in the reader's language; `where` names the talk, row or part of the file."""

    mark: Mark
    sentence: object
    where: str = ""

    def __str__(self) -> str:
        return f"{self.where}: {self.sentence}" if self.where else str(self.sentence)


@dataclass
class Report:
    """The lines of one reading and import, in the order in which they arose."""

    lines: list[Line] = field(default_factory=list)

    def mended(self, sentence: object, where: str = "") -> None:
        self.lines.append(Line(Mark.MENDED, sentence, where))

    def left_out(self, sentence: object, where: str = "") -> None:
        self.lines.append(Line(Mark.LEFT_OUT, sentence, where))

    def done(self, sentence: object, where: str = "") -> None:
        self.lines.append(Line(Mark.DONE, sentence, where))

    def marked(self, mark: Mark) -> Iterator[Line]:
        return (line for line in self.lines if line.mark == mark)


class Unreadable(Refused):
    """Nothing can be made of a file; `sentence` says why."""

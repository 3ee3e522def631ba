"""Seats left, in words: for the pages of all rooms."""

from dataclasses import dataclass
from typing import Protocol

from flask_babel import gettext as _
from flask_babel import ngettext

from events.event.rules import Fullness, fullness


class Capacity(Protocol):
    """An event's or a talk's; `kept` of its free seats aren't for the public."""

    limit: int | None
    taken: int
    kept: int


@dataclass(frozen=True)
class Seats:
    """`mark` names the drawn mark of the words (few, full or plain); `short` is for a narrow column."""

    mark: str
    words: str
    short: str

    @property
    def is_full(self) -> bool:
        return self.mark == "full"


def seats_in_words(capacity: Capacity) -> Seats:
    """« il reste 12 places », « complet : liste d’attente », in the reader's language."""
    state = fullness(capacity.limit, capacity.taken + capacity.kept)
    if capacity.limit is None:
        words = _("seats available")
        return Seats("plain", words, words)
    if state is Fullness.FULL:
        return Seats("full", _("full: waiting list"), _("waiting list"))
    left = capacity.limit - capacity.taken - capacity.kept
    words = ngettext("%(num)s seat left", "%(num)s seats left", left)
    short = ngettext("%(num)s free seat", "%(num)s free seats", left)
    return Seats("few" if state is Fullness.FEW else "plain", words, short)

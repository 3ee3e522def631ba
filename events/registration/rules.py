"""States of seats, how people came to us, and what a claim to seats gets."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

INVITATIONS_AT_ONCE = 6
"""So many calendar invitations leave with one act; beyond, each leaves some weeks before its date."""

COMPANIONS_AT_MOST = 20
NAME_LENGTH = 200


def number_in_words(number: int) -> str:
    """481 927 rather than 481927: people read it aloud."""
    return f"{number // 1000}\u202f{number % 1000:03d}"


class SeatState(StrEnum):
    CONFIRMED = "confirmed"
    WAITING = "waiting"
    OFFERED = "offered"
    CANCELLED = "cancelled"


class Source(StrEnum):
    WEB = "web"
    PHONE = "phone"
    DESK = "desk"


@dataclass(frozen=True, kw_only=True)
class Claim:
    """What somebody asks for in one act: cleaned texts; names of companions; ids of talks."""

    name: str
    email: str = ""
    phone: str = ""
    companions: tuple[str, ...] = ()
    talk_ids: tuple[int, ...] = ()
    notes: str = ""
    newsletter: bool = False
    language: str = "fr"
    source: Source = Source.WEB

    @property
    def names(self) -> tuple[str, ...]:
        return (self.name, *self.companions)


def state_for(wanted: int, *, limit: int | None, taken: int) -> SeatState:
    """A group stays together: all its seats are confirmed, or all wait."""
    fits = limit is None or taken + wanted <= limit
    return SeatState.CONFIRMED if fits else SeatState.WAITING


def leaves_at_once(talks_in_act: int) -> bool:
    """Whether one act's calendar invitations leave at once."""
    return talks_in_act <= INVITATIONS_AT_ONCE


def is_due(starts_at: datetime, lead_days: int, now: datetime) -> bool:
    """Whether a later invitation may leave: from `lead_days` before the talk's day on."""
    return (starts_at - now).days <= lead_days


def groups_that_fit(groups: list[int], free: int | None) -> list[int]:
    """Indexes of waiting groups (sizes in order of arrival) that get the free seats; None is without limit.

    A group that doesn't fit yet keeps its place; smaller ones behind it may pass.
    """
    chosen: list[int] = []
    for index, size in enumerate(groups):
        if free is None or size <= free:
            chosen.append(index)
            free = None if free is None else free - size
    return chosen

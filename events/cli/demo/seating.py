"""Who sits where: spreads households over talks so that exactly as many seats are taken as the content says."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Any

Household = Sequence[str]


@dataclass
class Wishes:
    """What one household registers for, by French titles; `waits` when a talk of it is full by then."""

    names: Household
    talks: list[str] = field(default_factory=list)
    waits: bool = False


def wishes(
    households: Sequence[Household], audiences: Sequence[dict[str, Any]], *, everybody: bool = False
) -> list[Wishes]:
    """One entry for each household that chose a talk (or for `everybody`), those who will wait last."""
    found = [Wishes(names) for names in households]
    for audience in audiences:
        seated, waiting = seating(households, audience)
        for index in (*seated, *waiting):
            found[index].talks.append(audience["talk"])
            found[index].waits |= index in waiting
    return sorted((wish for wish in found if wish.talks or everybody), key=lambda wish: wish.waits)


def seating(households: Sequence[Household], audience: dict[str, Any]) -> tuple[list[int], list[int]]:
    """Indices of those who get the `taken` seats, counted from the `first` household on, and of those who wait."""
    seated: list[int] = []
    left = audience["taken"]
    for index in _turned(len(households), audience["first"]):
        if len(households[index]) <= left:
            seated.append(index)
            left -= len(households[index])
    if left:
        raise ValueError(f"too few households to take {audience['taken']} seats")
    return seated, _next_others(households, seated, audience)


def _next_others(households: Sequence[Household], seated: Collection[int], audience: dict[str, Any]) -> list[int]:
    others = [index for index in _turned(len(households), audience["first"]) if index not in seated]
    return others[: audience.get("waiting", 0)]


def _turned(length: int, first: int) -> list[int]:
    return [*range(first, length), *range(first)]

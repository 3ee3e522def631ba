"""Who may register, when, for how many, and which seats are kept for whom: decided from plain values."""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from hmac import compare_digest

from events.registration.rules import Claim, Source


@dataclass(frozen=True, kw_only=True)
class Terms:
    """What registering for one thing asks for. Aware moments; seats are counts; without any it is free for all."""

    opens_at: datetime | None = None
    closes_at: datetime | None = None
    members_until: datetime | None = None
    code: str = ""
    needs_approval: bool = False
    seats_per_person: int | None = None
    kept_for_desk: int = 0
    kept_for_phone: int = 0

    @property
    def kept(self) -> dict[Source, int]:
        return {Source.DESK: self.kept_for_desk, Source.PHONE: self.kept_for_phone}

    @property
    def keeps_seats(self) -> bool:
        return bool(self.kept_for_desk or self.kept_for_phone)


FREE_FOR_ALL = Terms()


class Opening(StrEnum):
    """Where the calendar stands."""

    EARLY = "early"
    OPEN = "open"
    OVER = "over"


class Obstacle(StrEnum):
    """Why a claim from the web isn't taken."""

    EARLY = "early"
    OVER = "over"
    NO_CARD = "no_card"
    UNKNOWN_CARD = "unknown_card"
    NO_CODE = "no_code"
    WRONG_CODE = "wrong_code"
    TOO_MANY = "too_many"


def opening(terms: Terms, now: datetime) -> Opening:
    """Open from `opens_at` on, and no more at `closes_at`."""
    if terms.closes_at is not None and now >= terms.closes_at:
        return Opening.OVER
    if terms.opens_at is not None and now < terms.opens_at:
        return Opening.EARLY
    return Opening.OPEN


def members_only(terms: Terms, now: datetime) -> bool:
    return terms.members_until is not None and now < terms.members_until


def obstacle(terms: Terms, claim: Claim, now: datetime, *, is_member: bool, seats_held: int) -> Obstacle | None:
    """The first thing in the way of a claim; None when it is admitted. `seats_held`: hers already, on the same thing.

    The desk and the telephone are served by people who know what they do: only seats bind them.
    """
    if claim.source != Source.WEB:
        return None
    when = opening(terms, now)
    if when is not Opening.OPEN:
        return Obstacle.EARLY if when is Opening.EARLY else Obstacle.OVER
    if members_only(terms, now) and not is_member:
        return Obstacle.UNKNOWN_CARD if normal_card(claim.card) else Obstacle.NO_CARD
    if terms.code and not same_code(terms.code, claim.code):
        return Obstacle.WRONG_CODE if normal_card(claim.code) else Obstacle.NO_CODE
    if terms.seats_per_person is not None and seats_held + len(claim.names) > terms.seats_per_person:
        return Obstacle.TOO_MANY
    return None


def waits_for_approval(terms: Terms, source: str) -> bool:
    """What the desk enters is approved by the one who enters it."""
    return terms.needs_approval and source == Source.WEB


def normal_card(typed: str) -> str:
    """Letters and digits alone, in capitals: however a card number is spaced, « a-12 345 » is A12345."""
    plain = unicodedata.normalize("NFKC", typed)
    return "".join(sign for sign in plain if sign.isalnum()).upper()[:40]


def same_code(code: str, typed: str) -> bool:
    return compare_digest(normal_card(code).encode(), normal_card(typed).encode())


def open_to(
    source: str, *, limit: int | None, taken: int, kept: Mapping[Source, int], taken_by_source: Mapping[str, int]
) -> int | None:
    """Free seats for this source: what others have kept and not used yet isn't. None is without limit."""
    if limit is None:
        return None
    others = sum(max(seats - taken_by_source.get(other, 0), 0) for other, seats in kept.items() if other != source)
    return max(limit - taken - others, 0)


@dataclass(frozen=True)
class Supply:
    """The seats of one thing as they stand; `taken_by_source` is needed only where some are kept."""

    limit: int | None
    taken: int
    kept: Mapping[Source, int] = field(default_factory=dict)
    taken_by_source: Mapping[str, int] = field(default_factory=dict)

    def free_for(self, source: str) -> int | None:
        return open_to(source, limit=self.limit, taken=self.taken, kept=self.kept, taken_by_source=self.taken_by_source)

    def less(self, source: str, seats: int) -> "Supply":
        """After so many seats more were taken."""
        by_source = {**self.taken_by_source, source: self.taken_by_source.get(source, 0) + seats}
        return replace(self, taken=self.taken + seats, taken_by_source=by_source)

    @property
    def kept_back(self) -> int:
        """Seats that are free and not for the web."""
        if self.limit is None:
            return 0
        return max(self.limit - self.taken, 0) - (self.free_for(Source.WEB) or 0)


def groups_admitted(groups: Sequence[tuple[int, str]], supply: Supply) -> list[int]:
    """Indexes of waiting groups (size and source, in order of arrival) that get the free seats.

    A group that doesn't fit yet keeps its place; smaller ones, or those for whom seats are kept, may pass.
    """
    chosen: list[int] = []
    for index, (size, source) in enumerate(groups):
        free = supply.free_for(source)
        if free is None or size <= free:
            chosen.append(index)
            supply = supply.less(source, size)
    return chosen

"""Why a waiting group is, or isn't, the next one to get seats."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum

from events.registration.rules import groups_that_fit


class Reason(StrEnum):
    """`fits`: its seats are free; `too_large`: not all of them are; `full`: none is."""

    FITS = "fits"
    TOO_LARGE = "too_large"
    FULL = "full"


@dataclass(frozen=True)
class Standing:
    """Of a group in the queue: seats wanted, by it and by those before, and whether it moves now."""

    place: int
    size: int
    wanted_before: int
    reason: Reason


def standings(groups: Sequence[int], free: int | None, moving: Collection[int] | None = None) -> list[Standing]:
    """For groups (sizes in order of arrival) and the free seats (None: without limit).

    `moving` are the indexes of those that get seats now, where some are kept for a source.
    """
    moving = groups_that_fit(list(groups), free) if moving is None else moving
    reasons = (
        Reason.FITS if index in moving else Reason.TOO_LARGE if free else Reason.FULL for index in range(len(groups))
    )
    return [
        Standing(index + 1, size, sum(groups[:index]), reason)
        for index, (size, reason) in enumerate(zip(groups, reasons, strict=True))
    ]

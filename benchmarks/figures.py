"""Two sides measured in turn, and the lines that tell of them."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from statistics import median

Side = Callable[[], float]


@dataclass(frozen=True)
class Figure:
    """One line of the table: ours and the floor's number, both in `unit`."""

    what: str
    unit: str
    ours: float
    floor: float

    def __str__(self) -> str:
        ratio = self.ours / self.floor if self.floor else float("inf")
        return f"{self.what:<46}{self.unit:>12}{rounded(self.ours):>10}{rounded(self.floor):>10}{rounded(ratio):>9}"


HEAD = f"{'what':<46}{'unit':>12}{'ours':>10}{'floor':>10}{'ratio':>9}"


def rounded(number: float) -> str:
    """Three digits, which is more than two runs have in common; two of a small fraction."""
    if number >= 100:
        return f"{number:.0f}"
    if number >= 10:
        return f"{number:.1f}"
    return f"{number:.2f}" if number >= 0.1 else f"{number:.2g}"


def in_turn(ours: Side, floor: Side, rounds: int = 5) -> tuple[float, float]:
    """Medians of both sides, measured alternately so that what else the machine does touches both."""
    pairs = [(ours(), floor()) for _ in range(rounds)]
    return median(pair[0] for pair in pairs), median(pair[1] for pair in pairs)


def milliseconds(act: Callable[[], object], times: int = 1) -> float:
    """How long one of so many acts takes."""
    start = time.perf_counter()
    for _ in range(times):
        act()
    return (time.perf_counter() - start) * 1000 / times


def processor_milliseconds(act: Callable[[], object]) -> Side:
    """How long this process computes for one act: what else the machine does hardly counts."""

    def spend() -> float:
        start = time.process_time()
        act()
        return (time.process_time() - start) * 1000

    return spend


Figures = Iterator[Figure]

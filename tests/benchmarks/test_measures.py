"""That everything the benchmarks promise is listed, and how their figures are written; nothing is timed here."""

from itertools import count

from benchmarks.figures import Figure, in_turn, rounded
from benchmarks.measures import MEASURES


def test_measures_are_listed_once() -> None:
    names = [measure.__module__.rpartition(".")[2] for measure in MEASURES]
    assert names == ["starts", "pages", "congress", "registrations", "mails", "badges"]


def test_figure_shows_both_sides_and_their_ratio() -> None:
    assert str(Figure("talk page", "requests/s", 1234.5, 2469)).split() == [
        "talk",
        "page",
        "requests/s",
        "1234",
        "2469",
        "0.50",
    ]


def test_figures_are_rounded_to_what_can_be_known() -> None:
    assert [rounded(number) for number in (1234.5, 12.34, 0.567, 0.00345)] == ["1234", "12.3", "0.57", "0.0034"]


def test_sides_are_measured_in_turn() -> None:
    turns = count()
    assert in_turn(lambda: next(turns), lambda: next(turns), rounds=3) == (2, 3)

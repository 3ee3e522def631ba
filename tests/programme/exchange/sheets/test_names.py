"""People as one cell names them."""

import pytest

from events.programme.exchange.sheets.names import Named, find_names


@pytest.mark.parametrize(
    "written",
    [
        "Anne Duval, Paul Roche",
        "Anne Duval et Paul Roche",
        "Anne Duval and Paul Roche",
        "Anne Duval und Paul Roche",
        "Anne Duval & Paul Roche",
        "Anne Duval / Paul Roche",
        "Anne Duval; Paul Roche",
        "Anne Duval\nPaul Roche",
        "Anne Duval, Paul Roche et al.",
        "Anne Duval, Paul Roche, Anne Duval",
        "Anne Duval, Paul Roche, tbd",
    ],
)
def test_several_people_in_one_cell(written: str) -> None:
    assert [person.name for person in find_names(written)] == ["Anne Duval", "Paul Roche"]


def test_behind_a_comma_of_a_line_stands_what_she_does() -> None:
    found = find_names("Anne Duval, université de Lille\nPaul Roche <paul@roche.example>; Luc Petit (CNRS)")
    assert found == [
        Named("Anne Duval", affiliation="université de Lille"),
        Named("Paul Roche", email="paul@roche.example"),
        Named("Luc Petit", affiliation="CNRS"),
    ]


def test_in_a_column_for_each_a_comma_parts_nobody() -> None:
    assert find_names("Anne Duval, Lille", one_each=True) == [Named("Anne Duval", affiliation="Lille")]


def test_a_title_stays_with_its_name() -> None:
    assert [person.name for person in find_names("Jane Doe, PhD, John Roe")] == ["Jane Doe, PhD", "John Roe"]


@pytest.mark.parametrize("written", ["", "tbd", "N.N.", "à confirmer", "-", "?", "\n;\n"])
def test_nobody(written: str) -> None:
    assert find_names(written) == []

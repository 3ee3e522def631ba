"""CSV files in every dialect that people save."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.kit.errors import Refused
from events.programme.exchange.sheets.csv_text import guessed_separator, read_csv
from events.programme.exchange.sheets.grid import MOST_COLUMNS, MOST_ROWS, TooLarge

ROWS = [("Titre", "Intervenant", "Salle"), ("Été à Calais", "Zoé Noël", "Salle A"), ("La mer", "Luc", "Salle B")]


def written(separator: str, line_end: str = "\r\n") -> str:
    return "".join(separator.join(row) + line_end for row in ROWS)


def cells(content: bytes) -> list[tuple[object, ...]]:
    return [row.cells for row in read_csv(content).rows if row.cells]


@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
@pytest.mark.parametrize("line_end", ["\r\n", "\n", "\r"])
def test_separators_and_line_ends(separator: str, line_end: str) -> None:
    assert cells(written(separator, line_end).encode()) == ROWS


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "cp1252", "mac_roman", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]
)
def test_encodings(encoding: str) -> None:
    assert cells(written(";").encode(encoding)) == ROWS


def test_a_first_line_may_name_the_separator() -> None:
    grid = read_csv(b"sep=;\r\na,b;c\r\n1;2\r\n")
    assert [(row.number, row.cells) for row in grid.rows if row.cells] == [(2, ("a,b", "c")), (3, ("1", "2"))]


def test_commas_in_quoted_cells_do_not_make_a_separator() -> None:
    lines = ["titre;intervenants", '"a, b, c";"d, e"', '"f, g";"h, i, j"']
    assert guessed_separator(lines) == ";"


def test_rows_know_the_line_on_which_they_begin() -> None:
    grid = read_csv(b'a,b\n1,"two\nlines"\n3,4\n')
    assert [(row.number, row.cells) for row in grid.rows if row.cells] == [
        (1, ("a", "b")),
        (2, ("1", "two\nlines")),
        (4, ("3", "4")),
    ]


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (b'a,b,c\n1,"open,2\n3,4,5\n6,7,8\n', 2),
        (b'a,b,c\n1,"open,2\n3,4,5\n6,"q,q",7\n8,9,10', 2),
        (b'a,b,c\n1,"q\nq",2\n3,4,5\n6,"open,7\n8,9,10\n', 5),
    ],
)
def test_a_quote_that_is_never_closed_swallows_no_row(content: bytes, line: int) -> None:
    grid = read_csv(content)
    assert grid.open_quote == line
    assert {len(row.cells) for row in grid.rows if row.cells} == {3}


def test_a_quotation_mark_in_a_word_is_a_letter() -> None:
    grid = read_csv(b'title,room\n5" disks,A\nTapes,B\n')
    assert grid.open_quote is None
    assert grid.rows[1].cells == ('5" disks', "A")


def test_the_mark_that_keeps_text_from_being_a_formula_goes() -> None:
    assert read_csv(b"a;b\n'=1+1;'hello\n").rows[1].cells == ("=1+1", "'hello")


@pytest.mark.parametrize(
    "content",
    [b"a,b\n" * (MOST_ROWS + 2), b"," * (MOST_COLUMNS + 1), b'"' + b"x" * 2_000_000 + b'"'],
)
def test_what_is_too_large_is_refused(content: bytes) -> None:
    with pytest.raises(TooLarge):
        read_csv(content)


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    with suppress(Refused):
        assert read_csv(content).rows is not None


@given(st.text("a,;\"\n\r\t\x00\x1a'=é", max_size=80))
def test_any_signs_are_read(text: str) -> None:
    read_csv(text.encode())

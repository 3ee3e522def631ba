"""Excel files: real dates, several sheets, and what is none."""

import io
import zipfile
from contextlib import suppress
from datetime import datetime, time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from events.kit.errors import Refused
from events.programme.exchange.report import Unreadable
from events.programme.exchange.sheets.files import tables_in
from events.programme.exchange.sheets.grid import NotASheet, TooLarge
from events.programme.exchange.sheets.workbook import read_workbook
from tests.programme.exchange.sheets.sheets import read, times, workbook

pytestmark = pytest.mark.usefixtures("sentences")

HEAD = ("Titre", "Jour", "Début", "Fin", "Salle", "ID")
DAY = datetime(2026, 1, 29)


def test_real_days_and_hours_and_numbers_as_text() -> None:
    schedule, report = read(workbook(Programme=[HEAD, ("Un", DAY, time(14, 30), time(16), "A", 1001.0)]))
    assert times(schedule) == [("Un", "2026-01-29T14:30", 90)]
    assert schedule.talks[0].code == "1001"
    assert report == []


def test_a_title_row_stands_above_the_head() -> None:
    schedule, _report = read(workbook(P=[("Programme 2026",), (), HEAD, ("Un", DAY, time(9), time(10), "A", 1)]))
    assert len(schedule.talks) == 1


def test_numbers_under_one_name_are_a_column_for_each_speaker() -> None:
    rows = [("Congrès", None, "Intervenants"), ("Titre", "Jour", 1, 2), ("Un", DAY, "Anne Duval, Lille", "Paul Roche")]
    schedule, _report = read(workbook(P=rows))
    assert [person.name for person in schedule.talks[0].persons] == ["Anne Duval", "Paul Roche"]


def test_sheets_with_one_head_are_read_together_and_may_be_named_after_their_day() -> None:
    head = ("Heure", "Titre", "Salle")
    content = workbook(
        **{"Jeudi 29 janvier": [head, ("14h", "Un", "A")], "Vendredi 30 janvier": [head, ("9h", "Deux", "A")]}
    )
    schedule, _report = read(content)
    assert [start for _title, start, _minutes in times(schedule)] == ["2026-01-29T14:00", "2026-01-30T09:00"]


def test_the_sheet_with_talks_is_taken_first() -> None:
    tables = tables_in(
        workbook(Adresses=[("Rue", "Ville"), ("x", "y")], Programme=[HEAD, ("Un", DAY, time(9), time(10), "A", 1)])
    )
    assert [table.name for table in tables] == ["Programme", "Adresses"]


def test_a_hundred_thousand_empty_rows_cost_nothing() -> None:
    content = workbook(P=[HEAD, ("Un", DAY, time(9), time(10), "A", 1)])
    stretched = rewritten(content, "xl/worksheets/sheet1.xml", b"</sheetData>", b'<row r="1048576"/></sheetData>')
    assert len(read(stretched)[0].talks) == 1


def test_what_unpacks_to_something_huge_is_refused_before() -> None:
    content = workbook(P=[HEAD])
    bomb = rewritten(content, "xl/worksheets/sheet1.xml", b"</sheetData>", b"<row/>" * 3_000_000 + b"</sheetData>")
    assert len(bomb) < 200_000
    with pytest.raises(TooLarge):
        read_workbook(bomb)


@pytest.mark.parametrize("content", [b"PK\x03\x04", b"PK\x05\x06" + bytes(18), workbook(P=[HEAD])[:-40]])
def test_a_broken_file_is_refused(content: bytes) -> None:
    with pytest.raises(NotASheet):
        read_workbook(content)


def test_a_zip_of_something_else_is_refused() -> None:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("hello.txt", "hello")
    with pytest.raises(NotASheet):
        read_workbook(content.getvalue())


def test_other_kinds_of_sheets_get_a_sentence_that_says_what_to_do() -> None:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("content.xml", "<x/>")
    for other in (content.getvalue(), b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100)):
        with pytest.raises(Unreadable, match="xlsx"):
            read_workbook(other)


@settings(deadline=None, max_examples=30)
@given(st.integers(0, 4000), st.binary(min_size=1, max_size=20))
def test_a_damaged_file_is_read_or_refused(place: int, damage: bytes) -> None:
    content = bytearray(workbook(P=[HEAD, ("Un", DAY, time(9), time(10), "A", 1)]))
    content[place : place + len(damage)] = damage
    with suppress(Refused):
        assert read_workbook(b"PK\x03\x04" + bytes(content[4:])) is not None


def rewritten(content: bytes, name: str, old: bytes, new: bytes) -> bytes:
    """The file with something replaced in one of its parts."""
    result = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as target:
        for part in source.namelist():
            data = source.read(part)
            target.writestr(part, data.replace(old, new) if part == name else data)
    return result.getvalue()

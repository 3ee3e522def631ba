"""Our own sheets: safe in a spreadsheet, and the same when they come back."""

import io
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from events.kit.text import clean_line, clean_text
from events.programme.exchange.report import Report
from events.programme.exchange.shape import (
    FiledEvent,
    FiledPerson,
    FiledRoom,
    FiledSlot,
    FiledTalk,
    Link,
    Schedule,
    words,
)
from events.programme.exchange.sheets.files import read_sheet
from events.programme.exchange.sheets.writing import write_csv, write_xlsx
from events.programme.rules import SlotState
from tests.programme.exchange.sheets.sheets import CONGRESS

pytestmark = pytest.mark.usefixtures("sentences")

GUIDS = [
    "0f9a1a2e-8f0b-4c55-9f53-6d7d2b6b9b11",
    "0f9a1a2e-8f0b-4c55-9f53-6d7d2b6b9b12",
    "0f9a1a2e-8f0b-4c55-9f53-6d7d2b6b9b13",
]
TALK = FiledTalk(
    key="ABC",
    code="ABC",
    title={"": "La dentelle", "en": "Lace"},
    subtitle={"": "tbd"},
    abstract={"": 'Un métier.\n\nEt « du fil »; des mots, "cités"'},
    language="fr",
    format=words("Pause"),
    track=words("Mémoire"),
    persons=(FiledPerson("Anne Duval, PhD", affiliation=words("Lille; Calais")), FiledPerson("Marie et Pierre")),
    links=(Link("https://example.org/a,b"), Link("https://example.org/c")),
    limit=40,
)
UNPLACED = FiledTalk(key="=1+1", title=words("=1+1"))


def schedule(*talks: FiledTalk, language: str = "fr") -> Schedule:
    slots = (
        FiledSlot(datetime(2026, 1, 29, 13, 30, tzinfo=UTC), 90, talk=talks[0].key, room="Salle A", guid=GUIDS[0]),
        FiledSlot(
            datetime(2026, 1, 30, 22, 30, tzinfo=UTC), 1500, talk=talks[0].key, guid=GUIDS[1], state=SlotState.CANCELLED
        ),
        FiledSlot(
            datetime(2026, 10, 25, 1, 30, tzinfo=UTC), 30, talk=talks[0].key, guid=GUIDS[2], state=SlotState.POSTPONED
        ),
    )
    event = FiledEvent(zone="Europe/Paris", language=language)
    return Schedule(event, talks, slots, rooms=(FiledRoom("Salle A", venue="Maison des associations"),))


def back(content: bytes, sent: Schedule) -> Schedule:
    """What is read from a written sheet, with the event it was written for."""
    report = Report()
    read = read_sheet(content, report, CONGRESS)
    assert report.lines == []
    return replace(read, event=sent.event)


@pytest.mark.parametrize("write", [write_csv, write_xlsx])
@pytest.mark.parametrize("language", ["fr", "en", "de"])
def test_a_sheet_comes_back_as_it_went(write: "type", language: str) -> None:
    talk = replace(TALK, title=words("Lace")) if language == "en" else TALK
    sent = schedule(talk, UNPLACED, language=language)
    read = back(write(sent), sent)
    assert [replace(one, key="") for one in read.talks] == [replace(one, key="") for one in sent.talks]
    assert [slot.guid for slot in read.slots] == GUIDS
    assert write(read) == write(sent)


def test_cells_that_look_like_formulas_are_text() -> None:
    titles = ["=1+1", "+33", "-5 °C", "@home", "'=1", "'quoted'"]
    sent = Schedule(FiledEvent(language="fr"), tuple(FiledTalk(key=title, title=words(title)) for title in titles))
    lines = write_csv(sent).decode("utf-8-sig").splitlines()[1:]
    assert [line.strip(";") for line in lines] == ["'=1+1", "'+33", "'-5 °C", "'@home", "''=1", "'quoted'"]
    cells = [
        cell for row in load_workbook(io.BytesIO(write_xlsx(sent))).worksheets[0].iter_rows(min_row=2) for cell in row
    ]
    assert {cell.data_type for cell in cells if cell.value is not None} == {"s"}
    for write in (write_csv, write_xlsx):
        assert [talk.title[""] for talk in back(write(sent), sent).talks] == titles


def test_excel_opens_it_at_a_double_click() -> None:
    content = write_csv(schedule(TALK))
    assert content.startswith("\ufeffJour;Début;Fin;Minutes;Salle;".encode())
    assert b"2026-01-29;14:30;16:00;90;Salle A;Maison des associations;La dentelle;Lace;" in content


def test_days_and_hours_of_a_workbook_are_real() -> None:
    row = next(
        load_workbook(io.BytesIO(write_xlsx(schedule(TALK)))).worksheets[0].iter_rows(min_row=2, values_only=True)
    )
    assert isinstance(row[0], datetime)
    assert str(row[1]) == "14:30:00"


@settings(deadline=None, max_examples=60)
@given(st.lists(st.tuples(st.text(max_size=20), st.text(max_size=40)), min_size=1, max_size=4))
def test_any_texts_come_back(texts: list[tuple[str, str]]) -> None:
    cleaned = {clean_line(title): clean_text(about) for title, about in texts if clean_line(title)}
    talks = tuple(FiledTalk(key=title, title=words(title), abstract=words(about)) for title, about in cleaned.items())
    if talks:
        sent = Schedule(FiledEvent(language="fr"), talks)
        for write in (write_csv, write_xlsx):
            assert write(back(write(sent), sent)) == write(sent)

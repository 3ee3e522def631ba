"""What is read from sheets as people make them."""

from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from events.kit.errors import Refused
from events.programme.exchange.report import Report, Unreadable
from events.programme.exchange.setting import Setting
from events.programme.exchange.sheets.files import is_sheet, read_sheet
from events.programme.rules import SlotKind, SlotState
from tests.programme.exchange.sheets.sheets import CONGRESS, read, times

pytestmark = pytest.mark.usefixtures("sentences")

SENT = Path(__file__).parents[4].parent / "shared" / "data" / "csv"
FRENCH = """Titre;Sous-titre;Intervenant(e)s;Date;Heure de début;Heure de fin;Salle;Langue;Parcours;Type;Résumé
La dentelle;Un métier;Anne Duval et Paul Roche;29/01/2026;14 h 30;16 h;Salle A;français;Mémoire;Conférence;Du fil.
Le port;;Luc Petit;jeudi 29 janvier 2026;16h15;17h;Salle B;anglais;;Atelier;
"""
GERMAN = """Tag,Beginn,Ende,Titel,Referent*innen,Raum
Donnerstag,14:30 Uhr,16 Uhr,Spitze aus Calais,Anna Braun und Paul Roth,Saal 1
Freitag,9 Uhr,10.30 Uhr,Der Hafen,,Saal 2
"""
ENGLISH = (
    "date\tstart time\tend time\ttitle\tspeakers\troom\n2026-01-29\t2:30 p.m.\t4:00 p.m.\tLace\tAnne Duval\tHall A\n"
)


def test_a_french_sheet() -> None:
    schedule, report = read(FRENCH)
    assert times(schedule) == [("La dentelle", "2026-01-29T14:30", 90), ("Le port", "2026-01-29T16:15", 45)]
    first = schedule.talks[0]
    assert [person.name for person in first.persons] == ["Anne Duval", "Paul Roche"]
    assert (first.subtitle[""], first.abstract[""], first.track[""], first.format[""], first.language) == (
        *("Un métier", "Du fil.", "Mémoire", "Conférence"),
        "fr",
    )
    assert [room.name for room in schedule.rooms] == ["Salle A", "Salle B"]
    assert report == []


def test_a_german_sheet_with_weekdays_of_the_event() -> None:
    schedule, report = read(GERMAN)
    assert times(schedule) == [("Spitze aus Calais", "2026-01-29T14:30", 90), ("Der Hafen", "2026-01-30T09:00", 90)]
    assert [person.name for person in schedule.talks[0].persons] == ["Anna Braun", "Paul Roth"]
    assert len(report) == 2
    assert "Freitag" in report[1]


def test_an_english_sheet() -> None:
    schedule, _report = read(ENGLISH)
    assert times(schedule) == [("Lace", "2026-01-29T14:30", 90)]


def test_a_title_and_a_logo_may_stand_above_the_head() -> None:
    schedule, _report = read(f"Programme 2026;;;\n;;;\nsur deux jours;;;\n{FRENCH}")
    assert len(schedule.talks) == 2


def test_a_sheet_without_a_head_is_understood_by_what_stands_in_it() -> None:
    schedule, _report = read("29/01/2026;14h30;La dentelle\n30/01/2026;9h;Le port\n")
    assert [title for title, *_rest in times(schedule)] == ["La dentelle", "Le port"]


def test_duplicate_heads_keep_their_columns_apart() -> None:
    schedule, _report = read("Titre;Titre;Jour;Heure\nUn;Deux;29/01;14h\n")
    assert times(schedule)[0][0] == "Un"


def test_a_column_for_each_speaker_is_one() -> None:
    schedule, _report = read(
        "Titre;Intervenant 1;Intervenant 2\nLa mer;Anne Duval, Lille;Paul Roche\nLe port;Luc Petit;\n"
    )
    named = [[person.name for person in talk.persons] for talk in schedule.talks]
    assert named == [["Anne Duval", "Paul Roche"], ["Luc Petit"]]
    assert schedule.talks[0].persons[0].affiliation == {"": "Lille"}


def test_first_name_and_surname_are_one_person() -> None:
    schedule, _report = read("Titre;Nom;Prénom;E-mail\nLa mer;Duval;Anne;anne@duval.example\n")
    assert [(person.name, person.email) for person in schedule.talks[0].persons] == [
        ("Anne Duval", "anne@duval.example")
    ]


def test_a_day_written_once_holds_for_the_rows_below() -> None:
    schedule, report = read("Jour;Heure;Titre\n29/01/2026;14h;Un\n;15h;Deux\n;16h;Trois\n30/01/2026;9h;Quatre\n")
    assert [start[:10] for _title, start, _minutes in times(schedule)] == ["2026-01-29"] * 3 + ["2026-01-30"]
    assert any(line.startswith("2 ") for line in report)


def test_a_row_that_is_a_day_heads_the_rows_below() -> None:
    schedule, _report = read("Heure;Titre;Salle\nJeudi 29 janvier 2026;;\n14h;Un;A\nVendredi 30 janvier;;\n9h;Deux;A\n")
    assert [(title, start) for title, start, _minutes in times(schedule)] == [
        ("Un", "2026-01-29T14:00"),
        ("Deux", "2026-01-30T09:00"),
    ]


def test_what_ends_before_it_begins_ends_in_the_night() -> None:
    schedule, _report = read("Jour;Début;Fin;Titre\n29/01/2026;22h;1h;Bal\n29/01/2026;24;25:30;Nuit\n")
    assert times(schedule) == [("Bal", "2026-01-29T22:00", 180), ("Nuit", "2026-01-30T00:00", 90)]


def test_without_an_end_a_talk_lasts_as_usual_but_not_into_the_next_one_of_its_room() -> None:
    schedule, report = read("Jour;Heure;Titre;Salle\n29/01;9h;Un;A\n29/01;9h20;Deux;A\n29/01;9h;Trois;B\n")
    assert [minutes for *_rest, minutes in times(schedule)] == [20, 60, 60]
    assert len(report) == 3


@pytest.mark.parametrize("header", ["Durée", "Durée (min)", "Dauer", "duration"])
def test_a_length_stands_for_the_end(header: str) -> None:
    schedule, _report = read(f"Jour;Heure;{header};Titre\n29/01;9h;45;Un\n29/01;10h;1h30;Deux\n")
    assert [minutes for *_rest, minutes in times(schedule)] == [45, 90]


def test_a_talk_without_a_day_or_hour_that_can_be_read_waits_in_the_tray() -> None:
    schedule, report = read(
        "Jour;Heure;Titre\n29/01;à définir;Un\n31/02/2026;9h;Deux\n29/01;plus tard;Trois\n;;Quatre\n"
    )
    assert (len(schedule.talks), schedule.slots) == (4, ())
    assert len(report) == 3


def test_a_row_without_a_title_is_named_with_its_number() -> None:
    schedule, report = read("Jour;Heure;Titre;Salle\n29/01;9h;Un;A\n29/01;10h;;A\n")
    assert len(schedule.talks) == 1
    assert [line for line in report if "3" in line and ":" in line]


def test_rows_with_one_title_are_times_of_one_talk() -> None:
    schedule, _report = read("Jour;Heure;Titre\n29/01;9h;Sprint\n30/01;9h;Sprint\n")
    assert (len(schedule.talks), len(schedule.slots)) == (1, 2)


def test_the_same_title_of_other_people_is_another_talk() -> None:
    schedule, _report = read("Jour;Heure;Titre;Intervenant\n29/01;9h;Atelier;Anne\n29/01;9h;Atelier;Paul\n")
    assert [talk.key for talk in schedule.talks] == ["Atelier", "Atelier (2)"]


def test_a_code_identifies_a_talk() -> None:
    schedule, report = read("ID;Titre;Jour;Heure\n7;Un;29/01;9h\n7;Un;30/01;9h\n7;Autre;29/01;9h\n")
    assert [(talk.key, talk.code) for talk in schedule.talks] == [("7", "7"), ("7 (2)", "")]
    assert any("7" in line for line in report)


def test_a_break_is_no_talk_and_a_cancelled_row_says_so() -> None:
    schedule, _report = read("Jour;Heure;Titre;Type;Statut\n29/01;9h;Café;Pause;\n29/01;10h;Un;Conférence;annulé\n")
    assert [(slot.kind, slot.state) for slot in schedule.slots] == [
        (SlotKind.BREAK, SlotState.CONFIRMED),
        (SlotKind.TALK, SlotState.CANCELLED),
    ]


def test_a_weekday_that_contradicts_its_date_is_reported() -> None:
    _schedule, report = read("Jour;Heure;Titre\nvendredi 29 janvier 2026;9h;Un\n")
    assert any("vendredi 29" in line for line in report)


def test_a_moment_with_its_offset_needs_no_zone() -> None:
    schedule, _report = read("Titre;Début;Fin\nUn;2026-01-29T14:30:00+01:00;2026-01-29T16:00:00+01:00\n")
    assert schedule.slots[0].starts_at.isoformat() == "2026-01-29T14:30:00+01:00"
    assert schedule.slots[0].minutes == 90


def test_american_dates_are_recognised_by_what_makes_sense() -> None:
    schedule, _report = read("Title,Date,Time\nOne,01/29/2026,9:00 AM\nTwo,01/30/2026,9:00 AM\n")
    assert [start[:10] for _title, start, _minutes in times(schedule)] == ["2026-01-29", "2026-01-30"]


@pytest.mark.parametrize("content", ["", "\n\n", "Titre;Jour\n", "hello\nworld\n", "BEGIN;V\n"])
def test_what_holds_no_talk_is_refused_with_one_sentence(content: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read(content)
    assert len(str(refused.value)) > 20


def test_bytes_that_are_no_text_are_no_sheet() -> None:
    assert not is_sheet(bytes(range(32)) * 20)
    assert not is_sheet(b"")
    assert is_sheet(b"a;b\n")


@pytest.mark.skipif(not SENT.is_dir(), reason="reads ../shared/data, which is not here")
@pytest.mark.parametrize(
    ("name", "first", "last", "talks"),
    [
        ("camp99.csv", date(1999, 8, 6), date(1999, 8, 8), 32),
        ("sendezentrum_31C3.csv", date(2014, 12, 27), date(2014, 12, 30), 21),
        ("schedule-example.xlsx", date(2016, 10, 27), date(2016, 10, 27), 13),
    ],
)
def test_sheets_that_people_sent_are_read_whole(name: str, first: date, last: date, talks: int) -> None:
    schedule, _report = read((SENT / name).read_bytes(), Setting(first, last))
    assert len(schedule.talks) == len(schedule.slots) == talks
    days = {slot.starts_at.date() for slot in schedule.slots}
    assert (min(days), max(days)) == (first, last)


@settings(deadline=None)
@given(st.one_of(st.binary(max_size=300), st.text('jour;heure\n29/01h:,"é=-', max_size=120).map(str.encode)))
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    with suppress(Refused):
        assert read_sheet(b"titre;jour;heure;fin\n" + content, Report(), CONGRESS).complete is False


CELL = st.sampled_from(
    [
        *"12",
        "24",
        "29/01",
        "29/01/2026",
        "14h30",
        "jeudi",
        "9-10",
        "tbd",
        "=1+1",
        "é",
        "",
        "-",
        "Anne et Paul",
        "99999",
        "0:00 a.m.",
        "1e9",
        "٣",
        "²",
    ]
)


@settings(deadline=None, max_examples=200)
@given(st.lists(st.lists(CELL, min_size=6, max_size=6), max_size=6))
def test_any_cells_are_read(rows: list[list[str]]) -> None:
    head = "titre;jour;début;fin;durée;intervenants\n"
    with suppress(Unreadable):
        read(head + "\n".join(";".join(row) for row in rows), Setting(date(1, 1, 1), date(9999, 12, 31)))

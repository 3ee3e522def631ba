"""The list as a sheet: what stands in it, and that Excel takes nothing in it for a formula."""

import csv
import io
from pathlib import Path

import openpyxl
import pytest
from flask import Flask
from flask.testing import FlaskClient

from events.event.models import Event
from events.extensions import db
from events.registration.actions import give_back_all
from events.registration.exchange import registrations_file
from events.registration.queries.lists import Wanted
from events.registration.rules import Source
from tests.factories import NOW, EventFactory, scheduled_talk
from tests.people.cast import Cast, sign_in
from tests.registration.test_actions import claimed, lecture

EVIL = "=HYPERLINK(1)"


@pytest.fixture
def event(inside: Flask) -> Event:
    return EventFactory.make(slug="saison")


def csv_rows(content: bytes) -> list[list[str]]:
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))


def test_a_row_says_all_of_a_registration_and_a_talk(event: Event) -> None:
    talk, other = lecture(event, title={"fr": "La dentelle"}), scheduled_talk(event, title={"fr": "Le port"})
    made = claimed(event, talk, other, name="Hélène Roy", phone="03 21 00 00 00", companions=("Luc", "Zoé"))
    given = claimed(event, other, name="Adèle", email="", source=Source.DESK)
    give_back_all(given, now=NOW)
    head, adele, first, second = csv_rows(registrations_file(event, Wanted(), "csv"))
    assert len(head) == len(first)
    assert adele[0:1] + adele[4:] == [
        "Adèle",
        "Le port",
        "rendu",
        "1",
        "accueil",
        str(given.number),
        *["2026-01-15"] * 2,
    ]
    assert first == [
        *("Hélène Roy", "Luc, Zoé", "jeanne@example.org", "03 21 00 00 00", "La dentelle"),
        *("réservé", "3", "le site", str(made.number), "2026-01-15", ""),
    ]
    assert second[4] == "Le port"


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "'="])
def test_nothing_is_a_formula(event: Event, sign: str) -> None:
    claimed(event, lecture(event), name=f"{sign}1+1", companions=(f"{sign}2",))
    [_, row] = csv_rows(registrations_file(event, Wanted(), "csv"))
    assert row[:2] == [f"'{sign}1+1", f"'{sign}2"]
    sheet = openpyxl.load_workbook(io.BytesIO(registrations_file(event, Wanted(), "xlsx"))).active
    assert sheet is not None
    assert [(cell.value, cell.data_type) for cell in sheet[2][:2]] == [(f"{sign}1+1", "s"), (f"{sign}2", "s")]


def test_the_sheet_is_narrowed_as_the_list_is(app: Flask, client: FlaskClient, cast: Cast) -> None:
    with app.app_context():
        event = db.session.query(Event).filter_by(slug="saison").one()
        talk, other = lecture(event, slug="dora"), scheduled_talk(event, slug="other")
        claimed(event, talk, other, name="Jeanne")
        claimed(event, other, name="Paul")
    ada = sign_in(client, cast.ada)
    answer = ada.get("/organise/saison/registrations.csv?talk=dora&q=jea")
    assert [row[0] for row in csv_rows(answer.data)[1:]] == ["Jeanne"]
    assert answer.headers["Content-Disposition"] == "attachment; filename=saison.csv"
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert ada.get("/organise/saison/registrations.exe").status_code == 404
    assert 'registrations.xlsx?q=jea"' in ada.get("/organise/saison/registrations/?q=jea").text


def test_the_command_writes_the_same(app: Flask, tmp_path: Path) -> None:
    with app.app_context():
        event = EventFactory.make(slug="saison")
        claimed(event, lecture(event))
        expected = registrations_file(event, Wanted(), "csv")
    target = tmp_path / "a.csv"
    runner = app.test_cli_runner()
    words = ["registration", "export", "saison", "--format", "csv", "-o"]
    assert runner.invoke(args=[*words, str(target)]).exit_code == 0
    assert target.read_bytes() == expected
    refused = runner.invoke(args=[*words, str(tmp_path / "no" / "where.csv")])
    assert (refused.exit_code, refused.output.count("\n")) == (1, 1)

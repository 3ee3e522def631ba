"""`flask documents build`."""

from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from events.extensions import db
from events.programme.actions import cancel_talk
from events.programme.models import Talk
from tests.documents.conftest import Printed
from tests.documents.events import lecture, seat
from tests.factories import NOW, EventFactory


@pytest.fixture
def season(app: Flask) -> Flask:
    with app.app_context():
        event = EventFactory.make(slug="saison")
        talk = lecture(event)
        lecture(event, slug="autre", speaker="Lionel Roux", days=7)
        seat(event, "Bob Vasseur", talk)
    return app


def build(app: Flask, *arguments: str) -> tuple[int, str]:
    result = app.test_cli_runner().invoke(args=["documents", "build", *arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, result.output.strip()


def test_the_programme_becomes_a_file(season: Flask, tmp_path: Path) -> None:
    status, output = build(season, "saison", "programme", "-o", str(tmp_path / "programme.pdf"))
    assert (status, len(output.splitlines())) == (0, 1)
    paper = Printed((tmp_path / "programme.pdf").read_bytes())
    assert "Mittelbau-Dora" in paper.text
    assert paper.catalog["/Lang"] == "fr"


def test_badges_become_a_file(season: Flask, tmp_path: Path) -> None:
    file = tmp_path / "badges.pdf"
    status, _ = build(season, "saison", "badges", "-o", str(file), "--sheet", "herma-4515", "--start-at", "15")
    paper = Printed(file.read_bytes())
    assert status == 0
    assert paper.page_count == 2
    for name in ("Vasseur", "Mathieu", "Roux"):
        assert name in paper.text
    build(season, "saison", "badges", "-o", str(file), "--talk", "mittelbau-dora")
    assert "Roux" not in Printed(file.read_bytes()).text


def test_the_people_to_ring_become_a_file(season: Flask, tmp_path: Path) -> None:
    file = tmp_path / "calls.pdf"
    with season.app_context():
        talk = db.session.scalars(select(Talk).filter_by(slug="mittelbau-dora")).one()
        cancel_talk(talk, {"fr": "Salle inondée."}, now=NOW)
    assert build(season, "saison", "call-sheet", "-o", str(file))[0] == 0
    paper = Printed(file.read_bytes())
    for words in ("Bob Vasseur", "Mittelbau-Dora", "Annulée", "Salle inondée."):
        assert words in " ".join(paper.text.split())


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["saison", "leaflet"], "There is no paper “leaflet”; there are: programme, badges, call-sheet."),
        (["nirgends", "programme"], "There is no event “nirgends”."),
        (["leer", "programme"], "“leer” has no released talk yet"),
        (["leer", "badges"], "there is no badge to print"),
        (["leer", "call-sheet"], "there is nobody to ring"),
        (["saison", "badges", "--talk", "x"], "There is no talk “x” in “saison”."),
        (["saison", "badges", "--sheet", "x"], "There is no sheet “x”; there are: avery-L4785"),
        (["saison", "badges", "--start-at", "11"], "A sheet of avery-L4785 has labels 1 to 10."),
    ],
)
def test_bad_input_is_one_clear_line(season: Flask, tmp_path: Path, arguments: list[str], sentence: str) -> None:
    with season.app_context():
        EventFactory.make(slug="leer")
    file = tmp_path / "paper.pdf"
    status, output = build(season, *arguments, "-o", str(file))
    assert status != 0
    assert sentence in output
    assert len(output.splitlines()) == 1
    assert not file.exists()


def test_a_folder_that_isnt_there_is_one_clear_line(season: Flask, tmp_path: Path) -> None:
    status, output = build(season, "saison", "programme", "-o", str(tmp_path / "nowhere" / "paper.pdf"))
    assert status != 0
    assert "No such file or directory" in output
    assert len(output.splitlines()) == 1

"""`flask programme import` and `export` as a shell sees them."""

from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from events.event.models import Event
from events.event.queries import find_event
from events.extensions import db
from events.people.models import Organisation
from tests.cli.test_programme import run
from tests.factories import OrganisationFactory
from tests.programme.exchange.samples import OLD, PRETALX_XML


@pytest.fixture
def file(tmp_path: Path) -> str:
    """Its name says nothing about it."""
    found = tmp_path / "somebodys-file.bin"
    found.write_text(PRETALX_XML)
    return str(found)


def test_a_schedule_is_taken_over_released_and_written(inside: Flask, file: str, tmp_path: Path) -> None:
    code, words = run(inside, "import", file, "--event", "demo", "--create")
    assert code == 0
    assert "done: demo: The event is new." in words
    assert "mended: Sprint (ABC123): Another talk has its guid" in words
    assert "Talks: 1, times: 2, breaks: 0." in words
    assert "flask programme release demo" in words
    assert run(inside, "release", "demo") == (0, "Version 1 is public.\n")
    for name in ("xml", "json"):
        out = tmp_path / f"out.{name}"
        assert run(inside, "export", "demo", "--format", name, "-o", str(out))[0] == 0
        assert "Sprint" in out.read_text()
    assert inside.test_client().get("/demo/schedule.xml").status_code == 200


def test_a_dry_run_tells_and_stores_nothing(inside: Flask, file: str) -> None:
    code, words = run(inside, "import", file, "--event", "demo", "--create", "--dry-run")
    assert code == 0
    assert "New talks: 1." in words
    assert words.endswith("Nothing was stored: this was a dry run.\n")
    assert find_event("demo") is None
    assert db.session.scalar(select(Organisation)) is None


def test_a_hidden_event(inside: Flask, file: str) -> None:
    run(inside, "import", file, "--event", "demo", "--create", "--unpublished")
    run(inside, "release", "demo")
    assert inside.test_client().get("/demo/schedule.xml").status_code == 404


def test_whose_event_it_is(inside: Flask, file: str) -> None:
    OrganisationFactory.make(name="Une")
    OrganisationFactory.make(name="Deux")
    code, words = run(inside, "import", file, "--event", "demo", "--create")
    assert (code, "“Deux”, “Une”" in words) == (1, True)
    assert run(inside, "import", file, "--event", "demo", "--create", "--organisation", "Trois")[0] == 1
    assert run(inside, "import", file, "--event", "demo", "--create", "--organisation", "Deux")[0] == 0
    event = db.session.scalars(select(Event)).one()
    assert event.organisation.name == "Deux"


def test_an_organisation_is_made_where_there_is_none(inside: Flask, file: str) -> None:
    run(inside, "import", file, "--event", "demo", "--create")
    assert db.session.scalars(select(Organisation.name)).all() == ["Démo"]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("--event", "demo"), "There is no event"),
        (("--event", "De mo", "--create"), "small letters"),
        (("--event", "organise", "--create"), "taken"),
    ],
)
def test_wrong_words_get_one_sentence(inside: Flask, file: str, words: tuple[str, ...], sentence: str) -> None:
    code, said = run(inside, "import", file, *words)
    assert (code, sentence in said) == (1, True)


def test_wrong_files_get_one_sentence(inside: Flask, tmp_path: Path) -> None:
    bad = tmp_path / "bad.xml"
    bad.write_bytes(b"<schedule>\xff")
    for file in (str(bad), str(tmp_path / "absent.xml"), str(tmp_path)):
        code, words = run(inside, "import", file, "--event", "demo", "--create")
        assert code == 1
        assert words.startswith("Error: ")
    assert run(inside, "export", "demo", "--format", "xml")[0] == 1


def test_export_says_what_it_takes(inside: Flask, tmp_path: Path) -> None:
    old = tmp_path / "old.xml"
    old.write_text(OLD)
    run(inside, "import", str(old), "--event", "old", "--create")
    code, words = run(inside, "export", "old", "--format", "xml", "-o", str(tmp_path / "out.xml"))
    assert (code, "never released" in words) == (0, True)
    assert (tmp_path / "out.xml").read_text().count("<event ") == 3
    code, words = run(inside, "export", "old", "--format", "pdf")
    assert (code, "xml, json" in words) == (1, True)

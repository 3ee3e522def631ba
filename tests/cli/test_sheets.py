"""`flask programme import` and `export` of sheets, calendars and OpenAgenda."""

import json
from pathlib import Path

import pytest
from flask import Flask

from tests.cli.test_programme import run

SHEET = (
    "Titre;Jour;Début;Fin;Salle;Intervenant\nLa mer;29/01/2026;14h30;16h;Salle A;Anne Duval\nLe port;30/01;9h;10h;;\n"
)


@pytest.fixture
def imported(inside: Flask, tmp_path: Path) -> Flask:
    file = tmp_path / "programme.txt"
    file.write_text(SHEET, encoding="cp1252")
    code, words = run(inside, "import", str(file), "--event", "forum", "--create")
    assert code == 0
    assert "Talks: 2, times: 2, breaks: 0." in words
    run(inside, "release", "forum")
    return inside


@pytest.mark.parametrize("name", ["csv", "xlsx", "ics", "openagenda"])
def test_a_sheet_goes_in_and_every_format_comes_out(imported: Flask, tmp_path: Path, name: str) -> None:
    files = [tmp_path / f"{number}.{name}" for number in range(2)]
    for file in files:
        assert run(imported, "export", "forum", "--format", name, "-o", str(file))[0] == 0
    content = files[0].read_bytes()
    assert content == files[1].read_bytes()
    if name == "openagenda":
        assert json.loads(content)["total"] == 2
        assert run(imported, "export", "forum", "--format", name, "--draft")[0] == 1
    else:
        code, words = run(imported, "import", str(files[0]), "--event", "forum")
        assert code == 0
        assert "New t" not in words


def test_what_cannot_be_read_is_one_line(inside: Flask, tmp_path: Path) -> None:
    file = tmp_path / "x.csv"
    for content in (b"", b"PK\x03\x04", b"x;y\n1;2\n", b"BEGIN:VCALENDAR\n"):
        file.write_bytes(content)
        code, words = run(inside, "import", str(file), "--event", "forum", "--create")
        assert code == 1
        assert words.startswith("Error: ")
        assert words.count("\n") == 1

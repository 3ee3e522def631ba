"""Commands with impossible words: one line, no traceback, nothing changed."""

import pytest
from flask import Flask

FAR = "9" * 30
COMMANDS = (
    "programme move saison conference-1 --starts-at 0001-01-01T00:00",
    "programme move saison conference-1 --starts-at 9999-12-31T23:59",
    f"mail show {FAR}",
    f"registration open saison --capacity {FAR}",
    "registration add saison --name \u200b --talk conference-1",
    "registration add saison --name Bob --email =?utf-8?q?x?=@example.org --talk conference-1",
    "registration add saison --name Bob --email bob@example.org,eve@example.org --talk conference-1",
    "documents build saison badges -o /tmp/no/where.pdf --sheet ../../etc",
)


@pytest.mark.parametrize("words", COMMANDS)
def test_a_command_refuses_in_one_line(app: Flask, words: str) -> None:
    answer = app.test_cli_runner().invoke(args=words.split(" "))
    assert answer.exit_code not in {0, None}
    assert answer.exception is None or isinstance(answer.exception, SystemExit), answer.exception
    assert "Traceback" not in answer.output
    assert "Error: " in answer.output

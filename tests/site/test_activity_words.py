"""Every act that any room notes has words in both languages."""

import ast
from collections.abc import Iterator
from pathlib import Path

from flask import Flask
from flask_babel import force_locale

from events.site.activity_words import KINDS, VERBS

ROOMS = Path(__file__).parents[2] / "events"


def test_every_act_has_words(inside: Flask) -> None:
    noted = {verb for file in ROOMS.rglob("*.py") for verb in verbs_of(ast.parse(file.read_text("utf-8")))}
    assert len(noted) > 30
    begun = {verb.removesuffix("…") for verb in noted if verb.endswith("…")}
    assert [words for words in begun if not any(verb.startswith(words) for verb in VERBS)] == []
    assert {verb for verb in noted if not verb.endswith("…")} - VERBS.keys() - handed_on(begun) == set()


def handed_on(begun: set[str]) -> set[str]:
    """Verbs that are only the second word of others: `added` of `material added`."""
    return {verb.removeprefix(first) for verb in VERBS for first in begun if verb.startswith(first)}


def test_the_words_are_translated(inside: Flask) -> None:
    for words in (*VERBS.values(), *KINDS.values()):
        with force_locale("fr"):
            french = str(words)
        with force_locale("en"):
            assert french != str(words) or french == "date"


def verbs_of(module: ast.Module) -> Iterator[str]:
    """What is given for the parameter `verb` of `note`, and of every function that hands a verb on."""
    places = {"note": 0, "edit_of": 1, "first_edit_of": 2, "finish_edit": 1}
    for node in ast.walk(module):
        if isinstance(node, ast.FunctionDef):
            names = [argument.arg for argument in node.args.args]
            places |= {node.name: names.index("verb")} if "verb" in names else {}
    for call in (node for node in ast.walk(module) if isinstance(node, ast.Call)):
        name = call.func.id if isinstance(call.func, ast.Name) else ""
        if name in places and len(call.args) > places[name]:
            yield from constants(call.args[places[name]])


def constants(given: ast.expr) -> Iterator[str]:
    """Words written there: as they are, one or the other, or (ending in …) the first one of several."""
    if isinstance(given, ast.Constant):
        yield str(given.value)
    elif isinstance(given, ast.IfExp):
        yield from (*constants(given.body), *constants(given.orelse))
    elif isinstance(given, ast.JoinedStr) and isinstance(given.values[0], ast.Constant):
        yield str(given.values[0].value) + "…"

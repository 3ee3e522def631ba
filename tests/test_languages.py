"""Every page speaks one language: no English sentence on a French page, nor the reverse."""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest

from events.extensions import limiter
from events.kit import clock
from events.kit.localised import LANGUAGES
from tests.access.world import World, make_world
from tests.conftest import make_app
from tests.test_translations import FRENCH, ROOT, pairs, read

EVENT_TEXTS = {"Pause"}
"""What the tried event itself says, in its own language."""

READ_ALOUD = ("alt", "aria-label", "placeholder", "title")


class Words(HTMLParser):
    """The texts of a page, each as a reader meets it, and the language that the page says it has."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.language = ""
        self.found: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = dict(attrs)
        if tag == "html":
            self.language = known.get("lang") or ""
        self.found += [known[name] or "" for name in READ_ALOUD if name in known]

    def handle_data(self, data: str) -> None:
        self.found.append(data.strip())


@pytest.fixture(scope="module")
def foreign() -> dict[str, set[str]]:
    """For each language the whole sentences that only the other one has."""
    command = [sys.executable, "-m", "babel.messages.frontend", "--quiet", "compile", "--directory", "translations"]
    subprocess.run(command, cwd=ROOT, check=True)
    english, french = (set(words) for words in zip(*pairs(read(FRENCH)), strict=True))
    return {"fr": english - french, "en": french - english - EVENT_TEXTS}


@pytest.fixture(scope="module")
def world(
    foreign: dict[str, set[str]], migrated_sqlite: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[World]:
    instance = tmp_path_factory.mktemp("languages")
    shutil.copy(migrated_sqlite, instance / "estrade.sqlite3")
    limiter.enabled = False
    yield make_world(make_app(instance, EVENTS_NOW="2026-01-15T10:00+01:00"))
    limiter.enabled = True
    clock.start_at(None)


def pages(world: World, language: str) -> Iterator[tuple[str, Words]]:
    for rule in world.app.url_map.iter_rules():
        if "GET" in (rule.methods or ()):
            answer = world.ask("organiser", "GET", f"{world.address(rule)}?lang={language}", {})
            if answer.mimetype == "text/html" and answer.status_code == 200:
                yield rule.endpoint, Words(answer.text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_speak_the_language_they_were_asked_for(
    world: World, foreign: dict[str, set[str]], language: str
) -> None:
    seen = dict(pages(world, language))
    assert len(seen) > 30
    assert {page: words.language for page, words in seen.items() if words.language != language} == {}
    assert {page: odd for page, words in seen.items() if (odd := set(words.found) & foreign[language])} == {}

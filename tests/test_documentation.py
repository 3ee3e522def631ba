"""The documents say what is there: each setting, command, address and room, and nothing else."""

import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from flask import Flask

from tests.conftest import make_app

ROOT = Path(__file__).parents[1]
DOCUMENTS = ["README.md", "CONTRIBUTING.md", "CHANGELOG.md"]
SETTING = re.compile(r"\bEVENTS_[A-Z_]+\b")
ELSEWHERE = {"EVENTS_TEST_POSTGRES", "EVENTS_NEW_PASSWORD"}


@pytest.fixture
def app(tmp_path: Path) -> Flask:
    """The application without a database: its commands and addresses are enough here."""
    return make_app(tmp_path)


def words_of(document: str) -> str:
    return (ROOT / document).read_text("utf-8")


def code_in(document: str) -> list[str]:
    """What stands in `back quotes`."""
    return re.findall(r"(?<!`)`([^`\n]+)`(?!`)", words_of(document))


def table_under(heading: str) -> list[str]:
    """The first cells of the README's table below a heading, in their back quotes."""
    section = words_of("README.md").split(f"\n## {heading}\n")[1].split("\n## ")[0]
    cells = re.findall(r"^\| (`[^|]*?) \|", section.replace(r"\|", "/"), flags=re.MULTILINE)
    return [code for cell in cells for code in re.findall(r"`([^`]+)`", cell)]


def our_commands(group: click.Group, before: str = "flask") -> Iterator[str]:
    """Full names of the commands that the project itself offers."""
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from our_commands(command, f"{before} {name}")
        elif command.callback and command.callback.__module__.startswith("events."):
            yield f"{before} {name}"


def find_command(app: Flask, line: str) -> click.Command:
    """The command that a line such as `flask mail retry --all` runs."""
    found: click.Command = app.cli
    for word in line.split()[1:]:
        if isinstance(found, click.Group):
            assert word in found.commands, f"“{line}” stands in the documents and is no command"
            found = found.commands[word]
    assert not isinstance(found, click.Group), f"“{line}” is only the beginning of a command"
    return found


def name_of(line: str) -> str:
    """`flask people add-organiser --email` without its options and arguments."""
    words = [word for word in line.split() if not re.search(r"[^a-z-]", word) and not word.startswith("-")]
    return " ".join(words)


def test_every_setting_is_documented_and_every_documented_one_exists() -> None:
    read = set(SETTING.findall((ROOT / "events/config.py").read_text("utf-8")))
    assert set(table_under("Settings")) == read
    assert {name for document in DOCUMENTS for name in SETTING.findall(words_of(document))} <= read | ELSEWHERE


def test_no_other_module_reads_a_setting_of_its_own() -> None:
    named = {name for file in ROOT.glob("events/**/*.py") for name in SETTING.findall(file.read_text("utf-8"))}
    assert named <= set(table_under("Settings")) | ELSEWHERE


def test_every_command_is_documented_and_every_documented_one_exists(app: Flask) -> None:
    documented = [line for line in table_under("Commands") if line.startswith("flask ")]
    offered = set(our_commands(app.cli))
    assert {name_of(line) for line in documented if not line.startswith("flask db")} == offered


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_command_line_could_be_typed(app: Flask, document: str) -> None:
    for line in [code for code in code_in(document) if re.match(r"(\.venv/bin/)?flask .*[a-z]", code)]:
        options = {option for part in find_command(app, line).params for option in part.opts}
        assert set(re.findall(r"(?<!\S)--?[a-z][a-z-]*", line)) <= options, line


def test_every_option_named_beside_a_command_is_its_own(app: Flask) -> None:
    for row in re.findall(r"^\| `flask .*$", words_of("README.md"), flags=re.MULTILINE):
        line, *others = re.findall(r"`([^`]+)`", row)
        options = {option for part in find_command(app, line).params for option in part.opts}
        assert {word for word in others if word.startswith("--")} <= options, line


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_make_target_exists(document: str) -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), flags=re.MULTILINE))
    assert set(re.findall(r"(?:^|`|\d )make ([a-z-]+)", words_of(document), flags=re.MULTILINE)) <= targets


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_address_answers(app: Flask, document: str) -> None:
    addresses = app.url_map.bind("127.0.0.1")
    for path in [code.removeprefix("GET ") for code in code_in(document) if re.match(r"(GET )?/[a-z/-]+$", code)]:
        endpoint, _ = addresses.match(path, "GET")
        assert endpoint != "site.event", f"{path} is no address of its own"


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_link_leads_to_a_file(document: str) -> None:
    links = re.findall(r"\]\((?!https?://)([^)#]+)", words_of(document))
    assert [link for link in links if not (ROOT / link).exists()] == []


def test_the_pictures_are_those_that_the_readme_shows_and_make_pictures_takes() -> None:
    there = {file.relative_to(ROOT).as_posix() for file in ROOT.glob("docs/pictures/*")}
    shown = set(re.findall(r"!\[[^\]]+\]\(([^)]+)\)", words_of("README.md")))
    named = re.findall(r"\btake(?:_paper)?\(page,.*?\"([a-z-]+)\"", words_of("tests/journeys/pictures.py"))
    assert there == shown == {f"docs/pictures/{name}.png" for name in named}


def test_the_map_shows_every_room() -> None:
    rooms = {folder.parent.name for folder in ROOT.glob("events/*/__init__.py")}
    assert set(table_under("The rooms")) == rooms

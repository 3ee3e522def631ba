"""The access table holds: every route, every role, the exact status; no route is missing from it."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from werkzeug.routing import Rule

from events.extensions import limiter
from events.kit import clock
from tests.access.table import TABLE
from tests.access.world import ROLES, World, make_world
from tests.conftest import make_app

READING = {"GET", "HEAD", "OPTIONS"}
WITHOUT_TOKEN = {"POST registration.leave_by_one_click"}
"""POST routes that other programs call, which know no CSRF token."""


@pytest.fixture(scope="module")
def world(migrated_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    instance = tmp_path_factory.mktemp("world")
    shutil.copy(migrated_sqlite, instance / "estrade.sqlite3")
    app = make_app(instance, EVENTS_NOW="2026-01-15T10:00+01:00")
    limiter.enabled = False
    made = make_world(app)
    yield made
    limiter.enabled = True
    clock.start_at(None)


def routes(app: Flask) -> dict[str, list[Rule]]:
    """The rules behind each row's name."""
    found: dict[str, list[Rule]] = {}
    for rule in app.url_map.iter_rules():
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}:
            found.setdefault(f"{method} {rule.endpoint}", []).append(rule)
    return found


def test_every_route_stands_in_the_table(world: World) -> None:
    assert sorted(routes(world.app).keys() - TABLE.keys()) == [], "routes without a row in tests/access/table.py"
    assert sorted(TABLE.keys() - routes(world.app).keys()) == [], "rows without a route"


@pytest.mark.parametrize("name", TABLE)
def test_every_role_gets_its_status(world: World, name: str) -> None:
    method = name.partition(" ")[0]
    found = {}
    for rule in routes(world.app).get(name, []):
        for role in ROLES:
            if method not in READING:
                world.restore()
            form = {} if method in READING else {**TABLE[name].form, "csrf_token": world.tokens[role]}
            found[role] = world.ask(role, method, world.address(rule), form).status_code
        assert found == TABLE[name].statuses, rule
    world.restore()


def test_what_changes_something_needs_its_token(world: World) -> None:
    for name, rules in routes(world.app).items():
        method = name.partition(" ")[0]
        for rule in rules if method not in READING and name not in WITHOUT_TOKEN else ():
            for role in ("anonymous", "organiser"):
                answer = world.ask(role, method, world.address(rule), TABLE[name].form if name in TABLE else {})
                assert answer.status_code == 400, (role, rule)

"""A published season on SQLite: the kind of database doesn't matter to these cases."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from events.extensions import db, limiter
from tests.conftest import make_app
from tests.site.pages import season


@pytest.fixture
def app(migrated_sqlite: Path, tmp_path: Path) -> Iterator[Flask]:
    shutil.copy(migrated_sqlite, tmp_path / "estrade.sqlite3")
    made = make_app(tmp_path, EVENTS_NOW="2026-01-15T10:00+01:00")
    limiter.enabled = False
    with made.app_context():
        season()
    yield made
    limiter.enabled = True
    with made.app_context():
        db.session.remove()
        db.engine.dispose()

"""A real browser on the served demonstration: Debian's Chromium, driven by Playwright."""

import shutil
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, sync_playwright
from werkzeug.serving import make_server

from events.cli.demo import load_demonstration
from events.extensions import db
from events.kit import clock
from tests.conftest import make_app

CHROMIUM = Path("/usr/bin/chromium")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"]
QUIET = ["--disable-background-networking", "--disable-component-update"]


@dataclass(frozen=True)
class Site:
    """The served application; `address` ends without a slash."""

    app: Flask
    address: str


@pytest.fixture(scope="module")
def site(migrated_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The demonstration on 15 January 2026, on a free port of this machine."""
    instance = tmp_path_factory.mktemp("demonstration")
    shutil.copy(migrated_sqlite, instance / "estrade.sqlite3")
    app = make_app(instance, EVENTS_NOW="2026-01-15T10:00+01:00")
    with app.app_context():
        load_demonstration()
        db.session.remove()
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield Site(app, f"http://127.0.0.1:{server.server_port}")
    server.shutdown()
    thread.join()
    server.server_close()
    clock.start_at(None)
    with app.app_context():
        db.engine.dispose()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if not CHROMIUM.exists():
        pytest.skip(f"no browser: {CHROMIUM} is not installed")
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=str(CHROMIUM), args=[*FLAGS, *QUIET])
        yield launched
        launched.close()

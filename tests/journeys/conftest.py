"""A real browser on the served application: Debian's Chromium, driven by Playwright."""

import shutil
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, sync_playwright
from werkzeug.serving import make_server

from events.cli.demo import load_demonstration
from events.extensions import db
from events.kit import clock
from events.mail.jobs import deliver_outbox
from tests.conftest import make_app
from tests.mail.relays import Relay, running_relay

CHROMIUM = Path("/usr/bin/chromium")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"]
QUIET = ["--disable-background-networking", "--disable-component-update"]
TODAY = "2026-01-15T10:00+01:00"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A browser that leaves a page drops what it was still loading: files are then closed by nobody."""
    dropped = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
    for item in items:
        if item.path.parent == Path(__file__).parent:
            item.add_marker(dropped)


@dataclass(frozen=True)
class Site:
    """The served application; `address` ends without a slash. Mail goes to `relay`."""

    app: Flask
    address: str
    relay: Relay

    def post_arrives(self) -> list[EmailMessage]:
        """Sends what waits in the outbox, as a worker does, and returns what the relay took by that."""
        before = len(self.relay.contents)
        with self.app.app_context():
            deliver_outbox()
            db.session.remove()
        return self.relay.messages[before:]


@pytest.fixture(scope="module")
def site(migrated_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The demonstration on 15 January 2026, on a free port of this machine."""
    with demonstration(migrated_sqlite, tmp_path_factory) as site:
        yield site


@contextmanager
def demonstration(database: Path, folders: pytest.TempPathFactory, base_url: str = "") -> Iterator[Site]:
    with served(database, folders.mktemp("demonstration"), base_url) as site:
        with site.app.app_context():
            load_demonstration()
            db.session.remove()
        yield site


@pytest.fixture
def empty_site(migrated_sqlite: Path, tmp_path: Path) -> Iterator[Site]:
    """A new installation on the same day."""
    with served(migrated_sqlite, tmp_path) as site:
        yield site


@contextmanager
def served(database: Path, instance: Path, base_url: str = "") -> Iterator[Site]:
    """`base_url`: the address in mails and papers; the one served when empty."""
    shutil.copy(database, instance / "estrade.sqlite3")
    address = f"http://127.0.0.1:{free_port()}"
    with running_relay() as relay:
        app = make_app(
            instance,
            EVENTS_NOW=TODAY,
            EVENTS_BASE_URL=base_url or address,
            EVENTS_MAIL_URL=relay.url,
            EVENTS_JOBS_URL="memory://",
        )
        with answering(app, int(address.rpartition(":")[2])):
            yield Site(app, address, relay)
    clock.start_at(None)
    with app.app_context():
        db.engine.dispose()


@contextmanager
def answering(app: Flask, port: int) -> Iterator[None]:
    server = make_server("127.0.0.1", port, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return int(taken.getsockname()[1])


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if not CHROMIUM.exists():
        pytest.skip(f"no browser: {CHROMIUM} is not installed")
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=str(CHROMIUM), args=[*FLAGS, *QUIET])
        yield launched
        launched.close()


Visitor = Callable[..., BrowserContext]


@pytest.fixture
def visitor(browser: Browser) -> Iterator[Visitor]:
    """Somebody's own browser: `visitor(site, locale="en", java_script_enabled=False, …)`; closed after the test."""
    opened: list[BrowserContext] = []

    def arrive(site: Site, **options: object) -> BrowserContext:
        context = browser.new_context(**{"base_url": site.address, "locale": "en", **options})  # type: ignore[arg-type]
        context.set_default_timeout(10_000)
        opened.append(context)
        return context

    yield arrive
    for context in opened:
        context.close()

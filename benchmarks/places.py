"""Where is measured: a temporary instance with the demonstration, on SQLite or on a PostgreSQL database of its own."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psycopg

from benchmarks.large import write_large_schedule

ROOT = Path(__file__).parents[1]
POSTGRES = os.environ.get("EVENTS_TEST_POSTGRES", "postgresql://postgres@127.0.0.1/").rstrip("/")
SEASON = "les-conferences-du-jeudi"
TALK = "mittelbau-dora-un-camp-de-concentration-secret-tres-meurtrier"
CONGRESS = "rencontres-du-temps-libre-2026"
LARGE = "grand-congres"


@dataclass(frozen=True)
class Place:
    """An instance by its settings; `EVENTS_PROXIES` lets one client stand for visitors of many addresses."""

    name: str
    settings: dict[str, str] = field(default_factory=dict)

    @property
    def environment(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith("EVENTS_") and name != "PORT"}
        return kept | self.settings

    def flask(self, *arguments: str) -> None:
        command = [sys.executable, "-m", "flask", *arguments]
        subprocess.run(command, cwd=ROOT, env=self.environment, stdout=subprocess.DEVNULL, check=True)


def places() -> Iterator[Place]:
    """Each place while it exists; a line says why PostgreSQL is left out where it is."""
    with prepared("SQLite") as place:
        yield place
    try:
        server = psycopg.connect(f"{POSTGRES}/postgres", autocommit=True, connect_timeout=3)
    except psycopg.OperationalError as error:
        print(f"PostgreSQL is left out: {str(error).splitlines()[0]}")
        return
    with server, own_database(server) as url, prepared("PostgreSQL", EVENTS_DATABASE_URL=url) as place:
        yield place


@contextmanager
def prepared(name: str, **settings: str) -> Iterator[Place]:
    """A place where the demonstration is loaded, with room for everybody at its lecture."""
    with tempfile.TemporaryDirectory(prefix="estrade-bench-") as folder:
        common = {"EVENTS_INSTANCE": folder, "EVENTS_NOW": "2026-01-15T10:00+01:00", "EVENTS_PROXIES": "1"}
        place = Place(name, {**common, **settings})
        place.flask("db", "upgrade")
        place.flask("demo")
        place.flask("registration", "open", SEASON, "--talk", TALK, "--capacity", "1000000")
        bring_in_large_congress(place, Path(folder))
        yield place


def bring_in_large_congress(place: Place, folder: Path) -> None:
    """943 talks in 29 rooms, released."""
    file = folder / "large.xml"
    write_large_schedule(file)
    place.flask("programme", "import", str(file), "--event", LARGE, "--create")
    place.flask("programme", "release", LARGE)


@contextmanager
def own_database(server: psycopg.Connection) -> Iterator[str]:
    name = f"estrade_bench_{os.getpid()}"
    server.execute(f'CREATE DATABASE "{name}"')
    try:
        yield f"{POSTGRES}/{name}"
    finally:
        server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')

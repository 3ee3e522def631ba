"""One application on SQLite and one on PostgreSQL; every test that asks for `app` runs on both."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from argon2 import PasswordHasher
from flask import Flask
from flask.testing import FlaskClient
from flask_migrate import upgrade
from jinja2.bccache import Bucket, BytecodeCache
from sqlalchemy import text

from app import create_app
from events.config import read_settings
from events.extensions import db
from events.people import passwords
from tests.people.cast import Cast, make_cast

POSTGRES = os.environ.get("EVENTS_TEST_POSTGRES", "postgresql://postgres@127.0.0.1/").rstrip("/")
DATABASE = f"estrade_test_{os.getpid()}"


@pytest.fixture(autouse=True, scope="session")
def cheap_passwords() -> Iterator[None]:
    """Hashing costs next to nothing in tests."""
    real, passwords.hasher = passwords.hasher, PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    yield
    passwords.hasher = real


class CompiledOnce(BytecodeCache):
    """Templates compiled for one application serve the next ones."""

    def __init__(self) -> None:
        self.code: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self.code:
            bucket.bytecode_from_string(self.code[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self.code[bucket.key] = bucket.bytecode_to_string()


COMPILED = CompiledOnce()


def make_app(instance: Path, **environ: str) -> Flask:
    """The application on an instance folder of its own, with settings as the environment would give them."""
    app = create_app(read_settings({"EVENTS_INSTANCE": str(instance), **environ}))
    app.config["TESTING"] = True
    app.jinja_env.bytecode_cache = COMPILED
    return app


@pytest.fixture(scope="session")
def migrated_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated, empty SQLite file to copy."""
    instance = tmp_path_factory.mktemp("migrated")
    with make_app(instance).app_context():
        upgrade()
        db.session.remove()
        db.engine.dispose()
    return instance / "estrade.sqlite3"


@pytest.fixture(scope="session")
def postgres_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A migrated PostgreSQL database of this test run; dropped at its end."""
    try:
        server = psycopg.connect(f"{POSTGRES}/postgres", autocommit=True, connect_timeout=3)
    except psycopg.OperationalError as error:
        pytest.skip(f"no PostgreSQL at {POSTGRES}: {error}")
    server.execute(f'CREATE DATABASE "{DATABASE}"')
    server.execute(f'ALTER DATABASE "{DATABASE}" SET synchronous_commit TO off')
    url = f"{POSTGRES}/{DATABASE}"
    with make_app(tmp_path_factory.mktemp("postgres"), EVENTS_DATABASE_URL=url).app_context():
        upgrade()
        db.session.remove()
        db.engine.dispose()
    yield url
    server.execute(f'DROP DATABASE "{DATABASE}" WITH (FORCE)')
    server.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def app(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Flask]:
    """The application on an empty database of each kind."""
    if request.param == "sqlite":
        shutil.copy(request.getfixturevalue("migrated_sqlite"), tmp_path / "estrade.sqlite3")
        made = make_app(tmp_path)
    else:
        made = make_app(tmp_path, EVENTS_DATABASE_URL=request.getfixturevalue("postgres_url"))
    yield made
    with made.app_context():
        db.session.remove()
        if request.param == "postgresql":
            empty_all_tables()
        db.engine.dispose()


EMPTY = """
DO $$ DECLARE name text; BEGIN
  SET LOCAL session_replication_role = replica;
  FOR name IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'alembic_version' LOOP
    EXECUTE format('DELETE FROM %I', name);
  END LOOP;
  PERFORM setval(oid::regclass, 1, false) FROM pg_class WHERE relkind = 'S';
END $$
"""
"""Many times faster than TRUNCATE for the few rows of a test."""


def empty_all_tables() -> None:
    db.session.execute(text(EMPTY))
    db.session.commit()
    db.session.remove()


@pytest.fixture
def inside(app: Flask) -> Iterator[Flask]:
    """The application with its context pushed, for tests of actions and queries (not of pages)."""
    with app.app_context():
        yield app


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def cast(app: Flask) -> Cast:
    """Ada organises, Dora serves the desk, Eve belongs to another organisation and must never see anything."""
    with app.app_context():
        return make_cast()

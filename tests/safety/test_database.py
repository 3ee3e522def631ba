"""The database doesn't let us write: the person keeps her form, and all goes on alone afterwards."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import text

from app import engine_options
from events.config import read_settings
from events.extensions import db
from events.registration.models import Registration
from tests.people.cast import token

FORM = {"name": "Zoé Cassel", "email": "zoe@example.org", "talks": "conference-1"}


@pytest.fixture
def impatient(app: Flask) -> Iterator[Flask]:
    """Waits for a lock 50 ms instead of 30 s."""
    from sqlalchemy import event

    with app.app_context():
        engine = db.engine
        engine.dispose()

    def hurry(connection: sqlite3.Connection, _record: object) -> None:
        connection.execute("PRAGMA busy_timeout=50")

    event.listen(engine, "connect", hurry)
    yield app
    event.remove(engine, "connect", hurry)


def test_a_locked_database_keeps_the_form_and_is_found_again(impatient: Flask) -> None:
    client = impatient.test_client()
    form = {**FORM, "csrf_token": token(client, "/saison/register")}
    file = Path(impatient.config["SETTINGS"].instance) / "estrade.sqlite3"
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    answer = client.post("/saison/register", data=form)
    assert answer.status_code == 503
    assert "Zoé Cassel" in answer.text
    assert int(answer.headers["Retry-After"]) > 0
    assert client.get("/saison/").status_code == 200
    other.execute("ROLLBACK")
    other.close()
    assert client.post("/saison/register", data=form).status_code == 303
    with impatient.app_context():
        assert db.session.query(Registration).count() == 1


def test_a_full_disk_keeps_the_form(app: Flask) -> None:
    client = app.test_client()
    form = {**FORM, "notes": "x" * 2000, "csrf_token": token(client, "/saison/register")}
    with app.app_context():
        pages = db.session.scalar(text("PRAGMA page_count"))
        connection = db.engine.raw_connection()
        connection.execute(f"PRAGMA max_page_count={pages}")
        connection.close()
        db.session.remove()
    names = [f"Zoé Cassel {number}" for number in range(30)]
    answers = {name: client.post("/saison/register", data={**form, "name": name}) for name in names}
    assert {answer.status_code for answer in answers.values()} == {303, 503}
    assert all(name in answer.text for name, answer in answers.items() if answer.status_code == 503)


def test_postgresql_is_waited_for_no_longer_than_sqlite(tmp_path: Path) -> None:
    settings = read_settings({"EVENTS_INSTANCE": str(tmp_path), "EVENTS_DATABASE_URL": "postgresql://nowhere/x"})
    options = engine_options(settings)
    assert options["pool_pre_ping"]
    assert "lock_timeout=30s" in options["connect_args"]["options"]

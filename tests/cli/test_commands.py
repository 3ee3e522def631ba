"""Commands as a shell sees them: their status, and one clear line instead of a traceback."""

from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import text

from events.extensions import db
from events.kit.schema import Schema, schema
from tests.conftest import make_app
from tests.factories import NOW, AccountFactory
from tests.mail.letters import queue
from tests.worker.processes import run


def test_mail_status_counts_and_lists_trouble(inside: Flask) -> None:
    message = queue()
    message.state, message.last_error = "failed", "550 unknown"
    db.session.commit()
    result = inside.test_cli_runner().invoke(args=["mail", "status"])
    assert result.exit_code == 0
    assert "failed\t1\n" in result.output
    assert f"{message.id}\tfailed\tbob@example.org\tmail/test\t550 unknown\n" in result.output


def test_mail_retry_says_how_many(inside: Flask) -> None:
    message = queue()
    message.state = "failed"
    db.session.commit()
    assert inside.test_cli_runner().invoke(args=["mail", "retry"]).output == "1 message is sent again.\n"
    db.session.rollback()
    assert (message.state, message.attempts) == ("retry", 0)


def test_mail_retry_of_an_unknown_message_is_one_line(inside: Flask) -> None:
    result = inside.test_cli_runner().invoke(args=["mail", "retry", "--message", "7"])
    assert result.exit_code == 1
    assert result.output == "Error: No message 7 failed or waits for another attempt.\n"


def test_mail_show_hides_the_secrets_of_links(inside: Flask) -> None:
    values = {"name": "Ada", "account_id": AccountFactory.make(password="x").id}
    message = queue(template="people/new_password", values=values, language="en")
    shown = inside.test_cli_runner().invoke(args=["mail", "show", str(message.id)]).output
    assert "To: Bob Vasseur <bob@example.org>\n" in shown
    assert "Hello Ada," in shown
    assert "http://127.0.0.1:8000/…" in shown


def test_mail_show_of_an_unknown_message_is_one_line(inside: Flask) -> None:
    result = inside.test_cli_runner().invoke(args=["mail", "show", "7"])
    assert (result.exit_code, result.output) == (1, "Error: There is no message 7.\n")


@pytest.mark.parametrize(
    ("settings", "sentence"),
    [
        ({"EVENTS_MAIL_URL": "ftp://relay"}, "EVENTS_MAIL_URL must begin with"),
        ({"EVENTS_JOBS_URL": "ftp://queue"}, "EVENTS_JOBS_URL must begin with"),
        ({"EVENTS_PROXIES": "many"}, "EVENTS_PROXIES must be a whole number"),
        ({"EVENTS_NOW": "tomorrow"}, "EVENTS_NOW must be an ISO date and time"),
        ({}, "The database cannot be used: no such table: message."),
        ({"EVENTS_DATABASE_URL": "postgresql://127.0.0.1:1/none"}, "The database cannot be used:"),
    ],
)
def test_what_cannot_start_says_so_in_one_line(tmp_path: Path, settings: dict[str, str], sentence: str) -> None:
    result = run("mail", "status", **({"EVENTS_INSTANCE": str(tmp_path)} | settings))
    assert result.returncode == 1
    assert result.stdout == ""
    assert result.stderr.startswith(f"Error: {sentence}")
    assert len(result.stderr.splitlines()) == 1


def test_a_worker_waits_for_the_migrations(tmp_path: Path) -> None:
    result = run("worker", EVENTS_INSTANCE=str(tmp_path))
    assert (result.returncode, len(result.stderr.splitlines())) == (1, 1)
    assert "flask db upgrade" in result.stderr


def test_an_empty_database_is_older_and_a_foreign_one_newer(tmp_path: Path) -> None:
    with make_app(tmp_path).app_context():
        assert schema() is Schema.OLDER
        migrate_to("f00d")
        assert schema() is Schema.NEWER
        db.engine.dispose()


def migrate_to(revision: str) -> None:
    db.session.execute(text("CREATE TABLE IF NOT EXISTS alembic_version (version_num VARCHAR(32))"))
    db.session.execute(text("INSERT INTO alembic_version VALUES (:revision)"), {"revision": revision})
    db.session.commit()


def test_a_migrated_database_is_current(inside: Flask) -> None:
    assert schema() is Schema.CURRENT


def test_migrating_keeps_a_copy_of_the_file(tmp_path: Path) -> None:
    settings = {"EVENTS_INSTANCE": str(tmp_path), "EVENTS_NOW": NOW.isoformat()}
    assert run("db", "upgrade", **settings).returncode == 0
    assert not (tmp_path / "backups").exists()
    with make_app(tmp_path).app_context():
        queue()
        db.session.execute(text("UPDATE alembic_version SET version_num = '0001'"))
        db.session.commit()
        db.engine.dispose()
    assert run("db", "downgrade", "base", **settings).returncode == 0
    [copy] = (tmp_path / "backups").iterdir()
    assert copy.stat().st_mode & 0o777 == 0o600
    with make_app(tmp_path, EVENTS_DATABASE_URL=f"sqlite:///{copy}").app_context():
        assert db.session.scalar(text("SELECT count(*) FROM message")) == 1
        db.engine.dispose()

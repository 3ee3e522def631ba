"""Migrations keep rows: from the first version to the newest, and through a table that has to be rebuilt."""

import shutil
from pathlib import Path

from flask import Flask
from flask_migrate import check, downgrade, upgrade
from sqlalchemy import func, select, text

from events.event.models import Event
from events.extensions import db
from events.mail.models import Message
from events.people.models import Organisation
from events.programme.models import ReleasedSlot, Talk
from events.registration.actions import register
from events.registration.models import Registration, Seat
from events.registration.rules import Claim
from tests.factories import NOW, EventFactory, scheduled_talk

REBUILD = '''"""Widen columns of the tables that everything hangs on: SQLite rebuilds them"""

import sqlalchemy as sa
from alembic import op

revision = "rebuild"
down_revision = {head!r}
branch_labels = None
depends_on = None
COLUMNS = {{"organisation": ("name", 200), "event": ("zone", 64), "talk": ("slug", 80)}}


def upgrade() -> None:
    for table, (column, length) in COLUMNS.items():
        with op.batch_alter_table(table) as batch:
            batch.alter_column(column, type_=sa.String(length + 50), existing_type=sa.String(length))


def downgrade() -> None:
    for table, (column, length) in COLUMNS.items():
        with op.batch_alter_table(table) as batch:
            batch.alter_column(column, type_=sa.String(length), existing_type=sa.String(length + 50))
'''
TABLES = (Organisation, Event, Talk, ReleasedSlot, Seat)


def with_rows(app: Flask) -> dict[str, int]:
    """How many rows each table holds, some being there."""
    with app.app_context():
        event = EventFactory.make()
        talk = scheduled_talk(event)
        register(event, Claim(name="Jeanne", email="jeanne@example.org", talk_ids=(talk.id,)), now=NOW)
    return count_rows(app)


def count_rows(app: Flask) -> dict[str, int]:
    with app.app_context():
        return {table.__name__: db.session.scalar(select(func.count()).select_from(table)) or 0 for table in TABLES}


def head(app: Flask) -> str:
    with app.app_context():
        return str(db.session.execute(text("SELECT version_num FROM alembic_version")).scalar_one())


def test_models_and_migrations_agree(app: Flask) -> None:
    with app.app_context():
        check()


def test_upgrading_again_keeps_every_row(app: Flask) -> None:
    before = with_rows(app)
    with app.app_context():
        upgrade()
    assert count_rows(app) == before
    assert min(before.values()) > 0


def test_rebuilding_a_table_keeps_its_children(app: Flask, tmp_path: Path) -> None:
    before, known = with_rows(app), head(app)
    folder = tmp_path / "migrations"
    shutil.copytree("migrations", folder)
    (folder / "versions" / "rebuild.py").write_text(REBUILD.format(head=known))

    with app.app_context():
        upgrade(directory=str(folder))
        assert count_rows(app) == before
        if db.engine.dialect.name == "sqlite":
            assert db.session.execute(text("PRAGMA foreign_key_check")).all() == []
        db.session.remove()
        downgrade(directory=str(folder), revision=known)


def test_messages_sent_before_know_whose_they_are(app: Flask) -> None:
    with_rows(app)
    with app.app_context():
        db.session.remove()
        downgrade(revision="offers")
        db.session.remove()
        upgrade()
        db.session.remove()
        [message] = db.session.scalars(select(Message))
        [registration] = db.session.scalars(select(Registration.id))
        assert message.holder == f"registration:{registration}"

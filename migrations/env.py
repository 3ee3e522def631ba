"""Runs Alembic with the application's engine, in one exclusive transaction on either database."""

from typing import Any

from alembic import context
from flask import current_app
from sqlalchemy import Connection

from events.extensions import Instant, db
from events.kit import clock
from events.kit.schema import copy_before_migrating
from events.kit.settings import settings


def render_item(kind: str, item: Any, _autogen: Any) -> str | bool:
    """Our moments stand in migrations as plain columns, so that old migrations never depend on new code."""
    return "sa.DateTime()" if kind == "type" and isinstance(item, Instant) else False


def without_foreign_keys(connection: Connection) -> None:
    """SQLite rebuilds tables to change them; with foreign keys on, that deletes the children unasked."""
    if connection.dialect.name == "sqlite":
        connection.connection.dbapi_connection.execute("PRAGMA foreign_keys=OFF")  # type: ignore[union-attr]


def keep_copy() -> None:
    """Before rows are moved a copy of an SQLite file is kept; commands that only look don't move any."""
    migration = context.get_context()
    standing = migration.get_current_revision()
    if standing and "destination_rev" in migration.opts and standing != context.get_revision_argument():
        copy_before_migrating(db.engine, settings().instance / "backups", clock.now())


def run() -> None:
    arguments = current_app.extensions["migrate"].configure_args
    with db.engine.connect() as connection:
        without_foreign_keys(connection)
        connection = connection.execution_options(begin="IMMEDIATE")
        context.configure(
            connection=connection,
            target_metadata=db.metadata,
            render_item=render_item,
            transaction_per_migration=False,
            **arguments,
        )
        keep_copy()
        with context.begin_transaction():
            context.run_migrations()
        connection.invalidate()


run()

"""What tables share, and SQLite's settings for safe writing."""

import sqlite3
from enum import StrEnum
from uuid import uuid4

from sqlalchemy import CheckConstraint, Engine, event
from sqlalchemy.engine import Connection
from sqlalchemy.orm import Mapped, mapped_column


class Editable:
    """What organisers edit: a save made from an older version is refused with both texts."""

    version: Mapped[int] = mapped_column(default=1)


def new_guid() -> str:
    """What other programs may know a row by, for good."""
    return str(uuid4())


class Stale(Exception):
    """Somebody saved the same thing meanwhile; `thing` holds what is stored now."""

    def __init__(self, thing: Editable) -> None:
        super().__init__("edited by somebody else meanwhile")
        self.thing = thing


def take_version(thing: Editable, version: int) -> None:
    """Count one more edit of `thing`, made from its `version`. Raises Stale when that isn't the newest."""
    if thing.version != version:
        raise Stale(thing)
    thing.version += 1


def one_of(column: str, values: type[StrEnum]) -> CheckConstraint:
    """A constraint that `column` holds one of the words of `values`."""
    words = ", ".join(f"'{value}'" for value in values)
    return CheckConstraint(f"{column} IN ({words})", name=column)


PRAGMAS = ("busy_timeout=30000", "journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON")


def prepare_sqlite(engine: Engine) -> None:
    """Write-ahead log, foreign keys, full synchronisation, 30 s of patience, and explicit BEGIN.

    What is erased is overwritten in the file, too (secure_delete).

    Writers begin IMMEDIATE (see kit.transaction): a transaction that reads first and then finds that
    another one wrote in between could only fail.
    """

    @event.listens_for(engine, "connect")
    def _connect(connection: sqlite3.Connection, _record: object) -> None:
        connection.isolation_level = None
        for pragma in PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        kind = connection.get_execution_options().get("begin", "DEFERRED")
        if kind:
            connection.exec_driver_sql(f"BEGIN {kind}")

"""Is the database at the newest migration? Answered without loading Alembic, since every start asks."""

import os
import re
import sqlite3
from contextlib import closing
from datetime import datetime
from enum import Enum
from pathlib import Path

from flask import current_app
from sqlalchemy import Engine, inspect, text

from events.extensions import db

REVISION = re.compile(r"^revision = ['\"](\w+)['\"]", re.MULTILINE)
DOWN_REVISION = re.compile(r"^down_revision = ['\"](\w+)['\"]", re.MULTILINE)


class Schema(Enum):
    """How the database stands to this program."""

    CURRENT = "current"
    OLDER = "older"
    NEWER = "newer"


def schema() -> Schema:
    """The state of the application's database; an empty one is OLDER."""
    revision, files = _revision_of_database(), _migrations()
    if revision is None:
        return Schema.OLDER
    if revision not in {REVISION.findall(file)[0] for file in files}:
        return Schema.NEWER
    passed = {older for file in files for older in DOWN_REVISION.findall(file)}
    return Schema.OLDER if revision in passed else Schema.CURRENT


def copy_before_migrating(engine: Engine, folder: Path, now: datetime) -> Path | None:
    """A copy of an SQLite database in `folder`, readable by its owner only; None for other databases."""
    if engine.dialect.name != "sqlite" or not engine.url.database:
        return None
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    copy = folder / f"before-migrating-{now:%Y-%m-%dT%H-%M-%S}.sqlite3"
    os.close(os.open(copy, os.O_WRONLY | os.O_CREAT, 0o600))
    with closing(sqlite3.connect(engine.url.database)) as source, closing(sqlite3.connect(copy)) as target:
        source.backup(target)
    return copy


def _revision_of_database() -> str | None:
    if not inspect(db.engine).has_table("alembic_version"):
        return None
    with db.engine.connect() as connection:
        found: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return found


def _migrations() -> list[str]:
    folder = Path(current_app.root_path) / "migrations" / "versions"
    return [file.read_text() for file in folder.glob("*.py")]

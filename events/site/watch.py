"""Asking the database what the public pages are good for, before the application is entered."""

import os
from threading import Lock
from typing import Any, cast

from sqlalchemy import Engine, event
from sqlalchemy.sql.expression import Select

from events.site.queries import STATE_OF_ALL, STATE_OF_EVENT

State = tuple[int, ...]


class Watch:
    """One connection of the driver's own, shared by the threads of this process: it only ever reads.

    SQLite counts what the other connections commit (PRAGMA data_version, https://sqlite.org/pragma.html): while that
    number stands, so do the states already read.
    """

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.lock = Lock()
        self.counts_commits = engine.dialect.name == "sqlite"
        self.process = 0
        self.known: dict[str | None, State | None] = {}
        event.listen(engine, "engine_disposed", lambda _: self.close())

    def state(self, event_slug: str | None) -> State | None:
        """What changes with all that the pages of this event show, or the pages about all; None when nobody knows."""
        with self.lock:
            try:
                return self._state(event_slug)
            except self.engine.dialect.loaded_dbapi.Error:
                self._close()
                return None

    def close(self) -> None:
        with self.lock:
            self._close()

    def _state(self, event_slug: str | None) -> State | None:
        if self.process != os.getpid():
            self._open()
        if not self._is_unchanged():
            self.known.clear()
        if event_slug not in self.known:
            self.known[event_slug] = self._read(event_slug)
        return self.known[event_slug]

    def _open(self) -> None:
        """Never with a connection that a parent process opened."""
        pooled = self.engine.raw_connection()
        self.connection = cast("Any", pooled.driver_connection)
        pooled.detach()
        if not self.counts_commits:
            self.connection.autocommit = True
        self.cursor: Any = self.connection.cursor()
        self.questions = {event: _Question(self.engine, query) for event, query in QUERIES.items()}
        self.commits: int | None = None
        self.process = os.getpid()

    def _is_unchanged(self) -> bool:
        if not self.counts_commits:
            return False
        before = self.commits
        (self.commits,) = self.cursor.execute("PRAGMA data_version").fetchone()
        return self.commits == before

    def _read(self, event_slug: str | None) -> State | None:
        question = self.questions[event_slug is not None]
        row = self.cursor.execute(question.text, question.values(event_slug)).fetchone()
        return tuple(row) if row else None

    def _close(self) -> None:
        if self.process == os.getpid():
            self.connection.close()
        self.process = 0
        self.known.clear()


QUERIES: dict[bool, Select[*tuple[Any, ...]]] = {True: STATE_OF_EVENT, False: STATE_OF_ALL}
"""Whether the question is about one event."""


class _Question:
    """A query as the driver takes it."""

    def __init__(self, engine: Engine, query: Select[*tuple[Any, ...]]) -> None:
        self.compiled = query.compile(engine)
        self.text = str(self.compiled)

    def values(self, event_slug: str | None) -> Any:
        values = self.compiled.construct_params({"slug": event_slug} if event_slug else None)
        names = getattr(self.compiled, "positiontup", None)
        return [values[name] for name in names] if names else values

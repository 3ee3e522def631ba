"""`flask worker`: the consumer, as many as wanted beside PostgreSQL and Redis."""

import contextvars

from flask import current_app

from events.cli.groups import command
from events.extensions import db
from events.kit.errors import Refused
from events.kit.schema import Schema, schema
from events.worker.consumer import run_worker


@command("worker")
def worker() -> None:
    """Run jobs until stopped by SIGTERM or Ctrl-C."""
    if schema() is not Schema.CURRENT:
        raise Refused("The database is not at this program's version: run `flask db upgrade` first.")
    db.engine.dispose()
    app = current_app._get_current_object()  # type: ignore[attr-defined]
    contextvars.Context().run(run_worker, app)


commands = (worker,)

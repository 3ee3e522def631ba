"""`flask worker`: the consumer, as many as wanted beside PostgreSQL and Redis."""

import contextvars

from flask import Flask, current_app

from events.extensions import db
from events.kit.commands import command
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


def init_worker(app: Flask) -> None:
    """Offers `flask worker`, and `run_worker` to whoever starts one beside the pages."""
    app.cli.add_command(worker)
    app.extensions["run_worker"] = run_worker

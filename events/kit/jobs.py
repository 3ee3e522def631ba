"""Work done beside the pages: rows are the truth, huey only says that there is something to do.

A job that gets lost (a killed worker, a full disk, no Redis) is made up for by the work of each minute,
which looks at the rows again.
"""

import logging
import threading
import time
from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any, TypeVar

from flask import Flask, current_app
from huey import RedisHuey, SqliteHuey
from huey.serializer import SignedSerializer
from sqlalchemy import delete
from sqlalchemy.exc import IntegrityError

from events.config import Settings
from events.extensions import db
from events.kit import clock
from events.kit.models import PeriodicRun
from events.kit.transaction import transaction

log = logging.getLogger(__name__)
stopping = threading.Event()
"""Set when this process was asked to end: long jobs then stop between two things."""

Job = TypeVar("Job", bound=Callable[..., None])
_jobs: dict[str, Callable[..., None]] = {}
_each_minute: dict[str, Callable[[], None]] = {}
_each_day: dict[str, Callable[[], None]] = {}


def job(function: Job) -> Job:
    """Makes `function` known to workers by its name; called with plain values inside the application's context."""
    _jobs[function.__name__] = function
    return function


def every_minute(name: str, function: Callable[[], None]) -> None:
    """`function` runs once in each minute, however many workers there are."""
    _each_minute[name] = function


def every_day(name: str, function: Callable[[], None]) -> None:
    """`function` runs once in each day (of UTC), however many workers there are."""
    _each_day[name] = function


def enqueue(name: str, *arguments: str | int) -> None:
    """Ask a worker to run a job soon. When that can't be asked it is logged: the sweep makes up for it."""
    app = current_app._get_current_object()  # type: ignore[attr-defined]
    try:
        queue = queue_of(app)
        if queue is not None:
            queue.enqueue_job(name, arguments)
    except Exception:
        log.exception("the job %s could not be enqueued", name)


def queue_of(app: Flask) -> Any:
    """The application's huey, made when first needed (never before a fork); None with memory://."""
    if "jobs" not in app.extensions:
        app.extensions["jobs"] = _made(app)
    return app.extensions["jobs"]


def _made(app: Flask) -> Any:
    settings: Settings = app.config["SETTINGS"]
    if settings.jobs_url.startswith("memory:"):
        return None
    # huey pickles its messages: only what was signed with our key is read back
    options = {"results": False, "serializer": SignedSerializer(settings.secret_keys[0])}
    url = settings.jobs_url
    if url.startswith("sqlite:///"):
        queue = SqliteHuey("estrade", filename=url.removeprefix("sqlite:///"), timeout=30, **options)
    else:
        queue = RedisHuey("estrade", url=url, **options)

    def run_job(name: str, arguments: tuple[str | int, ...]) -> None:
        with app.app_context():
            _jobs[name](*arguments)

    queue.enqueue_job = queue.task()(run_job)
    return queue


def run_each_minute() -> None:
    """What every minute asks for, and once a day what every day does."""
    seconds = int(time.time())
    _run_once(_each_minute, seconds // 60)
    _run_once(_each_day, seconds // 86400)


def _run_once(works: Mapping[str, Callable[[], None]], slot: int) -> None:
    """Each of these once in the slot; a failure of one is logged and doesn't touch the others."""
    for name, function in works.items():
        try:
            if _is_first(f"{name}:{slot}"):
                function()
        except Exception:
            db.session.rollback()
            log.exception("the periodic work %s failed", name)


def _is_first(key: str) -> bool:
    """Whether this worker is the first to take the slot; forgets slots of before yesterday."""
    try:
        with transaction():
            db.session.add(PeriodicRun(key=key, ran_at=clock.now()))
            db.session.flush()
            db.session.execute(delete(PeriodicRun).where(PeriodicRun.ran_at < clock.now() - timedelta(days=1)))
    except IntegrityError:
        return False
    return True

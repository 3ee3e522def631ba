"""How the parts beside the database are."""

from datetime import datetime, timedelta

from redis import Redis
from redis.exceptions import RedisError
from sqlalchemy import func, select, text
from sqlalchemy.exc import SQLAlchemyError

from events.extensions import Instant, db
from events.kit.models import PeriodicRun
from events.kit.settings import settings

SILENT_AFTER = timedelta(minutes=3)
"""A worker does something each minute; after three without a sign it is taken for stopped."""


def state_of_database() -> str:
    """`ok` or `unreachable`."""
    try:
        db.session.execute(text("SELECT 1"))
    except SQLAlchemyError:
        db.session.rollback()
        return "unreachable"
    return "ok"


def state_of_worker(now: datetime) -> str:
    """`ok`, `silent` or `never seen`."""
    last = db.session.scalar(select(func.max(PeriodicRun.ran_at, type_=Instant)))
    if last is None:
        return "never seen"
    return "ok" if now - last <= SILENT_AFTER else "silent"


def state_of_redis() -> str:
    """`ok`, `unreachable`, or `not used` when no setting names one."""
    urls = {url for url in (settings().jobs_url, settings().limits_url) if url.startswith(("redis:", "rediss:"))}
    if not urls:
        return "not used"
    try:
        for url in urls:
            Redis.from_url(url, socket_connect_timeout=1, socket_timeout=1).ping()
    except RedisError:
        return "unreachable"
    return "ok"

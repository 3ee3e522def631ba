"""One writing transaction per act; what must follow it (jobs) waits for its commit."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

from events.extensions import db

log = logging.getLogger(__name__)


@contextmanager
def transaction() -> Iterator[None]:
    """Everything inside is stored together or not at all; inner ones join the outermost, which commits.

    Reading done before is forgotten first, so that rows are read again under the writer's lock
    (BEGIN IMMEDIATE on SQLite; on PostgreSQL the actions lock the rows they decide on).
    """
    session = db.session()
    if session.info.get("writing"):
        yield
        return
    if session.new or session.dirty or session.deleted:
        raise RuntimeError("something was changed outside of a transaction")
    session.rollback()
    session.info.update(writing=True, followers=[])
    try:
        session.connection(execution_options={"begin": "IMMEDIATE"})
        yield
        session.commit()
    except BaseException:
        session.rollback()
        raise
    finally:
        followers = session.info.pop("followers", [])
        session.info.pop("writing", None)
    _run(followers)


class _Rehearsed(Exception):
    """Ends a rehearsal."""


@contextmanager
def rehearsal() -> Iterator[None]:
    """Everything inside happens as in a transaction, and then never happened; what would follow it doesn't either."""
    with suppress(_Rehearsed), transaction():
        yield
        raise _Rehearsed


def after_commit(follower: Callable[[], None]) -> None:
    """Run `follower` once the outermost transaction is committed, and once only however often it is asked for.

    Its failure is logged, never raised.
    """
    followers = db.session().info["followers"]
    if follower not in followers:
        followers.append(follower)


def _run(followers: list[Callable[[], None]]) -> None:
    for follower in followers:
        try:
            follower()
        except Exception:
            log.exception("what follows a commit failed; the sweep makes up for it")

"""Worker processes: both queues, a clean stop, and a kill in the middle of a mailing."""

import shutil
import signal
import time
from collections import Counter
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
import redis
from flask import Flask
from sqlalchemy import update

from events.extensions import db
from events.kit import jobs
from events.kit.jobs import run_each_minute
from events.kit.models import PeriodicRun
from events.kit.transaction import transaction
from events.mail.models import Message
from tests.conftest import make_app
from tests.mail.letters import queue, states
from tests.mail.relays import Relay, running_relay
from tests.worker.processes import running, wait_until

REDIS = "redis://127.0.0.1:6379/11"


@pytest.fixture(params=["sqlite", "redis", "memory"])
def jobs_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Where jobs wait; the last one is nowhere, so that workers only look at the rows."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'jobs.sqlite3'}"
    elif request.param == "memory":
        yield "memory://"
    else:
        yield from empty_redis()


def empty_redis() -> Iterator[str]:
    server = redis.Redis.from_url(REDIS)
    try:
        server.flushdb()
    except redis.ConnectionError as error:
        pytest.skip(f"no Redis: {error}")
    yield REDIS
    server.flushdb()
    server.close()


@pytest.fixture
def instance(tmp_path: Path, migrated_sqlite: Path) -> Path:
    shutil.copy(migrated_sqlite, tmp_path / "estrade.sqlite3")
    return tmp_path


def all_sent() -> bool:
    return set(states().values()) == {"sent"}


def test_a_worker_sends_what_is_queued_and_stops_cleanly(instance: Path, jobs_url: str) -> None:
    settings = {"EVENTS_INSTANCE": str(instance), "EVENTS_JOBS_URL": jobs_url}
    with make_app(instance, EVENTS_JOBS_URL=jobs_url).app_context():
        queue(recipient="before@example.org")
        with running("worker", **settings) as worker:
            wait_until(all_sent)
            if jobs_url != "memory://":  # there the next look is up to a minute away
                queue(recipient="while@example.org")
                wait_until(all_sent)
            worker.send_signal(signal.SIGTERM)
            assert worker.wait(10) == 0
            assert worker.stdout
            assert worker.stdout.read() == ""
        db.engine.dispose()


def test_two_workers_send_each_message_once(instance: Path, jobs_url: str) -> None:
    settings = {"EVENTS_INSTANCE": str(instance), "EVENTS_JOBS_URL": jobs_url}
    with running_relay() as relay, make_app(instance, EVENTS_JOBS_URL=jobs_url).app_context():
        for number in range(20):
            queue(recipient=f"bob{number}@example.org")
        settings["EVENTS_MAIL_URL"] = relay.url
        with running("worker", **settings), running("worker", **settings):
            wait_until(all_sent)
        db.engine.dispose()
    assert sorted(Counter(relay.recipients).values()) == [1] * 20


def test_a_killed_mailing_reaches_everybody_and_only_the_one_in_flight_twice(instance: Path) -> None:
    settings = {"EVENTS_INSTANCE": str(instance)}
    with running_relay(on_data=slowly) as relay, make_app(instance).app_context():
        settings["EVENTS_MAIL_URL"] = relay.url
        for number in range(30):
            queue(recipient=f"bob{number}@example.org")
        for _ in range(3):
            with running("worker", **settings) as worker:
                wait_until(partial(has_taken, relay, len(relay.recipients) + 5))
                worker.kill()
                worker.wait()
                assert len(relay.recipients) < 30
            end_leases()
        with running("worker", **settings):
            wait_until(all_sent)
        db.engine.dispose()
    times = Counter(relay.recipients)
    assert len(times) == 30
    assert max(times.values()) <= 2
    assert sum(times.values()) <= 30 + 3
    assert len({message["Message-ID"] for message in relay.messages}) == 30


def has_taken(relay: Relay, number: int) -> bool:
    return len(relay.recipients) >= number


def slowly(_address: str) -> None:
    time.sleep(0.03)


def end_leases() -> None:
    """As if two minutes had passed."""
    with transaction():
        db.session.execute(
            update(Message).where(Message.leased_until.is_not(None)).values(leased_until=Message.created_at)
        )


def test_the_work_of_a_minute_is_done_once(inside: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[str] = []
    monkeypatch.setattr(jobs, "_each_minute", {"count": lambda: done.append("count")})
    monkeypatch.setattr(jobs, "_each_day", {})
    monkeypatch.setattr(time, "time", lambda: 1_768_467_600.0)
    run_each_minute()
    run_each_minute()
    assert done == ["count"]
    assert db.session.query(PeriodicRun).count() == 1


def test_work_that_fails_does_not_keep_the_rest_from_being_done(
    inside: Flask, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    done: list[str] = []

    def fail() -> None:
        raise RuntimeError("broken")

    monkeypatch.setattr(jobs, "_each_minute", {"broken": fail, "sound": lambda: done.append("sound")})
    run_each_minute()
    assert done == ["sound"]
    assert "broken" in caplog.text


def test_a_queue_that_is_away_is_only_logged(
    tmp_path: Path, migrated_sqlite: Path, caplog: pytest.LogCaptureFixture
) -> None:
    shutil.copy(migrated_sqlite, tmp_path / "estrade.sqlite3")
    with make_app(tmp_path, EVENTS_JOBS_URL="redis://127.0.0.1:1/0").app_context():
        queue()
        assert states() == {"bob@example.org": "queued"}
        db.engine.dispose()
    assert "could not be enqueued" in caplog.text

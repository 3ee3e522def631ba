"""The relay, the worker or Redis is away: whoever registers doesn't notice, and her mail leaves later."""

import shutil
import socket
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from events.extensions import db
from events.kit import clock
from events.mail.jobs import deliver_outbox
from events.mail.models import Message
from events.registration.models import Seat
from tests.conftest import make_app
from tests.factories import NOW, EventFactory, scheduled_talk
from tests.registration.test_views import FORM, post


@pytest.fixture(autouse=True)
def own_clock() -> Iterator[None]:
    yield
    clock.start_at(None)


@pytest.fixture
def closed_port() -> int:
    """Nobody listens there."""
    with closing(socket.socket()) as attempt:
        attempt.bind(("127.0.0.1", 0))
        return int(attempt.getsockname()[1])


def app_with(migrated: Path, folder: Path, **settings: str) -> Flask:
    shutil.copy(migrated, folder / "estrade.sqlite3")
    app = make_app(folder, **settings)
    clock.start_at(NOW)
    with app.app_context():
        scheduled_talk(EventFactory.make(slug="saison"), slug="dora")
        db.session.commit()
    return app


def register(app: Flask) -> str:
    """What became of her seat and of her mail; she is led to her page, which opens."""
    client: FlaskClient = app.test_client()
    answer = post(client, "/saison/register", **FORM)
    assert answer.status_code == 303
    assert client.get(answer.location).status_code == 200
    with app.app_context():
        assert db.session.scalars(select(Seat)).one().state == "confirmed"
        return state_of_mail()


def state_of_mail() -> str:
    return db.session.scalars(select(Message)).one().state


def test_without_a_worker(migrated_sqlite: Path, tmp_path: Path) -> None:
    assert register(app_with(migrated_sqlite, tmp_path)) == "queued"


def test_without_a_relay(migrated_sqlite: Path, tmp_path: Path, closed_port: int) -> None:
    app = app_with(migrated_sqlite, tmp_path, EVENTS_MAIL_URL=f"smtp://127.0.0.1:{closed_port}")
    assert register(app) == "queued"
    with app.app_context():
        deliver_outbox()
        assert state_of_mail() == "retry"


def test_without_redis(migrated_sqlite: Path, tmp_path: Path, closed_port: int) -> None:
    """Rate limits are then counted in memory, and still hold."""
    away = f"redis://127.0.0.1:{closed_port}/0"
    app = app_with(migrated_sqlite, tmp_path, EVENTS_LIMITS_URL=away, EVENTS_JOBS_URL=away)
    assert register(app) == "queued"
    client = app.test_client()
    answers = [post(client, "/my-seats", email="").status_code for _ in range(61)]
    assert set(answers[:60]) == {422}
    assert answers[60] == 429

"""Health, robots and the sitemap."""

from datetime import timedelta
from typing import NoReturn
from xml.etree import ElementTree as ET

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text

from events.extensions import db
from events.kit import clock
from events.kit.models import PeriodicRun
from tests.factories import NOW
from tests.site.pages import season


def test_health_tells_of_database_worker_and_redis(app: Flask, client: FlaskClient) -> None:
    clock.start_at(NOW)
    assert client.get("/healthz").get_json() == {
        "status": "ok",
        "database": "ok",
        "worker": "never seen",
        "redis": "not used",
    }
    for ago, state in ((timedelta(minutes=1), "ok"), (timedelta(minutes=9), "silent")):
        with app.app_context():
            db.session.query(PeriodicRun).delete()
            db.session.add(PeriodicRun(key="sweep", ran_at=NOW - ago))
            db.session.commit()
        answer = client.get("/healthz")
        assert (answer.status_code, answer.get_json()["worker"]) == (200, state)


def test_health_is_503_only_without_the_database(
    app: Flask, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    with app.app_context():
        engine = db.engine
    engine.dispose()

    def fail(*_values: object, **_options: object) -> NoReturn:
        raise engine.dialect.loaded_dbapi.OperationalError("gone")

    with monkeypatch.context() as broken:
        broken.setattr(engine.pool, "_creator", fail)
        answer = client.get("/healthz")
        assert (answer.status_code, answer.get_json()["database"]) == (503, "unreachable")
        assert client.get("/").status_code == 503
    assert client.get("/healthz").status_code == 200


def test_the_sitemap_lists_public_pages(app: Flask, client: FlaskClient) -> None:
    with app.app_context():
        season(talks=1)
        db.session.execute(text("SELECT 1"))
    assert "Sitemap: http://127.0.0.1:8000/sitemap.xml" in client.get("/robots.txt").text
    tree = ET.fromstring(client.get("/sitemap.xml").data)
    addresses = [place.text for place in tree.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]
    assert addresses == [
        "http://127.0.0.1:8000/",
        "http://127.0.0.1:8000/saison/",
        "http://127.0.0.1:8000/saison/schedule/",
        "http://127.0.0.1:8000/saison/speakers/",
        "http://127.0.0.1:8000/saison/talks/conference-0/",
    ]


def test_the_tab_has_a_sign(client: FlaskClient) -> None:
    answer = client.get("/favicon.ico", follow_redirects=True)
    assert answer.mimetype == "image/svg+xml"
    answer.close()

"""The next talks in pages of other sites: what may be framed, and that nothing else may."""

import re
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from events.kit import clock
from tests.factories import LECTURE, NOW, EventFactory, scheduled_talk
from tests.people.cast import Cast, sign_in
from tests.site.pages import page, season, words


@pytest.fixture(autouse=True)
def _january(app: Flask) -> None:
    clock.start_at(NOW)


def policy_of(client: FlaskClient, path: str) -> dict[str, str]:
    header = client.get(path).headers["Content-Security-Policy"]
    return dict(directive.split(" ", 1) for directive in header.split("; "))


def test_the_frame_shows_the_next_talks_in_the_language_asked_for(app: Flask, client: FlaskClient) -> None:
    with app.app_context():
        event = season(talks=8)
        scheduled_talk(event, slug="passee", title={"fr": "Passée"}, starts_at=LECTURE - timedelta(days=90))
    shown = words(client, "/saison/widget?n=3&lang=fr")
    assert [f"Conférence {number}" in shown for number in range(4)] == [True, True, True, False]
    assert re.search(r"jeudi 29\sjanvier à\s18\sh\s30 Conférence 0", shown)
    assert "Passée" not in shown
    assert "Thursday 29 January" in words(client, "/saison/widget?lang=en")
    for odd, number in (("0", 1), ("x", 5), ("-3", 5), ("99999", 5), ("500", 8)):
        assert page(client, f"/saison/widget?n={odd}").count("widget-title") == number


def test_only_the_widget_may_be_framed_and_its_policy_is_no_looser_otherwise(app: Flask, client: FlaskClient) -> None:
    with app.app_context():
        season()
    strict = policy_of(client, "/saison/")
    for path in ("/saison/widget", "/saison/widget?n=2", "/saison/widget?lang=fr"):
        for _time in range(2):
            answer = client.get(path)
            assert "X-Frame-Options" not in answer.headers
            assert "Set-Cookie" not in answer.headers
            assert policy_of(client, path) == strict | {"frame-ancestors": "*", "form-action": "'none'"}
    for path in ("/", "/saison/", "/saison/schedule/", "/saison/widgets", "/sign-in", "/saison/register"):
        answer = client.get(path)
        assert answer.headers["X-Frame-Options"] == "DENY"
        assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]


def test_the_frame_is_kept_by_browsers_and_links_lead_out_of_it(app: Flask, client: FlaskClient) -> None:
    with app.app_context():
        season()
    answer = client.get("/saison/widget")
    assert client.get("/saison/widget", headers={"If-None-Match": answer.headers["ETag"]}).status_code == 304
    assert '<base target="_top" />' in answer.text
    script = client.get("/saison/widget.js")
    assert (script.status_code, script.mimetype) == (200, "text/javascript")
    assert script.headers["Cross-Origin-Resource-Policy"] == "cross-origin"


def test_a_draft_has_no_widget(app: Flask, client: FlaskClient) -> None:
    with app.app_context():
        EventFactory.make(slug="brouillon", state="draft")
    assert client.get("/brouillon/widget").status_code == 404
    assert client.get("/brouillon/widget.js").status_code == 404


def test_organisers_copy_one_line(client: FlaskClient, cast: Cast) -> None:
    text = page(sign_in(client, cast.ada), "/organise/saison/widget?n=3&language=en")
    assert "http://127.0.0.1:8000/saison/widget.js" in text
    assert "data-n=&#34;3&#34;" in text or 'data-n="3"' in text
    assert "frame-src 'self'" in client.get("/organise/saison/widget").headers["Content-Security-Policy"]
    assert "frame-src" not in client.get("/organise/saison/").headers["Content-Security-Policy"]

"""A draft as the public will see it: for its team only, and never kept."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from events.event.models import Event
from events.extensions import db
from tests.factories import scheduled_talk
from tests.people.cast import Cast, sign_in


@pytest.fixture(autouse=True)
def _draft(app: Flask, cast: Cast) -> None:
    with app.app_context():
        event = db.session.get_one(Event, cast.event.id)
        event.state = "draft"
        scheduled_talk(event, slug="dora", state="draft", title={"fr": "Encore à l'état de brouillon"})


@pytest.mark.parametrize("path", ["/organise/saison/preview/", "/organise/saison/preview/talks/dora/"])
def test_a_preview_is_for_the_team_only(app: Flask, client: FlaskClient, cast: Cast, path: str) -> None:
    answer = client.get(path)
    assert (answer.status_code, answer.location.partition("?")[0]) == (303, "/sign-in")
    for account, status in ((cast.ada, 200), (cast.erin, 200), (cast.dora, 404), (cast.eve, 404)):
        answer = sign_in(app.test_client(), account).get(path)
        assert answer.status_code == status, account.name
        assert answer.headers["Cache-Control"] == "private, no-store"


def test_a_preview_says_so_and_leaves_the_public_page_hidden(app: Flask, client: FlaskClient, cast: Cast) -> None:
    ada = sign_in(app.test_client(), cast.ada)
    preview = ada.get("/organise/saison/preview/talks/dora/?lang=en").text
    assert "Only the team sees this page" in preview
    assert "brouillon" in preview
    for reader in (client, ada):
        assert reader.get("/saison/").status_code == 404
        assert reader.get("/saison/talks/dora/").status_code == 404

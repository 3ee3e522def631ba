"""The longer text of a talk: on its page, kept when a form doesn't speak of it."""

from flask import Flask
from flask.testing import FlaskClient

from events.extensions import db
from events.programme.models import Talk
from tests.factories import scheduled_talk
from tests.people.cast import Cast, sign_in, token


def test_it_stands_on_the_page_and_outlives_an_edit(app: Flask, cast: Cast, client: FlaskClient) -> None:
    with app.app_context():
        event = db.session.merge(cast.event)
        talk = scheduled_talk(event, description={"fr": "Plus **long**"}, language="pt", slug="longue")
        talk_id, version, slug = talk.id, talk.version, event.slug
    assert "Plus <strong>long</strong>" in client.get(f"/{slug}/talks/longue/").get_data(as_text=True)
    sign_in(client, cast.ada)
    address = f"/organise/{slug}/talks/longue/"
    form = {"csrf_token": token(client, "/organise/account"), "title": "Autre titre", "duration": "90"}
    form["language"] = "pt"
    answer = client.post(address, data={**form, "state": "published", "version": str(version), "fold": "0"})
    assert answer.status_code == 303
    with app.app_context():
        stored = db.session.get_one(Talk, talk_id)
        assert stored.title["fr"] == "Autre titre"
        assert (stored.description, stored.language) == ({"fr": "Plus **long**"}, "pt")

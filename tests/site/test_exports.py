"""The released timetable as files: public with the event, given once for each state of it."""

import json
from xml.etree import ElementTree as ET

import pytest
from flask import Flask
from flask.testing import FlaskClient

from events.event.actions import raise_revision
from events.extensions import db
from events.kit.transaction import transaction
from tests.factories import EventFactory, scheduled_talk


@pytest.mark.parametrize(("ending", "mimetype"), [("xml", "application/xml"), ("json", "application/json")])
def test_the_files_are_public_and_sent_once(app: Flask, client: FlaskClient, ending: str, mimetype: str) -> None:
    with app.app_context():
        event = EventFactory.make(slug="forum")
        scheduled_talk(event, title={"fr": "L’été & l’hiver", "en": "Summer"})
        event_id = event.id
    answer = client.get(f"/forum/schedule.{ending}")
    assert (answer.status_code, answer.mimetype) == (200, mimetype)
    assert "été" in answer.get_data(as_text=True)
    assert "Set-Cookie" not in answer.headers
    etag = {"If-None-Match": answer.headers["ETag"]}
    assert client.get(f"/forum/schedule.{ending}", headers=etag).status_code == 304
    with app.app_context(), transaction():
        raise_revision(event_id)
        event = db.session.get_one(type(event), event_id)
        event.title = {"fr": "Autrement"}
    assert client.get(f"/forum/schedule.{ending}", headers=etag).status_code == 200


def test_everybody_gets_the_events_language_unless_another_is_asked_for(app: Flask, client: FlaskClient) -> None:
    with app.app_context():
        scheduled_talk(EventFactory.make(slug="forum"), title={"fr": "Été", "en": "Summer"})
    english = {"Accept-Language": "en"}
    assert ET.fromstring(client.get("/forum/schedule.xml", headers=english).data).findtext(".//event/title") == "Été"
    asked = json.loads(client.get("/forum/schedule.json?lang=en").data)["schedule"]["conference"]["days"][0]["rooms"]
    assert next(iter(asked.values()))[0]["title"] == "Summer"


@pytest.mark.parametrize("ending", ["xml", "json"])
def test_nothing_of_a_hidden_or_unreleased_event(app: Flask, client: FlaskClient, ending: str) -> None:
    with app.app_context():
        scheduled_talk(EventFactory.make(slug="cache", state="draft"))
        EventFactory.make(slug="neuf")
    assert client.get(f"/cache/schedule.{ending}").status_code == 404
    assert client.get(f"/neuf/schedule.{ending}").status_code == 404

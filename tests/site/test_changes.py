"""The changelog, what has changed since a printed version, and the Atom feed."""

import xml.etree.ElementTree as ET
from datetime import datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from events.event.models import Event
from events.extensions import db
from events.programme import actions
from events.programme.actions import Placement, TalkDetails
from events.programme.models import Talk
from events.programme.rules import TalkState
from tests.factories import NOW, EventFactory, RoomFactory, VenueFactory
from tests.site.pages import queries_of

ATOM = "{http://www.w3.org/2005/Atom}"
DAY = timedelta(days=1)


def make(event: Event, title: str, state: TalkState = TalkState.PUBLISHED, now: datetime = NOW) -> Talk:
    details = TalkDetails(title={"fr": title}, duration=90, state=state)
    return actions.create_talk(event, details, now=now, placement=Placement(datetime(2099, 1, 8, 14, 30)))


def congress() -> Event:
    """Version 1 with two talks; version 2 moves one, cancels the other, and adds a draft."""
    event = EventFactory.make(kind="congress", release_mode="manual", slug="congres")
    room = RoomFactory.make(venue=VenueFactory.make(organisation_id=event.organisation_id), name="Salle Jacquard")
    moved, ill = make(event, "Les <dentelles>"), make(event, "Le tulle & la mer")
    actions.release(event, now=NOW, name="Comité")
    actions.move_slot(moved.slots[0], Placement(datetime(2099, 1, 9, 10, 0), room.id), 90, now=NOW)
    actions.cancel_talk(ill, {"fr": "Neige"}, now=NOW)
    make(event, "Encore secret", TalkState.DRAFT)
    actions.release(event, now=NOW + DAY)
    return event


def read(client: FlaskClient, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return " ".join(answer.text.split())


def test_each_version_says_in_words_what_changed(app: Flask, client: FlaskClient) -> None:
    with app.app_context():
        congress()
    page = read(client, "/congres/changes/?lang=fr")
    assert "Déplacée : du jeudi 8 janvier 2099 à 14 h 30 au vendredi 9 janvier 2099 à 10 h" in page
    assert "Annulée ; elle était prévue le jeudi 8 janvier 2099 à 14 h 30. Neige" in page
    assert "Salle : Salle Jacquard" in page
    assert "Comité" in page
    assert "Le programme est public : 2 conférences." in page
    assert "secret" not in page
    assert page.index("Version 2") < page.index("Version 1")


def test_since_a_printed_version_only_later_changes_are_told(app: Flask, client: FlaskClient) -> None:
    with app.app_context():
        event = congress()
        make(event, "Toute nouvelle")
        actions.release(event, now=NOW + 2 * DAY)
    assert "Déplacée" in read(client, "/congres/changes/?since=1&lang=fr")
    later = read(client, "/congres/changes/?since=2&lang=fr")
    assert "Nouvelle : jeudi 8 janvier 2099" in later
    assert "Déplacée" not in later
    assert "Rien n’a changé" in read(client, "/congres/changes/?since=3&lang=fr")
    for wrong in ("since=4", "since=x", "page=9"):
        assert client.get(f"/congres/changes/?{wrong}").status_code == 404


def test_moved_and_moved_back_is_no_change_of_the_day(app: Flask, client: FlaskClient) -> None:
    with app.app_context():
        event = EventFactory.make(slug="saison")
        there, back = (Placement(datetime(2099, 1, day, 14, 30)) for day in (15, 8))
        moved, other = make(event, "Aller et retour"), make(event, "Autre")
        for slot, place in ((moved.slots[0], there), (moved.slots[0], back), (other.slots[0], there)):
            actions.move_slot(slot, place, 90, now=NOW + DAY)
    page = read(client, "/saison/changes/?lang=fr")
    assert "Versions 3 à 5" in page
    assert page.count("Déplacée :") == 1


def test_the_programme_leads_to_its_changes_and_its_pages_to_the_feed(app: Flask, client: FlaskClient) -> None:
    with app.app_context():
        congress()
    schedule = client.get("/congres/schedule/").text
    assert 'href="/congres/changes/"' in schedule
    assert '<link rel="alternate" type="application/atom+xml"' in schedule
    assert 'href="/congres/feed.atom"' in schedule


def test_the_feed_is_atom(app: Flask, client: FlaskClient) -> None:
    with app.app_context():
        congress()
    answer = client.get("/congres/feed.atom?lang=fr")
    assert answer.mimetype == "application/atom+xml"
    feed = ET.fromstring(answer.data)
    assert feed.tag == f"{ATOM}feed"
    assert feed.find(f"{ATOM}author/{ATOM}name") is not None
    links = {link.get("rel"): link.get("href") or "" for link in feed.findall(f"{ATOM}link")}
    assert links["self"].endswith("/congres/feed.atom")
    entries = feed.findall(f"{ATOM}entry")
    ids = [entry.findtext(f"{ATOM}id") or "" for entry in entries]
    assert [name.rpartition("/")[2] for name in ids] == ["version-2", "version-1"]
    moments = [datetime.fromisoformat(one.findtext(f"{ATOM}updated") or "") for one in (feed, *entries)]
    assert moments == [NOW + DAY, NOW + DAY, NOW]
    content = entries[0].find(f"{ATOM}content")
    assert content is not None
    assert content.get("type") == "html"
    assert "Les &lt;dentelles&gt;</a>" in (content.text or "")
    assert "http" in (content.text or "")
    assert "secret" not in answer.text


def test_the_feed_is_sent_once(app: Flask, client: FlaskClient) -> None:
    with app.app_context():
        event_id = congress().id
    first = client.get("/congres/feed.atom")
    again = client.get("/congres/feed.atom", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    with app.app_context():
        event = db.session.get_one(Event, event_id)
        make(event, "Toute nouvelle")
        actions.release(event, now=NOW + 2 * DAY)
    later = client.get("/congres/feed.atom", headers={"If-None-Match": first.headers["ETag"]})
    assert later.status_code == 200
    ids = [entry.findtext(f"{ATOM}id") for entry in ET.fromstring(later.data).findall(f"{ATOM}entry")]
    assert ids[1:] == [entry.findtext(f"{ATOM}id") for entry in ET.fromstring(first.data).findall(f"{ATOM}entry")]


def test_a_draft_has_no_changelog(app: Flask, client: FlaskClient) -> None:
    with app.app_context():
        congress()
        db.session.scalars(select(Event)).one().state = "draft"
        db.session.commit()
    assert client.get("/congres/changes/").status_code == 404
    assert client.get("/congres/feed.atom").status_code == 404


@pytest.mark.parametrize("address", ["/congres/changes/?page=1", "/congres/feed.atom?lang=fr"])
def test_thirty_changes_cost_as_many_queries_as_one(app: Flask, client: FlaskClient, address: str) -> None:
    counts = []
    with app.app_context():
        event_id = congress().id
    for more in (1, 30):
        with app.app_context():
            event = db.session.get_one(Event, event_id)
            for number in range(more):
                make(event, f"Nouvelle {number}")
            actions.release(event, now=NOW + (1 + more) * DAY)
        counts.append(queries_of(app, client, address))
    assert counts[0] == counts[1]

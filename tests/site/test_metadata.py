"""What search engines, shared links and calendars read; hostile texts everywhere."""

import json
import re
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from icalendar import Calendar

from events.calendar.rules import lint
from events.extensions import db
from events.kit import clock
from events.programme.models import Release, ReleasedSlot
from events.programme.queries import find_latest_release
from tests.factories import (
    NOW,
    EventFactory,
    OrganisationFactory,
    PersonFactory,
    ReleasedSlotFactory,
    ReleaseFactory,
    RoomFactory,
    SpeakerFactory,
    SpeakerProfileFactory,
    TalkSpeakerFactory,
    VenueFactory,
    scheduled_talk,
)
from tests.site.pages import page, season

HOSTILE = '</script><script>alert(1)</script> & "quoted" {{ 7*7 }}'


@pytest.fixture(autouse=True)
def _january(app: Flask) -> None:
    clock.start_at(NOW)


@pytest.fixture
def hostile(app: Flask) -> None:
    """A season in which every text is hostile."""
    text = {"fr": HOSTILE}
    with app.app_context():
        organisation = OrganisationFactory.make(name=HOSTILE, town=HOSTILE, phone_hours=text)
        event = EventFactory.make(organisation=organisation, slug="saison", title=text, subtitle=text, admission=text)
        venue = VenueFactory.make(organisation_id=organisation.id, name=HOSTILE, access=text)
        talk = scheduled_talk(
            event, slug="t", room=RoomFactory.make(venue=venue, name=HOSTILE), title=text, abstract=text
        )
        person = PersonFactory.make(organisation=organisation, name=HOSTILE)
        SpeakerProfileFactory.make(person=person, biography=text, affiliation=text)
        TalkSpeakerFactory.make(talk=talk, speaker=SpeakerFactory.make(event=event, slug="s", person=person))


@pytest.mark.parametrize(
    "path", ["/", "/saison/schedule/", "/saison/talks/t/", "/saison/speakers/s/", "/contact", "/privacy", "/nothing/"]
)
@pytest.mark.usefixtures("hostile")
def test_hostile_texts_stay_texts(client: FlaskClient, path: str) -> None:
    text = client.get(path).text
    assert "alert(1)" in text
    assert "<script>alert" not in text
    assert "{{ 7*7 }}" in text
    for data in json_ld(text):
        assert "</script><script>alert(1)" in data["name"]


@pytest.mark.usefixtures("hostile")
def test_hostile_texts_make_sound_calendars_and_pictures(client: FlaskClient) -> None:
    assert lint(client.get("/saison/schedule.ics").data, method=None) == []
    assert client.get("/saison/talks/t/card.png").status_code == 200


def test_data_tells_time_place_and_people(app: Flask, client: FlaskClient) -> None:
    with app.app_context():
        season()
    (data,) = json_ld(page(client, "/saison/talks/conference-0/"))
    assert data["@type"] == "EducationEvent"
    assert data["startDate"] == "2026-01-29T18:30:00+01:00"
    assert data["eventStatus"] == "https://schema.org/EventScheduled"
    assert data["location"]["address"]["addressLocality"] == "Calais"
    speaker = "http://127.0.0.1:8000/saison/speakers/speaker-saison/"
    assert data["performer"] == [{"@type": "Person", "name": "Dominique Mathieu", "url": speaker}]
    assert data["isAccessibleForFree"] is False
    assert (data["offers"]["price"], data["offers"]["priceCurrency"]) == ("5", "EUR")
    assert data["url"] == "http://127.0.0.1:8000/saison/talks/conference-0/"


@pytest.mark.parametrize(
    ("words", "price"),
    [
        ("Entrée libre", "0"),
        ("Gratuit", "0"),
        ("5 €, gratuit pour les adhérents", "5"),
        ("€7.50 at the door", "7.50"),
        ("3,50 euros", "3.50"),
        ("Adhérents seulement", None),
        ("", None),
    ],
)
def test_the_admission_is_an_offer_where_it_says_what_it_costs(
    app: Flask, client: FlaskClient, words: str, price: str | None
) -> None:
    with app.app_context():
        event = season(talks=1)
        event.admission = {"fr": words}
        db.session.commit()
    (data,) = json_ld(page(client, "/saison/talks/conference-0/"))
    assert data.get("offers", {}).get("price") == price
    assert data.get("isAccessibleForFree") == (None if price is None else price == "0")


def test_a_page_names_its_address_in_both_languages(app: Flask, client: FlaskClient) -> None:
    with app.app_context():
        season()
    text = page(client, "/saison/schedule/?lang=en")
    address = "http://127.0.0.1:8000/saison/schedule/"
    assert f'<link rel="canonical" href="{address}" />' in text
    for language in ("fr", "en"):
        assert f'<link rel="alternate" hreflang="{language}" href="{address}?lang={language}" />' in text
    assert 'href="/saison/schedule/?lang=fr" lang="fr"' in text


def test_a_talk_is_shared_with_a_picture(app: Flask, client: FlaskClient) -> None:
    with app.app_context():
        season()
    text = page(client, "/saison/talks/conference-0/")
    assert 'property="og:image" content="http://127.0.0.1:8000/saison/talks/conference-0/card.png"' in text
    card = client.get("/saison/talks/conference-0/card.png")
    assert card.mimetype == "image/png"
    assert card.data[16:24] == (1200).to_bytes(4, "big") + (630).to_bytes(4, "big")


def test_the_feed_is_sound_and_names_each_slot(app: Flask, client: FlaskClient) -> None:
    with app.app_context():
        release = find_latest_release(season(talks=2).id)
        assert release
        guids = {slot.slot.guid for slot in release.slots}
    answer = client.get("/saison/schedule.ics")
    assert lint(answer.data, method=None) == []
    entries = Calendar.from_ical(answer.data).walk("VEVENT")
    assert {str(entry["UID"]) for entry in entries} == guids
    assert {entry["SEQUENCE"] for entry in entries} == {0}
    assert entries[0].decoded("DTSTART").isoformat() == "2026-01-29T18:30:00+01:00"


def test_only_releases_that_change_a_slot_raise_its_sequence(app: Flask, client: FlaskClient) -> None:
    with app.app_context():
        event = season(talks=2)
        release = find_latest_release(event.id)
        assert release
        again(release)
        moved, _kept = again(release, 3)
        moved.state = "cancelled"
        db.session.commit()
    entries = Calendar.from_ical(client.get("/saison/schedule.ics").data).walk("VEVENT")
    assert [(entry["STATUS"], entry["SEQUENCE"]) for entry in entries] == [("CANCELLED", 1), ("CONFIRMED", 0)]


def again(release: Release, number: int = 2) -> list[ReleasedSlot]:
    """A further release with the same slots."""
    new = ReleaseFactory.make(event=release.event, number=number)
    names = ("slot_id", "kind", "talk_id", "room_id", "starts_at", "ends_at", "doors_at", "zone", "state", "title")
    return [
        ReleasedSlotFactory.make(release=new, **{name: getattr(slot, name) for name in names}) for slot in release.slots
    ]


def json_ld(text: str) -> list[dict[str, Any]]:
    found = re.findall(r'<script type="application/ld\+json">(.*?)</script>', text, re.DOTALL)
    data = [json.loads(one) for one in found]
    return [one for many in data for one in (many if isinstance(many, list) else [many])]

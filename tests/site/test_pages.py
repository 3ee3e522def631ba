"""What the public reads, and what it must not."""

from datetime import date, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from events.event.models import Event, FormerSlug
from events.extensions import db
from events.kit import clock
from events.programme.models import FormerTalkSlug, ReleasedSlot, Talk
from tests.factories import (
    LECTURE,
    NOW,
    EventFactory,
    PersonFactory,
    RoomFactory,
    SpeakerFactory,
    TalkSpeakerFactory,
    VenueFactory,
    scheduled_talk,
)
from tests.site.pages import page, queries_of, season, words


@pytest.fixture(autouse=True)
def _january(app: Flask) -> None:
    clock.start_at(NOW)


def test_the_home_page_shows_the_next_talks_in_full(app: Flask, client: FlaskClient) -> None:
    with app.app_context():
        season(talks=5)
    home = words(client, "/?lang=fr")
    for fact in (
        "Les conférences du jeudi",
        "Conférence 0",
        "jeudi",
        "29",
        "janvier 2026",
        "18 h 30",
        "Salle Jacquard, 12 quai des Tullistes, Calais",
        "03 53 01 42 10",
        "du lundi au vendredi, de 9 h à 12 h",
    ):
        assert fact in home, fact
    assert home.index("Conférence 0") < home.index("Conférence 3")
    assert 'href="/saison/register?talk=conference-0"' in client.get("/").text


def test_seats_are_told_in_words(app: Flask, client: FlaskClient) -> None:
    with app.app_context():
        season(talks=4)
        talks = db.session.scalars(select(Talk).order_by(Talk.id)).all()
        talks[1].capacity.taken = 150
        talks[2].capacity.limit = None
        talks[3].bookable = False
        db.session.commit()
    home = words(client, "/?lang=en")
    for seats in ("12 seats left", "full: waiting list", "seats available", "no registration needed"):
        assert seats in home
    assert "talk=conference-3" not in client.get("/").text


def test_a_talk_page_has_its_facts(app: Flask, client: FlaskClient) -> None:
    with app.app_context():
        season()
    talk = words(client, "/saison/talks/conference-0/?lang=fr")
    for fact in ("Conférence 0", "jeudi 29 janvier 2026, de 18 h 30 à 20 h", "Dominique Mathieu", "5 €"):
        assert fact in talk, fact


def test_the_reader_gets_her_language(app: Flask, client: FlaskClient) -> None:
    with app.app_context():
        season()
    english = client.get("/saison/talks/conference-0/?lang=en")
    assert '<html lang="en">' in english.text
    assert "Thursday 29 January 2026, 6:30 pm to 8 pm" in " ".join(english.text.split())
    assert '<html lang="en">' in client.get("/").text, "the choice is kept"


@pytest.mark.parametrize(
    "path",
    ["/", "/saison/", "/saison/schedule/", "/saison/talks/conference-0/", "/saison/schedule.ics", "/sitemap.xml"],
)
def test_a_draft_talk_is_nowhere(app: Flask, client: FlaskClient, path: str) -> None:
    with app.app_context():
        event = season(talks=1)
        scheduled_talk(event, slug="brouillon", title={"fr": "Pas encore au brouillon"}, state="draft")
    assert "brouillon" not in page(client, path)


def test_a_draft_talk_or_event_is_not_found(app: Flask, client: FlaskClient) -> None:
    with app.app_context():
        event = season(talks=1)
        draft = scheduled_talk(event, slug="secret", state="draft")
        hidden = EventFactory.make(slug="cachee", state="draft", organisation=event.organisation)
        scheduled_talk(hidden, slug="prete")
        db.session.add(FormerTalkSlug(event_id=event.id, slug="ancien", talk_id=draft.id))
        db.session.add(FormerSlug(slug="ancienne", event_id=hidden.id))
        db.session.commit()
    for path in (
        "/saison/talks/secret/",
        "/saison/talks/secret.ics",
        "/saison/talks/secret/card.png",
        "/saison/talks/ancien/",
        "/cachee/",
        "/cachee/schedule/",
        "/cachee/schedule.ics",
        "/cachee/talks/prete/",
        "/cachee/contact",
        "/ancienne/",
    ):
        assert client.get(path).status_code == 404, path


def test_a_talk_is_seen_once_it_is_published(app: Flask, client: FlaskClient) -> None:
    with app.app_context():
        scheduled_talk(season(talks=1), slug="bientot", title={"fr": "Un matin"}, state="draft")
    assert "Un matin" not in page(client, "/")
    with app.app_context():
        find("bientot").state = "published"
        db.session.scalars(select(Event)).one().revision += 1
        db.session.commit()
    assert "Un matin" in page(client, "/")
    assert "Un matin" in page(client, "/saison/talks/bientot/")


def test_talks_and_speakers_of_another_event_are_not_found(app: Flask, client: FlaskClient) -> None:
    with app.app_context():
        season(talks=1)
        season("autre", talks=1, first=50)
    assert client.get("/autre/talks/conference-50/").status_code == 200
    assert client.get("/autre/speakers/speaker-autre/").status_code == 200
    for path in ("/saison/talks/conference-50/", "/saison/talks/conference-50.ics", "/saison/speakers/speaker-autre/"):
        assert client.get(path).status_code == 404, path


def test_former_addresses_lead_to_todays_for_good(app: Flask, client: FlaskClient) -> None:
    with app.app_context():
        event = season(talks=1)
        db.session.add(FormerSlug(slug="saison-25", event_id=event.id))
        db.session.add(FormerTalkSlug(event_id=event.id, slug="dora", talk_id=find("conference-0").id))
        db.session.commit()
    for path, now in (
        ("/saison-25/", "/saison/"),
        ("/saison-25/schedule/?lang=en", "/saison/schedule/?lang=en"),
        ("/saison-25/talks/conference-0/", "/saison/talks/conference-0/"),
        ("/saison/talks/dora/", "/saison/talks/conference-0/"),
        ("/saison/talks/dora.ics", "/saison/talks/conference-0.ics"),
    ):
        answer = client.get(path)
        assert (answer.status_code, answer.location) == (301, now)


def test_a_cancelled_talk_says_why_and_takes_no_registration(app: Flask, client: FlaskClient) -> None:
    with app.app_context():
        season(talks=1)
        slot = db.session.scalars(select(ReleasedSlot)).one()
        slot.state, slot.reason = "cancelled", {"fr": "L'oratrice est souffrante."}
        db.session.commit()
    assert "This talk is cancelled." in page(client, "/saison/talks/conference-0/?lang=en")
    talk = page(client, "/saison/talks/conference-0/")
    assert "souffrante" in talk
    assert "/register" not in talk


def test_a_closed_talk_says_so_and_whom_to_ring(app: Flask, client: FlaskClient) -> None:
    with app.app_context():
        season(talks=1)
        db.session.scalars(select(Event)).one().registration_state = "closed"
        db.session.commit()
    shown = words(client, "/saison/talks/conference-0/?lang=en")
    assert "Registration is not open" in shown
    assert "or by telephone: 03 53 01 42 10" in shown


def test_past_talks_are_kept(app: Flask, client: FlaskClient) -> None:
    with app.app_context():
        long_ago = NOW - timedelta(days=30)
        scheduled_talk(season(talks=1), slug="passee", title={"fr": "Un soir de décembre"}, starts_at=long_ago)
    assert "Un soir" not in page(client, "/")
    assert "Un soir" in page(client, "/saison/schedule/")
    talk = page(client, "/saison/talks/passee/?lang=en")
    assert "This talk is over." in talk
    assert "/register" not in talk


def test_a_single_event_is_its_talks_page(app: Flask, client: FlaskClient) -> None:
    with app.app_context():
        scheduled_talk(EventFactory.make(slug="soiree", kind="single"), slug="dora")
    answer = client.get("/soiree/")
    assert (answer.status_code, answer.location) == (302, "/soiree/talks/dora/")


def test_the_home_page_lists_other_events(app: Flask, client: FlaskClient) -> None:
    with app.app_context():
        organisation = season().organisation
        EventFactory.make(slug="congres", kind="congress", organisation=organisation)
        EventFactory.make(slug="vieille", organisation=organisation, ends_on=date(2025, 12, 1))
        EventFactory.make(slug="cachee", organisation=organisation, state="draft")
    home = page(client, "/")
    assert 'href="/congres/"' in home
    assert 'href="/vieille/"' in home
    assert "cachee" not in home


@pytest.mark.parametrize("path", ["/", "/saison/", "/saison/schedule/", "/congres/schedule/", "/saison/schedule.ics"])
def test_a_list_asks_the_database_as_often_for_one_talk_as_for_thirty(
    app: Flask, client: FlaskClient, path: str
) -> None:
    with app.app_context():
        event = season(talks=1)
        organisation = event.organisation
        venue = VenueFactory.make(organisation_id=organisation.id)
        congress = EventFactory.make(slug="congres", kind="congress", organisation=organisation)
        scheduled_talk(congress, room=RoomFactory.make(venue=venue))
    few = queries_of(app, client, path)
    with app.app_context():
        event, congress = db.session.merge(event), db.session.merge(congress)
        venue = db.session.merge(venue)
        for number in range(1, 30):
            talk = scheduled_talk(event, starts_at=LECTURE + timedelta(days=number))
            speaker = SpeakerFactory.make(event=event, person=PersonFactory.make(organisation=event.organisation))
            TalkSpeakerFactory.make(talk=talk, speaker=speaker)
            scheduled_talk(congress, starts_at=LECTURE + timedelta(hours=number), room=RoomFactory.make(venue=venue))
        event.revision += 1
        congress.revision += 1
        db.session.commit()
    assert queries_of(app, client, path) <= few <= 10


def find(slug: str) -> Talk:
    return db.session.scalars(select(Talk).filter_by(slug=slug)).one()

"""Calendars and pages of one track, one room, one speaker; the list of all speakers."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from icalendar import Calendar
from sqlalchemy import select

from events.activity.actions import note
from events.calendar.rules import lint
from events.event.actions import RoomDetails, add_room
from events.event.models import Event, Room
from events.extensions import db
from events.kit import clock
from events.people.rules import family_name
from events.programme.models import Talk
from events.programme.queries import find_latest_release
from tests.factories import (
    LECTURE,
    NOW,
    EventFactory,
    PersonFactory,
    RoomFactory,
    SpeakerFactory,
    TalkSpeakerFactory,
    TrackFactory,
    VenueFactory,
    scheduled_talk,
)
from tests.site.pages import page, queries_of, season, words
from tests.site.test_metadata import again

FEEDS = ("tracks/memoire", "rooms/salle-jacquard", "speakers/mathieu")


@pytest.fixture(autouse=True)
def _january(app: Flask) -> None:
    clock.start_at(NOW)


@pytest.fixture
def two_talks(app: Flask) -> None:
    """One talk in a track and room, by Dominique Mathieu; another elsewhere, by somebody else."""
    with app.app_context():
        event = EventFactory.make(slug="saison")
        venue = VenueFactory.make(organisation_id=event.organisation_id)
        room = RoomFactory.make(venue=venue, name="Salle Jacquard", slug="salle-jacquard")
        track = TrackFactory.make(event=event, slug="memoire")
        talk = scheduled_talk(event, slug="tulle", title={"fr": "Le tulle"}, room=room, track=track)
        speaker = SpeakerFactory.make(event=event, slug="mathieu")
        TalkSpeakerFactory.make(talk=talk, speaker=speaker)
        scheduled_talk(event, slug="dunes", title={"fr": "Les dunes"}, starts_at=LECTURE + timedelta(days=7))


def titles(client: FlaskClient, path: str) -> list[str]:
    answer = client.get(path)
    assert answer.status_code == 200
    assert answer.mimetype == "text/calendar"
    assert lint(answer.data, method=None) == []
    return [str(entry["SUMMARY"]) for entry in Calendar.from_ical(answer.data).walk("VEVENT")]


@pytest.mark.usefixtures("two_talks")
@pytest.mark.parametrize("feed", FEEDS)
def test_a_calendar_holds_what_belongs_to_it(client: FlaskClient, feed: str) -> None:
    assert titles(client, f"/saison/{feed}.ics") == ["Le tulle"]
    assert titles(client, "/saison/schedule.ics") == ["Le tulle", "Les dunes"]


@pytest.mark.usefixtures("two_talks")
@pytest.mark.parametrize("feed", FEEDS)
def test_a_calendar_is_not_sent_again_to_who_has_it(app: Flask, client: FlaskClient, feed: str) -> None:
    first = client.get(f"/saison/{feed}.ics")
    assert b"METHOD" not in first.data
    assert b"REFRESH-INTERVAL;VALUE=DURATION:PT1H" in first.data
    tag = {"If-None-Match": first.headers["ETag"]}
    for path in (f"/saison/{feed}.ics", f"/saison/{feed}.ics?lang=fr"):
        unchanged = client.get(path, headers=tag)
        assert (unchanged.status_code, unchanged.data) == (304, b"")
    with app.app_context():
        talk = db.session.scalars(select(Talk).filter_by(slug="tulle")).one()
        talk.title = {"fr": "Le tulle de Calais"}
        talk.event.revision += 1
        db.session.commit()
    assert client.get(f"/saison/{feed}.ics", headers=tag).status_code == 200


@pytest.mark.usefixtures("two_talks")
@pytest.mark.parametrize("feed", FEEDS)
def test_pages_name_their_calendar_and_say_how_soon_it_follows(client: FlaskClient, feed: str) -> None:
    text = page(client, f"/saison/{feed}/?lang=en")
    assert f'href="/saison/{feed}.ics"' in text
    assert "8 to 24 hours" in text
    assert "Le tulle" in text
    assert "Les dunes" not in text


@pytest.mark.usefixtures("two_talks")
@pytest.mark.parametrize("feed", FEEDS)
def test_pages_say_at_what_hour_a_talk_begins(client: FlaskClient, feed: str) -> None:
    assert "Thursday 29 January at 6:30 pm" in words(client, f"/saison/{feed}/?lang=en").replace("\xa0", " ")
    clock.start_at(NOW + timedelta(days=60))
    over = words(client, f"/saison/{feed}/?lang=en").replace("\xa0", " ")
    assert "Thursday 29 January Le tulle" in over


@pytest.mark.usefixtures("two_talks")
def test_a_talk_leads_to_its_track_and_room(client: FlaskClient) -> None:
    text = page(client, "/saison/talks/tulle/")
    assert 'href="/saison/tracks/memoire/"' in text
    assert 'href="/saison/rooms/salle-jacquard/"' in text


@pytest.mark.usefixtures("two_talks")
def test_what_is_not_there_is_not_found(app: Flask, client: FlaskClient) -> None:
    with app.app_context():
        event = db.session.scalars(select(Event)).one()
        TrackFactory.make(event=event, slug="vide")
        other = EventFactory.make(slug="autre", organisation=event.organisation)
        scheduled_talk(other, slug="ici")
    for path in ("tracks/vide", "tracks/rien", "rooms/rien", "rooms/1", "speakers/rien"):
        assert client.get(f"/saison/{path}.ics").status_code == 404
        assert client.get(f"/saison/{path}/").status_code == 404
    for feed in FEEDS:
        assert client.get(f"/autre/{feed}.ics").status_code == 404


def test_a_cancelled_talk_stays_with_a_higher_sequence(app: Flask, client: FlaskClient) -> None:
    with app.app_context():
        release = find_latest_release(season(talks=1).id)
        assert release
        (slot,) = again(release)
        slot.state = "cancelled"
        db.session.commit()
    (entry,) = Calendar.from_ical(client.get("/saison/speakers/speaker-saison.ics").data).walk("VEVENT")
    assert (entry["STATUS"], entry["SEQUENCE"]) == ("CANCELLED", 1)


def test_a_stamp_follows_words_and_room_but_the_sequence_does_not(app: Flask, client: FlaskClient) -> None:
    with app.app_context():
        event = season(talks=2)
        talk = db.session.scalars(select(Talk).order_by(Talk.id)).first()
        release = find_latest_release(event.id)
        assert talk
        assert release
        edited = NOW + timedelta(hours=3)
        note("edited", f"talk:{talk.id}", now=edited, event_key=f"event:{event.id}")
        slots = again(release)
        slots[1].room = RoomFactory.make(venue=slots[1].room.venue if slots[1].room else None)
        slots[1].release.created_at = NOW + timedelta(hours=5)
        db.session.commit()
    entries = Calendar.from_ical(client.get("/saison/schedule.ics").data).walk("VEVENT")
    assert [entry["SEQUENCE"] for entry in entries] == [0, 0]
    stamps = [entry.decoded("DTSTAMP") for entry in entries]
    assert stamps == [datetime(2026, 1, 15, 12, tzinfo=UTC), datetime(2026, 1, 15, 14, tzinfo=UTC)]


def test_rooms_of_one_name_have_different_addresses_that_stay(inside: Flask) -> None:
    venues = [VenueFactory.make(organisation_id=EventFactory.make().organisation_id)]
    venues.append(VenueFactory.make(organisation_id=venues[0].organisation_id))
    rooms = [add_room(venue, RoomDetails(name="Grande salle"), now=NOW) for venue in venues]
    assert [room.slug for room in rooms] == ["grande-salle", "grande-salle-2"]
    assert db.session.scalars(select(Room.slug).order_by(Room.id)).all() == ["grande-salle", "grande-salle-2"]


def test_a_speaker_is_shown_with_talks_at_other_events(app: Flask, client: FlaskClient) -> None:
    with app.app_context():
        event = season(talks=1)
        person = db.session.scalars(select(Talk)).one().speakers[0].person
        for slug, organisation in (("avant", event.organisation), ("ailleurs", None)):
            options = {"organisation": organisation} if organisation else {}
            other = EventFactory.make(slug=slug, **options)
            talk = scheduled_talk(other, slug=f"la-{slug}", title={"fr": f"Autrefois {slug}"})
            speaks = SpeakerFactory.make(event=other, **({"person": person} if organisation else {}))
            TalkSpeakerFactory.make(talk=talk, speaker=speaks)
    shown = words(client, "/saison/speakers/speaker-saison/?lang=en")
    assert "Other talks" in shown
    assert "Autrefois avant" in shown
    assert "Autrefois ailleurs" not in shown


@pytest.mark.parametrize(
    ("name", "family"),
    [
        ("Dominique Mathieu", "Mathieu"),
        ("Erwan Le Bihan", "Le Bihan"),
        ("Charles de Gaulle", "Gaulle"),
        ("Jan Van Den Berg", "Van Den Berg"),
        ("Le Corbusier", "Corbusier"),
        ("Molière", "Molière"),
        ("", ""),
    ],
)
def test_people_are_looked_up_by_their_family_name(name: str, family: str) -> None:
    assert family_name(name) == family


def crowd(event: Event, names: list[str]) -> None:
    talk = scheduled_talk(event, slug="table-ronde", title={"fr": "Table ronde"})
    for name in names:
        person = PersonFactory.make(organisation=event.organisation, name=name)
        TalkSpeakerFactory.make(talk=talk, speaker=SpeakerFactory.make(event=event, person=person))


def test_speakers_stand_from_a_to_z(app: Flask, client: FlaskClient) -> None:
    with app.app_context():
        event = EventFactory.make(slug="saison")
        crowd(event, ["Zoé Abel", "Anne Éluard", "Erwan Le Bihan", "李明", "Ève Durand"])
        scheduled_talk(event, slug="brouillon", state="draft")
        SpeakerFactory.make(event=event, person=PersonFactory.make(organisation=event.organisation, name="Sans Public"))
    shown = words(client, "/saison/speakers/?lang=fr")
    order = [shown.index(name) for name in ("李明", "Zoé Abel", "Ève Durand", "Anne Éluard", "Erwan Le Bihan")]
    assert order == sorted(order)
    assert "Sans Public" not in shown
    assert "Table ronde" in shown


def test_many_speakers_have_a_page_for_each_letter(app: Flask, client: FlaskClient) -> None:
    with app.app_context():
        crowd(EventFactory.make(slug="saison"), [f"P{n} {'AB'[n % 2]}nom{n}" for n in range(122)])
    first, second = (words(client, f"/saison/speakers/?letter={letter}") for letter in "ab")
    assert "P0 Anom0" in first
    assert "P1 Bnom1" not in first
    assert "P1 Bnom1" in second
    for odd in ("Z", "%00"[1:], "AB", "é"):
        assert client.get(f"/saison/speakers/?letter={odd}").status_code == 200


def test_as_many_queries_for_one_speaker_as_for_thirty(app: Flask, client: FlaskClient) -> None:
    with app.app_context():
        crowd(EventFactory.make(slug="un"), ["Zoé Abel"])
        crowd(EventFactory.make(slug="trente"), [f"Zoé Abel{n}" for n in range(30)])
    assert queries_of(app, client, "/un/speakers/") == queries_of(app, client, "/trente/speakers/")

"""What readers ask the schedule for: filters, words, days, and talks of all events."""

from datetime import date, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, update

from events.event.actions import raise_revision
from events.event.models import Event
from events.extensions import db
from events.kit import clock
from events.programme.actions import index_all_talks, index_talks
from events.programme.models import ReleasedSlot
from events.site.views.schedule import TALKS_IN_GRIDS
from tests.factories import (
    NOW,
    EventFactory,
    RoomFactory,
    TalkFormatFactory,
    TrackFactory,
    VenueFactory,
    scheduled_talk,
)
from tests.site.pages import DAY, HOUR, NINE, congress, page, queries_of, season


@pytest.fixture
def two_days(app: Flask) -> None:
    """Friday: A for everybody at 9, B and C side by side at 11. Saturday: D."""
    clock.start_at(NOW)
    with app.app_context():
        event, (first, second) = congress()
        track = TrackFactory.make(event=event, slug="memoire")
        workshop = TalkFormatFactory.make(event_id=event.id, slug="atelier")
        scheduled_talk(event, slug="a", title={"fr": "A"}, room=first, starts_at=NINE)
        scheduled_talk(event, slug="b", title={"fr": "B"}, room=first, starts_at=NINE + 2 * HOUR, track=track)
        scheduled_talk(
            event, slug="c", title={"fr": "Des vélos"}, room=second, starts_at=NINE + 2 * HOUR, format=workshop
        )
        scheduled_talk(event, slug="d", title={"fr": "D"}, room=second, starts_at=NINE + DAY, language="en")
        index_all_talks()


@pytest.mark.usefixtures("two_days")
def test_filters_leave_what_was_asked_for(client: FlaskClient) -> None:
    def shown(query: str) -> str:
        text = page(client, f"/congres/schedule/?{query}")
        return "".join(name for name in "abcd" if f'href="/congres/talks/{name}/"' in text)

    assert shown("") == "abcd"
    assert shown("day=2026-06-12&day=2026-06-13") == "abcd"
    assert shown("track=memoire") == "b"
    assert shown("track=memoire&day=2026-06-13") == ""
    assert shown("language=en&language=fr") == "abcd"
    assert shown("language=en") == "d"
    assert shown("format=atelier") == "c"
    assert shown("track=memoire&track=nowhere") == "b"
    assert shown("room=&track=&q=") == "abcd"
    assert shown("q=vélo") == "c"
    assert shown("q=velos&format=atelier") == "c"
    assert shown("q=velos&track=memoire") == ""


@pytest.mark.usefixtures("two_days")
@pytest.mark.parametrize(
    "query",
    [
        "day=2026-06-14",
        "day=x",
        "room=99999",
        "room=x",
        "track=x",
        "format=%F0%9F%9A%B2",
        "language=xx",
        "q=zzz",
        "q=%25",
    ],
)
def test_what_isnt_there_finds_nothing_and_says_so(client: FlaskClient, query: str) -> None:
    text = page(client, f"/congres/schedule/?{query}&lang=en")
    assert "/congres/talks/" not in text
    assert "No talk was found." in text or "isn’t known yet" in text


@pytest.mark.usefixtures("two_days")
@pytest.mark.parametrize("text", ["%", "_", "'\";--", "\\", "a" * 10_000, "mot " * 3_000, "\u202e\ufeff", "[", "*"])
@pytest.mark.parametrize("path", ["/congres/schedule/", "/search"])
def test_whatever_is_looked_for_is_answered(client: FlaskClient, path: str, text: str) -> None:
    assert client.get(path, query_string={"q": text, "room": text, "track": text}).status_code == 200


@pytest.mark.usefixtures("two_days")
def test_what_was_asked_for_stays_in_the_form_and_can_be_cleared(client: FlaskClient) -> None:
    text = page(client, "/congres/schedule/?q=vélo%22&track=memoire&track=x&lang=en")
    assert 'value="vélo&#34;"' in text
    assert '<option value="memoire" selected>' in text
    assert '<a href="/congres/schedule/">Clear the choice</a>' in text
    assert "1 talk was found." in page(client, "/congres/schedule/?q=velo&lang=en")


@pytest.mark.usefixtures("two_days")
def test_each_day_has_a_page_of_its_own(client: FlaskClient) -> None:
    text = page(client, "/congres/schedule/2026-06-13/")
    assert "/congres/talks/d/" in text
    assert "/congres/talks/a/" not in text
    assert client.get("/congres/schedule/?day=2026-06-13").location == "/congres/schedule/2026-06-13/"
    for day in ("2026-06-14", "x", "2026-6-13"):
        assert client.get(f"/congres/schedule/{day}/").status_code == 404


def test_a_large_congress_is_a_list_and_each_of_its_days_a_grid(client: FlaskClient, app: Flask) -> None:
    clock.start_at(NOW)
    with app.app_context():
        event, rooms = congress()
        for number in range(TALKS_IN_GRIDS + 1):
            start = NINE + DAY * (number % 2) + timedelta(minutes=100) * (number // 2 % 6)
            scheduled_talk(event, room=rooms[number // 12 % 2], starts_at=start)
        scheduled_talk(event, room=rooms[0], starts_at=NINE + 2 * DAY)
    whole = page(client, "/congres/schedule/")
    assert whole.count("data-talk=") == TALKS_IN_GRIDS + 2
    assert "as-grid" not in whole
    assert "as-grid" in page(client, "/congres/schedule/2026-06-14/")


@pytest.mark.usefixtures("two_days")
def test_pages_take_as_many_queries_with_one_talk_as_with_thirty(app: Flask, client: FlaskClient) -> None:
    schedule = "/congres/schedule/"
    paths = [f"{schedule}?room=", f"{schedule}2026-06-12/?room=", f"{schedule}?q=velo&language=fr", "/search?q=velo"]
    few = [queries_of(app, client, path) for path in paths]
    with app.app_context():
        event = db.session.scalars(select(Event)).one()
        ids = [
            scheduled_talk(event, title={"fr": "Un vélo"}, starts_at=NINE + number * HOUR).id for number in range(30)
        ]
        index_talks(ids)
        raise_revision(event.id)
    assert [queries_of(app, client, path) for path in paths] == few == [9, 9, 9, 5]


def test_the_search_finds_talks_of_all_events_past_ones_too(client: FlaskClient, app: Flask) -> None:
    clock.start_at(NOW)
    with app.app_context():
        event, _rooms = congress()
        past = EventFactory.make(slug="passee", title={"fr": "Saison passée"}, starts_on=date(2024, 9, 1))
        draft = EventFactory.make(slug="brouillon", state="draft")
        ids = [
            scheduled_talk(
                one, slug=f"velo-{one.slug}-{state}", title={"fr": "Les vélos"}, starts_at=start, state=state
            ).id
            for one, start, state in (
                (event, NINE, "published"),
                (past, NINE - 600 * DAY, "published"),
                (draft, NINE, "published"),
                (event, NINE + DAY, "draft"),
            )
        ]
        index_talks(ids)
    text = page(client, "/search?q=velo&lang=en")
    assert text.index("/congres/talks/velo-congres-published/") < text.index("/passee/talks/velo-passee-published/")
    assert "2 talks were found." in text
    assert "brouillon" not in text
    assert text.count("/talks/") == 2


@pytest.mark.usefixtures("two_days")
def test_a_seasons_talks_are_looked_for_as_well(client: FlaskClient, app: Flask) -> None:
    with app.app_context():
        event = season(talks=2, slug="saison")
        index_all_talks()
        raise_revision(event.id)
    assert "conference-1" in page(client, "/saison/schedule/?q=conferences+1")
    assert "conference-0" not in page(client, "/saison/schedule/?q=conferences+1")


@pytest.mark.parametrize(
    ("zone", "town", "words"),
    [
        ("Europe/Paris", "Calais", "hidden"),
        ("Europe/Brussels", "Bruxelles", "Times are those of Bruxelles (Europe/Brussels)."),
        ("Europe/Paris", "", "Times are those of the zone Europe/Paris."),
    ],
)
def test_the_zone_is_named_away_from_the_organisation_and_in_no_place(
    client: FlaskClient, app: Flask, zone: str, town: str, words: str
) -> None:
    with app.app_context():
        event, _rooms = congress()
        venue = VenueFactory.make(organisation_id=event.organisation_id, town=town)
        scheduled_talk(event, room=RoomFactory.make(venue=venue), starts_at=NINE)
        db.session.execute(update(ReleasedSlot).values(zone=zone))
        db.session.commit()
    line = next(one for one in page(client, "/congres/schedule/?lang=en").splitlines() if "data-zone" in one)
    assert words in line
    assert ("hidden" in line) == (words == "hidden")

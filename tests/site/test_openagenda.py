"""The programme as OpenAgenda takes it up: its limits hold, whatever was written."""

import json
from datetime import datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import event as events_of
from sqlalchemy import select

from events.event.models import Event
from events.extensions import db
from events.programme import actions
from events.programme.models import Talk
from events.programme.queries import draft_slots_of_talk
from events.site.openagenda import cut
from tests.factories import NOW, TrackFactory
from tests.site.pages import season

ADDRESS = "/saison/openagenda.json"


def agenda(client: FlaskClient) -> list[dict[str, Any]]:
    answer = client.get(ADDRESS)
    assert answer.mimetype == "application/json"
    document = json.loads(answer.data)
    assert document["total"] == len(document["events"])
    return list(document["events"])


def edit_talk(app: Flask, **changes: Any) -> None:
    with app.app_context():
        talk = db.session.scalars(select(Talk).order_by(Talk.id)).first()
        assert talk
        for name, value in changes.items():
            setattr(talk, name, value)
        talk.event.revision += 1
        db.session.commit()


def test_a_talk_is_told_in_its_languages_with_time_place_and_how_to_register(app: Flask, client: FlaskClient) -> None:
    with app.app_context():
        season(talks=1)
    edit_talk(app, title={"fr": "La dentelle", "en": "Lace"}, abstract={"fr": "Un **métier**.\n\nDu fil."}, subtitle={})
    [found] = agenda(client)
    assert found["title"] == {"fr": "La dentelle", "en": "Lace"}
    assert found["description"] == {"fr": "Un métier.", "en": "Un métier."}
    assert found["longDescription"]["fr"].startswith("Un **métier**.\n\nDu fil.\n\n- **")
    assert found["timings"] == [{"begin": "2026-01-29T18:30:00+01:00", "end": "2026-01-29T20:00:00+01:00"}]
    assert (found["timezone"], found["status"], found["state"], found["attendanceMode"]) == ("Europe/Paris", 1, 2, 1)
    assert found["location"]["address"] == "12 quai des Tullistes, 62100 Calais"
    assert found["conditions"]["fr"] == "5 €, gratuite pour les adhérents"
    assert {way["type"] for way in found["registration"]} == {"link", "phone", "email"}
    assert found["canonicalUrl"].endswith("/saison/talks/conference-0/")


def test_long_texts_are_cut_at_a_word(app: Flask, client: FlaskClient) -> None:
    with app.app_context():
        season(talks=1)
    long = {"fr": "mot " * 5000}
    edit_talk(
        app, title={"fr": "titre " * 40}, abstract=long, subtitle={"fr": "sous " * 80}, admission={"fr": "prix " * 90}
    )
    [found] = agenda(client)
    for name, limit in (("title", 140), ("description", 200), ("longDescription", 10_000), ("conditions", 255)):
        text = found[name]["fr"]
        assert limit - 8 < len(text) <= limit, name
        assert text.endswith("…")
    assert found["title"]["fr"].endswith("titre…")


@given(st.text(max_size=300), st.integers(2, 250))
def test_what_is_cut_is_never_too_long(text: str, length: int) -> None:
    assert len(cut(text, length)) <= length
    assert cut(text, len(text)) == text


def test_a_talk_of_two_dates_is_one_event_and_long_ones_are_split_into_days(app: Flask, client: FlaskClient) -> None:
    with app.app_context():
        talk = talk_of(season(talks=1))
        placement = actions.Placement(datetime(2026, 2, 5, 9), draft_slots_of_talk(talk)[0].room_id)
        actions.add_slot(talk, placement, 60 * 30, now=NOW)
    [found] = agenda(client)
    assert [timing["begin"][:13] for timing in found["timings"]] == ["2026-01-29T18", "2026-02-05T09", "2026-02-06T09"]
    for timing in found["timings"]:
        length = datetime.fromisoformat(timing["end"]) - datetime.fromisoformat(timing["begin"])
        assert timedelta() < length <= timedelta(hours=24)


def test_timings_do_not_overlap(app: Flask, client: FlaskClient) -> None:
    with app.app_context():
        talk = talk_of(season(talks=1))
        slot = draft_slots_of_talk(talk)[0]
        actions.add_slot(talk, actions.Placement(datetime(2026, 1, 29, 19), slot.room_id), 60, now=NOW)
    [found] = agenda(client)
    assert len(found["timings"]) == 1


def test_cancelled_and_full_talks_say_so(app: Flask, client: FlaskClient) -> None:
    with app.app_context():
        event = season(talks=2)
        first, second = db.session.scalars(select(Talk).order_by(Talk.id)).all()
        actions.cancel_talk(first, {"fr": "malade"}, now=NOW)
        second.capacity.taken = second.capacity.limit or 0
        event.revision += 1
        db.session.commit()
    assert [found["status"] for found in agenda(client)] == [6, 5]


def test_a_postponed_talk_says_so(app: Flask, client: FlaskClient) -> None:
    with app.app_context():
        talk = talk_of(season(talks=1))
        actions.postpone_talk(talk, {"fr": "malade"}, now=NOW)
    assert [found["status"] for found in agenda(client)] == [4]


def test_keywords_stay_within_their_limit(app: Flask, client: FlaskClient) -> None:
    with app.app_context():
        event = season(talks=1)
        track = TrackFactory.make(event=event, name={"fr": "Mémoire"})
        track_id = track.id
    edit_talk(app, track_id=track_id)
    [found] = agenda(client)
    assert found["keywords"]["fr"] == ["Mémoire"]


def test_who_has_it_is_not_sent_it_again(app: Flask, client: FlaskClient) -> None:
    with app.app_context():
        season(talks=1)
    first = client.get(ADDRESS)
    again = client.get(ADDRESS, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert client.get(ADDRESS, headers={"Accept-Language": "en"}).data == first.data


def test_an_event_that_is_not_public_has_none(app: Flask, client: FlaskClient) -> None:
    with app.app_context():
        season(talks=1).state = "draft"
        db.session.commit()
    assert client.get(ADDRESS).status_code == 404


@pytest.mark.parametrize("talks", [1, 30])
def test_queries_do_not_grow_with_talks(app: Flask, client: FlaskClient, talks: int) -> None:
    with app.app_context():
        season(talks=talks)
        engine = db.engine
    statements: list[str] = []
    events_of.listen(engine, "before_cursor_execute", lambda *values: statements.append(values[2]))
    agenda(client)
    assert sum(1 for statement in statements if statement.startswith("SELECT")) == QUERIES


QUERIES = 7


def talk_of(event: Event) -> Talk:
    return db.session.scalars(select(Talk).filter_by(event_id=event.id)).one()

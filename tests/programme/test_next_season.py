"""A new season in the shape of last year's."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from events.event.holidays import Period
from events.event.models import Event, TeamMember
from events.extensions import db
from events.programme.models import Slot, Speaker, Talk
from events.programme.queries import formats_of
from events.programme.rules.reuse import ShapeDate, moved_dates, next_title, weeks_to_next_year
from tests.factories import (
    RoomFactory,
    SpeakerFactory,
    TalkFormatFactory,
    TalkSpeakerFactory,
    TrackFactory,
    VenueFactory,
    scheduled_talk,
)
from tests.people.cast import Cast, sign_in, token

PAGE = "/organise/saison/next-season"
NEXT = {
    "title": "Saison 2026–2027",
    "starts_on": "2026-09-30",
    "ends_on": "2027-06-29",
    "skip_school": "y",
    "skip_public": "y",
    "zone": "B",
}


@pytest.fixture
def ada(client: FlaskClient, cast: Cast) -> FlaskClient:
    return sign_in(client, cast.ada)


def send(client: FlaskClient, **form: Any) -> TestResponse:
    return client.post(PAGE, data={**form, "csrf_token": token(client, "/organise/account")})


def test_dates_move_by_whole_weeks_and_keep_their_weekday() -> None:
    old = [ShapeDate(1, datetime(2025, 10, 2, 18, 30), ()), ShapeDate(2, datetime(2025, 11, 6, 18, 30), ())]
    off = [Period({"fr": "fermeture annuelle"}, date(2026, 11, 5), date(2026, 11, 5))]
    first, second = moved_dates(old, 52, (), off)
    assert (first.starts_at, first.off) == (datetime(2026, 10, 1, 18, 30), [])
    assert (second.starts_at, second.off) == (datetime(2026, 11, 5, 18, 30), off)


def test_weeks_that_only_last_years_holidays_left_out_are_offered() -> None:
    kind = (1, 2, 90)
    days = (5, 26, 5, 12)
    old = [
        ShapeDate(n, datetime(2026, month, day, 18, 30), kind)
        for n, (month, day) in enumerate(zip((2, 2, 3, 3), days, strict=True))
    ]
    winter = [Period({"fr": "vacances d’hiver"}, date(2026, 2, 7), date(2026, 2, 22))]
    free = moved_dates(old, 52, winter, ())
    assert [one.starts_at.date() for one in free if one.is_extra] == [date(2027, 2, 11), date(2027, 2, 18)]
    now_off = [Period({"fr": "vacances d’hiver"}, date(2027, 2, 13), date(2027, 2, 28))]
    assert [one.starts_at.day for one in moved_dates(old, 52, winter, now_off) if one.is_extra] == [11]
    assert not [one for one in moved_dates(old[:2], 52, winter, ()) if one.is_extra]


def test_titles_and_weeks_go_on_to_the_next_year() -> None:
    assert next_title("Saison 2025–2026 du jeudi") == "Saison 2026–2027 du jeudi"
    assert next_title("Les conférences du jeudi") == "Les conférences du jeudi"
    assert weeks_to_next_year(date(2025, 10, 1), date(2026, 1, 15)) == 52
    assert weeks_to_next_year(date(2024, 10, 3), date(2026, 1, 15)) == 104


@pytest.fixture
def last_year(app: Flask, cast: Cast) -> dict[str, int]:
    """Three Thursdays of 2025–2026 in one hall; the second falls into next year's half-term."""
    with app.app_context():
        event = db.session.get_one(Event, cast.event.id)
        event.admission = {"fr": "5 €"}
        event.capacity.limit = 300
        db.session.commit()
        room = RoomFactory.make(venue=VenueFactory.make(organisation_id=event.organisation_id))
        outing = TalkFormatFactory.make(event_id=event.id, slug="sortie", kind="outing", name={"fr": "Sortie"})
        TrackFactory.make(event=event)
        slots = {}
        for name, day in (("first", (2025, 10, 9)), ("holiday", (2025, 10, 23)), ("last", (2026, 6, 4))):
            talk = scheduled_talk(
                event, starts_at=datetime(*day, 16, 30, tzinfo=UTC), room=room, format=outing, admission={"fr": "3 €"}
            )
            TalkSpeakerFactory.make(talk=talk, speaker=SpeakerFactory.make(event=event))
            slots[name] = talk.slots[0].id
        return slots


def test_the_dates_are_shown_before_the_season_is_made(app: Flask, ada: FlaskClient, last_year: dict[str, int]) -> None:
    assert "next-season" in ada.get("/organise/new-event").text
    page = ada.get(PAGE, query_string={**NEXT, "lang": "fr"}).text.replace("\u00a0", " ").replace("\u202f", " ")
    assert "jeudi 8 octobre 2026 à 18 h 30" in page
    assert "vacances de la Toussaint" in page
    assert f'value="{last_year["first"]}@2026-10-08" checked' in page
    assert f'value="{last_year["holiday"]}@2026-10-22" checked' not in page
    with app.app_context():
        assert len(db.session.scalars(select(Event)).all()) == 1


def test_the_shape_is_taken_over_and_nothing_of_the_talks(
    app: Flask, ada: FlaskClient, cast: Cast, last_year: dict[str, int]
) -> None:
    dates = [f"{last_year['first']}@2026-10-08", f"{last_year['last']}@2027-06-03"]
    answer = send(ada, **NEXT, dates=dates)
    assert answer.status_code == 303
    with app.app_context():
        old = db.session.get_one(Event, cast.event.id)
        new = db.session.scalars(select(Event).where(Event.id != old.id)).one()
        assert answer.location == f"/organise/{new.slug}/season"
        assert (new.state, new.registration_state, new.kind) == ("draft", "closed", "season")
        assert (new.starts_on, new.ends_on) == (date(2026, 9, 30), date(2027, 6, 29))
        assert (new.admission, new.capacity.limit) == ({"fr": "5 €"}, 300)
        assert [track.name for track in new.tracks] == [track.name for track in old.tracks]
        assert [row.slug for row in formats_of(new.id)] == ["sortie"]
        team = [[(row.account_id, row.role) for row in _team(event)] for event in (old, new)]
        assert team[0] == team[1]

        talks = db.session.scalars(select(Talk).filter_by(event_id=new.id).order_by(Talk.id)).all()
        assert [talk.title["fr"] for talk in talks] == ["Sortie du jeudi 8 octobre", "Sortie du jeudi 3 juin"]
        assert {talk.state for talk in talks} == {"draft"}
        assert {talk.format_id for talk in talks} == {formats_of(new.id)[0].id}
        assert [(talk.capacity.limit, talk.capacity.taken, talk.admission["fr"]) for talk in talks] == [
            (150, 0, "3 €"),
            (150, 0, "3 €"),
        ]
        slots = db.session.scalars(select(Slot).filter_by(event_id=new.id).order_by(Slot.starts_at)).all()
        assert [slot.starts_at for slot in slots] == [
            datetime(2026, 10, 8, 16, 30, tzinfo=UTC),
            datetime(2027, 6, 3, 16, 30, tzinfo=UTC),
        ]
        assert len({slot.room_id for slot in slots}) == 1
        assert db.session.scalars(select(Speaker).filter_by(event_id=new.id)).all() == []


def _team(event: Event) -> list[TeamMember]:
    return list(db.session.scalars(select(TeamMember).filter_by(event_id=event.id).order_by(TeamMember.id)))


def test_pressed_twice_it_makes_one_season(app: Flask, ada: FlaskClient, last_year: dict[str, int]) -> None:
    dates = [f"{last_year['first']}@2026-10-08"]
    assert send(ada, **NEXT, dates=dates).status_code == 303
    again = send(ada, **NEXT, dates=dates)
    assert (again.status_code, 'id="errors"' in again.text) == (422, True)
    with app.app_context():
        assert len(db.session.scalars(select(Event)).all()) == 2


@pytest.mark.parametrize(
    "wrong",
    [{"title": ""}, {"starts_on": ""}, {"ends_on": "2026-09-01"}, {"zone": "D"}, {"dates": ["1@2099-01-01"]}],
)
def test_an_impossible_season_is_refused(
    app: Flask, ada: FlaskClient, last_year: dict[str, int], wrong: dict[str, Any]
) -> None:
    answer = send(ada, **{**NEXT, "dates": [], **wrong})
    assert (answer.status_code, 'id="errors"' in answer.text) == (422, True)
    with app.app_context():
        assert len(db.session.scalars(select(Event)).all()) == 1

"""The dates of a term: shown in words, made in one act, filled one by one, taken back together."""

from datetime import UTC, date, datetime, time
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event as sqlalchemy_event
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from events.activity.models import Activity
from events.event.actions import ClosureDetails, add_closure
from events.event.holidays import Period
from events.event.models import Event, OpeningHours
from events.extensions import db
from events.programme.models import FormerTalkSlug, Release, Slot, Speaker, Talk, TalkSeries
from events.programme.rules.planning import Rhythm, days_of, planned_date, weeks_between, working_title
from tests.factories import (
    NOW,
    PersonFactory,
    RoomFactory,
    SlotFactory,
    SpeakerFactory,
    TalkFactory,
    VenueFactory,
    scheduled_talk,
)
from tests.people.cast import Cast, sign_in, token

DATES = "/organise/saison/dates"
SEASON = "/organise/saison/season"
THURSDAYS: dict[str, Any] = {
    "weekdays": ["3"],
    "every": "1",
    "hour": "14:30",
    "duration": "90",
    "doors": "14:00",
    "starts_on": "2026-10-08",
    "ends_on": "2026-11-12",
    "skip_school": "y",
    "skip_public": "y",
    "zone": "B",
}


@pytest.fixture
def ada(client: FlaskClient, cast: Cast) -> FlaskClient:
    return sign_in(client, cast.ada)


def send(client: FlaskClient, address: str, **form: Any) -> TestResponse:
    return client.post(address, data={**form, "csrf_token": token(client, "/organise/account")})


def text_of(answer: TestResponse) -> str:
    return answer.text.replace("\u00a0", " ").replace("\u202f", " ")


def the_event() -> Event:
    event = db.session.scalar(select(Event).filter_by(slug="saison"))
    assert event
    return event


def number_of(model: type, **where: Any) -> int:
    return db.session.scalar(select(func.count()).select_from(model).filter_by(**where)) or 0


# ---------------------------------------------------------------- the rhythm


def test_a_rhythm_hits_its_weekdays_from_the_first_to_the_last_day() -> None:
    weekly = days_of(Rhythm({3}, date(2026, 10, 1), date(2026, 10, 29)))
    assert weekly == [date(2026, 10, day) for day in (1, 8, 15, 22, 29)]
    both = days_of(Rhythm({1, 3}, date(2026, 10, 2), date(2026, 10, 23), every=2))
    assert both == [date(2026, 10, day) for day in (6, 8, 20, 22)]
    assert days_of(Rhythm({3}, date(2026, 10, 30), date(2026, 10, 1))) == []


def test_a_date_knows_the_holidays_it_falls_into_and_the_hour_that_is_jumped_over() -> None:
    half_term = Period({"fr": "vacances de la Toussaint"}, date(2026, 10, 17), date(2026, 11, 1))
    inside = planned_date(datetime(2026, 11, 1, 14, 30), "Europe/Paris", [half_term])
    after = planned_date(datetime(2026, 11, 2, 14, 30), "Europe/Paris", [half_term])
    jumped = planned_date(datetime(2027, 3, 28, 2, 30), "Europe/Paris", [half_term])
    assert [one.is_free for one in (inside, after, jumped)] == [False, True, False]
    assert [one.can_be_made for one in (inside, after, jumped)] == [True, True, False]


def test_a_working_title_names_format_and_day() -> None:
    day = date(2026, 10, 8)
    assert working_title(None, day, "fr") == {"fr": "Conférence du jeudi 8 octobre"}
    assert working_title({"fr": "Atelier"}, day, "fr") == {"fr": "Atelier du jeudi 8 octobre"}
    assert working_title({"en": "Workshop"}, day, "en") == {"en": "Workshop of Thursday 8 October"}
    assert weeks_between(date(2025, 10, 2), date(2026, 10, 1)) == 52


# ---------------------------------------------------------------- making the dates


def test_the_dates_are_shown_in_words_with_the_reason_of_each_left_out(ada: FlaskClient) -> None:
    page = text_of(ada.get(DATES, query_string={**THURSDAYS, "lang": "fr"}))
    assert "jeudi 8 octobre 2026 à 14 h 30" in page
    assert page.count("vacances de la Toussaint") == 2
    assert page.count('name="dates"') == 6
    assert page.count("checked") == page.count("checked />")
    ticked = [f'value="2026-{day}" checked' in page for day in ("10-08", "10-15", "10-22", "10-29", "11-05", "11-12")]
    assert ticked == [True, True, False, False, True, True]

    wednesdays = {**THURSDAYS, "weekdays": ["2"], "lang": "fr"}
    assert "Armistice 1918" in ada.get(DATES, query_string=wednesdays).text


def test_zones_and_own_closures_count(app: Flask, cast: Cast, ada: FlaskClient) -> None:
    with app.app_context():
        own = ClosureDetails({"fr": "fermeture annuelle"}, date(2026, 11, 5), date(2026, 11, 5))
        add_closure(cast.organisation.id, own, now=NOW)
    page = ada.get(DATES, query_string={**THURSDAYS, "lang": "fr"}).text
    assert "fermeture annuelle" in page
    winter = {**THURSDAYS, "starts_on": "2027-02-18", "ends_on": "2027-03-11", "lang": "fr"}
    in_zone = {zone: ada.get(DATES, query_string={**winter, "zone": zone}).text for zone in "ABC"}
    assert {zone: page.count("vacances d’hiver") for zone, page in in_zone.items()} == {"A": 2, "B": 2, "C": 1}
    without = {name: value for name, value in winter.items() if name != "skip_school"}
    assert "vacances d’hiver" not in ada.get(DATES, query_string=without).text


def test_all_dates_are_made_in_one_act_as_drafts_with_one_release(app: Flask, ada: FlaskClient) -> None:
    with app.app_context():
        revision = the_event().revision
    ticked = ["2026-10-08", "2026-10-15", "2026-11-05", "2026-11-12"]
    answer = send(ada, DATES, **THURSDAYS, dates=ticked)
    assert (answer.status_code, answer.location) == (303, SEASON)
    with app.app_context():
        talks = db.session.scalars(select(Talk).order_by(Talk.id)).all()
        assert [talk.title["fr"] for talk in talks][:2] == [
            "Conférence du jeudi 8 octobre",
            "Conférence du jeudi 15 octobre",
        ]
        assert {talk.state for talk in talks} == {"draft"}
        assert all(talk.is_to_complete for talk in talks)
        first = talks[0].slots[0]
        assert first.starts_at == datetime(2026, 10, 8, 12, 30, tzinfo=UTC)
        assert first.doors_at == datetime(2026, 10, 8, 12, 0, tzinfo=UTC)
        assert talks[2].slots[0].starts_at == datetime(2026, 11, 5, 13, 30, tzinfo=UTC)
        assert (number_of(Release), number_of(TalkSeries), the_event().revision) == (1, 1, revision + 1)
        assert number_of(Activity, verb="dates made") == 1
    assert "8 octobre" not in text_of(app.test_client().get("/saison/?lang=fr"))


def test_the_zone_that_was_used_is_kept_by_those_who_may(
    app: Flask, cast: Cast, ada: FlaskClient, client: FlaskClient
) -> None:
    send(ada, DATES, **{**THURSDAYS, "zone": "C"}, dates=["2026-10-08"])
    with app.app_context():
        assert the_event().organisation.school_zone == "C"
    assert '<option selected value="C">' in ada.get(DATES).text
    erin = sign_in(app.test_client(), cast.erin)
    send(erin, DATES, **{**THURSDAYS, "zone": "A"}, dates=["2026-10-15"])
    with app.app_context():
        assert the_event().organisation.school_zone == "C"
        assert number_of(Talk) == 2


def test_a_ticked_holiday_is_made_and_an_unticked_date_is_not(app: Flask, ada: FlaskClient) -> None:
    send(ada, DATES, **THURSDAYS, dates=["2026-10-22"])
    with app.app_context():
        assert [slot.wall_start for slot in db.session.scalars(select(Slot))] == ["2026-10-22T14:30:00"]


def test_the_same_dates_twice_make_no_doubles(app: Flask, ada: FlaskClient) -> None:
    send(ada, DATES, **THURSDAYS, dates=["2026-10-08", "2026-10-15"])
    assert send(ada, DATES, **THURSDAYS, dates=["2026-10-08", "2026-10-15"]).status_code == 303
    with app.app_context():
        assert (number_of(Talk), number_of(Release), number_of(TalkSeries)) == (2, 1, 1)
    send(ada, DATES, **THURSDAYS, dates=["2026-10-15", "2026-11-05"])
    with app.app_context():
        assert (number_of(Talk), number_of(TalkSeries)) == (3, 2)
    page = ada.get(DATES, query_string={**THURSDAYS, "lang": "fr"}).text
    assert page.count("déjà au programme") == 3


def test_a_taken_room_is_said_and_left_unticked(app: Flask, cast: Cast, ada: FlaskClient) -> None:
    with app.app_context():
        room = RoomFactory.make(venue=VenueFactory.make(organisation_id=cast.organisation.id))
        other = datetime(2026, 10, 8, 13, 30, tzinfo=UTC)
        scheduled_talk(the_event(), starts_at=other, room=room, title={"fr": "Les marées"})
        room_id = str(room.id)
    page = ada.get(DATES, query_string={**THURSDAYS, "room": room_id, "lang": "fr"}).text
    assert "salle prise : Les marées" in page.replace("\u202f", " ")
    assert 'value="2026-10-08" />' in page
    assert send(ada, DATES, **THURSDAYS, room=room_id, dates=["2026-10-08"]).status_code == 303


def test_a_closed_building_is_said_and_left_unticked(app: Flask, cast: Cast, ada: FlaskClient) -> None:
    with app.app_context():
        room = RoomFactory.make(venue=VenueFactory.make(organisation_id=cast.organisation.id))
        db.session.add(OpeningHours(venue_id=room.venue_id, weekday=4, opens=time(9), closes=time(18)))
        db.session.commit()
        room_id = str(room.id)
    page = ada.get(DATES, query_string={**THURSDAYS, "room": room_id, "lang": "en"}).text
    assert "the building is closed then" in page
    assert 'value="2026-10-08" />' in page


@pytest.mark.parametrize(
    "wrong",
    [
        {"ends_on": "2026-10-07"},
        {"ends_on": "2026-10-01"},
        {"weekdays": []},
        {"starts_on": "2026-10-09", "ends_on": "2026-10-14"},
        {"weekdays": [str(day) for day in range(7)], "ends_on": "2027-10-08"},
        {"ends_on": "2036-10-08"},
        {"hour": "soon"},
        {"hour": ""},
        {"doors": "15:00"},
        {"duration": "0"},
        {"every": "9"},
        {"zone": "D"},
    ],
)
def test_impossible_rhythms_are_refused_and_kept(app: Flask, ada: FlaskClient, wrong: dict[str, Any]) -> None:
    form = {**THURSDAYS, **wrong}
    shown = ada.get(DATES, query_string={**form, "hour": form["hour"]})
    made = send(ada, DATES, **form, dates=["2026-10-08"])
    assert (shown.status_code, made.status_code) == (422, 422)
    assert 'id="errors"' in shown.text
    with app.app_context():
        assert number_of(Talk) == 0


@pytest.mark.parametrize(
    ("rhythm", "dates"),
    [
        ({}, []),
        ({}, ["2026-10-09"]),
        ({}, ["2026-10-08", "2099-01-01"]),
        ({"weekdays": ["6"], "hour": "02:30", "doors": "", "ends_on": "2027-04-01"}, ["2027-03-28"]),
    ],
)
def test_impossible_choices_of_dates_are_refused(
    app: Flask, ada: FlaskClient, rhythm: dict[str, Any], dates: list[str]
) -> None:
    answer = send(ada, DATES, **{**THURSDAYS, **rhythm}, dates=dates)
    assert (answer.status_code, 'id="errors"' in answer.text) == (422, True)
    with app.app_context():
        assert number_of(Talk) == 0


def test_a_room_of_another_organisation_is_not_found(app: Flask, cast: Cast, ada: FlaskClient) -> None:
    with app.app_context():
        room = RoomFactory.make(venue=VenueFactory.make(organisation_id=cast.other_organisation.id))
        room_id = str(room.id)
    assert send(ada, DATES, **THURSDAYS, room=room_id, dates=["2026-10-08"]).status_code == 404
    with app.app_context():
        assert number_of(Talk) == 0


# ---------------------------------------------------------------- taking them back


def test_dates_made_together_are_deleted_together_while_they_are_empty(app: Flask, ada: FlaskClient) -> None:
    send(ada, DATES, **THURSDAYS, dates=["2026-10-08", "2026-10-15", "2026-11-05"])
    with app.app_context():
        series, slot = db.session.scalars(select(TalkSeries)).one(), db.session.scalars(select(Slot)).first()
        assert slot
        slot_id = slot.id
    send(ada, f"{SEASON}/{slot_id}", **row_of(app, slot_id, title="Les marées"))
    page = f"{DATES}/{series.id}/deletion"
    assert "2 encore vides" in text_of(ada.get(f"{SEASON}?lang=fr"))
    assert send(ada, page).status_code == 303
    with app.app_context():
        assert [talk.title["fr"] for talk in db.session.scalars(select(Talk))] == ["Les marées"]
        assert number_of(Activity, verb="dates deleted") == 1
    assert send(ada, page).status_code == 303
    with app.app_context():
        assert number_of(Talk) == 1
    assert send(ada, f"{DATES}/{series.id + 1}/deletion").status_code == 404


# ---------------------------------------------------------------- filling them


def row_of(app: Flask, slot_id: int, **changes: Any) -> dict[str, Any]:
    """What the form of a date holds, with these changes."""
    with app.app_context():
        slot = db.session.get_one(Slot, slot_id)
        talk = slot.talk
        assert talk
        return {
            "title": talk.title["fr"],
            "speakers": [speaker.person.name for speaker in talk.speakers],
            "starts_at": slot.wall_start[:16],
            "room": slot.room_id or "",
            "state": talk.state,
            "version": talk.version,
            "slot_version": slot.version,
            **changes,
        }


@pytest.fixture
def made(app: Flask, ada: FlaskClient) -> int:
    """The id of the one date that was made: Thursday 8 October 2026, doors half an hour before."""
    send(ada, DATES, **THURSDAYS, dates=["2026-10-08"])
    with app.app_context():
        return db.session.scalars(select(Slot)).one().id


def test_title_speaker_and_hall_are_given_in_one_line(app: Flask, cast: Cast, ada: FlaskClient, made: int) -> None:
    with app.app_context():
        room = RoomFactory.make(venue=VenueFactory.make(organisation_id=cast.organisation.id))
        known = PersonFactory.make(organisation=the_event().organisation, name="Agnès Brunel")
        SpeakerFactory.make(event=the_event(), person=known)
        room_id, person_id = room.id, known.id
    assert "Agnès Brunel" in ada.get(SEASON).text
    row = row_of(app, made, title="Les marées", speakers=["Agnès Brunel", "Paul Nguyen", ""], room=room_id)
    answer = send(ada, f"{SEASON}/{made}", **row)
    assert (answer.status_code, answer.location) == (303, f"{SEASON}#date-{made}")
    with app.app_context():
        slot = db.session.get_one(Slot, made)
        assert slot.talk
        assert (slot.talk.title, slot.room_id, slot.talk.slug) == ({"fr": "Les marées"}, room_id, "les-marees")
        assert [speaker.person.name for speaker in slot.talk.speakers] == ["Agnès Brunel", "Paul Nguyen"]
        assert slot.talk.speakers[0].person_id == person_id
        assert not slot.talk.is_to_complete
        assert number_of(FormerTalkSlug, slug="conference-du-jeudi-8-octobre") == 1
        assert number_of(Speaker) == 2


def test_a_moved_date_keeps_its_slot_and_its_working_title_follows(app: Flask, ada: FlaskClient, made: int) -> None:
    with app.app_context():
        guid = db.session.get_one(Slot, made).guid
    assert send(ada, f"{SEASON}/{made}", **row_of(app, made, starts_at="2026-11-12T15:00")).status_code == 303
    with app.app_context():
        slot = db.session.get_one(Slot, made)
        assert slot.talk
        assert (slot.guid, slot.talk.title["fr"]) == (guid, "Conférence du jeudi 12 novembre")
        assert slot.starts_at == datetime(2026, 11, 12, 14, 0, tzinfo=UTC)
        assert slot.doors_at == datetime(2026, 11, 12, 13, 30, tzinfo=UTC)
        assert slot.talk.has_working_title


def test_a_date_is_published_from_its_line(app: Flask, ada: FlaskClient, made: int) -> None:
    row = row_of(app, made, title="Les marées", state="published")
    assert send(ada, f"{SEASON}/{made}", **row).status_code == 303
    assert "Les marées" in app.test_client().get("/saison/talks/les-marees/?lang=fr").text


def test_a_stale_line_shows_both_texts_and_changes_nothing(app: Flask, ada: FlaskClient, made: int) -> None:
    row = row_of(app, made, title="Les marées")
    assert send(ada, f"{SEASON}/{made}", **row).status_code == 303
    answer = send(ada, f"{SEASON}/{made}", **{**row, "title": "Les dunes"})
    assert answer.status_code == 409
    assert "Les marées" in answer.text
    assert "Les dunes" in answer.text
    with app.app_context():
        talk = db.session.get_one(Slot, made).talk
        assert talk
        assert talk.title["fr"] == "Les marées"
    assert send(ada, f"{SEASON}/{made}", **row_of(app, made, title="Les dunes")).status_code == 303


def test_a_date_that_was_moved_meanwhile_is_stale_too(app: Flask, ada: FlaskClient, made: int) -> None:
    row = row_of(app, made, title="Les marées")
    with app.app_context():
        slot = db.session.get_one(Slot, made)
        slot.version += 1
        db.session.commit()
    assert send(ada, f"{SEASON}/{made}", **row).status_code == 409


@pytest.mark.parametrize(
    "wrong",
    [
        {"title": ""},
        {"starts_at": ""},
        {"starts_at": "2027-03-28T02:30"},
        {"starts_at": "2026-10-25T02:30"},
        {"state": "cancelled"},
        {"speakers": ["x" * 201]},
    ],
)
def test_an_impossible_line_is_refused_and_kept(app: Flask, ada: FlaskClient, made: int, wrong: dict[str, Any]) -> None:
    answer = send(ada, f"{SEASON}/{made}", **row_of(app, made, **{"title": "Les marées", **wrong}))
    assert (answer.status_code, 'id="errors"' in answer.text) == (422, True)
    with app.app_context():
        assert db.session.get_one(Slot, made).wall_start == "2026-10-08T14:30:00"


def test_the_second_of_a_doubled_hour_can_be_meant(app: Flask, ada: FlaskClient, made: int) -> None:
    row = row_of(app, made, starts_at="2026-10-25T02:30")
    assert send(ada, f"{SEASON}/{made}", **row, fold="1").status_code == 303
    with app.app_context():
        assert db.session.get_one(Slot, made).starts_at == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)


def test_a_date_of_another_event_is_not_found(app: Flask, ada: FlaskClient, made: int, cast: Cast) -> None:
    with app.app_context():
        foreign = SlotFactory.make(event=(talk := TalkFactory.make()).event, talk=talk).id
    assert send(ada, f"{SEASON}/{foreign}", **row_of(app, made)).status_code == 404


def test_naming_a_talk_on_its_own_page_gives_it_its_address(app: Flask, ada: FlaskClient, made: int) -> None:
    with app.app_context():
        talk = db.session.get_one(Slot, made).talk
        assert talk
        page = f"/organise/saison/talks/{talk.slug}/"
    form = {"title": "Les marées", "language": "fr", "duration": "90", "state": "draft", "version": "1"}
    answer = send(ada, page, **form, starts_at="2026-10-08T14:30")
    assert answer.location == "/organise/saison/talks/les-marees/"


def test_the_season_page_asks_as_often_for_thirty_dates_as_for_one(app: Flask, cast: Cast, ada: FlaskClient) -> None:
    def queries() -> int:
        counted: list[str] = []
        with app.app_context():
            engine = db.engine
        listener = ("before_cursor_execute", lambda *args: counted.append(args[2]))
        sqlalchemy_event.listen(engine, *listener)
        assert ada.get(SEASON).status_code == 200
        sqlalchemy_event.remove(engine, *listener)
        return len(counted)

    send(ada, DATES, **THURSDAYS, dates=["2026-10-08"])
    one = queries()
    days = {**THURSDAYS, "weekdays": [str(day) for day in range(7)], "hour": time(10, 0).strftime("%H:%M")}
    with app.app_context():
        tuesday = date(2026, 10, 9)
        more = [date.fromordinal(tuesday.toordinal() + n).isoformat() for n in range(29)]
    assert send(ada, DATES, **{**days, "doors": ""}, dates=more).status_code == 303
    assert queries() == one

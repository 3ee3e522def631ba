"""Organisers' lists: found by words and filters, page by page, and changed many at a time."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event as sqlalchemy_event
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from events.activity.models import Activity
from events.event.models import Event
from events.extensions import db
from events.mail.models import Message
from events.programme.actions import index_talks
from events.programme.models import Release, Slot, Speaker, Talk
from events.programme.queries.lists import (
    SpeakerFilter,
    TalkFilter,
    found_speakers,
    found_talks,
    talks_by_id,
)
from events.programme.rules.bulk import Missing, Shown
from events.registration.actions import register
from events.registration.rules import Claim
from tests.factories import (
    NOW,
    PersonFactory,
    RoomFactory,
    SpeakerFactory,
    SpeakerProfileFactory,
    TalkFactory,
    TalkFormatFactory,
    TalkSpeakerFactory,
    TrackFactory,
    VenueFactory,
    scheduled_talk,
)
from tests.people.cast import Cast, sign_in, token

TALKS = "/organise/saison/talks/"
CHANGES = "/organise/saison/talk-changes"
SPEAKERS = "/organise/saison/speakers/"
INVITATIONS = "/organise/saison/speaker-invitations"


@pytest.fixture
def ada(client: FlaskClient, cast: Cast) -> FlaskClient:
    return sign_in(client, cast.ada)


def send(client: FlaskClient, address: str, **form: Any) -> TestResponse:
    return client.post(address, data={**form, "csrf_token": token(client, "/organise/account")})


def the_event() -> Event:
    event = db.session.scalar(select(Event).filter_by(slug="saison"))
    assert event
    return event


def indexed(talk: Talk) -> Talk:
    index_talks([talk.id])
    return talk


def titles(event: Event, wanted: TalkFilter) -> list[str]:
    return [talk.title["fr"] for talk in talks_by_id(event.id, found_talks(event.id, wanted))]


def number_of(model: type, **where: Any) -> int:
    return db.session.scalar(select(func.count()).select_from(model).filter_by(**where)) or 0


def spoken(talk: Talk, name: str, **fields: Any) -> Speaker:
    person = PersonFactory.make(organisation=talk.event.organisation, name=name, **fields)
    speaker = SpeakerFactory.make(event=talk.event, person=person)
    TalkSpeakerFactory.make(talk=talk, speaker=speaker)
    return speaker


# ---------------------------------------------------------------- finding talks


def test_talks_are_found_by_words_without_accents_and_by_every_filter(inside: Flask, cast: Cast) -> None:
    event = the_event()
    room = RoomFactory.make(venue=VenueFactory.make(organisation_id=event.organisation_id))
    track, kind = TrackFactory.make(event=event), TalkFormatFactory.make(event_id=event.id)
    bikes = scheduled_talk(event, title={"fr": "Les vélos"}, room=room, track=track, format=kind, language="nl")
    colette = spoken(bikes, "Colette Hannequin")
    tides = TalkFactory.make(event=event, title={"fr": "Les marées"}, state="draft")
    unnamed = TalkFactory.make(event=event, title={"fr": "Conférence"}, state="draft", has_working_title=True)
    spoken(unnamed, "Paul Nguyen")
    foreign = TalkFactory.make(title={"fr": "Ailleurs"})
    for talk in (bikes, tides, unnamed, foreign):
        indexed(talk)

    def found(**wanted: Any) -> list[str]:
        return titles(event, TalkFilter(**wanted))

    assert found() == ["Les marées", "Conférence", "Les vélos"]
    assert [found(words=words) for words in ("velo", "hannequin", "maree")] == [
        ["Les vélos"],
        ["Les vélos"],
        ["Les marées"],
    ]
    assert found(state=Shown.PUBLISHED) == found(track_id=track.id) == found(format_id=kind.id) == ["Les vélos"]
    assert found(room_id=room.id) == found(speaker_id=colette.id) == found(language="nl") == ["Les vélos"]
    assert found(state=Shown.TO_COMPLETE) == found(missing=Missing.DATE) == ["Les marées", "Conférence"]
    assert found(missing=Missing.SPEAKER) == ["Les marées"]
    assert found(words="velo", state=Shown.DRAFT) == []


def test_cancelled_and_postponed_talks_are_found_by_their_slots(inside: Flask, cast: Cast) -> None:
    event = the_event()
    for state in ("confirmed", "cancelled", "postponed"):
        talk = scheduled_talk(event, title={"fr": state})
        db.session.scalars(select(Slot).filter_by(talk_id=talk.id)).one().state = state
        db.session.commit()
    assert titles(event, TalkFilter(state=Shown.CANCELLED)) == ["cancelled"]
    assert titles(event, TalkFilter(state=Shown.POSTPONED)) == ["postponed"]


def test_the_page_filters_and_pages(app: Flask, ada: FlaskClient) -> None:
    with app.app_context():
        event = the_event()
        for number in range(60):
            indexed(TalkFactory.make(event=event, title={"fr": f"Le phare {number:02d}"}))
        indexed(TalkFactory.make(event=event, title={"fr": "Les marées"}))
    first = ada.get(f"{TALKS}?q=phare&lang=fr").text
    second = ada.get(f"{TALKS}?q=phare&page=2").text
    assert ("Le phare 00" in first, "Le phare 50" in first, "Le phare 50" in second) == (True, False, True)
    assert "Les marées" not in first + second
    assert "1 à 50 sur 60" in first
    assert 'href="?q=phare&amp;page=2"' in first
    assert "Le phare 59" in ada.get(f"{TALKS}?page=99").text
    assert "Aucune conférence" in ada.get(f"{TALKS}?q=introuvable&lang=fr").text


@pytest.mark.parametrize("query", ["track=9999", "room=9999", "speaker=9999", "format=9999"])
def test_ids_of_others_are_not_found(app: Flask, ada: FlaskClient, query: str) -> None:
    assert ada.get(f"{TALKS}?{query}").status_code == 404


@pytest.mark.parametrize("query", ["state=any", "missing=x", "language=xx", "page=-1", "page=abc"])
def test_what_cannot_be_understood_narrows_nothing(ada: FlaskClient, query: str) -> None:
    assert ada.get(f"{TALKS}?{query}").status_code == 200


def count_queries(app: Flask, ask: Any) -> int:
    counted: list[str] = []
    with app.app_context():
        engine = db.engine

    def count(*arguments: Any) -> None:
        counted.append(arguments[2])

    sqlalchemy_event.listen(engine, "before_cursor_execute", count)
    assert ask().status_code == 200
    sqlalchemy_event.remove(engine, "before_cursor_execute", count)
    return len(counted)


@pytest.mark.parametrize("page", [TALKS, SPEAKERS])
def test_lists_ask_as_often_for_thirty_as_for_one(app: Flask, ada: FlaskClient, page: str) -> None:
    with app.app_context():
        spoken(scheduled_talk(the_event()), "Colette")
    one = count_queries(app, lambda: ada.get(page))
    with app.app_context():
        for number in range(29):
            spoken(scheduled_talk(the_event()), f"Colette {number}")
    assert count_queries(app, lambda: ada.get(page)) == one


# ---------------------------------------------------------------- changing many talks


def drafts(event: Event, number: int, **fields: Any) -> list[int]:
    return [TalkFactory.make(event=event, state="draft", **fields).id for _ in range(number)]


def states(talk_ids: Sequence[int]) -> list[str]:
    return [db.session.get_one(Talk, talk_id).state for talk_id in talk_ids]


def test_what_will_change_is_said_before_it_is_done(app: Flask, ada: FlaskClient) -> None:
    with app.app_context():
        ids = drafts(the_event(), 2)
        done = TalkFactory.make(event=the_event(), title={"fr": "Déjà là"}).id
    query = {"act": "publish", "talk": [*ids, done], "lang": "fr"}
    page = ada.get(CHANGES, query_string=query)
    assert "Publier 2 conférences" in page.text
    assert "Celles-ci restent comme elles sont" in page.text
    with app.app_context():
        assert states(ids) == ["draft", "draft"]

    answer = send(ada, CHANGES, act="publish", talk=[*ids, done])
    assert (answer.status_code, answer.location) == (303, TALKS)
    with app.app_context():
        assert states(ids) == ["published", "published"]
        rows = db.session.scalars(select(Activity).filter_by(verb="published")).all()
        assert sorted(row.thing for row in rows) == sorted(f"talk:{talk_id}" for talk_id in ids)
        assert all(row.account_id for row in rows)
    send(ada, CHANGES, act="take-back", talk=ids)
    with app.app_context():
        assert states(ids) == ["draft", "draft"]


def test_track_format_language_and_seats_are_set(app: Flask, ada: FlaskClient) -> None:
    with app.app_context():
        event = the_event()
        ids = drafts(event, 2)
        track, kind = TrackFactory.make(event=event).id, TalkFormatFactory.make(event_id=event.id).id
    for act, value in (("track", track), ("format", kind), ("language", "en"), ("capacity", "80")):
        asked = ada.get(CHANGES, query_string={"act": act, "talk": ids})
        assert (asked.status_code, 'name="value"' in asked.text) == (200, True)
        assert send(ada, CHANGES, act=act, talk=ids, value=value).status_code == 303
    with app.app_context():
        for talk in talks_by_id(the_event().id, ids):
            assert (talk.track_id, talk.format_id, talk.language, talk.capacity.limit) == (track, kind, "en", 80)
    send(ada, CHANGES, act="capacity", talk=ids, value="")
    with app.app_context():
        assert [talk.capacity.limit for talk in talks_by_id(the_event().id, ids)] == [None, None]


def test_more_seats_move_up_who_waits(app: Flask, ada: FlaskClient) -> None:
    with app.app_context():
        talk = scheduled_talk(the_event(), starts_at=datetime(2030, 1, 10, 17, 30, tzinfo=UTC))
        talk.capacity.limit = 1
        db.session.commit()
        for name in ("Bob", "Jeanne"):
            register(the_event(), Claim(name=name, talk_ids=(talk.id,), phone="03 53 01 49 00"), now=NOW)
        talk_id = talk.id
        assert (talk.capacity.taken, talk.capacity.waiting) == (1, 1)
    send(ada, CHANGES, act="capacity", talk=[talk_id], value="2")
    with app.app_context():
        capacity = db.session.get_one(Talk, talk_id).capacity
        assert (capacity.limit, capacity.taken, capacity.waiting) == (2, 2, 0)
        assert number_of(Activity, verb="limit set", thing=f"talk:{talk_id}") == 1


def test_a_room_for_many_talks_makes_one_release(app: Flask, ada: FlaskClient) -> None:
    with app.app_context():
        event = the_event()
        room = RoomFactory.make(venue=VenueFactory.make(organisation_id=event.organisation_id)).id
        days = [datetime(2026, 2, day, 17, 30, tzinfo=UTC) for day in (5, 12, 19)]
        ids = [scheduled_talk(event, starts_at=day).id for day in days]
        before = number_of(Release)
    assert send(ada, CHANGES, act="room", talk=ids, value=room).status_code == 303
    with app.app_context():
        assert {slot.room_id for slot in db.session.scalars(select(Slot))} == {room}
        assert number_of(Release) == before + 1
        assert number_of(Activity, verb="moved") == 3


def test_a_format_renames_working_titles(app: Flask, ada: FlaskClient) -> None:
    with app.app_context():
        event = the_event()
        workshop = TalkFormatFactory.make(event_id=event.id, name={"fr": "Atelier"}).id
        talk_id = scheduled_talk(event, state="draft", has_working_title=True, title={"fr": "Conférence"}).id
    send(ada, CHANGES, act="format", talk=[talk_id], value=workshop)
    with app.app_context():
        assert db.session.get_one(Talk, talk_id).title["fr"] == "Atelier du jeudi 29 janvier"


def test_drafts_are_deleted_and_published_talks_stay(app: Flask, ada: FlaskClient) -> None:
    with app.app_context():
        ids = drafts(the_event(), 2)
        public = TalkFactory.make(event=the_event()).id
    send(ada, CHANGES, act="delete", talk=[*ids, public])
    with app.app_context():
        assert db.session.scalars(select(Talk.id)).all() == [public]
        assert number_of(Activity, verb="deleted") == 2


def test_all_or_nothing_when_one_cannot_be_deleted(app: Flask, ada: FlaskClient) -> None:
    """Somebody registered and gave her seat back: the rows that tell so stay."""
    with app.app_context():
        ids = drafts(the_event(), 2)
        talk = scheduled_talk(the_event())
        registration = register(the_event(), Claim(name="Bob", talk_ids=(talk.id,), phone="03 53 01 49 00"), now=NOW)
        assert registration.id
        talk.state, talk.capacity.taken, talk.capacity.waiting = "draft", 0, 0
        db.session.commit()
        everything = [*ids, talk.id]
    assert send(ada, CHANGES, act="delete", talk=everything).status_code == 409
    with app.app_context():
        assert number_of(Talk) == 3


@pytest.mark.parametrize(
    ("act", "value", "status"),
    [
        ("track", "9999", 404),
        ("room", "9999", 404),
        ("language", "xx", 422),
        ("capacity", "many", 422),
        ("capacity", "-1", 422),
        ("explode", "", 404),
        ("track", None, 422),
    ],
)
def test_impossible_changes_change_nothing(
    app: Flask, ada: FlaskClient, act: str, value: str | None, status: int
) -> None:
    with app.app_context():
        ids = drafts(the_event(), 2)
    form = {"act": act, "talk": ids} | ({"value": value} if value is not None else {})
    assert send(ada, CHANGES, **form).status_code == status
    with app.app_context():
        assert number_of(Activity, verb="edited") == 0


def test_a_talk_of_another_event_is_not_found_and_nothing_changes(app: Flask, ada: FlaskClient) -> None:
    with app.app_context():
        ids = [*drafts(the_event(), 1), TalkFactory.make(state="draft").id]
    assert ada.get(CHANGES, query_string={"act": "publish", "talk": ids}).status_code == 404
    assert send(ada, CHANGES, act="publish", talk=ids).status_code == 404
    with app.app_context():
        assert states(ids) == ["draft", "draft"]


def test_all_found_talks_are_meant_across_pages(app: Flask, ada: FlaskClient) -> None:
    with app.app_context():
        for number in range(55):
            indexed(TalkFactory.make(event=the_event(), state="draft", title={"fr": f"Le phare {number}"}))
        other = TalkFactory.make(event=the_event(), state="draft", title={"fr": "Les marées"}).id
    page = ada.get(CHANGES, query_string={"act": "publish", "all": "y", "q": "phare", "lang": "fr"}).text
    assert "Publier 55 conférences" in page
    assert page.count('name="talk"') == 55
    with app.app_context():
        assert states([other]) == ["draft"]


def test_nothing_ticked_or_nothing_to_do_says_so(app: Flask, ada: FlaskClient) -> None:
    with app.app_context():
        public = TalkFactory.make(event=the_event()).id
    assert ada.get(CHANGES, query_string={"act": "publish"}).status_code == 303
    assert ada.get(CHANGES, query_string={"talk": public}).status_code == 303
    page = ada.get(CHANGES, query_string={"act": "publish", "talk": public, "lang": "fr"}).text
    assert "Rien ne changerait" in page
    assert 'method="post" action="/organise/saison/talk-changes"' not in page


# ---------------------------------------------------------------- speakers


def test_speakers_are_found_by_name_role_address_and_invitation(inside: Flask, cast: Cast) -> None:
    event = the_event()
    talk = TalkFactory.make(event=event)
    elise = spoken(talk, "Élise Morel", email="elise@example.org")
    SpeakerProfileFactory.make(person=elise.person, affiliation={"fr": "géologue"})
    paul = spoken(talk, "Paul Nguyen")
    elise.invited_at = NOW
    db.session.commit()
    spoken(TalkFactory.make(), "Élise Ailleurs")

    def found(**wanted: Any) -> list[int]:
        return list(found_speakers(event.id, SpeakerFilter(**wanted)))

    assert found() == [elise.id, paul.id]
    assert found(words="elise") == found(words="GEOLOGUE") == [elise.id]
    assert found(without_email=True) == found(not_invited=True) == [paul.id]
    assert found(words="elise", not_invited=True) == []


def test_speakers_are_invited_together(app: Flask, ada: FlaskClient) -> None:
    with app.app_context():
        talk = TalkFactory.make(event=the_event())
        ids = [spoken(talk, name, email=f"{name}@example.org").id for name in ("elise", "paul")]
        ids.append(spoken(talk, "Sans adresse").id)
        foreign = spoken(TalkFactory.make(), "Ailleurs", email="a@example.org").id
    page = ada.get(INVITATIONS, query_string={"speaker": ids, "lang": "fr"}).text
    assert "Inviter 2 intervenants" in page
    assert "Sans adresse" in page
    assert send(ada, INVITATIONS, speaker=[*ids, foreign]).status_code == 404
    with app.app_context():
        assert number_of(Message) == 0
    assert send(ada, INVITATIONS, speaker=ids).status_code == 303
    with app.app_context():
        assert [bool(db.session.get_one(Speaker, one).invited_at) for one in ids] == [True, True, False]
        assert number_of(Activity, verb="invited") == 2
    assert ada.get(INVITATIONS).status_code == 303
    assert "elise@example.org" in ada.get(SPEAKERS).text

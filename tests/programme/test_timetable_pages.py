"""The editor of the timetable over HTTP: what a carried card and what a form gets for an answer."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event as sqlalchemy_event
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from events.event.models import Event
from events.extensions import db
from events.people.models import Organisation
from events.programme.models import Slot, Speaker, SpeakerAvailability, TimetableEdit
from tests.factories import (
    EventFactory,
    PersonFactory,
    RoomFactory,
    SlotFactory,
    SpeakerFactory,
    TalkFactory,
    TalkSpeakerFactory,
    VenueFactory,
)
from tests.people.cast import Cast, sign_in, token

PAGE = "/organise/congres/timetable"
DAY = "2026-05-19"
NINE = datetime(2026, 5, 19, 7, 0, tzinfo=UTC)
JSON = {"Accept": "application/json"}


class Congress:
    """A congress of one day with two rooms and one talk at nine; ids, for each request has a session of its own."""

    def __init__(self, app: Flask, cast: Cast) -> None:
        self.app = app
        with app.app_context():
            organisation_id, day = cast.organisation.id, NINE.date()
            kind = {"kind": "congress", "release_mode": "manual", "starts_on": day, "ends_on": day}
            organisation = db.session.get_one(Organisation, organisation_id)
            self.event_id = EventFactory.make(organisation=organisation, slug="congres", **kind).id
            venue = VenueFactory.make(organisation_id=organisation_id)
            self.rooms = [RoomFactory.make(venue=venue, name=name).id for name in ("Auditorium", "Salle 2")]
        self.organisation_id = organisation_id
        self.slot_id = self.new_slots()[0]

    def new_slots(self, number: int = 1, minutes: int = 0, room: int = 0, title: str = "Les métiers") -> list[int]:
        """Talks of 25 minutes, each with a speaker, every half an hour of the same six hours."""
        with self.app.app_context():
            return [self._new_slot(minutes + 30 * (n % 12), room, title) for n in range(number)]

    def _new_slot(self, minutes: int, room: int, title: str) -> int:
        event = db.session.get_one(Event, self.event_id)
        at = NINE + timedelta(minutes=minutes)
        talk = TalkFactory.make(event=event, title={"fr": title}, duration=25)
        person = PersonFactory.make(organisation=event.organisation)
        TalkSpeakerFactory.make(talk=talk, speaker=SpeakerFactory.make(event=event, person=person))
        wall = (at + timedelta(hours=2)).replace(tzinfo=None).isoformat()
        times = {"starts_at": at, "ends_at": at + timedelta(minutes=25), "wall_start": wall}
        return SlotFactory.make(event=event, talk=talk, room_id=self.rooms[room], **times).id

    def new_talk(self, title: str, duration: int = 25) -> str:
        """A talk for the tray; its slug."""
        with self.app.app_context():
            event = db.session.get_one(Event, self.event_id)
            return TalkFactory.make(event=event, title={"fr": title}, duration=duration).slug

    def slot(self, slot_id: int = 0) -> Slot:
        """As it is stored."""
        with self.app.app_context():
            return db.session.get_one(Slot, slot_id or self.slot_id)

    @contextmanager
    def counted(self) -> Iterator[list[str]]:
        """The statements that are sent meanwhile."""
        statements: list[str] = []

        def count(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
            statements.append(statement)

        with self.app.app_context():
            engine = db.engine
        sqlalchemy_event.listen(engine, "before_cursor_execute", count)
        yield statements
        sqlalchemy_event.remove(engine, "before_cursor_execute", count)


@pytest.fixture
def congress(app: Flask, cast: Cast) -> Congress:
    return Congress(app, cast)


@pytest.fixture
def ada(client: FlaskClient, cast: Cast) -> FlaskClient:
    return sign_in(client, cast.ada)


def send(client: FlaskClient, address: str, form: dict[str, Any], **options: Any) -> TestResponse:
    return client.post(address, data={**form, "csrf_token": token(client, "/organise/account")}, **options)


def place(client: FlaskClient, slot_id: int, headers: Any = JSON, **changes: Any) -> TestResponse:
    form = {"starts_at": f"{DAY}T09:25", "duration": 25, "room": "", "version": 1, **changes}
    return send(client, f"{PAGE}/slots/{slot_id}/placement", form, headers=headers)


def number_of(congress: Congress, model: type) -> int:
    with congress.app.app_context():
        return db.session.scalar(select(func.count()).select_from(model)) or 0


def test_the_page_shows_rooms_cards_and_what_waits(congress: Congress, ada: FlaskClient) -> None:
    congress.new_talk("Sans heure")
    page = ada.get(f"{PAGE}?lang=fr").text
    assert f'id="slot-{congress.slot_id}"' in page
    assert "Auditorium" in page
    assert "Salle 2" not in page.split('class="timetable-grid', 1)[1]
    assert "Sans heure" in page.split('class="tray"', 1)[1].split("timetable-grid", 1)[0]
    assert '<b id="waiting">1</b>' in page


def test_rooms_are_chosen_and_what_they_hide_is_said(congress: Congress, ada: FlaskClient) -> None:
    page = ada.get(f"{PAGE}?lang=en&room={congress.rooms[1]}").text
    assert f'id="slot-{congress.slot_id}"' not in page
    assert "One item of this day is in a room that isn’t shown." in page


def test_the_grid_spans_the_hours_in_use_or_the_whole_day(congress: Congress, ada: FlaskClient) -> None:
    assert 'data-first="9" data-last="19"' in ada.get(PAGE).text
    assert 'data-first="0" data-last="24"' in ada.get(f"{PAGE}?whole-day=1").text
    congress.new_slots(minutes=13 * 60)
    assert 'data-first="9" data-last="24"' in ada.get(PAGE).text


def test_the_tray_is_searched(congress: Congress, ada: FlaskClient) -> None:
    for title in ("La dentelle", "Le phare"):
        congress.new_talk(title)
    page = ada.get(f"{PAGE}?lang=en&q=PHARE").text
    assert "Le phare" in page
    assert "La dentelle" not in page


@pytest.mark.parametrize("day", ["", "tomorrow", "0001-01-01", "9999-12-31", "2026-13-45"])
def test_an_odd_day_is_the_first_of_the_event(congress: Congress, ada: FlaskClient, day: str) -> None:
    answer = ada.get(PAGE, query_string={"day": day, "room": "²", "q": "\u200b"})
    assert answer.status_code == 200
    assert f'id="slot-{congress.slot_id}"' in answer.text


def test_a_carried_card_gets_its_new_card(congress: Congress, ada: FlaskClient) -> None:
    answer = place(ada, congress.slot_id, room=congress.rooms[1])
    assert answer.status_code == 200
    assert answer.json is not None
    assert answer.json["room"] == str(congress.rooms[1])
    assert (answer.json["day"], answer.json["waiting"], answer.json["can_undo"]) == (DAY, 1, True)
    assert 'id="tray-count"' in answer.json["unscheduled"]
    assert 'data-start="565"' in answer.json["card"]
    assert "Salle 2" in answer.json["sentence"]
    assert congress.slot().starts_at == NINE + timedelta(minutes=25)


def test_a_form_leads_to_the_day_with_the_same_words(congress: Congress, ada: FlaskClient) -> None:
    answer = place(ada, congress.slot_id, headers={})
    assert (answer.status_code, answer.location) == (303, f"{PAGE}?day={DAY}#slot-{congress.slot_id}")
    assert "Les métiers" in ada.get(answer.location).text


def test_a_stale_move_is_told_where_the_slot_stands(congress: Congress, ada: FlaskClient) -> None:
    place(ada, congress.slot_id)
    answer = place(ada, congress.slot_id, starts_at=f"{DAY}T15:00", version=1)
    assert answer.status_code == 409
    assert answer.json is not None
    assert 'data-start="565"' in answer.json["card"]
    assert congress.slot().starts_at == NINE + timedelta(minutes=25)

    page = place(ada, congress.slot_id, headers={}, starts_at=f"{DAY}T15:00", version=1)
    assert page.status_code == 409
    assert "both-texts" in page.text
    assert f'value="{DAY}T15:00"' in page.text
    assert congress.slot().starts_at == NINE + timedelta(minutes=25)


@pytest.mark.parametrize(
    "wrong",
    [
        {"starts_at": ""},
        {"starts_at": "soon"},
        {"starts_at": "2026-03-29T02:30"},
        {"starts_at": "2026-10-25T02:30"},
        {"duration": "0"},
        {"duration": "1e9"},
        {"duration": "-5"},
        {"starts_at": "9999-12-31T23:59"},
    ],
)
def test_what_cannot_be_is_refused_in_one_sentence(congress: Congress, ada: FlaskClient, wrong: dict[str, str]) -> None:
    answer = place(ada, congress.slot_id, **wrong)
    assert answer.status_code == 422
    assert answer.json is not None
    assert answer.json["sentence"].strip()
    page = place(ada, congress.slot_id, headers={}, **wrong)
    assert page.status_code == 422
    assert 'id="errors"' in page.text
    assert congress.slot().starts_at == NINE


@pytest.mark.parametrize("body", ["[]", "{}", "[" * 1000, '{"starts_at": 5}', "nonsense"])
def test_other_bodies_than_forms_change_nothing(congress: Congress, ada: FlaskClient, body: str) -> None:
    headers = {**JSON, "X-CSRFToken": token(ada, "/organise/account")}
    address = f"{PAGE}/slots/{congress.slot_id}/placement"
    answer = ada.post(address, data=body, content_type="application/json", headers=headers)
    assert answer.status_code == 422
    assert congress.slot().starts_at == NINE


def test_without_a_token_nothing_moves(congress: Congress, ada: FlaskClient) -> None:
    for act in (f"slots/{congress.slot_id}/placement", f"slots/{congress.slot_id}/removal", "undo", "redo"):
        assert ada.post(f"{PAGE}/{act}", headers=JSON).status_code == 400
    assert congress.slot().starts_at == NINE


def test_ids_of_another_event_or_organisation_are_not_found(congress: Congress, ada: FlaskClient, cast: Cast) -> None:
    with congress.app.app_context():
        other = SlotFactory.make(event=EventFactory.make(), kind="break", title={"fr": "Pause"}).id
        foreign = RoomFactory.make(venue=VenueFactory.make(organisation_id=cast.other_organisation.id)).id
        talk = TalkFactory.make(event=db.session.get_one(Event, cast.event.id)).slug
    assert place(ada, other).status_code == 404
    assert send(ada, f"{PAGE}/slots/{other}/removal", {"version": 1}, headers=JSON).status_code == 404
    assert send(ada, f"{PAGE}/slots/{other}", {"title": "Café"}).status_code == 404
    assert ada.get(f"{PAGE}/slots/{other}").status_code == 404
    assert ada.get(f"{PAGE}/talks/{talk}").status_code == 404
    assert send(ada, f"{PAGE}/talks/{talk}", {"starts_at": f"{DAY}T10:00", "duration": 5}).status_code == 404
    assert place(ada, congress.slot_id, room=foreign).status_code == 404
    assert (congress.slot().room_id, congress.slot(other).version) == (congress.rooms[0], 1)
    assert number_of(congress, Slot) == 2


def test_extra_fields_change_nothing(congress: Congress, ada: FlaskClient) -> None:
    place(ada, congress.slot_id, state="cancelled", event_id=99, kind="break", talk_id=5, title="x", guid="y")
    slot = congress.slot()
    assert (slot.state, slot.kind, slot.event_id) == ("confirmed", "talk", congress.event_id)


def test_out_of_the_tray_and_back(congress: Congress, ada: FlaskClient) -> None:
    talk = congress.new_talk("Le phare", duration=40)
    address = f"{PAGE}/talks/{talk}"
    assert 'value="40"' in ada.get(address).text
    form = {"starts_at": f"{DAY}T11:00", "duration": 40, "room": congress.rooms[1], "version": 0}
    answer = send(ada, address, form, headers=JSON)
    assert answer.json is not None
    assert answer.json["talk"] == talk
    assert 'data-length="40"' in answer.json["card"]
    assert send(ada, address, form, headers=JSON).status_code == 409
    assert send(ada, address, form).status_code == 409

    slot = congress.slot(answer.json["slot"])
    removal = send(ada, f"{PAGE}/slots/{slot.id}/removal", {"version": slot.version}, headers=JSON)
    assert removal.json is not None
    assert "Le phare" in removal.json["tray"]
    assert removal.json["card"] is None
    assert ada.get(f"{PAGE}/slots/{slot.id}").status_code == 404


def test_a_break_is_edited_with_its_name_and_kind(congress: Congress, ada: FlaskClient) -> None:
    form = {"title": "Montage", "kind": "blocker", "starts_at": f"{DAY}T08:00", "duration": 60}
    assert send(ada, "/organise/congres/breaks", form).status_code == 303
    with congress.app.app_context():
        slot_id = db.session.scalars(select(Slot.id).filter_by(kind="blocker")).one()
    address = f"{PAGE}/slots/{slot_id}"
    assert "Montage" in ada.get(address).text
    changed = {**form, "title": "Café", "kind": "break", "version": congress.slot(slot_id).version}
    assert send(ada, address, {**changed, "kind": "talk"}).status_code == 422
    assert send(ada, address, {**changed, "title": ""}).status_code == 422
    assert send(ada, address, changed).status_code == 303
    assert (congress.slot(slot_id).title, congress.slot(slot_id).kind) == ({"fr": "Café"}, "break")
    stale = send(ada, address, {**changed, "title": "Thé"})
    assert stale.status_code == 409
    assert "Café" in stale.text
    assert "Thé" in stale.text


def test_undo_and_redo_answer_with_the_card(congress: Congress, ada: FlaskClient) -> None:
    place(ada, congress.slot_id)
    undone = send(ada, f"{PAGE}/undo", {}, headers=JSON)
    assert undone.json is not None
    assert 'data-start="540"' in undone.json["card"]
    assert (undone.json["can_undo"], undone.json["can_redo"]) == (False, True)
    assert send(ada, f"{PAGE}/undo", {}, headers=JSON).status_code == 409
    assert send(ada, f"{PAGE}/redo", {}).status_code == 303
    assert congress.slot().starts_at == NINE + timedelta(minutes=25)


def test_undo_refused_is_one_sentence_on_the_page(congress: Congress, ada: FlaskClient) -> None:
    answer = send(ada, f"{PAGE}/undo?lang=en", {"day": DAY})
    assert answer.location == f"{PAGE}?day={DAY}"
    assert "There is nothing to take back." in ada.get(f"{answer.location}&lang=en").text


def test_conflicts_are_told_to_both_cards(congress: Congress, ada: FlaskClient) -> None:
    other = congress.new_slots(minutes=60, title="Le phare")[0]
    answer = place(ada, congress.slot_id, starts_at=f"{DAY}T10:00", room=congress.rooms[0])
    assert answer.json is not None
    assert "state conflict" in answer.json["card"]
    assert "state conflict" in answer.json["badges"][str(other)]
    assert "Le phare" in answer.json["sentence"]
    away = place(ada, congress.slot_id, room=congress.rooms[1], version=congress.slot().version)
    assert away.json is not None
    assert "state conflict" not in away.json["card"]
    assert "state conflict" not in away.json["badges"][str(other)]


def test_the_card_knows_when_its_speakers_are_away(congress: Congress, ada: FlaskClient) -> None:
    until = NINE + timedelta(hours=3)
    with congress.app.app_context():
        speaker_id = db.session.scalars(select(Speaker.id)).one()
        db.session.add(SpeakerAvailability(speaker_id=speaker_id, starts_at=NINE, ends_at=until))
        db.session.commit()
    assert 'data-away="0-540 720-720 "' in ada.get(PAGE).text


def test_a_move_takes_as_many_queries_among_many_slots_as_among_few(congress: Congress, ada: FlaskClient) -> None:
    """In an event that is released by hand: nothing is read that grows with the timetable."""
    numbers: list[int] = []
    for more in (9, 190):
        congress.new_slots(more, minutes=30, room=1)
        at = {"starts_at": f"{DAY}T{8 + len(numbers):02d}:00", "room": congress.rooms[0]}
        form = {"duration": 25, **at, "version": congress.slot().version, "csrf_token": token(ada, "/organise/account")}
        with congress.counted() as statements:
            answer = ada.post(f"{PAGE}/slots/{congress.slot_id}/placement", data=form, headers=JSON)
        assert answer.status_code == 200
        numbers.append(len(statements))
    assert numbers[0] == numbers[1] <= MOVE


MOVE = 50
"""Statements of a move, with who is signed in, conflicts before and after, and its card."""


def test_the_page_takes_as_many_queries_with_many_slots_as_with_few(congress: Congress, ada: FlaskClient) -> None:
    numbers: list[int] = []
    for more in (1, 29):
        congress.new_slots(more, minutes=30, room=1)
        for _ in range(more):
            congress.new_talk("Le phare")
        with congress.counted() as statements:
            assert ada.get(PAGE).status_code == 200
        numbers.append(len(statements))
    assert numbers[0] == numbers[1]


def test_an_edit_is_kept_for_each_move(congress: Congress, ada: FlaskClient) -> None:
    place(ada, congress.slot_id)
    with congress.app.app_context():
        edit = db.session.scalars(select(TimetableEdit)).one()
    assert edit.before["wall_start"] == "2026-05-19T09:00:00"
    assert edit.after["wall_start"] == "2026-05-19T09:25:00"
    assert edit.undone_at is None

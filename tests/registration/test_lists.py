"""The lists of who is registered: by person, by talk, narrowed, and as quick for many as for few."""

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event as sqlalchemy_event

from events.event.models import Event
from events.extensions import db
from events.programme.models import Talk
from events.registration.actions import change_details, erase_registration, give_back_all
from events.registration.models import Registration
from events.registration.queries.lists import Wanted, number_of_people, people_of
from events.registration.rules import SeatState, Source
from tests.factories import NOW, EventFactory, scheduled_talk
from tests.people.cast import Cast, sign_in
from tests.registration.test_actions import claimed, lecture

LIST = "/organise/saison/registrations/"


@pytest.fixture
def event(inside: Flask) -> Event:
    return EventFactory.make(slug="saison")


@pytest.fixture
def talk(event: Event) -> Talk:
    return lecture(event)


def names(event: Event, words: str = "", **wanted: Any) -> list[str]:
    narrowed = Wanted(words=words, **wanted)
    people = people_of(event.id, narrowed, limit=50)
    assert number_of_people(event.id, narrowed) == len(people)
    return [theirs[0].person.name for theirs in people]


@pytest.mark.parametrize(
    "words",
    ["helene", "HÉLÈNE", "elen", "lefebvre helene", "coeur", "cœur", "marie claire", "Marie-Claire", "d’arc", "d'arc"],
)
def test_people_are_found_by_any_part_of_a_name_without_accents(event: Event, talk: Talk, words: str) -> None:
    claimed(event, talk, name="Hélène Lefèbvre Cœur Marie-Claire D’Arc", email="h@example.org")
    claimed(event, talk, name="Somebody Else", email="else@example.org")
    assert names(event, words) == ["Hélène Lefèbvre Cœur Marie-Claire D’Arc"]


@pytest.mark.parametrize(
    "words", ["03 21 00 12 34", "0321001234", "+33 3 21 00 12 34", "0033 3 21 00", "03.21.00", "+33 (0)3 21", "001234"]
)
def test_people_are_found_by_their_telephone_in_any_form(event: Event, talk: Talk, words: str) -> None:
    claimed(event, talk, name="Jeanne", email="", phone="03 21 00 12 34")
    claimed(event, talk, name="Paul", email="", phone="03 22 99 99 99")
    assert names(event, words) == ["Jeanne"]


def test_people_are_found_by_address_number_and_companion(event: Event, talk: Talk) -> None:
    made = claimed(event, talk, name="Jeanne", email="Jean-Marie@Example.org", companions=("Zoé Ørsted",))
    for words in ("jean-marie@", "EXAMPLE.ORG", str(made.number), f"{made.number // 1000} {made.number % 1000:03d}"):
        assert names(event, words) == ["Jeanne"]
    assert names(event, "zoe orsted") == ["Jeanne"]


@pytest.mark.parametrize("words", ["%", "_", "100%", "'", '"; DROP', "/", "\\", "\x00", "-"])
def test_signs_of_the_database_are_only_signs(event: Event, talk: Talk, words: str) -> None:
    claimed(event, talk, name="Jeanne")
    assert names(event, words) in ([], ["Jeanne"])
    assert names(event, "%") == []


def test_a_changed_name_and_telephone_are_found_and_the_former_ones_are_not(event: Event, talk: Talk) -> None:
    made = claimed(event, talk, name="Jeanne", email="j@example.org", phone="03 21 00 00 00")
    change_details(made, names={made.attendees[0].id: "Élodie"}, email="j@example.org", phone="03 21 11 11 11", now=NOW)
    assert (names(event, "elodie"), names(event, "jeanne")) == (["Élodie"], [])
    assert (names(event, "0321111111"), names(event, "0321000000")) == (["Élodie"], [])


def test_who_was_erased_is_found_no_more(event: Event, talk: Talk) -> None:
    made = claimed(event, talk, name="Jeanne", phone="03 21 00 00 00", companions=("Zoé",))
    erase_registration(made, now=NOW)
    assert [names(event, words) for words in ("jeanne", "zoe", "0321000000")] == [[], [], []]
    keys = [made.person.name_key, made.person.phone_key, *(attendee.name_key for attendee in made.attendees)]
    assert keys == ["", "", "", ""]


def test_one_person_is_one_row_with_all_her_registrations(event: Event, talk: Talk) -> None:
    other = scheduled_talk(event, slug="other")
    first = claimed(event, talk, name="Hélène Roy", email="H@example.org")
    second = claimed(event, other, name="helene  ROY", email="h@example.org")
    husband = claimed(event, talk, name="Luc Roy", email="h@example.org")
    [hers, his] = people_of(event.id, Wanted(), limit=50)
    assert ([one.id for one in hers], [one.id for one in his]) == ([first.id, second.id], [husband.id])


def test_people_without_any_address_are_never_taken_for_one(event: Event, talk: Talk) -> None:
    for _ in range(2):
        claimed(event, talk, name="Jean Martin", email="", source=Source.DESK)
    assert names(event) == ["Jean Martin", "Jean Martin"]


def test_the_list_is_narrowed_by_talk_state_source_and_address(event: Event) -> None:
    talk, other = lecture(event, limit=1), scheduled_talk(event, slug="other")
    claimed(event, talk, name="Anne")
    claimed(event, talk, name="Bob", source=Source.DESK, email="", phone="03 21 00 00 00")
    given = claimed(event, other, name="Carl", email="carl@example.org")
    give_back_all(given, now=NOW)
    assert names(event, talk_id=talk.id) == ["Anne", "Bob"]
    assert names(event, talk_id=other.id) == ["Carl"]
    assert names(event, talk_id=talk.id, state=SeatState.WAITING) == ["Bob"]
    assert names(event, state=SeatState.CONFIRMED) == ["Anne"]
    assert names(event, state=SeatState.CANCELLED) == ["Carl"]
    assert names(event, source=Source.DESK) == names(event, without_email=True) == ["Bob"]


def test_another_events_people_are_not_on_the_list(event: Event, talk: Talk) -> None:
    elsewhere = EventFactory.make(organisation=event.organisation)
    claimed(elsewhere, lecture(elsewhere), name="Jeanne")
    assert names(event) == []


@pytest.fixture
def ada(app: Flask, client: FlaskClient, cast: Cast) -> FlaskClient:
    return sign_in(client, cast.ada)


def the_event() -> Event:
    return db.session.query(Event).filter_by(slug="saison").one()


def crowd(number: int, start: int = 0) -> Registration:
    event = the_event()
    talk = db.session.query(Talk).first() or lecture(event)
    for one in range(start, start + number):
        made = claimed(event, talk, name=f"Jeanne {one:03d}", email=f"j{one}@example.org", companions=("Paul",))
    return made


def test_the_page_finds_shows_and_keeps_what_was_typed(app: Flask, ada: FlaskClient) -> None:
    with app.app_context():
        made = crowd(60)
        slug, number = made.seats[0].talk.slug if made.seats[0].talk else "", made.number
    page = ada.get(f"{LIST}?q=jeanne&talk={slug}&lang=fr").text
    assert ("Jeanne 000" in page, "Jeanne 049" in page, "Jeanne 050" in page) == (True, True, False)
    assert "1 à 50 sur 60" in page
    assert 'value="jeanne"' in page
    assert f'href="?q=jeanne&amp;talk={slug}&amp;page=2"' in page
    assert f"{LIST}{number}/" in ada.get(f"{LIST}?q={number}").text
    assert ada.get(f"{LIST}?talk=nowhere").status_code == 404
    assert ada.get(f"{LIST}?state=x&source=y&page=-1&without_email=y").status_code == 200


def test_the_list_by_talk_counts_seats(app: Flask, ada: FlaskClient) -> None:
    with app.app_context():
        talk = lecture(the_event(), limit=3, slug="dora")
        claimed(the_event(), talk, companions=("Paul",))
        claimed(the_event(), talk, name="Late", email="late@example.org", companions=("Later",))
    page = ada.get(f"{LIST}by-talk?lang=en").text
    cells = [part.split("</td>")[0] for part in page.split('<td role="cell">')]
    numbers = [cell.rpartition(" ")[2].rpartition(">")[2] for cell in cells if "cell-label" in cell]
    assert numbers == ["2", "1", "2", "0"]
    assert f'href="{LIST}?talk=dora"' in page


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


@pytest.mark.parametrize("page", [LIST, f"{LIST}by-talk"])
def test_lists_ask_as_often_for_thirty_as_for_one(app: Flask, ada: FlaskClient, page: str) -> None:
    with app.app_context():
        crowd(1)
    one = count_queries(app, lambda: ada.get(page))
    with app.app_context():
        crowd(29, 1)
    assert count_queries(app, lambda: ada.get(page)) == one

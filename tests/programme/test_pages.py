"""The organiser pages of talks, as browsers use them."""

from datetime import UTC, datetime
from io import BytesIO
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
from events.programme.models import Slot, Talk
from events.programme.queries import draft_slots_of_talk, find_talk
from tests.factories import EventFactory, RoomFactory, SpeakerFactory, TrackFactory, VenueFactory, scheduled_talk
from tests.factories import PersonFactory as People
from tests.people.cast import Cast, sign_in, token

TALK: dict[str, Any] = {
    "title": "Les métiers à tulle",
    "title_en": "Lace machines",
    "abstract": "Une **dentelle**",
    "language": "fr",
    "speakers": ["Dominique Mathieu", "Lionel Roux"],
    "starts_at": "2026-01-29T18:30",
    "duration": "90",
    "doors_at": "18:00",
    "capacity": "80",
    "state": "published",
}
NEW = "/organise/saison/new-talk"


@pytest.fixture
def ada(client: FlaskClient, cast: Cast) -> FlaskClient:
    return sign_in(client, cast.ada)


def send(client: FlaskClient, address: str, form: dict[str, Any], **options: Any) -> TestResponse:
    return client.post(address, data={**form, "csrf_token": token(client, "/organise/account")}, **options)


def the_talk(slug: str = "les-metiers-a-tulle") -> Talk:
    talk = db.session.scalar(select(Talk).filter_by(slug=slug))
    assert talk
    return talk


def number_of(model: type) -> int:
    return db.session.scalar(select(func.count()).select_from(model)) or 0


def test_a_talk_is_written_on_one_page(app: Flask, ada: FlaskClient) -> None:
    answer = send(ada, NEW, TALK)
    assert (answer.status_code, answer.location) == (303, "/organise/saison/talks/les-metiers-a-tulle/")
    with app.app_context():
        talk = the_talk()
        (slot,) = talk.slots
        assert talk.title == {"fr": "Les métiers à tulle", "en": "Lace machines"}
        assert [speaker.person.name for speaker in talk.speakers] == TALK["speakers"]
        assert (talk.capacity.limit, talk.duration, talk.bookable) == (80, 90, True)
        assert slot.starts_at == datetime(2026, 1, 29, 17, 30, tzinfo=UTC)
        assert slot.doors_at == datetime(2026, 1, 29, 17, 0, tzinfo=UTC)
    page = app.test_client().get("/saison/talks/les-metiers-a-tulle/?lang=fr")
    assert page.status_code == 200
    assert "<strong>dentelle</strong>" in page.text


def test_a_draft_is_invisible_until_published(app: Flask, ada: FlaskClient) -> None:
    send(ada, NEW, {**TALK, "state": "draft"})
    address = "/saison/talks/les-metiers-a-tulle/"
    assert app.test_client().get(address).status_code == 404
    assert "Les métiers à tulle" not in app.test_client().get("/saison/?lang=fr").text

    send(ada, "/organise/saison/talks/les-metiers-a-tulle/publication", {})
    assert app.test_client().get(address).status_code == 200
    send(ada, "/organise/saison/talks/les-metiers-a-tulle/taking-back", {})
    assert app.test_client().get(address).status_code == 404


def test_saving_what_the_page_shows_changes_nothing(app: Flask, ada: FlaskClient) -> None:
    send(ada, NEW, TALK)
    with app.app_context():
        before = (dict(the_talk().title), the_talk().slots[0].starts_at, the_talk().capacity.limit)
    answer = send(ada, "/organise/saison/talks/les-metiers-a-tulle/", {**TALK, "version": "1"})
    assert answer.status_code == 303
    with app.app_context():
        assert (dict(the_talk().title), the_talk().slots[0].starts_at, the_talk().capacity.limit) == before


def test_a_stale_save_shows_both_texts(app: Flask, ada: FlaskClient) -> None:
    send(ada, NEW, TALK)
    page = "/organise/saison/talks/les-metiers-a-tulle/"
    assert send(ada, page, {**TALK, "version": "1", "title": "Premier titre"}).status_code == 303
    answer = send(ada, page, {**TALK, "version": "1", "title": "Second titre"})

    assert answer.status_code == 409
    assert "Premier titre" in answer.text
    assert "Second titre" in answer.text
    with app.app_context():
        assert the_talk().title["fr"] == "Premier titre"

    assert send(ada, page, {**TALK, "version": "2", "title": "Second titre"}).status_code == 303
    with app.app_context():
        assert the_talk().title["fr"] == "Second titre"


@pytest.mark.parametrize(
    "wrong",
    [
        {"title": ""},
        {"title": "\u200b\ufeff\x00"},
        {"title": "x" * 201},
        {"starts_at": "2026-03-29T02:30"},
        {"starts_at": "demain"},
        {"doors_at": "19:00"},
        {"duration": "0"},
        {"duration": "1e9"},
        {"capacity": "-1"},
        {"capacity": "beaucoup"},
        {"language": "tlh"},
        {"state": "cancelled"},
        {"speakers": ["x" * 201]},
        {"new_speaker_email": "sam@utl.example"},
    ],
)
def test_a_refused_form_keeps_what_was_typed(app: Flask, ada: FlaskClient, wrong: dict[str, Any]) -> None:
    answer = send(ada, NEW, {**TALK, **wrong})
    assert answer.status_code == 422
    assert "Une **dentelle**" in answer.text
    assert 'id="errors"' in answer.text
    with app.app_context():
        assert number_of(Talk) == 0


def test_a_doubled_hour_asks_which_one(app: Flask, ada: FlaskClient) -> None:
    form = {**TALK, "starts_at": "2026-10-25T02:30", "doors_at": ""}
    answer = send(ada, NEW, form)
    assert answer.status_code == 422
    assert 'name="fold"' in answer.text

    assert send(ada, NEW, {**form, "fold": "1"}).status_code == 303
    with app.app_context():
        assert the_talk().slots[0].starts_at == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)
    send(ada, "/organise/saison/talks/les-metiers-a-tulle/", {"version": "1", "fold": "1", **form})
    with app.app_context():
        assert the_talk().slots[0].starts_at == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)


def test_what_is_no_picture_is_refused_and_nothing_lost(app: Flask, ada: FlaskClient) -> None:
    upload = {"picture": (BytesIO(b"<svg onload='x'/>"), "photo.jpg")}
    answer = send(ada, NEW, {**TALK, **upload})
    assert answer.status_code == 422
    assert "Une **dentelle**" in answer.text
    with app.app_context():
        assert number_of(Talk) == 0


def test_extra_fields_change_nothing(app: Flask, ada: FlaskClient) -> None:
    extra = {"id": "77", "event_id": "9", "slug": "volé", "guid": "x", "taken": "5", "demonstration": "1"}
    send(ada, NEW, {**TALK, **extra})
    with app.app_context():
        talk = the_talk()
        assert talk.id != 77
        assert talk.event.slug == "saison"
        assert talk.capacity.taken == 0


@pytest.mark.parametrize("field", ["room", "track", "format"])
def test_ids_of_another_organisation_are_not_found(app: Flask, ada: FlaskClient, field: str) -> None:
    with app.app_context():
        other = EventFactory.make()
        room = RoomFactory.make(venue=VenueFactory.make(organisation_id=other.organisation_id))
        ids = {"room": room.id, "track": TrackFactory.make(event=other).id, "format": 4_000_000}
    assert send(ada, NEW, {**TALK, field: str(ids[field])}).status_code == 404
    assert send(ada, NEW, {**TALK, field: "'; DROP"}).status_code == 404
    with app.app_context():
        assert number_of(Talk) == 0


def test_talks_and_speakers_of_another_event_are_not_found(app: Flask, ada: FlaskClient) -> None:
    with app.app_context():
        other = EventFactory.make(slug="autre")
        scheduled_talk(other, slug="ailleurs")
        SpeakerFactory.make(event=other, slug="sam")
        slot = number_of(Slot)
    for address in ("talks/ailleurs/", "talks/ailleurs/deletion", "talks/ailleurs/publication", "speakers/sam/"):
        assert send(ada, f"/organise/saison/{address}", TALK).status_code == 404
        assert send(ada, f"/organise/autre/{address}", TALK).status_code == 404
    assert send(ada, "/organise/saison/breaks/1/deletion", {}).status_code == 404
    with app.app_context():
        assert number_of(Slot) == slot
        assert the_talk("ailleurs").title != {"fr": TALK["title"]}


def test_deleting_asks_first(app: Flask, ada: FlaskClient) -> None:
    send(ada, NEW, TALK)
    question = "/organise/saison/talks/les-metiers-a-tulle/deletion"
    assert ada.get(question).status_code == 200
    with app.app_context():
        assert number_of(Talk) == 1
    assert send(ada, question, {}).status_code == 303
    with app.app_context():
        assert number_of(Talk) == 0


def test_cancelling_needs_a_reason_that_the_public_reads(app: Flask, ada: FlaskClient) -> None:
    send(ada, NEW, TALK)
    page = "/organise/saison/talks/les-metiers-a-tulle/"
    assert send(ada, f"{page}cancellation", {"reason": " "}).status_code == 422
    assert send(ada, f"{page}cancellation", {"reason": "Le conférencier est souffrant"}).status_code == 303
    address = "/saison/talks/les-metiers-a-tulle/?lang=fr"
    assert "souffrant" in app.test_client().get(address).text
    send(ada, f"{page}revival", {})
    assert "souffrant" not in app.test_client().get(address).text


def test_a_congress_shows_what_the_next_version_changes(app: Flask, ada: FlaskClient, cast: Cast) -> None:
    with app.app_context():
        owner = db.session.get_one(Organisation, cast.organisation.id)
        EventFactory.make(organisation=owner, slug="congres", kind="congress", release_mode="manual")
    send(ada, "/organise/congres/new-talk", TALK)
    page = ada.get("/organise/congres/release?lang=fr")
    assert page.status_code == 200
    assert "Les métiers à tulle" in page.text
    assert send(ada, "/organise/congres/release", {"name": "Première"}).status_code == 303
    assert send(ada, "/organise/congres/release", {}).status_code == 303
    with app.app_context():
        talk = find_talk(the_talk().event_id, "les-metiers-a-tulle")
        assert talk
        assert len(draft_slots_of_talk(talk)) == 1


def test_breaks_are_added_and_deleted(app: Flask, ada: FlaskClient) -> None:
    form = {"title": "Pause", "starts_at": "2026-01-29T10:30", "duration": "30"}
    assert send(ada, "/organise/saison/breaks", {**form, "starts_at": ""}).status_code == 422
    assert send(ada, "/organise/saison/breaks", form).status_code == 303
    with app.app_context():
        slot = db.session.scalar(select(Slot))
        assert slot
        slot_id = slot.id
    assert "Pause" in ada.get("/organise/saison/breaks?lang=fr").text
    assert send(ada, f"/organise/saison/breaks/{slot_id}/deletion", {}).status_code == 303
    assert send(ada, f"/organise/saison/breaks/{slot_id}/deletion", {}).status_code == 404


@pytest.mark.parametrize("page", ["/organise/saison/talks/", "/organise/saison/speakers/"])
def test_lists_ask_the_database_as_often_for_30_as_for_1(app: Flask, ada: FlaskClient, cast: Cast, page: str) -> None:
    def add_talks(number: int) -> None:
        with app.app_context():
            season = db.session.get_one(Event, cast.event.id)
            venue = VenueFactory.make(organisation_id=season.organisation_id)
            for _ in range(number):
                talk = scheduled_talk(season, room=RoomFactory.make(venue=venue))
                person = People.make(organisation=season.organisation)
                speaker = SpeakerFactory.make(event=season, person=person)
                db.session.execute(
                    db.metadata.tables["talk_speaker"].insert(),
                    {"talk_id": talk.id, "speaker_id": speaker.id, "position": 0},
                )
                db.session.commit()

    add_talks(1)
    first = queries_of(app, ada, page)
    add_talks(29)
    assert queries_of(app, ada, page) == first


def queries_of(app: Flask, client: FlaskClient, page: str) -> int:
    statements: list[str] = []

    def count(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        statements.append(statement)

    with app.app_context():
        engine = db.engine
    sqlalchemy_event.listen(engine, "before_cursor_execute", count)
    assert client.get(page).status_code == 200
    sqlalchemy_event.remove(engine, "before_cursor_execute", count)
    return sum(statement.startswith("SELECT") for statement in statements)


def test_the_talk_of_a_single_lecture_starts_with_its_title(app: Flask, ada: FlaskClient, cast: Cast) -> None:
    with app.app_context():
        owner = db.session.get_one(Organisation, cast.organisation.id)
        EventFactory.make(organisation=owner, slug="soir", kind="single", title={"fr": "Le phare"})
    assert 'value="Le phare"' in ada.get("/organise/soir/new-talk").text
    send(ada, "/organise/soir/new-talk", TALK)
    assert 'value="Le phare"' not in ada.get("/organise/soir/new-talk").text

"""Papers as browsers get them, on both databases: real PDFs by the real child process."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import zxingcpp
from flask import Flask
from flask.testing import FlaskClient

from events.documents import badges as drawn
from events.documents import printing
from events.event.actions import raise_revision
from events.event.models import Event
from events.extensions import db
from events.kit.tokens import link_token
from events.registration.actions import give_back_all
from events.registration.models import Registration
from events.registration.queries import PAGE_LINK
from tests.documents.conftest import Printed
from tests.documents.events import lecture, seat
from tests.factories import NOW, EventFactory
from tests.people.cast import Cast, sign_in

PROGRAMME = "/saison/programme.pdf"


@pytest.fixture
def talk(app: Flask, cast: Cast) -> str:
    """The season has one public lecture."""
    with app.app_context():
        lecture(the_season())
    return "mittelbau-dora"


def the_season() -> Event:
    return db.session.query(Event).filter_by(slug="saison").one()


def change_season(app: Flask, **fields: object) -> None:
    with app.app_context():
        event = the_season()
        for name, value in fields.items():
            setattr(event, name, value)
        db.session.commit()


@contextmanager
def all_turns_taken(app: Flask, name: str = "paper", count: int = 2) -> Iterator[None]:
    """Other processes draw as many papers as may be drawn at once."""
    folder = app.config["SETTINGS"].instance / "papers"
    folder.mkdir(exist_ok=True)
    held = [os.open(folder / f"{name}-{number}.lock", os.O_RDWR | os.O_CREAT) for number in range(count)]
    for lock in held:
        fcntl.flock(lock, fcntl.LOCK_EX)
    yield
    for lock in held:
        os.close(lock)


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(printing, "VISITOR", printing.Patience(30, 0.1))


def test_everybody_gets_the_programme(client: FlaskClient, talk: str) -> None:
    answer = client.get(PROGRAMME)
    assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
    assert answer.headers["Content-Disposition"] == "inline; filename=saison-programme-fr.pdf"
    assert "Set-Cookie" not in answer.headers
    paper = Printed(answer.data)
    for words in ("Les conférences du jeudi", "Mittelbau-Dora", "Dominique Mathieu, La Coupole", "Nordhausen"):
        assert words in paper.text
    assert paper.page_count == 2
    assert paper.catalog["/Lang"] == "fr"
    assert all(font.startswith("Estrade") for font in paper.fonts)


def test_a_congress_prints_its_days_and_its_speakers(app: Flask, client: FlaskClient, talk: str) -> None:
    change_season(app, kind="congress")
    text = Printed(client.get(PROGRAMME).data).text
    assert "Jeudi 29 janvier" in text
    assert "Mathieu Dominique" in text


def test_the_other_language_is_printed_where_the_event_has_it(app: Flask, client: FlaskClient, talk: str) -> None:
    answer = client.get(PROGRAMME, query_string={"lang": "en"})
    assert "Set-Cookie" not in answer.headers
    assert Printed(answer.data).catalog["/Lang"] == "en"
    assert "The Thursday lectures" in Printed(answer.data).text
    change_season(app, title={"fr": "Saison"})
    for lang in ("en", "de", "../../x"):
        again = client.get(PROGRAMME, query_string={"lang": lang})
        assert Printed(again.data).catalog["/Lang"] == "fr"


def test_it_is_drawn_once_and_not_sent_twice(app: Flask, client: FlaskClient, talk: str, impatient: None) -> None:
    first = client.get(PROGRAMME)
    etag = first.headers["ETag"]
    assert not etag.startswith("W/")
    assert "no-cache" in first.headers["Cache-Control"]
    with all_turns_taken(app):
        assert client.get(PROGRAMME).data == first.data
        assert client.get(PROGRAMME, headers={"If-None-Match": etag}).status_code == 304
        with app.app_context():
            raise_revision(the_season().id)
            db.session.commit()
        assert client.get(PROGRAMME).headers["ETag"] == etag, "seats taken change no letter of it"


def test_what_changes_is_drawn_anew_and_the_old_one_goes(app: Flask, client: FlaskClient, talk: str) -> None:
    etag = client.get(PROGRAMME).headers["ETag"]
    change_season(app, title={"fr": "Une autre saison"}, revision=99)
    answer = client.get(PROGRAMME, headers={"If-None-Match": etag})
    assert answer.status_code == 200
    assert "Une autre saison" in Printed(answer.data).text
    kept = list(Path(app.config["SETTINGS"].instance, "papers").glob("*.pdf"))
    assert len(kept) == 1


def test_a_busy_machine_says_so(app: Flask, client: FlaskClient, talk: str, impatient: None) -> None:
    for name, count in (("paper", 2), (f"programme-{event_id(app)}-fr", 1)):
        with all_turns_taken(app, name, count):
            answer = client.get(PROGRAMME, headers={"Accept-Language": "en"})
        assert answer.status_code == 503
        assert int(answer.headers["Retry-After"]) > 0
        assert "Please try again in a few seconds." in answer.text
        assert "no-store" in answer.headers["Cache-Control"]
    assert client.get(PROGRAMME).status_code == 200


def event_id(app: Flask) -> int:
    with app.app_context():
        return the_season().id


def test_a_paper_that_takes_too_long_is_a_sentence(
    client: FlaskClient, talk: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(printing, "VISITOR", printing.Patience(0.05, 1))
    answer = client.get(PROGRAMME, headers={"Accept-Language": "en"})
    assert answer.status_code == 503
    assert "too long" in answer.text
    assert "Traceback" not in answer.text


def test_drafts_have_no_public_programme(app: Flask, client: FlaskClient, talk: str) -> None:
    change_season(app, state="draft")
    assert client.get(PROGRAMME).status_code == 404
    assert client.get("/nirgends/programme.pdf").status_code == 404


def test_without_dates_there_is_a_sentence(client: FlaskClient, cast: Cast) -> None:
    answer = client.get(PROGRAMME, headers={"Accept-Language": "en"})
    assert answer.status_code == 404
    assert "There is no programme yet" in answer.text


def test_ones_own_badge(app: Flask, client: FlaskClient, talk: str) -> None:
    with app.app_context():
        event = the_season()
        registration = seat(event, "Bob Vasseur", lecture(event, slug="autre"), companions=["Ève Martin"])
        registration_id = registration.id
        codes = {attendee.ticket_code for attendee in registration.attendees}
        address = f"/r/{link_token(PAGE_LINK, registration.reference, registration.link_generation)}/badge.pdf"
    answer = client.get(address)
    assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
    assert answer.headers["Cache-Control"] == "private, no-store"
    paper = Printed(answer.data)
    assert "Vasseur" in paper.text
    assert "Ève" in paper.text
    assert {found.text for found in zxingcpp.read_barcodes(paper.picture())} == codes
    with app.app_context():
        held = db.session.get_one(Registration, registration_id)
        give_back_all(held, now=NOW)
    again = client.get(address, headers={"Accept-Language": "en"})
    assert again.status_code == 404
    assert "confirmed seat" in again.text
    assert client.get(f"{address[:-12]}x/badge.pdf").status_code == 404


def test_the_desk_prints_badges(app: Flask, client: FlaskClient, cast: Cast, talk: str) -> None:
    with app.app_context():
        event = the_season()
        for number in range(11):
            seat(event, f"Bob Vasseur{number}", lecture(event, slug=f"talk-{number}", speaker="Lionel Roux"))
    sign_in(client, cast.dora)
    page = client.get("/organise/saison/papers/").text
    assert "avery-L4785" in page
    assert "programme-draft.pdf" not in page, "the desk edits no programme"
    paper = Printed(client.get("/organise/saison/badges.pdf", query_string={"wearers": "attendees"}).data)
    assert paper.page_count == 2
    assert "Vasseur10" in paper.text
    started = {"wearers": "attendees", "start_at": "10", "nudge_x": "0,5", "nudge_y": "-1"}
    moved = Printed(client.get("/organise/saison/badges.pdf", query_string=started).data)
    assert moved.page_count == 2
    assert len([word for word in moved.words if word.text == "Bob" and word.page == 1]) == 1
    one = {"wearers": "attendees", "talk": "talk-3"}
    text = Printed(client.get("/organise/saison/badges.pdf", query_string=one).data).text
    assert "Vasseur3" in text
    assert "Vasseur4" not in text


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"start_at": "11"}, "This sheet has labels 1 to 10."),
        ({"start_at": "0"}, "This sheet has labels 1 to 10."),
        ({"start_at": "9" * 30}, "This sheet has labels 1 to 10."),
        ({"start_at": ""}, "Enter the number of the first free label."),
        ({"nudge_x": "viel"}, "Enter a length in millimetres"),
        ({"nudge_y": "nan"}, "20 mm at most"),
        ({"nudge_y": "900"}, "20 mm at most"),
        ({"sheet": "avery-X"}, "Not a valid choice"),
    ],
)
def test_what_cannot_be_printed_is_said(
    client: FlaskClient, cast: Cast, talk: str, typed: dict[str, str], sentence: str
) -> None:
    sign_in(client, cast.ada)
    answer = client.get("/organise/saison/badges.pdf", query_string={"lang": "en", **typed})
    assert answer.status_code == 422
    assert sentence in answer.text
    for value in typed.values():
        assert value in answer.text


def test_nobody_is_a_sentence(app: Flask, client: FlaskClient, cast: Cast, talk: str) -> None:
    sign_in(client, cast.ada)
    answer = client.get("/organise/saison/badges.pdf", query_string={"wearers": "attendees", "lang": "en"})
    assert answer.status_code == 404
    assert "There is no badge to print" in answer.text


def test_talks_of_another_event_are_not_found(app: Flask, client: FlaskClient, cast: Cast, talk: str) -> None:
    with app.app_context():
        other = EventFactory.make(slug="autre-saison")
        seat(other, "Secret Person", lecture(other, slug="anderswo"))
    sign_in(client, cast.ada)
    assert client.get("/organise/saison/badges.pdf", query_string={"talk": "anderswo"}).status_code == 404
    assert client.get("/organise/autre-saison/badges.pdf").status_code == 404
    assert client.get("/organise/autre-saison/papers/").status_code == 404
    assert client.get("/organise/autre-saison/programme-draft.pdf").status_code == 404


def test_strangers_see_no_papers(client: FlaskClient, cast: Cast, talk: str) -> None:
    pages = [f"/organise/saison/{page}" for page in ("papers/", "badges.pdf", "programme-draft.pdf")]
    for page in pages:
        assert client.get(page).location.startswith("/sign-in?next=")
    sign_in(client, cast.eve)
    assert [client.get(page).status_code for page in pages] == [404, 404, 404]


def test_many_badges_come_in_parcels(
    app: Flask, client: FlaskClient, cast: Cast, talk: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with app.app_context():
        event = the_season()
        shown = lecture(event, slug="autre")
        shown.capacity.limit = None
        db.session.commit()
        seat(event, "Anne Abel", shown, companions=[f"Bob Zola{chr(97 + number)}" for number in range(20)])
    whole = drawn.by_parcels
    monkeypatch.setattr("events.documents.views.organiser.by_parcels", lambda found, sheet: whole(found, sheet, 1))
    sign_in(client, cast.ada)
    asked = {"wearers": "attendees", "lang": "en"}
    page = client.get("/organise/saison/badges.pdf", query_string=asked)
    assert "Badges from Ab to Zo" in page.text
    assert "parcel=3" in page.text
    text = Printed(client.get("/organise/saison/badges.pdf", query_string={**asked, "parcel": "1"}).data).text
    assert "Abel" in text
    assert "Zolat" not in text
    for number in ("0", "4", "-1"):
        answer = client.get("/organise/saison/badges.pdf", query_string={**asked, "parcel": number})
        assert answer.status_code == 404


def test_the_draft_shows_what_the_public_doesnt_see(app: Flask, client: FlaskClient, cast: Cast, talk: str) -> None:
    with app.app_context():
        lecture(the_season(), slug="entwurf", title="Un brouillon", days=7, state="draft")
    assert "Un brouillon" not in Printed(client.get(PROGRAMME).data).text
    sign_in(client, cast.erin)
    answer = client.get("/organise/saison/programme-draft.pdf")
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert "Un brouillon" in Printed(answer.data).text


NAMES = [
    "W" * 200,
    "Bob 😀 Vasseur",
    "محمد الأمين",
    "李小龍",
    "e" + "\u0301" * 199,
    "<b>Bob</b> {{ 7*7 }}",
    "Bob <img src=file:///etc/passwd>",
]


def test_odd_names_stay_on_their_label(app: Flask, client: FlaskClient, cast: Cast, talk: str) -> None:
    with app.app_context():
        event = the_season()
        shown = lecture(event, slug="autre")
        for name in NAMES:
            seat(event, name, shown)
    sign_in(client, cast.ada)
    paper = Printed(client.get("/organise/saison/badges.pdf", query_string={"wearers": "attendees"}).data)
    assert paper.page_count == 1
    assert len(zxingcpp.read_barcodes(paper.picture())) == len(NAMES)
    assert "…" in paper.text
    assert "<b>Bob</b>" in paper.text
    assert "root:" not in paper.text

"""Bringing a programme in from a file, on organisers' pages: first one sees, then all of it happens or nothing."""

import re
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from events.extensions import db
from events.kit import clock
from events.programme.actions.uploads import drop_old_uploads, find_upload, keep_upload
from events.programme.models import Slot, Talk
from tests.factories import EventFactory
from tests.people.cast import Cast, sign_in, token

PAGE = "/organise/saison/import"
SHEET = """Titre;Jour;Heure;Salle;Intervenant
La dentelle;29/01/2026;14h30;Salle A;Anne Duval et Paul Roche
Le port;31/02/2026;9h;Salle A;Luc Petit
;30/01/2026;9h;Salle A;
"""


@pytest.fixture
def ada(client: FlaskClient, cast: Cast) -> FlaskClient:
    return sign_in(client, cast.ada)


def send(client: FlaskClient, content: str | bytes, name: str = "programme.csv") -> TestResponse:
    data = content.encode() if isinstance(content, str) else content
    form = {"csrf_token": token(client, "/organise/account"), "file": (BytesIO(data), name)}
    return client.post(PAGE, data=form, content_type="multipart/form-data")


def post(client: FlaskClient, address: str, **form: str) -> TestResponse:
    return client.post(address, data={**form, "csrf_token": token(client, "/organise/account")})


def chosen(page: str) -> dict[str, str]:
    """What is chosen in the selects of a page."""
    selects = re.findall(r'<select[^>]*name="(\w+)"[^>]*>(.*?)</select>', page, re.DOTALL)
    found = {name: re.search(r'<option selected value="(\d+)"', options) for name, options in selects}
    return {name: match[1] for name, match in found.items() if match}


def number_of(app: Flask, model: type) -> int:
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(model)) or 0


def previewed(client: FlaskClient) -> str:
    """The address of a preview of SHEET with its guessed columns."""
    columns = send(client, SHEET).location
    answer = post(client, columns, sheet="0", **chosen(client.get(columns).text))
    assert answer.status_code == 303, answer.text
    return str(answer.location)


def test_a_sheet_is_mapped_previewed_and_imported(app: Flask, ada: FlaskClient) -> None:
    sent = send(ada, SHEET)
    assert sent.status_code == 303
    page = ada.get(sent.location).text
    assert chosen(page) == {"title": "0", "day": "1", "start": "2", "room": "3", "speakers": "4"}
    assert "La dentelle · Le port" in page
    answer = post(ada, sent.location, sheet="0", **chosen(page))
    assert answer.status_code == 303
    preview = ada.get(answer.location).text
    assert "31/02/2026" in preview
    assert "Ligne 4" in preview
    assert "jeudi 29" in preview
    assert number_of(app, Talk) == number_of(app, Slot) == 0
    done = post(ada, answer.location)
    assert (done.status_code, done.location) == (303, "/organise/saison/talks/")
    assert (number_of(app, Talk), number_of(app, Slot)) == (2, 1)


def test_pressing_twice_and_sending_again_make_no_doubles(app: Flask, ada: FlaskClient) -> None:
    preview = previewed(ada)
    assert [post(ada, preview).status_code for _time in range(2)] == [303, 303]
    assert ada.get(preview).status_code == 404
    post(ada, previewed(ada))
    assert (number_of(app, Talk), number_of(app, Slot)) == (2, 1)


def test_looking_changes_nothing(app: Flask, ada: FlaskClient) -> None:
    preview = previewed(ada)
    for _time in range(2):
        assert ada.get(preview).status_code == 200
        assert ada.get(f"{preview}/columns").status_code == 200
    assert number_of(app, Talk) == 0


def test_columns_can_be_chosen_anew(app: Flask, ada: FlaskClient) -> None:
    columns = send(ada, SHEET).location
    refused = post(ada, columns, sheet="0", title="", day="1")
    assert refused.status_code == 422
    assert chosen(refused.text) == {"day": "1"}
    answer = post(ada, columns, sheet="0", title="3")
    post(ada, answer.location)
    with app.app_context():
        assert db.session.scalars(select(Talk.title)).first() == {"fr": "Salle A"}


@pytest.mark.parametrize("column", ["99", "-1", "x", "1.5"])
def test_a_column_that_the_sheet_has_not_is_refused(ada: FlaskClient, column: str) -> None:
    columns = send(ada, SHEET).location
    assert post(ada, columns, sheet="0", title=column).status_code == 422
    assert ada.get(f"{columns}?sheet={column}").status_code in {200, 404}


def test_a_calendar_is_previewed_at_once(app: Flask, ada: FlaskClient) -> None:
    entry = "BEGIN:VEVENT\nUID:a\nSUMMARY:La mer\nDTSTART:20260129T133000Z\nDURATION:PT1H\nEND:VEVENT\n"
    sent = send(ada, f"BEGIN:VCALENDAR\n{entry}END:VCALENDAR\n", "x.txt")
    assert "La mer" in ada.get(sent.location).text
    post(ada, sent.location)
    assert number_of(app, Slot) == 1


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x00\x01\x02" * 50,
        b"PK\x03\x04nonsense",
        b"Titre;Salle\n",
        b"BEGIN:VCALENDAR\nEND:VCALENDAR\n",
        b"<schedule/>",
        b"{}",
    ],
)
def test_what_cannot_be_read_gets_a_sentence(app: Flask, ada: FlaskClient, content: bytes) -> None:
    answer = send(ada, content)
    assert answer.status_code == 422
    assert "field-error" in answer.text
    assert kept_files(app) == []


def test_no_file_gets_a_sentence(ada: FlaskClient) -> None:
    assert post(ada, PAGE).status_code == 422


def test_what_is_too_large_is_refused(ada: FlaskClient) -> None:
    form = {"content_type": "multipart/form-data; boundary=x", "data": b"a" * (5 * 1024 * 1024 + 1)}
    assert ada.post(PAGE, **form).status_code == 413


def test_a_file_belongs_to_who_sent_it_and_to_its_event(app: Flask, ada: FlaskClient, cast: Cast) -> None:
    preview = previewed(ada)
    with app.app_context():
        EventFactory.make(slug="autre", organisation_id=cast.organisation.id)
    assert ada.get(preview.replace("saison", "autre")).status_code == 404
    erin = sign_in(app.test_client(), cast.erin)
    assert erin.get(preview).status_code == 404
    assert post(erin, preview).status_code == 404
    assert ada.get(preview).status_code == 200
    assert ada.get(f"{PAGE}/../../etc").status_code == 404


def test_a_file_goes_after_an_hour(app: Flask, cast: Cast) -> None:
    with app.app_context():
        now = clock.now()
        upload = keep_upload(cast.event.id, cast.ada.id, b"x", now=now)
        later = now + timedelta(minutes=61)
        assert find_upload(cast.event.id, cast.ada.id, upload.reference, now=now)
        assert find_upload(cast.event.id, cast.ada.id, upload.reference, now=later) is None
        drop_old_uploads(now=later)
    assert kept_files(app) == []


def test_sheets_go_out_and_come_back_unchanged(app: Flask, ada: FlaskClient) -> None:
    post(ada, previewed(ada))
    for ending, kind in (("csv", "text/csv"), ("xlsx", "application/vnd.openxml")):
        answer = ada.get(f"/organise/saison/programme.{ending}")
        assert str(answer.mimetype).startswith(kind)
        assert answer.headers["Content-Disposition"] == f"attachment; filename=saison.{ending}"
        columns = send(ada, answer.data).location
        preview = post(ada, columns, sheet="0", **chosen(ada.get(columns).text)).location
        post(ada, preview)
        assert ada.get(f"/organise/saison/programme.{ending}").data == answer.data
    assert (number_of(app, Talk), number_of(app, Slot)) == (2, 1)


def kept_files(app: Flask) -> list[Path]:
    folder = Path(app.config["SETTINGS"].instance) / "uploads" / "schedules"
    return sorted(folder.iterdir()) if folder.exists() else []

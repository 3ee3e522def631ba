"""Slides, recordings and links of a talk: from organisers and speakers to readers."""

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.datastructures import FileStorage
from werkzeug.test import TestResponse, encode_multipart

from events.extensions import db
from events.kit import clock
from events.kit.tokens import link_token
from events.programme.models import Talk, TalkMaterial
from tests.factories import LECTURE, NOW, PersonFactory, SpeakerFactory, TalkSpeakerFactory, scheduled_talk
from tests.people.cast import Cast, sign_in, token
from tests.site.pages import page, words

ADDRESS = "/organise/saison/talks/lecture/materials"
PDF = b"%PDF-1.7\n1 0 obj <<>> endobj\ntrailer <<>>\n%%EOF\n"
VIDEO = {"kind": "recording", "url": "https://video.example/dora", "minutes": "72"}


@pytest.fixture(autouse=True)
def _january(app: Flask) -> Iterator[None]:
    clock.start_at(NOW)
    yield
    clock.start_at(None)


@pytest.fixture
def talk(app: Flask, cast: Cast) -> str:
    """The address of Sam's page; the talk is /saison/talks/lecture/."""
    with app.app_context():
        event = db.session.merge(cast.event)
        made = scheduled_talk(event, slug="lecture", title={"fr": "Le tulle"})
        person = PersonFactory.make(organisation=event.organisation, name="Sam")
        speaker = SpeakerFactory.make(event=event, person=person, slug="sam")
        TalkSpeakerFactory.make(talk=made, speaker=speaker)
        return f"/speakers/{link_token('speaker', speaker.reference, speaker.link_generation)}/"


@pytest.fixture
def ada(client: FlaskClient, cast: Cast, talk: str) -> FlaskClient:
    return sign_in(client, cast.ada)


def send(client: FlaskClient, address: str, form: dict[str, Any], shown: str = "/organise/account") -> TestResponse:
    return client.post(address, data={**form, "csrf_token": token(client, shown)})


def got(client: FlaskClient, address: str) -> bytes:
    with client.get(address) as answer:
        assert answer.status_code == 200
        return bytes(answer.data)


def pdf(content: bytes = PDF, name: str = "slides.pdf") -> tuple[io.BytesIO, str]:
    return io.BytesIO(content), name


def the_material() -> TalkMaterial:
    return db.session.scalars(select(TalkMaterial)).one()


def kept(app: Flask) -> list[Path]:
    return list((app.config["SETTINGS"].instance / "uploads" / "documents").glob("*"))


def test_a_recording_is_a_link_with_its_length(app: Flask, ada: FlaskClient) -> None:
    assert send(ada, ADDRESS, {**VIDEO, "title": "Enregistrement (vidéo)"}).status_code == 303
    text = page(app.test_client(), "/saison/talks/lecture/?lang=fr")
    assert 'href="https://video.example/dora"' in text
    assert "<iframe" not in text
    shown = words(app.test_client(), "/saison/talks/lecture/?lang=fr")
    assert "Enregistrement (vidéo) Enregistrement, 1 h 12, sur video.example" in shown


def test_slides_are_given_as_a_file_to_keep(app: Flask, ada: FlaskClient) -> None:
    assert send(ada, ADDRESS, {"kind": "slides", "file": pdf(name="x.exe")}).status_code == 303
    [file] = kept(app)
    assert len(file.stem) == 26
    address = f"/saison/talks/lecture/files/{file.name}"
    assert f'href="{address}"' in page(app.test_client(), "/saison/talks/lecture/")
    assert got(app.test_client(), address) == PDF
    answer = app.test_client().head(address)
    answer.close()
    assert answer.headers["Content-Disposition"] == "attachment; filename=lecture-slides.pdf"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"].startswith("sandbox;")
    assert answer.headers["Cache-Control"] == "public, no-cache"
    assert app.test_client().get(f"/pictures/{file.name}").status_code == 404
    assert app.test_client().get(f"/pictures/documents/{file.name}").status_code == 404


def test_files_of_a_talk_that_is_no_longer_public_are_not_found(app: Flask, ada: FlaskClient) -> None:
    send(ada, ADDRESS, {"kind": "slides", "file": pdf()})
    [file] = kept(app)
    address = f"/saison/talks/lecture/files/{file.name}"
    send(ada, "/organise/saison/talks/lecture/taking-back", {})
    assert app.test_client().get(address).status_code == 404
    with app.app_context():
        number = the_material().id
    assert got(ada, f"{ADDRESS}/{number}/file") == PDF
    own = ada.head(f"{ADDRESS}/{number}/file")
    own.close()
    assert own.headers["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"<html><script>alert(1)</script>%PDF-1.7 %%EOF", "slides.pdf"),
        (b"\x89PNG\r\n\x1a\n", "slides.pdf"),
        (PDF[:20], "slides.pdf"),
        (b"MZ\x90", "slides.pdf"),
    ],
)
def test_only_whole_pdfs_are_kept(app: Flask, ada: FlaskClient, content: bytes, name: str) -> None:
    answer = send(ada, ADDRESS, {"kind": "slides", "title": "Mes images", "file": pdf(content, name)})
    assert answer.status_code == 422
    assert "Mes images" in answer.text
    assert kept(app) == []


def send_large(client: FlaskClient, address: str, megabytes: int) -> TestResponse:
    """A form whose file has so many megabytes."""
    content = PDF.replace(b"endobj", b"endobj" + b" " * (megabytes * 1024 * 1024))
    fields = {
        "kind": "slides",
        "title": "x",
        "file": FileStorage(io.BytesIO(content), "a.pdf"),
        "csrf_token": token(client, "/organise/account"),
    }
    boundary, body = encode_multipart(fields)
    return client.post(address, data=body, content_type=f'multipart/form-data; boundary="{boundary}"')


def test_twenty_megabytes_fit_and_more_does_not(ada: FlaskClient) -> None:
    assert send_large(ada, ADDRESS, 19).status_code == 303
    assert send_large(ada, ADDRESS, 20).status_code == 422
    refused = send_large(ada, ADDRESS, 21)
    assert refused.status_code == 413
    assert "20 M" in refused.text
    assert send_large(ada, "/organise/saison/new-talk", 19).status_code == 413


def test_chunks_have_the_limit_of_all_others(client: FlaskClient) -> None:
    body = io.BytesIO(b"x" * (6 * 1024 * 1024))
    answer = client.post(
        ADDRESS,
        input_stream=body,
        headers={"Transfer-Encoding": "chunked"},
        content_type="multipart/form-data; boundary=B",
    )
    assert answer.status_code == 413


@pytest.mark.parametrize(
    "url",
    ["http://video.example/", "javascript:alert(1)", "//video.example", "https://", "https://a b.example", "ftp://x.y"],
)
def test_links_are_https_only(ada: FlaskClient, app: Flask, url: str) -> None:
    answer = send(ada, ADDRESS, {**VIDEO, "url": url})
    assert answer.status_code == 422
    with app.app_context():
        assert db.session.scalar(select(TalkMaterial)) is None


@pytest.mark.parametrize(
    "form",
    [
        {"kind": "slides"},
        {"kind": "recording", "file": b""},
        {"kind": "slides", "url": "https://example.org/", "file": b""},
        {"kind": "film", "url": "https://example.org/"},
        {**VIDEO, "minutes": "0"},
    ],
)
def test_what_does_not_go_together_is_refused(app: Flask, ada: FlaskClient, form: dict[str, Any]) -> None:
    sent = {name: pdf() if value == b"" else value for name, value in form.items()}
    assert send(ada, ADDRESS, sent).status_code == 422
    with app.app_context():
        assert db.session.scalar(select(TalkMaterial)) is None


def test_a_material_is_changed_ordered_and_deleted(app: Flask, ada: FlaskClient) -> None:
    send(ada, ADDRESS, {"kind": "slides", "file": pdf()})
    with app.app_context():
        number = the_material().id
    one = f"{ADDRESS}/{number}"
    assert send(ada, one, {"kind": "document", "title": "Le texte", "version": "1"}).status_code == 303
    assert len(kept(app)) == 1
    assert send(ada, one, {"kind": "slides", "title": "Autre", "version": "1"}).status_code == 409
    send(ada, ADDRESS, VIDEO)
    send(ada, f"{one}/position", {"direction": "down"})
    with app.app_context():
        talk = db.session.scalars(select(Talk).filter_by(slug="lecture")).one()
        assert [material.kind for material in talk.materials] == ["recording", "document"]
    assert send(ada, one, {"kind": "link", "url": "https://example.org/text", "version": "2"}).status_code == 303
    assert kept(app) == []
    assert send(ada, f"{one}/deletion", {}).status_code == 303
    assert "example.org/text" not in page(app.test_client(), "/saison/talks/lecture/")


def test_deleting_a_talk_deletes_its_files(app: Flask, ada: FlaskClient) -> None:
    send(ada, ADDRESS, {"kind": "slides", "file": pdf()})
    assert send(ada, "/organise/saison/talks/lecture/deletion", {}).status_code == 303
    assert kept(app) == []


def test_the_speaker_adds_her_slides_and_takes_them_away(app: Flask, talk: str) -> None:
    sam = app.test_client()
    answer = send(sam, f"{talk}materials", {"kind": "slides", "talk": "lecture", "file": pdf()}, talk)
    assert answer.status_code == 303
    [file] = kept(app)
    assert file.name in page(app.test_client(), "/saison/talks/lecture/")
    with app.app_context():
        number = the_material().id
    assert got(sam, f"{talk}talks/lecture/materials/{number}/file") == PDF
    assert send(sam, f"{talk}talks/lecture/materials/{number}/deletion", {}, talk).status_code == 303
    assert kept(app) == []


def test_the_speaker_reaches_only_what_is_hers(app: Flask, ada: FlaskClient, talk: str) -> None:
    with app.app_context():
        event = db.session.scalars(select(Talk)).one().event
        scheduled_talk(event, slug="other", title={"fr": "Autre"})
    send(ada, ADDRESS, VIDEO)
    with app.app_context():
        number = the_material().id
    sam = app.test_client()
    for path, form in (
        ("materials", {"kind": "link", "url": "https://example.org/", "talk": "other"}),
        (f"talks/lecture/materials/{number}/deletion", {}),
        (f"talks/other/materials/{number}/deletion", {}),
    ):
        assert send(sam, f"{talk}{path}", form, talk).status_code == 404
    wrong = f"{talk[:-3]}xx/"
    assert (
        send(
            sam, f"{wrong}materials", {"kind": "link", "url": "https://example.org/", "talk": "lecture"}, talk
        ).status_code
        == 404
    )
    with app.app_context():
        assert the_material().kind == "recording"


def test_a_refused_file_says_so_and_keeps_the_words(app: Flask, talk: str) -> None:
    sam = app.test_client()
    form = {"kind": "slides", "talk": "lecture", "title": "Mes images", "file": pdf(b"no")}
    answer = send(sam, f"{talk}materials", form, talk)
    assert answer.status_code == 422
    assert 'value="Mes images"' in answer.text


def test_past_talks_are_marked_with_what_remains(app: Flask, ada: FlaskClient) -> None:
    send(ada, ADDRESS, VIDEO)
    send(ada, ADDRESS, {"kind": "slides", "file": pdf()})
    assert "enregistrement" not in words(app.test_client(), "/saison/schedule/?lang=fr")
    clock.start_at(LECTURE.replace(month=3))
    assert "enregistrement, diaporama" in words(app.test_client(), "/saison/schedule/?lang=fr")

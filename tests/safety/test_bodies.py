"""Whatever stands in a request's body: a page that says no, never a fault of ours, and nothing stored."""

import io

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from events.extensions import db
from events.mail.models import Message
from events.registration.models import Registration
from tests.people.cast import token

FORM = "application/x-www-form-urlencoded"
PARTS = "multipart/form-data; boundary=B"
PAGES = ("/saison/register", "/contact", "/sign-in", "/my-seats", "/reset-password")
WHOLE = b"name=Bob&email=bob%40example.org&talks=conference-1&message=Bonjour"
FIELDS = ("name", "email", "phone", "talks", "companions", "message", "password", "newsletter")


def part(name: str, content: bytes, file: str = "") -> bytes:
    disposition = f'form-data; name="{name}"' + (f'; filename="{file}"' if file else "")
    return b"--B\r\nContent-Disposition: " + disposition.encode() + b"\r\n\r\n" + content + b"\r\n"


BODIES = {
    "a lone surrogate": (FORM, WHOLE.replace(b"Bob", b"%ed%a0%80"), {400}),
    "bytes that are no UTF-8": (FORM, WHOLE.replace(b"Bob", b"\xff\xfe"), {400}),
    "percent-encoded ones": (FORM, WHOLE + b"&notes=%ff%fe", {400}),
    "no UTF-8 in a part": (PARTS, part("name", b"\xff") + part("email", b"a@b.fr") + b"--B--", {400}),
    "files where words belong": (PARTS, b"".join(part(name, b"x", "x.png") for name in FIELDS) + b"--B--", {422}),
    "thousands of parts": (PARTS, b"".join(part(f"f{n}", b"x") for n in range(5000)) + b"--B--", {413}),
    "thousands of fields": (FORM, b"&".join(b"f%d=1" % n for n in range(5000)), {422}),
    "a list": ("application/json", b"[1, [2]]", {422}),
    "numbers and objects": ("application/json", b'{"name": 5, "email": {"a": []}, "password": null}', {422}),
    "deep nesting": ("application/json", b"[" * 100_000, {400, 422}),
    "XML": ("application/xml", b"<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><x>&a;</x>", {422}),
    "no boundary": ("multipart/form-data", b"x", {400, 422}),
    "nonsense": (FORM, b"&&&===%%%", {422}),
}


@pytest.mark.parametrize("case", BODIES)
def test_odd_bodies_change_nothing(app: Flask, client: FlaskClient, case: str) -> None:
    kind, body, statuses = BODIES[case]
    for page in PAGES:
        headers = {"X-CSRFToken": token(client, page)}
        answer = client.post(page, data=body, content_type=kind, headers=headers)
        assert answer.status_code in statuses, (page, answer.status_code)
        assert "<h1" in answer.text
        assert "root:" not in answer.text
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(Message)) == 0
        assert db.session.scalar(select(func.count()).select_from(Registration)) == 0


def test_the_same_form_in_good_letters_is_taken(client: FlaskClient) -> None:
    headers = {"X-CSRFToken": token(client, "/contact")}
    assert client.post("/saison/register", data=WHOLE, content_type=FORM, headers=headers).status_code == 303


@pytest.mark.parametrize("size", [1, 5, 6])
def test_a_body_in_chunks_is_measured(client: FlaskClient, size: int) -> None:
    body = io.BytesIO(b"name=" + b"x" * (size * 1024 * 1024 - 5))
    answer = client.post(
        "/contact",
        input_stream=body,
        content_type=FORM,
        headers={"Transfer-Encoding": "chunked"},
        environ_overrides={"wsgi.input_terminated": True},
    )
    assert answer.status_code == (413 if size > 5 else 400)


def test_a_body_too_large_is_taken_in_before_the_answer(client: FlaskClient) -> None:
    """Otherwise a browser shows a broken connection instead of our sentence."""
    body = io.BytesIO(b"x" * 6_000_000)
    answer = client.post(
        "/contact",
        input_stream=body,
        content_length=6_000_000,
        content_type=FORM,
        environ_overrides={"wsgi.input_terminated": True},
    )
    assert answer.status_code == 413
    assert body.tell() == 6_000_000


@pytest.mark.parametrize("query", ["x=%ff", "day=%ed%a0%80", "lang=%00", "q=%c3"])
def test_queries_are_read_as_utf8(client: FlaskClient, query: str) -> None:
    for page in ("/", "/saison/schedule/", "/saison/register"):
        assert client.get(f"{page}?{query}").status_code == 400

"""What requests bring: measured whatever way it is sent, refused when its letters can't be read."""

import io
from collections.abc import Callable, Iterable
from typing import IO, TYPE_CHECKING, Any, TypeVar
from urllib.parse import unquote_to_bytes

from flask import Flask, current_app, request
from werkzeug.exceptions import BadRequest

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

LEFT_AT_MOST = 32 * 1024 * 1024
"""Bytes of a body too large that are still taken in; what is larger breaks the connection."""

MOUTHFUL = 64 * 1024

View = TypeVar("View", bound=Callable[..., Any])


def large_body(limit: int) -> Callable[[View], View]:
    """For a view that takes files: bodies of up to `limit` bytes, rather than what all others take.

    Sent in chunks, as no browser does, they have the limit of all others.
    """

    def mark(view: View) -> View:
        view.body_limit = limit  # type: ignore[attr-defined]
        return view

    return mark


class Bodies:
    """A WSGI application that gives bodies sent in chunks a length, since Werkzeug cuts them off at the limit.

    What is too large is taken in nevertheless: a browser still sending when the connection closes shows no answer.
    """

    def __init__(self, behind: "WSGIApplication", limit: int) -> None:
        self.behind = behind
        self.limit = limit

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        body: IO[bytes] = environ["wsgi.input"]

        def start(status: str, *rest: Any) -> Callable[[bytes], object]:
            if status.startswith("413") and environ.get("wsgi.input_terminated"):
                swallow(body)
            return start_response(status, *rest)

        if "HTTP_TRANSFER_ENCODING" in environ:
            measure(environ, self.limit)
        return self.behind(environ, start)


def measure(environ: "WSGIEnvironment", limit: int) -> None:
    """Reads a body of unknown length, at most one byte past the limit, which is then refused as too long."""
    content = environ["wsgi.input"].read(limit + 1)
    del environ["HTTP_TRANSFER_ENCODING"]
    environ["wsgi.input"] = io.BytesIO(content)
    environ["CONTENT_LENGTH"] = str(len(content) if len(content) <= limit else LEFT_AT_MOST)


def swallow(body: IO[bytes]) -> None:
    left = LEFT_AT_MOST
    while left > 0 and (mouthful := body.read(min(MOUTHFUL, left))):
        left -= len(mouthful)


def widen() -> None:
    """The limit of the view that is asked for, before anything reads the body."""
    view = current_app.view_functions.get(request.endpoint or "")
    if limit := getattr(view, "body_limit", None):
        request.max_content_length = limit


def refuse_unreadable() -> None:
    """No address has a NUL in it, and PostgreSQL refuses it in every text. Letters are UTF-8, lest some get lost."""
    if "\0" in request.path or b"%00" in request.query_string or not is_utf8(request.query_string):
        raise BadRequest
    if request.mimetype == "application/x-www-form-urlencoded" and not is_utf8(request.get_data()):
        raise BadRequest
    if request.mimetype == "multipart/form-data" and any("\ufffd" in typed for typed in request.form.values()):
        raise BadRequest


def is_utf8(encoded: bytes) -> bool:
    """Whether what is percent-encoded holds UTF-8 only, which knows no lone surrogates."""
    try:
        unquote_to_bytes(encoded).decode()
    except UnicodeDecodeError:
        return False
    return True


def init_bodies(app: Flask) -> None:
    """First of all, since whatever reads a form takes it from the stream."""
    app.before_request(widen)
    app.before_request(refuse_unreadable)
    app.wsgi_app = Bodies(app.wsgi_app, app.config["MAX_CONTENT_LENGTH"])  # type: ignore[method-assign]

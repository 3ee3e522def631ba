"""In front of the application: whole answers to plain requests for what is public, which most visitors make.

Entering the application takes ten times longer than giving what is ready. What is kept was answered by the
application to the very same request (host, scheme, path, language) and sets no cookie; it is given as long as one
small question tells that what it shows hasn't changed. Whatever is less plain goes to the application.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from flask import Flask, Response, g, request
from sqlalchemy import Engine

from events.extensions import db
from events.kit import clock
from events.kit.languages import language_of
from events.site.queries import state_of_pages
from events.site.shelf import Key, Shelf
from events.site.watch import State, Watch

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

KEPT = 256
STATE = "estrade.state"
"""Where the application finds in the environment what was asked here already."""


@dataclass(frozen=True)
class Offer:
    """What an answer was made for: the state of this event's pages (or of all), and the minute if it tells time."""

    event_slug: str | None
    state: State
    minute: datetime | None


@dataclass(frozen=True)
class Answer:
    """A finished answer; `unchanged` are the headers of a 304."""

    offer: Offer
    tag: str
    headers: list[tuple[str, str]]
    unchanged: list[tuple[str, str]]
    body: bytes


class Front:
    """A WSGI application that knows some answers of the one behind it."""

    def __init__(self, behind: "WSGIApplication", engine: Engine) -> None:
        self.behind = behind
        self.watch = Watch(engine)
        self.shelf: Shelf[Answer] = Shelf(KEPT)

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        answer = self._known(environ) if is_plain(environ) else None
        if answer is None:
            return self.behind(environ, start_response)
        if answer.tag in environ.get("HTTP_IF_NONE_MATCH", ""):
            start_response("304 NOT MODIFIED", answer.unchanged)
            return []
        start_response("200 OK", answer.headers)
        return [answer.body]

    def _known(self, environ: "WSGIEnvironment") -> Answer | None:
        answer = self.shelf.find(key_of(environ))
        if answer is None:
            return None
        offer = answer.offer
        environ[STATE] = self.watch.state(offer.event_slug)
        return answer if environ[STATE] == offer.state and offer.minute in (None, this_minute()) else None

    def keep(self, response: Response) -> Response:
        """Runs last after each request."""
        if "offer" in g and response.status_code == 200 and is_plain(request.environ):
            headers = response.get_wsgi_headers(request.environ)
            if "Set-Cookie" not in headers:
                self.shelf.keep(key_of(request.environ), _finished(g.offer, headers.to_wsgi_list(), response))
        return response


def _finished(offer: Offer, headers: list[tuple[str, str]], response: Response) -> Answer:
    unchanged = [(name, value) for name, value in headers if not name.startswith("Content-")]
    return Answer(offer, response.headers["ETag"], headers, unchanged, response.get_data())


def is_plain(environ: "WSGIEnvironment") -> bool:
    return environ["REQUEST_METHOD"] == "GET" and not environ.get("QUERY_STRING")


def key_of(environ: "WSGIEnvironment") -> Key:
    return (
        environ["wsgi.url_scheme"],
        environ.get("HTTP_HOST"),
        environ.get("SCRIPT_NAME"),
        environ["PATH_INFO"],
        language_of(environ.get("HTTP_COOKIE", ""), environ.get("HTTP_ACCEPT_LANGUAGE", "")),
    )


def this_minute() -> datetime:
    return clock.now().replace(second=0, microsecond=0)


def state_now(event_slug: str | None) -> State | None:
    """What a page of this event (or about all) is good for, to be asked before it is made; None for drafts."""
    return request.environ.get(STATE) or state_of_pages(event_slug)


def offer_to_front(event_slug: str | None, state: State, minute: datetime | None) -> None:
    """The answer being given may be given to everybody who asks as plainly, while its state (and minute) stands."""
    g.offer = Offer(event_slug, state, minute)


def init_front(app: Flask) -> None:
    with app.app_context():
        front = Front(app.wsgi_app, db.engine)
    app.after_request(front.keep)
    app.wsgi_app = front  # type: ignore[method-assign]

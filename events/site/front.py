"""In front of the application: whole answers to plain requests for public pages, which most visitors make.

Entering the application takes ten times longer than giving a page that is ready. What is kept was answered by the
application to the very same request (host, scheme, path, language) and sets no cookie; it is given as long as one
small query tells that what it shows hasn't changed. Whatever is less plain goes to the application.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import Flask, Response, g, request
from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError
from werkzeug import Request

from events.extensions import db
from events.kit import clock
from events.kit.database import for_single_queries
from events.kit.languages import language_asked_by
from events.site.queries import state_of_pages
from events.site.shelf import Key, Shelf

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

KEPT = 128
FRESHNESS = "estrade.freshness"
"""Where the application finds in the environment what was asked here already."""


@dataclass(frozen=True)
class Answer:
    """A finished answer, and the state of the pages (of this event, or of all) that it was made for."""

    event_slug: str | None
    state: Key
    headers: tuple[tuple[str, str], ...]
    body: bytes


class Front:
    """A WSGI application that knows some answers of the one behind it."""

    def __init__(self, behind: "WSGIApplication", engine: Engine) -> None:
        self.behind = behind
        self.engine = for_single_queries(engine)
        self.shelf: Shelf[Answer] = Shelf(KEPT)

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        answer = self._known(environ) if is_plain(environ) else None
        if answer is None:
            return self.behind(environ, start_response)
        start_response("200 OK", list(answer.headers))
        return [answer.body]

    def _known(self, environ: "WSGIEnvironment") -> Answer | None:
        answer = self.shelf.find(key_of(environ))
        if answer is None:
            return None
        environ[FRESHNESS] = self._freshness(answer.event_slug)
        return answer if environ[FRESHNESS] == answer.state else None

    def _freshness(self, event_slug: str | None) -> Key | None:
        try:
            with self.engine.connect() as connection:
                return good_for(state_of_pages(event_slug, connection))
        except SQLAlchemyError:
            return None

    def keep(self, response: Response) -> Response:
        """Runs last after each request."""
        if "offered" in g and response.status_code == 200 and is_plain(request.environ):
            headers = response.get_wsgi_headers(request.environ)
            if "Set-Cookie" not in headers:
                event_slug, state = g.offered
                answer = Answer(event_slug, state, tuple(headers.to_wsgi_list()), response.get_data())
                self.shelf.keep(key_of(request.environ), answer)
        return response


def is_plain(environ: "WSGIEnvironment") -> bool:
    return (
        environ["REQUEST_METHOD"] == "GET" and not environ.get("QUERY_STRING") and "HTTP_IF_NONE_MATCH" not in environ
    )


def key_of(environ: "WSGIEnvironment") -> Key:
    names = ("wsgi.url_scheme", "HTTP_HOST", "SCRIPT_NAME", "PATH_INFO")
    return *(environ.get(name) for name in names), language_asked_by(Request(environ))


def freshness(event_slug: str | None) -> Key | None:
    """What a page of this event (or about all) is good for, to be asked before it is made; None for drafts."""
    return request.environ.get(FRESHNESS) or good_for(state_of_pages(event_slug))


def good_for(state: tuple[int, ...] | None) -> Key | None:
    """A state for the current minute."""
    return state and (*state, clock.now().replace(second=0, microsecond=0))


def offer_to_front(event_slug: str | None, state: Key) -> None:
    """The page being answered may be given to everybody who asks as plainly, while its state stands."""
    g.offered = event_slug, state


def init_front(app: Flask) -> None:
    with app.app_context():
        front = Front(app.wsgi_app, db.engine)
    app.after_request(front.keep)
    app.wsgi_app = front  # type: ignore[method-assign]

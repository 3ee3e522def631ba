"""Public pages: made once for each state of what they show, and not sent again to who has them already.

A page is kept in this process under its address, its language, the revision of its event and the current
minute (a talk that ends leaves the next ones); one small query tells whether it still holds.
"""

from collections import OrderedDict
from collections.abc import Callable
from functools import wraps
from threading import Lock
from typing import Any, ParamSpec, cast

from flask import Flask, Response, current_app, request
from flask.typing import ResponseReturnValue

from events.kit import clock
from events.kit.languages import asked_language
from events.site.queries import state_of_all, state_of_event

P = ParamSpec("P")
Key = tuple[Any, ...]
KEPT = 256


class Shelf:
    """The most recently asked pages."""

    def __init__(self, size: int = KEPT) -> None:
        self.size = size
        self.pages: OrderedDict[Key, str | bytes] = OrderedDict()
        self.lock = Lock()

    def find(self, key: Key) -> str | bytes | None:
        with self.lock:
            if key in self.pages:
                self.pages.move_to_end(key)
            return self.pages.get(key)

    def keep(self, key: Key, page: str | bytes) -> None:
        with self.lock:
            self.pages[key] = page
            while len(self.pages) > self.size:
                self.pages.popitem(last=False)


def public_page(view: Callable[P, ResponseReturnValue]) -> Callable[P, ResponseReturnValue]:
    """For views that show everybody the same: they read neither session nor account and give a page as text."""

    @wraps(view)
    def answer(*args: P.args, **kwargs: P.kwargs) -> ResponseReturnValue:
        key = _key(kwargs.get("event_slug"))
        page = _shelf().find(key) if key else None
        if page is None:
            made = view(*args, **kwargs)
            if not isinstance(made, str):
                return made
            page = made
            if key:
                _shelf().keep(key, page)
        return fresh(Response(page, mimetype="text/html"))

    return answer


def kept(key: Key, make: Callable[[], bytes]) -> bytes:
    """What `make` gives, made once for this key."""
    found = _shelf().find(key)
    if not isinstance(found, bytes):
        found = make()
        _shelf().keep(key, found)
    return found


def fresh(response: Response) -> Response:
    """Kept by browsers, but asked for again each time; 304 without a body for who has it."""
    response.add_etag()
    response.cache_control.public = True
    response.cache_control.no_cache = True
    response.make_conditional(request)
    return response


def init_caching(app: Flask) -> None:
    app.extensions["pages"] = Shelf()


def _shelf() -> Shelf:
    return cast("Shelf", current_app.extensions["pages"])


def _key(event_slug: object) -> Key | None:
    """None for what isn't public, and for addresses that anybody can make up."""
    if set(request.args) - {"lang"}:
        return None
    state = state_of_all() if event_slug is None else state_of_event(str(event_slug))
    if state is None:
        return None
    return request.path, asked_language(), state, clock.now().replace(second=0, microsecond=0)

"""Public pages: made once for each state of what they show, and not sent again to who has them already.

A page is kept in this process under its address, its language, the revision of its event and the current
minute (a talk that ends leaves the next ones); one small query tells whether it still holds. Plain requests for a
kept page are answered by site/front.py, before the application is entered.
"""

from collections.abc import Callable, Collection
from functools import wraps
from typing import ParamSpec, cast

from flask import Flask, Response, current_app, request
from flask.typing import ResponseReturnValue

from events.kit.languages import asked_language
from events.site.front import offer_to_front, state_now, this_minute
from events.site.shelf import Key, Shelf

P = ParamSpec("P")
KEPT = 256


def public_page(view: Callable[P, ResponseReturnValue]) -> Callable[P, ResponseReturnValue]:
    """For views that show everybody the same: they read neither session nor account and give a page as text."""

    @wraps(view)
    def answer(*args: P.args, **kwargs: P.kwargs) -> ResponseReturnValue:
        event_slug = cast("str | None", kwargs.get("event_slug"))
        state, minute = state_now(event_slug) if _is_ours(request.args) else None, this_minute()
        key: Key | None = (request.path, asked_language(), *state, minute) if state else None
        page = _shelf().find(key) if key else None
        if page is None:
            made = view(*args, **kwargs)
            if not isinstance(made, str):
                return made
            page = made
            if key:
                _shelf().keep(key, page)
        if state:
            offer_to_front(event_slug, state, minute)
        return fresh(Response(page, mimetype="text/html"))

    return answer


def public_file(view: Callable[P, Response]) -> Callable[P, Response]:
    """For views of one event that give everybody the same file, whatever the hour: calendars, exports."""

    @wraps(view)
    def answer(*args: P.args, **kwargs: P.kwargs) -> Response:
        event_slug = cast("str", kwargs["event_slug"])
        state = state_now(event_slug) if _is_ours(request.args) else None
        response = view(*args, **kwargs)
        if state:
            offer_to_front(event_slug, state, None)
        return fresh(response)

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
    app.extensions["pages"] = Shelf(KEPT)


def _shelf() -> Shelf[str | bytes]:
    return cast("Shelf[str | bytes]", current_app.extensions["pages"])


def _is_ours(names: Collection[str]) -> bool:
    """Addresses that anybody can make up aren't kept."""
    return not set(names) - {"lang"}

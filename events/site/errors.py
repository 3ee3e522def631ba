"""What people read when something went wrong: one clear sentence, and what they typed is kept.

Nothing of the inside is shown: no traceback, no statement, no path.
"""

import logging
from dataclasses import dataclass
from typing import Any

from flask import Flask, g, jsonify, make_response, render_template, request
from flask_babel import gettext as _
from flask_limiter import RateLimitExceeded
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import DataError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from werkzeug.exceptions import (
    BadRequest,
    ClientDisconnected,
    Conflict,
    HTTPException,
    SecurityError,
    ServiceUnavailable,
)

from events.extensions import db, limiter
from events.kit import clock
from events.kit.database import Stale

log = logging.getLogger(__name__)
UNREADABLE = (DataError, OverflowError, UnicodeError, RecursionError)
"""Raised below the forms by numbers, letters and nestings that no column and no parser takes."""

NOBODY = (SecurityError, ClientDisconnected)
"""An unknown host has no addresses to link to; who left has nothing more to say."""

RESENT = {400, 429, 503}
"""After these the same form can be sent again, as it is."""

SECRET = {"csrf_token", "password", "again", "current", "code"}
RETRY_AFTER = 10
"""Seconds after which a database is asked again."""


@dataclass(frozen=True)
class Typed:
    """A field of the refused form; `shown` when it is something that the person wrote."""

    name: str
    value: str
    shown: bool


def init_errors(app: Flask) -> None:
    app.register_error_handler(HTTPException, answer)
    app.register_error_handler(CSRFError, refused_form)
    app.register_error_handler(Stale, lambda _error: answer(Conflict()))
    app.register_error_handler(RateLimitExceeded, too_many)
    for unreachable in (OperationalError, InterfaceError, PoolTimeout):
        app.register_error_handler(unreachable, database_unreachable)
    for unreadable in UNREADABLE:
        app.register_error_handler(unreadable, not_readable)


def answer(error: HTTPException) -> Any:
    """The page of an HTTP error, or problem+json (RFC 9457) for a program."""
    code = error.code or 500
    if error.response is not None or code < 400:
        return error
    if code >= 500:
        forget_database()
    title, sentence = words_of(code)
    if wants_json():
        response = jsonify(status=code, title=title, detail=sentence)
        response.mimetype = "application/problem+json"
    else:
        response = make_response((bare_page if isinstance(error, NOBODY) else page)(code, title, sentence))
    response.status_code = code
    for name, value in error.get_headers():
        if name in {"Allow", "Retry-After"}:
            response.headers[name] = value
    return response


def refused_form(_error: CSRFError) -> Any:
    """The token was missing or of another session: nothing was done, and the form can be sent again."""
    return answer(BadRequest())


def too_many(error: RateLimitExceeded) -> Any:
    response = answer(error)
    if limit := limiter.current_limit:
        response.headers["Retry-After"] = str(max(1, int(limit.reset_at - clock.now().timestamp())))
    return response


def database_unreachable(error: Exception) -> Any:
    log.error("the database does not answer: %s", type(error).__name__, exc_info=error)
    return answer(ServiceUnavailable(retry_after=RETRY_AFTER))


def not_readable(error: Exception) -> Any:
    log.warning("a request could not be read", exc_info=error)
    return answer(BadRequest())


def _megabytes() -> int:
    """What a request to this address may hold."""
    return (request.max_content_length or 0) // (1024 * 1024)


def words_of(code: int) -> tuple[str, str]:
    """Title and sentence in the reader's language."""
    known = {
        400: (_("This could not be read"), _("Nothing was changed. Please try once more.")),
        403: (_("This page isn’t open to you"), _("Please ask the people who organise the event.")),
        404: (_("There is no such page"), _("Perhaps the link was cut, or the page has gone.")),
        405: (_("This page can’t be used that way"), _("Please go back to the page you came from.")),
        409: (
            _("Somebody else changed this meanwhile"),
            _("Nothing of theirs was overwritten. Here is what you typed, so that you can put it in again."),
        ),
        413: (
            _("This is too large"),
            _("A file may have at most %(number)d MB. Nothing was changed.", number=_megabytes()),
        ),
        429: (_("One moment, please"), _("There were too many tries. Please wait a minute and try again.")),
        503: (_("One moment, please"), _("The service can’t answer just now. Nothing was changed.")),
    }
    if code >= 500 and code != 503:
        return _("Something went wrong on our side"), _(
            "We have noted it. Nothing was changed; please try again later."
        )
    return known.get(code, known[400])


def wants_json() -> bool:
    accepted = request.accept_mimetypes
    best = accepted.best_match(["text/html", "application/json", "application/problem+json"])
    return request.path.startswith("/api/") or request.is_json or (best or "text/html") != "text/html"


def page(code: int, title: str, sentence: str) -> str:
    """A page with the frame; without it when even that can't be drawn (no database)."""
    try:
        typed = typed_fields() if code in RESENT | {409} else []
        return render_template(
            "site/error.html", code=code, title=title, sentence=sentence, typed=typed, can_resend=code in RESENT
        )
    except Exception:
        log.exception("the page of error %s could not be drawn", code)
        forget_database()
        return bare_page(code, title, sentence)


def bare_page(_code: int, title: str, sentence: str) -> str:
    return render_template("site/bare_error.html", title=title, sentence=sentence)


def typed_fields() -> list[Typed]:
    """What the refused form held; nothing of a form that another site sent."""
    if request.method != "POST" or not is_our_own():
        return []
    return [
        Typed(name, value, not name.endswith(("key", "version", "next")) and bool(value.strip()))
        for name, value in request.form.items(multi=True)
        if name not in SECRET
    ]


def is_our_own() -> bool:
    """Whether a page of ours sent the form, as the browser says; an old one only names the origin.

    Pages send no referrer, and browsers then call their origin "null": Sec-Fetch-Site has the word.
    """
    if site := request.headers.get("Sec-Fetch-Site"):
        return site in {"same-origin", "none"}
    origin = request.headers.get("Origin")
    return origin is None or origin.rstrip("/") == request.host_url.rstrip("/")


def forget_database() -> None:
    """Ends what a failed statement left open; the frame is then drawn without the organisation."""
    g.organisation = None
    try:
        db.session.rollback()
    except Exception:
        log.exception("the session could not be rolled back")

"""The language a reader gets: query, cookie, Accept-Language, then the event's."""

from flask import Flask, Response, g, request
from flask_babel import get_locale

from events.kit.localised import LANGUAGES

COOKIE = "language"


def reader_language() -> str:
    """Flask-Babel's locale selector."""
    for wanted in (request.args.get("lang"), request.cookies.get(COOKIE)):
        if wanted in LANGUAGES:
            return wanted
    return request.accept_languages.best_match(LANGUAGES) or g.get("content_language", LANGUAGES[0])


def current_language() -> str:
    """`fr` or `en`: the language of the page being made."""
    locale = get_locale()
    return locale.language if locale else LANGUAGES[0]


def keep_choice(response: Response) -> Response:
    """`?lang=` sets the cookie, so that the following pages stay in that language."""
    wanted = request.args.get("lang")
    if wanted in LANGUAGES and wanted != request.cookies.get(COOKIE):
        response.set_cookie(COOKIE, wanted, max_age=31_536_000, httponly=True, samesite="Lax", secure=request.is_secure)
    response.vary.update({"Accept-Language", "Cookie"})
    return response


def init_languages(app: Flask) -> None:
    app.after_request(keep_choice)

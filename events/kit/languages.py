"""The language a reader gets: query, cookie, Accept-Language, then the event's."""

from collections.abc import Mapping
from functools import lru_cache

from flask import Flask, Response, g, has_request_context, request
from flask_babel import get_locale
from werkzeug.datastructures import LanguageAccept
from werkzeug.http import parse_accept_header, parse_cookie

from events.kit.localised import LANGUAGES, in_language

COOKIE = "language"


def reader_language() -> str:
    """Flask-Babel's locale selector; jobs and commands have no reader until they name a language themselves."""
    if not has_request_context():
        return LANGUAGES[0]
    return asked_language() or g.get("content_language", LANGUAGES[0])


def asked_language() -> str | None:
    """The language that the reader asks for; None when any will do."""
    wanted = request.args.get("lang")
    if wanted in LANGUAGES:
        return wanted
    return language_of(request.headers.get("Cookie", ""), request.headers.get("Accept-Language", ""))


@lru_cache(maxsize=1024)
def language_of(cookies: str, accepted: str) -> str | None:
    """The same by the headers Cookie and Accept-Language alone."""
    chosen = parse_cookie(cookies).get(COOKIE)
    return chosen if chosen in LANGUAGES else parse_accept_header(accepted, LanguageAccept).best_match(LANGUAGES)


def current_language() -> str:
    """`fr` or `en`: the language of the page being made."""
    locale = get_locale()
    return locale.language if locale else LANGUAGES[0]


def localised(text: Mapping[str, str] | str | None) -> str:
    """The template filter `localised`: a text in several languages, in the language of the page; words stay words."""
    return text if isinstance(text, str) else in_language(text, current_language())


def keep_choice(response: Response) -> Response:
    """`?lang=` of a page sets the cookie, so that the following ones stay in that language.

    That of a file, or of a page in a frame of somebody else's, doesn't.
    """
    wanted = request.args.get("lang")
    is_page = response.mimetype == "text/html" and "may_be_framed" not in g
    if wanted in LANGUAGES and is_page and wanted != request.cookies.get(COOKIE):
        response.set_cookie(COOKIE, wanted, max_age=31_536_000, httponly=True, samesite="Lax", secure=request.is_secure)
    response.vary.update({"Accept-Language", "Cookie"})
    return response


def init_languages(app: Flask) -> None:
    app.after_request(keep_choice)
    app.add_template_filter(localised)

"""The blueprint of this room, how a PDF is sent, and what readers are told when there is none."""

import logging

from flask import Blueprint, Response, make_response, render_template, request
from flask_babel import gettext as _

from events.kit.pdf import PaperError, PapersBusy, PaperTooLarge, PaperTooLong

documents = Blueprint("documents", __name__)
log = logging.getLogger(__name__)
RETRY_AFTER = 10
"""Seconds after which a busy machine may be asked again."""


def pdf(content: bytes, name: str) -> Response:
    """To be shown by the browser, and kept by the reader under this name."""
    response = Response(content, mimetype="application/pdf")
    response.headers.set("Content-Disposition", "inline", filename=f"{name}.pdf")
    return response


def sentence(title: str, words: str, status: int) -> Response:
    """A page that says in one sentence why there is no paper, in the frame of who reads it."""
    layout = "organiser" if request.path.startswith("/organise/") else "public"
    page = render_template("documents/sentence.html", title=title, words=words, layout=f"layouts/{layout}.html")
    return make_response(page, status)


@documents.errorhandler(PaperError)
def paper_failed(error: PaperError) -> Response:
    """Busy: later. Too long or too large: not at all, and organisers are told what helps."""
    if isinstance(error, PapersBusy):
        words = _("Other papers are being drawn just now. Please try again in a few seconds.")
        response = sentence(_("One moment, please"), words, 503)
        response.headers["Retry-After"] = str(RETRY_AFTER)
        return response
    log.error("a paper failed: %s", error, exc_info=error)
    if isinstance(error, PaperTooLong | PaperTooLarge):
        words = _("This paper is too long to be drawn at once. Organisers can print it in parts, talk by talk.")
        return sentence(_("This paper is too long"), words, 503)
    words = _("We have noted it. Nothing was changed; please try again later.")
    return sentence(_("Something went wrong on our side"), words, 500)

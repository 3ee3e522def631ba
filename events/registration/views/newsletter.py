"""The newsletter: yes and no by the link in a mail; for organisers, who reads it."""

import csv
import io

from flask import Response, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from events.extensions import csrf
from events.kit import clock
from events.kit.languages import current_language
from events.people.access import own_organisation, signed_in_required
from events.registration.actions import confirm_newsletter, leave_newsletter
from events.registration.models import NewsletterConsent
from events.registration.queries.newsletter import find_consent, readers_of
from events.registration.views.base import blueprint
from events.registration.words import NEWSLETTER_YES


@blueprint.get("/newsletter/<token>/")
def newsletter(token: str) -> ResponseReturnValue:
    """What stands, and the button for the other thing; opening it changes nothing."""
    return render_template("registration/newsletter.html", consent=_consent(token), token=token, yes=NEWSLETTER_YES)


@blueprint.post("/newsletter/<token>/")
@csrf.exempt  # type: ignore[untyped-decorator]
def leave_by_one_click(token: str) -> ResponseReturnValue:
    """What a mail program sends (RFC 8058): no cookie, no redirect, only this one field."""
    if request.form.get("List-Unsubscribe") != "One-Click":
        abort(400)
    leave_newsletter(_consent(token), now=clock.now())
    return Response(status=200)


@blueprint.post("/newsletter/<token>/confirmation")
def confirm(token: str) -> ResponseReturnValue:
    confirm_newsletter(_consent(token), language=current_language(), now=clock.now())
    return redirect(url_for(".newsletter", token=token), 303)


@blueprint.post("/newsletter/<token>/leaving")
def leave(token: str) -> ResponseReturnValue:
    leave_newsletter(_consent(token), now=clock.now())
    return redirect(url_for(".newsletter", token=token), 303)


@blueprint.get("/organise/newsletter/")
@signed_in_required
def readers() -> ResponseReturnValue:
    """Those alone who confirmed it."""
    own = own_organisation()
    return render_template("registration/readers.html", own=own, readers=readers_of(own.id))


@blueprint.get("/organise/newsletter/readers.csv")
@signed_in_required
def readers_sheet() -> ResponseReturnValue:
    """With the proof of each; UTF-8 with its mark, semicolons: what a French Excel opens."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(["email", "language", "asked_at", "words", "confirmed_at", "confirmed_words"])
    for one in readers_of(own_organisation().id):
        confirmed_at = one.confirmed_at.isoformat() if one.confirmed_at else ""
        row = [one.email, one.language, one.asked_at.isoformat(), one.words, confirmed_at, one.confirmed_words]
        writer.writerow([_in_cell(cell) for cell in row])
    response = Response(text.getvalue().encode("utf-8-sig"), mimetype="text/csv")
    response.headers["Content-Disposition"] = "attachment; filename=newsletter.csv"
    return response


def _in_cell(text: str) -> str:
    """What a spreadsheet would take for a formula is text."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@")) else text


def _consent(token: str) -> NewsletterConsent:
    return find_consent(token) or abort(404)

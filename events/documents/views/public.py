"""What everybody may print: the programme of an event; and what a registration's link opens: its badges."""

from flask import Response, abort, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from events.documents.contents import languages_of
from events.documents.people import badges_of_registration
from events.documents.printing import VISITOR, Sheets, print_badges, public_programme
from events.documents.views.blueprint import documents, pdf, sentence
from events.event.context import use_event
from events.event.models import Event
from events.event.queries import find_event_by_former_slug, find_public_event
from events.event.rules import EventState
from events.registration.queries import find_registration


@documents.get("/<event_slug>/programme.pdf")
def programme(event_slug: str) -> ResponseReturnValue:
    """The programme of the latest release, in the event's language; ?lang= for another one that it has texts in."""
    event = find_public_event(event_slug)
    if event is None:
        return _to_todays_address(event_slug)
    use_event(event)
    language = language_of_paper(event)
    found = public_programme(event, language)
    if found is None:
        return sentence(
            _("There is no programme yet"), _("It will be here as soon as the first dates are public."), 404
        )
    if request.if_none_match.contains(found.state):
        return _kept_by_readers(Response(status=304, mimetype="application/pdf"), found.state)
    return _kept_by_readers(pdf(found.content(), f"{event.slug}-programme-{language}"), found.state)


@documents.get("/r/<token>/badge.pdf")
def own_badge(token: str) -> ResponseReturnValue:
    """The badges of those who hold a confirmed seat; whoever has the link may print them."""
    registration = find_registration(token) or abort(404)
    use_event(registration.event)
    badges = badges_of_registration(registration)
    if not badges:
        return sentence(_("There is no badge yet"), _("A badge is printed for whoever has a confirmed seat."), 404)
    return pdf(print_badges(badges, Sheets(), registration.event.language, VISITOR), f"badge-{registration.number}")


def language_of_paper(event: Event) -> str:
    """The event's language, or the one asked for where it has a title in it."""
    asked = request.args.get("lang", "")
    return asked if asked in languages_of(event) else event.language


def _kept_by_readers(response: Response, state: str) -> Response:
    """Kept by browsers, but asked for again each time; 304 without a body for who has it."""
    response.set_etag(state)
    response.cache_control.public = True
    response.cache_control.no_cache = True
    return response


def _to_todays_address(former_slug: str) -> ResponseReturnValue:
    event = find_event_by_former_slug(former_slug)
    if event is None or event.state != EventState.PUBLISHED:
        abort(404)
    return redirect(url_for(".programme", event_slug=event.slug, lang=request.args.get("lang")), 301)

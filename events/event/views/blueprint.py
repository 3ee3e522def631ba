"""The blueprint that the pages of this room hang on, and what frames every organiser page."""

from typing import Any

from flask import Blueprint, g, has_request_context, request, url_for
from flask_babel import gettext as _

from events.event.models import Event
from events.event.policies import can_edit_programme, can_organise, can_serve_desk
from events.event.rules import EventKind
from events.kit.languages import current_language
from events.kit.localised import in_language
from events.people.access import is_signed_in, signed_in_account

event = Blueprint("event", __name__)


@event.app_context_processor
def organiser_frame() -> dict[str, Any]:
    """Navigation of the organiser pages: an event's, or the start page's."""
    if not has_request_context() or not request.path.startswith("/organise/") or not is_signed_in():
        return {}
    organised: Event | None = g.get("organised_event")
    if organised is None:
        return {"organiser_links": _links([("events", _("Events"), "event.organise"), *_own_pages()])}
    return {
        "masthead_name": in_language(organised.title, current_language()),
        "masthead_href": url_for("event.overview", event_slug=organised.slug),
        "organiser_links": _links(_pages_of(organised), event_slug=organised.slug),
    }


def _own_pages() -> list[tuple[str, str, str]]:
    account = ("account", _("Account"), "people.account")
    if not signed_in_account().memberships:
        return [account]
    return [
        ("venues", _("Venues"), "event.venues"),
        ("subjects", _("Subjects"), "programme.subjects"),
        ("organisation", _("Organisation"), "people.organisation"),
        account,
    ]


def _pages_of(organised: Event) -> list[tuple[str, str, str]]:
    account = signed_in_account()
    pages = []
    if can_edit_programme(account, organised):
        if organised.kind == EventKind.SEASON:
            pages.append(("season", _("Season"), "programme.season"))
        if organised.kind == EventKind.CONGRESS:
            pages.append(("timetable", _("Timetable"), "programme.timetable"))
        pages += [("talks", _("Talks"), "programme.talks"), ("speakers", _("Speakers"), "programme.speakers")]
        pages += [("news", _("News"), "event.news")]
    if can_serve_desk(account, organised):
        pages += [("registrations", _("Registrations"), "registration.registrations")]
    if can_edit_programme(account, organised) or can_serve_desk(account, organised):
        pages += [("papers", _("Documents"), "documents.papers")]
    if can_organise(account, organised):
        pages += [("settings", _("Settings"), "event.settings")]
    return [*pages, ("events", _("All events"), "event.organise")]


def _links(pages: list[tuple[str, str, str]], **values: Any) -> list[tuple[str, str, str]]:
    """Rows of key, words, address."""
    return [(key, words, url_for(endpoint, **_values_for(endpoint, values))) for key, words, endpoint in pages]


def _values_for(endpoint: str, values: dict[str, Any]) -> dict[str, Any]:
    return {} if endpoint == "event.organise" else values

"""A draft as the public will see it, for those who edit the event."""

from flask import abort
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from events.event.context import use_event
from events.event.models import Event
from events.event.policies import can_edit_programme
from events.event.queries import find_event
from events.people.access import signed_in_account, signed_in_required
from events.site.queries import find_any_talk
from events.site.views.blueprint import site
from events.site.views.pages import event_page, talk_page


@site.get("/organise/<event_slug>/preview/")
@signed_in_required
def preview_event(event_slug: str) -> ResponseReturnValue:
    event = edited_event(event_slug)
    return event_page(event, bar=_("Only the team sees this page: it is how the public will see it."))


@site.get("/organise/<event_slug>/preview/talks/<talk_slug>/")
@signed_in_required
def preview_talk(event_slug: str, talk_slug: str) -> ResponseReturnValue:
    event = edited_event(event_slug)
    talk = find_any_talk(event.id, talk_slug) or abort(404)
    return talk_page(event, talk, bar=_("Only the team sees this page: it is how the public will see it."))


def edited_event(slug: str) -> Event:
    """The event, published or not; for a stranger to it there is none."""
    event = find_event(slug)
    if event is None or not can_edit_programme(signed_in_account(), event):
        abort(404)
    use_event(event)
    return event

"""Who gets into an event's organiser pages: for the views of this room and of those above."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import abort, g, redirect, request, url_for
from flask.typing import ResponseReturnValue

from events.event.context import use_event
from events.event.models import Event
from events.event.policies import Policy, belongs_to_team
from events.event.queries import find_event, find_event_by_former_slug
from events.people.access import is_signed_in, signed_in_account, to_sign_in

View = Callable[..., ResponseReturnValue]


def event_page(policy: Policy) -> Callable[[View], View]:
    """The view gets the event of `event_slug` first. The anonymous sign in; whoever else may not, finds nothing."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(event_slug: str, **values: Any) -> ResponseReturnValue:
            if not is_signed_in():
                return to_sign_in()
            event = find_event(event_slug)
            if event is None:
                return _to_todays_address(event_slug)
            _let_in(event, policy)
            return view(event, **values)

        return guarded

    return decorate


def _let_in(event: Event, policy: Policy) -> None:
    if not policy(signed_in_account(), event):
        abort(404)
    use_event(event)
    g.organised_event = event


def _to_todays_address(former_slug: str) -> ResponseReturnValue:
    event = find_event_by_former_slug(former_slug)
    if event is None or not belongs_to_team(signed_in_account(), event) or request.method not in {"GET", "HEAD"}:
        abort(404)
    return redirect(url_for(str(request.endpoint), **{**(request.view_args or {}), "event_slug": event.slug}), 301)

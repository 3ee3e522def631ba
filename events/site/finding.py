"""What a public address names; a former address leads to today's, anything else is not found."""

from typing import NoReturn

from flask import abort, redirect, request, url_for

from events.event.context import use_event
from events.event.models import Event
from events.event.queries import find_event_by_former_slug, find_public_event
from events.event.rules import EventState
from events.programme.models import Speaker, Talk
from events.programme.queries import find_public_speaker, find_public_talk
from events.site.queries import find_talk_once_called


def public_event(slug: str) -> Event:
    """The published event; the page is then about it."""
    event = find_public_event(slug)
    if event is None:
        _leave_former(slug)
    use_event(event)
    return event


def public_talk(event: Event, slug: str) -> Talk:
    return find_public_talk(event.id, slug) or _leave_former_talk(event, slug)


def public_speaker(event: Event, slug: str) -> Speaker:
    return find_public_speaker(event.id, slug) or abort(404)


def _leave_former(slug: str) -> NoReturn:
    event = find_event_by_former_slug(slug)
    if event is None or event.state != EventState.PUBLISHED:
        abort(404)
    _move_to(event_slug=event.slug)


def _leave_former_talk(event: Event, slug: str) -> NoReturn:
    talk = find_talk_once_called(event.id, slug)
    if talk is None or find_public_talk(event.id, talk.slug) is None:
        abort(404)
    _move_to(talk_slug=talk.slug)


def _move_to(**names: str) -> NoReturn:
    """The same page under today's names, for good."""
    values = {**(request.view_args or {}), **request.args.to_dict(), **names}
    abort(redirect(url_for(str(request.endpoint), **values), 301))

"""The event that a page is about: its organisation stands on the page, its language is the page's last resort."""

from flask import g
from flask_babel import refresh

from events.event.models import Event


def use_event(event: Event) -> None:
    """To be called by each view once it knows its event."""
    g.event = event
    g.organisation = event.organisation
    g.content_language = event.language
    refresh()

"""The programme as calendar files: what calendar programs subscribe to, and one talk to add."""

from flask import Response, abort

from events.kit.languages import current_language
from events.kit.localised import in_language
from events.programme.queries import slots_of_talk
from events.site.caching import public_file
from events.site.calendars import calendar_of, calendar_of_event
from events.site.finding import public_event, public_talk
from events.site.views.blueprint import site


@site.get("/<event_slug>/schedule.ics")
@public_file
def schedule_calendar(event_slug: str) -> Response:
    """All talks of the latest release; a cancelled one stays, as cancelled."""
    event, language = public_event(event_slug), current_language()
    return calendar_file(calendar_of_event(event, language), event.slug)


@site.get("/<event_slug>/talks/<talk_slug>.ics")
@public_file
def talk_calendar(event_slug: str, talk_slug: str) -> Response:
    """The times of one talk; 404 while it has none."""
    event, language = public_event(event_slug), current_language()
    talk = public_talk(event, talk_slug)
    slots = [(slot, talk) for slot in slots_of_talk(talk)] or abort(404)
    return calendar_file(calendar_of(event, in_language(talk.title, language), slots, language), talk.slug)


def calendar_file(content: bytes, name: str) -> Response:
    response = Response(content, mimetype="text/calendar")
    response.headers.set("Content-Disposition", "inline", filename=f"{name}.ics")
    return response

"""The released timetable as files that other programs read: schedule.xml and schedule.json."""

from flask import Response, abort, request

from events.kit.localised import LANGUAGES
from events.programme.exchange.stored import released_schedule
from events.programme.exchange.writing import FORMATS
from events.site.caching import public_file
from events.site.finding import public_event
from events.site.views.blueprint import site


@site.get("/<event_slug>/schedule.xml")
@public_file
def schedule_xml(event_slug: str) -> Response:
    """What Giggity, EventFahrplan and recording teams read."""
    return exported(event_slug, "xml")


@site.get("/<event_slug>/schedule.json")
@public_file
def schedule_json(event_slug: str) -> Response:
    """The same for newer programs."""
    return exported(event_slug, "json")


def exported(event_slug: str, name: str) -> Response:
    """In the event's language, the same for everybody, unless `?lang=` asks for another; 404 before a release."""
    event, asked = public_event(event_slug), request.args.get("lang", "")
    schedule = released_schedule(event, asked if asked in LANGUAGES else "") or abort(404)
    response = Response(FORMATS[name].write(schedule), mimetype=FORMATS[name].mimetype)
    response.headers.set("Content-Disposition", "inline", filename=f"{event.slug}.{FORMATS[name].ending}")
    return response

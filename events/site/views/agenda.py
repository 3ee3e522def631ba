"""The programme as OpenAgenda takes it up."""

from flask import Response

from events.site.caching import public_file
from events.site.finding import public_event
from events.site.openagenda import agenda_of
from events.site.queries import slots_for_agenda
from events.site.views.blueprint import site


@site.get("/<event_slug>/openagenda.json")
@public_file
def open_agenda(event_slug: str) -> Response:
    """All talks of the latest release in all their languages; a cancelled one stays, as cancelled."""
    event = public_event(event_slug)
    return Response(agenda_of(event, slots_for_agenda(event.id)), mimetype="application/json")

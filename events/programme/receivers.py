"""What this room does when something happens below it."""

from events.event.models import Event
from events.event.signals import event_created
from events.programme.actions import add_format
from events.programme.rules import USUAL_FORMATS


@event_created.connect
def offer_usual_formats(event: Event, **_: object) -> None:
    """A new event has the usual formats to choose from."""
    for kind, name, duration in USUAL_FORMATS:
        add_format(event, kind, dict(name), duration)

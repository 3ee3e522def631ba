"""The event that a file is read for."""

from dataclasses import dataclass
from datetime import date

from events.event.models import Event
from events.programme.queries import formats_of
from events.programme.rules import USUAL_FORMATS

USUAL_MINUTES = 60


@dataclass(frozen=True)
class Setting:
    """The event that a file is read for, or a guess at it for a new one.

    Its days say what "Friday" and "29/01" mean; `minutes` is how long a talk lasts where the file doesn't say.
    """

    first: date
    last: date
    zone: str = "Europe/Paris"
    minutes: int = USUAL_MINUTES


def setting_of(event: Event) -> Setting:
    """Its days and zone, and the usual length of its first format."""
    first = next(iter(formats_of(event.id)), None)
    return Setting(event.starts_on, event.ends_on, event.zone, first.duration if first else USUAL_MINUTES)


def setting_from(today: date) -> Setting:
    """For a new event, whose days nobody knows yet: weekdays are those of the coming week, formats the usual ones."""
    return Setting(today, today, minutes=USUAL_FORMATS[0][2])

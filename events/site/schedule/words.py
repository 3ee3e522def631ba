"""Days as the schedule names them."""

from collections.abc import Collection
from datetime import date

from flask import url_for
from flask_babel import gettext as _

from events.event.models import Event
from events.kit import dates
from events.site.schedule.facets import Facets


def day_words(day: date, language: str) -> str:
    """« Vendredi 12 juin »."""
    found = dates.day_in_words(day, language, year=False)
    return found[0].upper() + found[1:]


def day_address(event: Event, day: date) -> str:
    return url_for("site.schedule_day", event_slug=event.slug, day=day.isoformat())


def day_tabs(event: Event, facets: Facets, chosen: Collection[str], language: str) -> list[tuple[str, str, bool]]:
    """Rows (words, address, is current): all days, then each of them; nothing for a single day."""
    if len(facets.days) < 2:
        return []
    whole = (_("All days"), url_for("site.schedule", event_slug=event.slug), not chosen)
    days = [
        (day_words(day, language), day_address(event, day), list(chosen) == [day.isoformat()]) for day in facets.days
    ]
    return [whole, *days]

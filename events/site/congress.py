"""A congress as its page tells of it: its days, where it takes place, and its date tile."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from events.event.models import Event
from events.kit import dates
from events.kit.localised import in_language
from events.site.schedule.facets import Facets
from events.site.schedule.words import day_address, day_words
from events.site.shown import weekdays_in_words


@dataclass(frozen=True)
class DayLink:
    day: date
    name: str
    address: str
    talks: int


@dataclass(frozen=True)
class Congress:
    """Its days; `venues` are rows (address, access); `tile` holds the arguments of the macro date_tile."""

    days: list[DayLink]
    when: str
    venues: list[tuple[str, str]]
    tile: dict[str, str]
    is_over: bool


def congress_of(event: Event, facets: Facets, now: datetime, language: str) -> Congress:
    venues = {room.venue.id: room.venue for room in facets.rooms}
    places = [
        (", ".join(filter(None, (venue.name, venue.street, venue.town))), in_language(venue.access, language))
        for venue in venues.values()
    ]
    today = now.astimezone(ZoneInfo(event.zone)).date()
    return Congress(
        days=[
            DayLink(day, day_words(day, language), day_address(event, day), talks) for day, talks in facets.days.items()
        ],
        when=dates.days_in_words(event.starts_on, event.ends_on, language),
        venues=places,
        tile=_tile(event, language),
        is_over=event.ends_on < today,
    )


def _tile(event: Event, language: str) -> dict[str, str]:
    first, last = event.starts_on, event.ends_on
    same_month = (first.year, first.month) == (last.year, last.month)
    return {
        "weekday": weekdays_in_words(first, last, language),
        "figure": f"{first.day}–{last.day}" if first != last and same_month else str(first.day),
        "month_year": dates.month_in_words(first, language, year=True),
        "iso": first.isoformat(),
    }

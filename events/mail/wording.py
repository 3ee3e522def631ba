"""Days and hours for the templates of mails, from the ISO texts that a message's values hold."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from babel.dates import get_timezone_location
from flask_babel import gettext as _

from events.kit import dates
from events.kit.typography import typeset


def wording(language: str) -> dict[str, Callable[..., str]]:
    """`moment_in_words(iso, zone)`, `day_in_words`, `hour_in_words`, `hours_in_words(start, end, zone)`,
    `days_in_words(first, last)`, `zoned_in_words(iso, zone)`, which says whose clocks it means, and `typeset(text)`,
    all in `language`. Moments carry an offset, days none.
    """

    def located(moment: str, zone: str) -> datetime:
        return datetime.fromisoformat(moment).astimezone(ZoneInfo(zone))

    def moment_in_words(moment: str, zone: str, **options: Any) -> str:
        return dates.moment_in_words(located(moment, zone), language, **options)

    def zoned_in_words(moment: str, zone: str) -> str:
        city = get_timezone_location(zone, locale=language, return_city=True)
        return _("%(moment)s (%(city)s time)", moment=moment_in_words(moment, zone), city=city)

    def day_in_words(day: str, zone: str | None = None, **options: Any) -> str:
        found = located(day, zone) if zone else date.fromisoformat(day)
        return dates.day_in_words(found, language, **options)

    def hour_in_words(moment: str, zone: str) -> str:
        return dates.hour_in_words(located(moment, zone), language)

    def hours_in_words(start: str, end: str, zone: str) -> str:
        return dates.hours_in_words(located(start, zone), located(end, zone), language)

    def days_in_words(first: str, last: str) -> str:
        return dates.days_in_words(date.fromisoformat(first), date.fromisoformat(last), language)

    def typeset_here(text: str) -> str:
        return typeset(text, language)

    return {
        "moment_in_words": moment_in_words,
        "zoned_in_words": zoned_in_words,
        "day_in_words": day_in_words,
        "hour_in_words": hour_in_words,
        "hours_in_words": hours_in_words,
        "days_in_words": days_in_words,
        "typeset": typeset_here,
    }

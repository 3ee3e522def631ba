"""Until when an offered seat may be taken, and what happens when nobody says anything."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

MORNING, EVENING = time(10), time(20)
"""Offers end between these hours, by the event's clock: nobody loses a seat while she sleeps."""

BEFORE_THE_TALK = timedelta(hours=1)
SHORTEST = timedelta(hours=1)

PATIENCE = (
    (timedelta(days=14), timedelta(days=3)),
    (timedelta(days=7), timedelta(days=2)),
    (timedelta(days=3), timedelta(days=1)),
    (timedelta(days=1), timedelta(hours=6)),
    (timedelta(hours=6), timedelta(hours=2)),
)
"""(at least so long before the beginning, so long to answer); later there is an hour."""

LAPSES_AT_MOST = 2
"""Who let so many offers pass leaves the waiting list."""


def end_of_offer(now: datetime, starts_at: datetime | None, zone: str) -> datetime | None:
    """When an offer made now ends; None when no decent time is left to answer, so that it is better not to ask.

    Aware moments; `starts_at` None where no date is known. The nearer the talk, the shorter.
    """
    if starts_at is None:
        return _by_day(now + PATIENCE[0][1], zone)
    end = _by_day(now + _patience(starts_at - now), zone)
    if end > starts_at - BEFORE_THE_TALK:
        end = _not_later(starts_at - BEFORE_THE_TALK, zone)
    return end if end - now >= SHORTEST else None


def _patience(left: timedelta) -> timedelta:
    return next((patience for at_least, patience in PATIENCE if left >= at_least), SHORTEST)


def _by_day(moment: datetime, zone: str) -> datetime:
    """The moment itself by day; else the next morning."""
    local = moment.astimezone(ZoneInfo(zone))
    if local.time() > EVENING:
        return datetime.combine(local.date() + timedelta(days=1), MORNING, local.tzinfo).astimezone(moment.tzinfo)
    if local.time() < MORNING:
        return datetime.combine(local.date(), MORNING, local.tzinfo).astimezone(moment.tzinfo)
    return moment


def _not_later(moment: datetime, zone: str) -> datetime:
    """The moment itself by day; else the evening before."""
    local = moment.astimezone(ZoneInfo(zone))
    if local.time() > EVENING:
        return datetime.combine(local.date(), EVENING, local.tzinfo).astimezone(moment.tzinfo)
    if local.time() < MORNING:
        return datetime.combine(local.date() - timedelta(days=1), EVENING, local.tzinfo).astimezone(moment.tzinfo)
    return moment

"""The dates of a term: which days a rhythm hits, and what speaks against each of them."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from events.event.holidays import Period
from events.kit.dates import day_in_words
from events.kit.localtime import exists

MOST_DATES = 200
"""More dates than this are made by mistake."""

WEEK = timedelta(days=7)
LECTURE: Mapping[str, str] = {"fr": "Conférence", "en": "Lecture"}
"""What a talk without a format is called."""


@dataclass(frozen=True)
class Rhythm:
    """Weekdays (Monday is 0) from `first` to `last`, both included, every so many weeks."""

    weekdays: Collection[int]
    first: date
    last: date
    every: int = 1


@dataclass(frozen=True)
class PlannedDate:
    """One day of a rhythm at its wall time.

    `off`: the holidays and closures it falls into; `taken`: what holds the room then; `is_closed`: its house is;
    `is_there`: the event has it already; `is_real` False: the clocks jump over this time.
    """

    starts_at: datetime
    zone: str
    off: Sequence[Period] = ()
    taken: Sequence[Mapping[str, str]] = ()
    is_closed: bool = False
    is_there: bool = False
    is_real: bool = True

    @property
    def moment(self) -> datetime:
        """With its zone, to be put into words."""
        return self.starts_at.replace(tzinfo=ZoneInfo(self.zone))

    @property
    def month(self) -> date:
        """Its first day."""
        return self.starts_at.date().replace(day=1)

    @property
    def is_free(self) -> bool:
        """Nothing speaks against it."""
        return self.can_be_made and not self.off and not self.taken and not self.is_closed

    @property
    def can_be_made(self) -> bool:
        return self.is_real and not self.is_there


def days_of(rhythm: Rhythm) -> list[date]:
    """The days by time. Weeks are counted from the first one that holds such a day."""
    span = range(max((rhythm.last - rhythm.first).days + 1, 0))
    days = [day for day in (rhythm.first + timedelta(days=n) for n in span) if day.weekday() in rhythm.weekdays]
    return [day for day in days if (_monday(day) - _monday(days[0])).days // 7 % rhythm.every == 0]


def planned_date(starts_at: datetime, zone: str, off: Sequence[Period]) -> PlannedDate:
    """Whether its time exists, and which of these holidays it falls into."""
    hit = [period for period in off if period.covers(starts_at.date())]
    return PlannedDate(starts_at, zone, hit, is_real=exists(starts_at, zone))


def at_hour(days: Sequence[date], hour: time) -> list[datetime]:
    return [datetime.combine(day, hour) for day in days]


def working_title(format_name: Mapping[str, str] | None, day: date, language: str) -> dict[str, str]:
    """« Conférence du jeudi 8 octobre », with ordinary spaces, as if somebody had typed it."""
    names = format_name or LECTURE
    name = names.get(language) or LECTURE.get(language) or LECTURE["en"]
    join = "du" if language == "fr" else "of"
    words = f"{name} {join} {day_in_words(day, language, year=False)}"
    return {language: " ".join(words.split())}


def weeks_between(before: date, after: date) -> int:
    """The whole weeks nearest to the time between two days; a day stays the weekday that it is."""
    return round((after - before) / WEEK)


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())

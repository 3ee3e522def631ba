"""When a speaker can come, between what she answers and the windows that conflicts are judged by.

A short event asks for each of its days: not at all, or from and to. A season asks for the days on which she cannot.
Both are kept as windows of instants; no window is always. Hours are those of the wall clock in the event's zone:
one that the clocks jump over is the one after it, and of a doubled one the wider reading counts.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from events.programme.rules.bookings import Window, covers, joined

MOST_DAYS = 14
"""Up to so many days each day is asked for."""

DAY = timedelta(days=1)
EVER = (datetime(1900, 1, 1, tzinfo=UTC), datetime(2200, 1, 1, tzinfo=UTC))


@dataclass(frozen=True)
class Answer:
    """One day: absent, or there from one hour to another; None is from its beginning, until its end."""

    day: date
    absent: bool = False
    starts: time | None = None
    ends: time | None = None

    @property
    def is_free(self) -> bool:
        """The whole day suits her."""
        return not self.absent and self.starts is None and self.ends is None


def days_between(first: date, last: date) -> list[date]:
    return [first + n * DAY for n in range((last - first).days + 1)]


def windows_of_answers(answers: Sequence[Answer], zone: str) -> list[Window]:
    """No window when every day suits her. Somebody who can come on no day has one that is over before the event."""
    if all(answer.is_free for answer in answers):
        return []
    windows = [window for answer in answers if not answer.absent and (window := _window(answer, zone))]
    return joined(windows) or [NEVER]


NEVER = (EVER[0], EVER[0] + DAY)


def answers_of_windows(windows: Sequence[Window], days: Iterable[date], zone: str) -> list[Answer]:
    """What to show for each day; of several windows in one day, from the first beginning to the last end."""
    return [_answer(windows, day, zone) for day in days]


def windows_without(days: Collection[date], zone: str) -> list[Window]:
    """All the time but these days."""
    if not days:
        return []
    absent = joined(_whole(day, zone) for day in days)
    edges = [(EVER[0], EVER[0]), *absent, (EVER[1], EVER[1])]
    return [(one[1], other[0]) for one, other in pairwise(edges)]


def days_without(windows: Sequence[Window], days: Iterable[date], zone: str) -> list[date]:
    """The days that no window covers whole."""
    return [day for day in days if windows and not covers(windows, *_whole(day, zone))]


def _answer(windows: Sequence[Window], day: date, zone: str) -> Answer:
    begins, over = _whole(day, zone)
    hers = [window for window in joined(windows) if window[0] < over and window[1] > begins]
    if not windows or covers(hers, begins, over):
        return Answer(day)
    if not hers:
        return Answer(day, absent=True)
    starts, ends = hers[0][0], hers[-1][1]
    return Answer(
        day, False, _hour(starts, zone) if starts > begins else None, _hour(ends, zone) if ends < over else None
    )


def _window(answer: Answer, zone: str) -> Window | None:
    begins, over = _whole(answer.day, zone)
    starts = _instant(answer.day, answer.starts, zone, 0) if answer.starts else begins
    ends = _instant(answer.day, answer.ends, zone, 1) if answer.ends else over
    return (starts, ends) if starts < ends else None


def _whole(day: date, zone: str) -> Window:
    return _instant(day, time(), zone, 0), _instant(day + DAY, time(), zone, 0)


def _instant(day: date, hour: time, zone: str, fold: int) -> datetime:
    return datetime.combine(day, hour.replace(fold=fold), ZoneInfo(zone)).astimezone(UTC)


def _hour(moment: datetime, zone: str) -> time:
    return moment.astimezone(ZoneInfo(zone)).time().replace(fold=0)

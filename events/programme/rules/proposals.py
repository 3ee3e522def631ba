"""A proposed timetable: its life, what is asked, and which times each waiting talk could have."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from events.programme.rules import SlotKind
from events.programme.rules.availability import days_between
from events.programme.rules.bookings import Booking, Guest, Hall, covers
from events.programme.rules.conflicts import conflicts_among, opening

MOST_DAYS = 14
MOST_ATTEMPTS = 2
"""A job that was killed is tried once more."""


class ProposalState(StrEnum):
    """Queued and running are under way; a found one waits for its organiser; the others are over."""

    QUEUED = "queued"
    RUNNING = "running"
    FOUND = "found"
    IMPOSSIBLE = "impossible"
    FAILED = "failed"
    ACCEPTED = "accepted"
    DROPPED = "dropped"


UNDER_WAY = frozenset({ProposalState.QUEUED, ProposalState.RUNNING})


class Why(StrEnum):
    """Why a talk stays in the tray: no room has its seats; its speakers, the hours or the rooms leave no time."""

    SEATS = "seats"
    SPEAKER = "speaker"
    LENGTH = "length"
    FULL = "full"
    CHANGED = "changed"


@dataclass(frozen=True)
class Limits:
    """What an organiser asks for: hours on the wall of each day, `step` and `gap` in minutes."""

    first: date
    last: date
    opens: time
    closes: time
    step: int
    gap: int
    room_ids: tuple[int, ...]

    def plain(self) -> dict[str, Any]:
        """For keeping."""
        moments = {name: getattr(self, name).isoformat() for name in ("first", "last", "opens", "closes")}
        return {**moments, "step": self.step, "gap": self.gap, "room_ids": list(self.room_ids)}

    @classmethod
    def of(cls, kept: Mapping[str, Any]) -> "Limits":
        return cls(
            date.fromisoformat(kept["first"]),
            date.fromisoformat(kept["last"]),
            time.fromisoformat(kept["opens"]),
            time.fromisoformat(kept["closes"]),
            kept["step"],
            kept["gap"],
            tuple(kept["room_ids"]),
        )


@dataclass(frozen=True)
class Waiting:
    """A talk of the tray; `seats` is what its room must have at least."""

    talk_id: int
    minutes: int
    seats: int = 0
    track_id: int | None = None
    guests: Sequence[Guest] = ()


@dataclass(frozen=True)
class Problem:
    """What to place, where, and what stands already: `fixed` of all events, `halls` with their opening hours."""

    event_id: int
    zone: str
    limits: Limits
    halls: Sequence[Hall]
    waiting: Sequence[Waiting]
    fixed: Sequence[Booking]


@dataclass(frozen=True)
class Place:
    talk_id: int
    room_id: int
    starts_at: datetime
    minutes: int

    @property
    def ends_at(self) -> datetime:
        return self.starts_at + timedelta(minutes=self.minutes)


@dataclass(frozen=True)
class Outcome:
    """Where talks would go, and (by talk) why others stay."""

    places: Sequence[Place]
    left: Mapping[int, Why]

    def plain(self) -> dict[str, Any]:
        """For keeping."""
        places = [[row.talk_id, row.room_id, row.starts_at.isoformat(), row.minutes] for row in self.places]
        return {"places": places, "left": [[talk_id, why.value] for talk_id, why in self.left.items()]}

    @classmethod
    def of(cls, kept: Mapping[str, Any]) -> "Outcome":
        places = [Place(talk, room, datetime.fromisoformat(at), minutes) for talk, room, at, minutes in kept["places"]]
        return cls(places, {talk_id: Why(why) for talk_id, why in kept["left"]})


def fitting_places(fixed: Sequence[Booking], thought: Sequence[Booking]) -> list[Booking]:
    """Of what is thought of (ids below 0) that which gets into nobody's way; of two the later one gives way."""
    fitting = {booking.slot_id: booking for booking in thought}
    while True:
        found = conflicts_among([*fixed, *fitting.values()])
        giving_way = {min(ids) for conflict in found if (ids := [n for n in conflict.slot_ids if n in fitting])}
        if not giving_way:
            return list(fitting.values())
        for slot_id in giving_way:
            del fitting[slot_id]


class Times:
    """The times that a problem leaves, in minutes since the midnight (UTC) of its first day."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.origin = datetime.combine(problem.limits.first, time(), UTC)
        self._days = [self._hours(day) for day in days_between(problem.limits.first, problem.limits.last)]
        self._taken = {hall.id: list(self._taken_in(hall)) for hall in problem.halls}
        self._busy = {person: list(self._busy_of(person)) for person in self._people()}
        self._in_room = lru_cache(maxsize=None)(self._starts_in_room)

    def moment(self, minute: int) -> datetime:
        return self.origin + timedelta(minutes=minute)

    def starts(self, talk: Waiting, hall: Hall) -> list[int]:
        """When this talk could begin in this room, other waiting talks aside; by time."""
        if hall.seats is not None and hall.seats < talk.seats:
            return []
        return [start for start in self._in_room(hall.id, talk.minutes) if self._suits(talk, start)]

    def why_not(self, talk: Waiting) -> Why:
        """Why there is no time at all, or too few of them."""
        large = [hall for hall in self.problem.halls if hall.seats is None or hall.seats >= talk.seats]
        if not large:
            return Why.SEATS
        free = [start for hall in large for start in self._in_room(hall.id, talk.minutes)]
        if not free:
            return Why.FULL if any(end - start >= talk.minutes for start, end in self._days) else Why.LENGTH
        return Why.FULL if any(self._suits(talk, start) for start in free) else Why.SPEAKER

    def _starts_in_room(self, room_id: int, minutes: int) -> list[int]:
        hall = next(hall for hall in self.problem.halls if hall.id == room_id)
        step, taken = self.problem.limits.step, self._taken[room_id]
        return [
            start
            for first, last in self._days
            for start in range(first, last - minutes + 1, step)
            if not _meets(taken, start, start + minutes) and self._is_open(hall, start, start + minutes)
        ]

    def _suits(self, talk: Waiting, start: int) -> bool:
        end = start + talk.minutes
        return all(
            not _meets(self._busy[guest.person_id], start, end)
            and (not guest.windows or covers(guest.windows, self.moment(start), self.moment(end)))
            for guest in talk.guests
        )

    def _is_open(self, hall: Hall, start: int, end: int) -> bool:
        if not hall.hours:
            return True
        first, last = (self._wall(minute) for minute in (start, end))
        days = {first.date() - timedelta(days=1), first.date(), last.date()}
        return covers(
            [opening(day, *hall.hours[day.weekday()]) for day in days if day.weekday() in hall.hours], first, last
        )

    def _wall(self, minute: int) -> datetime:
        return self.moment(minute).astimezone(ZoneInfo(self.problem.zone)).replace(tzinfo=None, fold=0)

    def _hours(self, day: date) -> tuple[int, int]:
        limits, zone = self.problem.limits, ZoneInfo(self.problem.zone)
        first, last = opening(day, limits.opens, limits.closes)
        return self._minute(first.replace(tzinfo=zone)), self._minute(last.replace(tzinfo=zone))

    def _minute(self, moment: datetime) -> int:
        return int((moment - self.origin).total_seconds() // 60)

    def _taken_in(self, hall: Hall) -> Iterable[tuple[int, int]]:
        """What stands in the room, and breaks of the event that are everywhere; talks with the gap around them."""
        for booking in self.problem.fixed:
            is_here = booking.hall is not None and booking.hall.id == hall.id
            own = booking.host is not None and booking.host.id == self.problem.event_id
            if is_here or (booking.hall is None and own and booking.kind == SlotKind.BREAK):
                yield self._span(booking, self.problem.limits.gap if booking.is_talk else 0)

    def _busy_of(self, person_id: int) -> Iterable[tuple[int, int]]:
        for booking in self.problem.fixed:
            if any(guest.person_id == person_id for guest in booking.guests):
                yield self._span(booking, self.problem.limits.gap)

    def _span(self, booking: Booking, gap: int) -> tuple[int, int]:
        return self._minute(booking.starts_at) - gap, -self._minute_down(booking.ends_at) + gap

    def _minute_down(self, moment: datetime) -> int:
        return int((self.origin - moment).total_seconds() // 60)

    def _people(self) -> set[int]:
        return {guest.person_id for talk in self.problem.waiting for guest in talk.guests}


def _meets(taken: Iterable[tuple[int, int]], start: int, end: int) -> bool:
    return any(start < until and since < end for since, until in taken)

"""What cannot go well in a timetable: warnings, which never keep anybody from saving.

Pure: bookings in, conflicts out, by a sweep over time: O(n log n) for n slots, and one step more for each conflict.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from heapq import heappop, heappush

from events.programme.rules import SlotState
from events.programme.rules.bookings import Booking, Guest, Window, covers

STANDING = frozenset({SlotState.CONFIRMED})
"""Only what takes place can be in the way of something."""


class ConflictKind(StrEnum):
    ROOM_TAKEN = "room_taken"
    SPEAKER_TWICE = "speaker_twice"
    SPEAKER_AWAY = "speaker_away"
    ROOM_TOO_SMALL = "room_too_small"
    LIMIT_ABOVE_ROOM = "limit_above_room"
    OUTSIDE_HOURS = "outside_hours"
    OUTSIDE_DAYS = "outside_days"


@dataclass(frozen=True)
class Declared:
    """A room that holds two slots at once on purpose; void when one of them stands elsewhere by now."""

    id: int
    room_id: int
    starts: tuple[datetime, datetime]
    by: str
    at: datetime

    def holds_for(self, first: Booking, second: Booking) -> bool:
        """`first` is the slot with the smaller id."""
        return (first.starts_at, second.starts_at) == self.starts and _room_id(first) == self.room_id


@dataclass(frozen=True)
class Conflict:
    """One warning about one slot, or about two that get in each other's way (by time)."""

    kind: ConflictKind
    bookings: tuple[Booking, ...]
    guest: Guest | None = None
    declared: Declared | None = None

    @property
    def slot_ids(self) -> tuple[int, ...]:
        return tuple(booking.slot_id for booking in self.bookings)

    @property
    def starts_at(self) -> datetime:
        """Since when it hurts."""
        return max(booking.starts_at for booking in self.bookings)

    @property
    def ends_at(self) -> datetime:
        return min(booking.ends_at for booking in self.bookings)


Pairs = Mapping[tuple[int, int], Declared]
"""Declared double bookings by the ids of their slots, the smaller first."""


def conflicts_among(bookings: Iterable[Booking], declared: Pairs | None = None) -> list[Conflict]:
    """Every conflict of these slots, by time. Those of a declared pair say so."""
    known = list(bookings)
    found = [*_rooms_taken(known, declared or {}), *_speakers_twice(known), *_of_single(known)]
    return sorted(found, key=lambda conflict: (conflict.starts_at, conflict.slot_ids, conflict.kind))


def _rooms_taken(bookings: Sequence[Booking], declared: Pairs) -> Iterator[Conflict]:
    by_room = _grouped((room_id, booking) for booking in bookings if (room_id := _room_id(booking)) is not None)
    for inside in by_room.values():
        for one, other in _meeting(inside):
            if one.is_talk or other.is_talk:
                yield Conflict(ConflictKind.ROOM_TAKEN, (one, other), declared=_declaration(one, other, declared))


def _declaration(one: Booking, other: Booking, declared: Pairs) -> Declared | None:
    first, second = sorted((one, other), key=lambda booking: booking.slot_id)
    found = declared.get((first.slot_id, second.slot_id))
    return found if found and found.holds_for(first, second) else None


def _speakers_twice(bookings: Sequence[Booking]) -> Iterator[Conflict]:
    """In one room she is in one place: that the room is taken twice is said already."""
    by_person = _grouped((guest.person_id, booking) for booking in bookings for guest in booking.guests)
    for person_id, hers in by_person.items():
        for one, other in _meeting(hers):
            if _room_id(one) is None or _room_id(one) != _room_id(other):
                guest = next(guest for guest in one.guests if guest.person_id == person_id)
                yield Conflict(ConflictKind.SPEAKER_TWICE, (one, other), guest)


def _of_single(bookings: Sequence[Booking]) -> Iterator[Conflict]:
    for booking in bookings:
        if booking.is_talk:
            yield from (Conflict(ConflictKind.SPEAKER_AWAY, (booking,), guest) for guest in _away(booking))
            yield from (Conflict(kind, (booking,)) for kind in (*_too_small(booking), *_at_odd_times(booking)))


def _away(booking: Booking) -> Iterator[Guest]:
    for guest in booking.guests:
        if guest.windows and not covers(guest.windows, booking.starts_at, booking.ends_at):
            yield guest


def _too_small(booking: Booking) -> Iterator[ConflictKind]:
    seats = booking.hall.seats if booking.hall else None
    if seats is None:
        return
    if booking.taken > seats:
        yield ConflictKind.ROOM_TOO_SMALL
    elif booking.limit is not None and booking.limit > seats:
        yield ConflictKind.LIMIT_ABOVE_ROOM


def _at_odd_times(booking: Booking) -> Iterator[ConflictKind]:
    starts, ends = (booking.on_the_wall(moment) for moment in (booking.doors_at or booking.starts_at, booking.ends_at))
    if booking.hall and booking.hall.hours and not covers(_open(booking.hall.hours, starts, ends), starts, ends):
        yield ConflictKind.OUTSIDE_HOURS
    if booking.host and not booking.host.starts_on <= starts.date() <= booking.host.ends_on:
        yield ConflictKind.OUTSIDE_DAYS


def _open(hours: Mapping[int, tuple[time, time]], starts: datetime, ends: datetime) -> list[Window]:
    """Wall times (naive) between which the house is open, from the day before to the last day."""
    days = (starts.date() + timedelta(days=n) for n in range(-1, (ends.date() - starts.date()).days + 1))
    return [opening(day, *hours[day.weekday()]) for day in days if day.weekday() in hours]


def opening(day: date, opens: time, closes: time) -> Window:
    """A house that closes at or before the hour at which it opens closes on the next day."""
    last = day + timedelta(days=1) if closes <= opens else day
    return datetime.combine(day, opens), datetime.combine(last, closes)


def _meeting(bookings: Sequence[Booking]) -> Iterator[tuple[Booking, Booking]]:
    """Pairs that are under way at one moment, each once, the earlier first."""
    under_way: list[tuple[datetime, int, Booking]] = []
    for number, booking in enumerate(sorted(bookings, key=lambda booking: (booking.starts_at, booking.slot_id))):
        while under_way and under_way[0][0] <= booking.starts_at:
            heappop(under_way)
        yield from ((other, booking) for _, _, other in sorted(under_way, key=lambda item: item[1]))
        heappush(under_way, (booking.ends_at, number, booking))


def _grouped(pairs: Iterable[tuple[int, Booking]]) -> Mapping[int, list[Booking]]:
    groups: dict[int, list[Booking]] = defaultdict(list)
    for key, booking in pairs:
        groups[key].append(booking)
    return groups


def _room_id(booking: Booking) -> int | None:
    return booking.hall.id if booking.hall else None

"""Slots as conflicts see them: plain values, of whichever event of the organisation."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from events.programme.rules import SlotKind

Window = tuple[datetime, datetime]
"""From a moment to another, which is no longer inside."""


@dataclass(frozen=True)
class Hall:
    """A room with its venue; `seats` None when nobody said. `hours`: by weekday (Monday is 0), empty when unknown."""

    id: int
    venue_id: int
    name: str
    venue: str
    seats: int | None = None
    hours: Mapping[int, tuple[time, time]] = field(default_factory=dict)


@dataclass(frozen=True)
class Guest:
    """Somebody who speaks. `windows`: when she can, none is always; `slug` is her address in the slot's event."""

    person_id: int
    name: str
    slug: str = ""
    windows: Sequence[Window] = ()


@dataclass(frozen=True)
class Host:
    """The event of a slot, with its first and last day."""

    id: int
    slug: str
    title: Mapping[str, str]
    starts_on: date
    ends_on: date


@dataclass(frozen=True)
class Booking:
    """A slot that takes place: moments are aware, `zone` is where its wall clock hangs.

    `host` None is a time that is only thought of: it belongs to no event yet.
    """

    slot_id: int
    starts_at: datetime
    ends_at: datetime
    zone: str
    kind: str = SlotKind.TALK
    doors_at: datetime | None = None
    hall: Hall | None = None
    host: Host | None = None
    talk_id: int | None = None
    talk_slug: str | None = None
    title: Mapping[str, str] = field(default_factory=dict)
    guests: Sequence[Guest] = ()
    limit: int | None = None
    taken: int = 0

    @property
    def is_talk(self) -> bool:
        return self.kind == SlotKind.TALK

    def on_the_wall(self, moment: datetime) -> datetime:
        """What the clock in the room shows, naive."""
        return moment.astimezone(ZoneInfo(self.zone)).replace(tzinfo=None, fold=0)

    def meets(self, other: "Booking") -> bool:
        """Whether both are under way at one moment; one that begins when the other ends does not."""
        return self.starts_at < other.ends_at and other.starts_at < self.ends_at


def covers(windows: Sequence[Window], starts_at: datetime, ends_at: datetime) -> bool:
    """Whether the windows, those that touch taken together, hold the whole time."""
    return any(start <= starts_at and ends_at <= end for start, end in joined(windows))


def joined(windows: Iterable[Window]) -> list[Window]:
    """The same time in as few windows as can be, by time."""
    together: list[Window] = []
    for start, end in sorted(windows):
        if together and start <= together[-1][1]:
            together[-1] = (together[-1][0], max(together[-1][1], end))
        else:
            together.append((start, end))
    return together

"""What a file says, before anybody asks whether it can be true: every dialect is brought to these words.

The keys of `said` are those of schedule.json, version 1: guid, id, code, date, start, end, duration, title, subtitle,
abstract, description, track, type, language, persons, links, attachments, do_not_record, recording_license, url, and
`state`; of a conference acronym, title, subtitle, start, end, time_zone_name, day_change, venue, city. Values are
whatever stood there.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time
from typing import Any

Said = Mapping[str, Any]


@dataclass(frozen=True)
class RawItem:
    """A talk at a time. `day` is the day it stands in, `day_start` the hour before which it is the night after."""

    said: Said
    room: Any = ""
    day: date | None = None
    day_start: time | None = None
    is_break: bool = False


@dataclass
class RawSchedule:
    """`complete` and `ours` as in the shape."""

    conference: Said = field(default_factory=dict)
    items: list[RawItem] = field(default_factory=list)
    rooms: list[Said] = field(default_factory=list)
    tracks: list[Said] = field(default_factory=list)
    version: str = ""
    ours: bool = False


def mapping(value: Any) -> Said:
    """The value where it is a mapping, else an empty one."""
    return value if isinstance(value, Mapping) else {}


def mappings(value: Any) -> list[Said]:
    """The mappings of a list."""
    return [entry for entry in value if isinstance(entry, Mapping)] if isinstance(value, list) else []

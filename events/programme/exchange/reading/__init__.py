"""Files of other programs, read leniently: whatever can be understood is taken, the report says what was mended.

A format is one Reader in READERS; which one reads a file is told by its content, never by its name.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from flask_babel import lazy_gettext as _l

from events.programme.exchange.reading.encoding import refuse_empty
from events.programme.exchange.reading.json_files import knows_json, read_json
from events.programme.exchange.reading.mending import mended_schedule
from events.programme.exchange.reading.raw import RawSchedule
from events.programme.exchange.reading.xml_files import knows_xml, read_xml
from events.programme.exchange.report import Report, Unreadable
from events.programme.exchange.shape import Schedule


@dataclass(frozen=True)
class Setting:
    """The event that a file is read for, or a guess at it for a new one.

    Its days say what "Friday" and "29/01" mean; `minutes` is how long a talk lasts where the file doesn't say.
    """

    first: date
    last: date
    zone: str = "Europe/Paris"
    minutes: int = 60


@dataclass(frozen=True)
class Reader:
    """`knows` looks at the bytes of a file without an error for any; `read` raises Unreadable with one sentence."""

    name: str
    knows: Callable[[bytes], bool]
    read: Callable[[bytes, Report, Setting], Schedule]


def _mending(read: Callable[[bytes, Report], RawSchedule]) -> Callable[[bytes, Report, Setting], Schedule]:
    return lambda content, report, setting: mended_schedule(read(content, report), report, setting.minutes)


READERS: list[Reader] = [
    Reader("schedule.xml", knows_xml, _mending(read_xml)),
    Reader("schedule.json", knows_json, _mending(read_json)),
]
"""In the order in which they are asked."""


def read_schedule(content: bytes, report: Report, setting: Setting) -> Schedule:
    """The schedule that any of the readers finds in these bytes. Raises Unreadable with one sentence."""
    refuse_empty(content)
    reader = next((reader for reader in READERS if reader.knows(content)), None)
    if reader is None:
        raise Unreadable(_l("This is no schedule that can be read."))
    schedule = reader.read(content, report, setting)
    if not schedule.talks and not schedule.slots:
        raise Unreadable(_l("There is no talk in this file."))
    return schedule

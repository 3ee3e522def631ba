"""Files of other programs, read leniently: whatever can be understood is taken, the report says what was mended.

A format is one Reader in READERS; which one reads a file is told by its content, never by its name.
"""

from collections.abc import Callable
from dataclasses import dataclass

from flask_babel import lazy_gettext as _l

from events.programme.exchange.calendars.parsing import is_calendar
from events.programme.exchange.calendars.reading import read_calendar
from events.programme.exchange.reading.encoding import refuse_empty
from events.programme.exchange.reading.json_files import knows_json, read_json
from events.programme.exchange.reading.mending import mended_schedule
from events.programme.exchange.reading.raw import RawSchedule
from events.programme.exchange.reading.xml_files import knows_xml, read_xml
from events.programme.exchange.report import Report, Unreadable
from events.programme.exchange.setting import Setting
from events.programme.exchange.shape import Schedule
from events.programme.exchange.sheets.files import is_sheet, read_sheet


@dataclass(frozen=True)
class Reader:
    """`knows` looks at the bytes of a file without an error for any; `read` raises Unreadable with one sentence."""

    name: str
    knows: Callable[[bytes], bool]
    read: Callable[[bytes, Report, Setting], Schedule]


def _mending(read: Callable[[bytes, Report], RawSchedule]) -> Callable[[bytes, Report, Setting], Schedule]:
    return lambda content, report, setting: mended_schedule(read(content, report), report, setting.minutes)


SHEET = Reader("sheet", is_sheet, read_sheet)
READERS: list[Reader] = [
    Reader("schedule.xml", knows_xml, _mending(read_xml)),
    Reader("schedule.json", knows_json, _mending(read_json)),
    Reader("calendar", is_calendar, read_calendar),
    SHEET,
]
"""In the order in which they are asked: any text may be a sheet."""


def reads_as_sheet(content: bytes) -> bool:
    """Whether somebody should say what its columns mean."""
    return reader_of(content) is SHEET


def reader_of(content: bytes) -> Reader:
    """Raises Unreadable for what no reader knows."""
    refuse_empty(content)
    reader = next((reader for reader in READERS if reader.knows(content)), None)
    if reader is None:
        raise Unreadable(_l("This is no schedule that can be read."))
    return reader


def read_schedule(content: bytes, report: Report, setting: Setting) -> Schedule:
    """The schedule that any of the readers finds in these bytes. Raises Unreadable with one sentence."""
    schedule = reader_of(content).read(content, report, setting)
    if not schedule.talks and not schedule.slots:
        raise Unreadable(_l("There is no talk in this file."))
    return schedule

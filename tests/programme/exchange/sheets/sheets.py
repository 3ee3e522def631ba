"""Small sheets of our own, and what is read from them."""

import io
from collections.abc import Sequence
from datetime import date

from openpyxl import Workbook

from events.programme.exchange.report import Report
from events.programme.exchange.setting import Setting
from events.programme.exchange.shape import Schedule
from events.programme.exchange.sheets.files import read_sheet

CONGRESS = Setting(date(2026, 1, 29), date(2026, 1, 31))


def read(content: str | bytes, setting: Setting = CONGRESS) -> tuple[Schedule, list[str]]:
    """What a file says, and the lines of its report."""
    report = Report()
    schedule = read_sheet(content.encode() if isinstance(content, str) else content, report, setting)
    return schedule, [str(line) for line in report.lines]


def times(schedule: Schedule) -> list[tuple[str, str, int]]:
    """Title, beginning and minutes of each slot."""
    titles = {talk.key: talk.title[""] for talk in schedule.talks}
    return [(titles[slot.talk], slot.starts_at.isoformat(timespec="minutes"), slot.minutes) for slot in schedule.slots]


def workbook(**sheets: Sequence[Sequence[object]]) -> bytes:
    """An .xlsx file with these sheets."""
    book, content = Workbook(), io.BytesIO()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    book.save(content)
    return content.getvalue()

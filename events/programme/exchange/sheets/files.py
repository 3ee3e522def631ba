"""A spreadsheet's file as tables, and as a schedule with the guessed meaning of its columns."""

from flask_babel import lazy_gettext as _l

from events.programme.exchange.report import Report, Unreadable
from events.programme.exchange.setting import Setting
from events.programme.exchange.shape import Schedule
from events.programme.exchange.sheets.csv_text import decoded, read_csv
from events.programme.exchange.sheets.fields import Field
from events.programme.exchange.sheets.reading import read_table
from events.programme.exchange.sheets.rows import Mapped
from events.programme.exchange.sheets.table import Table, guess_mapping, tables_of
from events.programme.exchange.sheets.workbook import is_workbook, read_workbook

MOST_STRANGE = 0.1
"""Of the first signs of a text, how many may be control signs: more of them are no text."""


def is_sheet(content: bytes) -> bool:
    """A workbook, or any text: asked last, since other formats are texts too."""
    return is_workbook(content) or _is_text(content)


def tables_in(content: bytes) -> list[Table]:
    """The sheets of a file, the likeliest first. Raises Unreadable without any, NotASheet and TooLarge."""
    tables = tables_of(read_workbook(content) if is_workbook(content) else [read_csv(content)])
    filled = [table for table in tables if table.lines]
    if not filled:
        raise Unreadable(_l("This sheet has no rows below its head."))
    return filled


def read_sheet(content: bytes, report: Report, setting: Setting) -> Schedule:
    """The likeliest sheet, its columns as they are guessed. Raises Unreadable where none can hold titles."""
    table = tables_in(content)[0]
    mapped = guess_mapping(table)
    if Field.TITLE not in mapped or not (table.is_named or {Field.DAY, Field.START} & mapped.keys()):
        raise Unreadable(_l("No column of this sheet looks like titles of talks: please name one “Title”."))
    return read_columns(table, mapped, report, setting)


def read_columns(table: Table, mapped: Mapped, report: Report, setting: Setting, *, complete: bool = False) -> Schedule:
    """A table with the columns that somebody chose. Raises Unreadable without any talk."""
    schedule = read_table(table, mapped, setting, report, complete=complete)
    if not schedule.talks and not schedule.slots:
        raise Unreadable(_l("There is no talk in this sheet."))
    return schedule


def _is_text(content: bytes) -> bool:
    sample = decoded(content[:4000])
    strange = sum(1 for sign in sample if sign < " " and sign not in "\t\n\r\f")
    return bool(sample.strip()) and strange <= MOST_STRANGE * len(sample)

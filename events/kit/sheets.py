"""Tables for spreadsheets: .csv for Excel and .xlsx.

Cells that a spreadsheet would take for a formula are text: quoted by ' in .csv, as strings in .xlsx.
"""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time

Value = str | int | date | time | None
"""What stands in one cell; a datetime is written as its day."""

CSV = "text/csv"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

LONGEST_CELL = 32_767
"""Letters that Excel takes in one cell."""

USUAL_WIDTH = 14

_FORMULA = re.compile(r"'*[=+\-@\t\r]")
_MADE_ON = datetime(2000, 1, 1, tzinfo=UTC)
"""The same bytes for the same rows, whenever they are written."""


def csv_of(heads: Sequence[str], rows: Iterable[Sequence[Value]]) -> bytes:
    """UTF-8 with its mark, semicolons and CRLF: what a French Excel opens at a double click."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(heads)
    writer.writerows([_in_csv(value) for value in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def xlsx_of(title: str, heads: Sequence[str], rows: Iterable[Sequence[Value]], widths: Sequence[int]) -> bytes:
    """One sheet with a head that stays in view; days and hours are real ones. `widths` are in letters."""
    import xlsxwriter

    content = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(content, options) as book:
        book.set_properties({"created": _MADE_ON})
        bold, wrapped = book.add_format({"bold": True}), book.add_format({"text_wrap": True, "valign": "top"})
        day, hour = (book.add_format({"num_format": form, "valign": "top"}) for form in ("yyyy-mm-dd", "hh:mm"))
        sheet = book.add_worksheet(title)
        sheet.freeze_panes(1, 0)
        sheet.write_row(0, 0, heads, bold)
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width, wrapped)
        for number, row in enumerate(rows, 1):
            for column, value in enumerate(row):
                if isinstance(value, (date, time)):
                    sheet.write_datetime(number, column, value, day if isinstance(value, date) else hour)
                elif isinstance(value, int):
                    sheet.write_number(number, column, value, wrapped)
                elif value:
                    sheet.write_string(number, column, value[:LONGEST_CELL], wrapped)
    return content.getvalue()


def _in_csv(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, time):
        return value.strftime("%H:%M")
    text = str(value)
    return f"'{text}" if _FORMULA.match(text) and isinstance(value, str) else text

"""Schedules as files for other programs, written strictly by the rules of each format."""

from collections.abc import Callable
from dataclasses import dataclass

from events.programme.exchange.shape import Schedule
from events.programme.exchange.sheets.writing import write_csv, write_xlsx
from events.programme.exchange.writing.json_files import write_json
from events.programme.exchange.writing.xml_files import write_xml


@dataclass(frozen=True)
class Format:
    """How `flask programme export --format NAME` and the public pages write a schedule."""

    mimetype: str
    ending: str
    write: Callable[[Schedule], bytes]


EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FORMATS: dict[str, Format] = {
    "xml": Format("application/xml", "xml", write_xml),
    "json": Format("application/json", "json", write_json),
    "csv": Format("text/csv", "csv", write_csv),
    "xlsx": Format(EXCEL, "xlsx", write_xlsx),
}
"""By the name that the command line takes."""

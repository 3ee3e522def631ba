"""A programme as a sheet, a row for each time of each talk: .csv for Excel and .xlsx, which come back as they went.

Cells that a spreadsheet would take for a formula are text: quoted by ' in .csv, as strings in .xlsx.
"""

import csv
import io
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from flask_babel import force_locale
from flask_babel import gettext as _

from events.kit.localtime import is_doubled
from events.programme.exchange.shape import OWN_LANGUAGE, FiledSlot, FiledTalk, Schedule, Words
from events.programme.exchange.sheets.fields import Field
from events.programme.exchange.sheets.own import heads, own_fields
from events.programme.rules import SlotState

Value = str | int | date | time | None

_FORMULA = re.compile(r"'*[=+\-@\t\r]")
_MADE_ON = datetime(2000, 1, 1, tzinfo=UTC)
"""The same bytes for the same programme, whenever it is written."""

_WIDE = {
    Field.TITLE: 50,
    Field.ABSTRACT: 60,
    Field.DESCRIPTION: 60,
    Field.SPEAKERS: 30,
    Field.ROOM: 24,
    Field.VENUE: 24,
}


def write_csv(schedule: Schedule) -> bytes:
    """UTF-8 with its mark, semicolons and CRLF: what a French Excel opens at a double click."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(heads(schedule.event.language))
    writer.writerows([_in_csv(value) for value in row] for row in rows_of(schedule))
    return text.getvalue().encode("utf-8-sig")


def write_xlsx(schedule: Schedule) -> bytes:
    """One sheet with a head that stays in view; days and hours are real ones."""
    import xlsxwriter

    content, language = io.BytesIO(), schedule.event.language
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(content, options) as book:
        book.set_properties({"created": _MADE_ON})
        bold, wrapped = book.add_format({"bold": True}), book.add_format({"text_wrap": True, "valign": "top"})
        day, hour = (book.add_format({"num_format": form, "valign": "top"}) for form in ("yyyy-mm-dd", "hh:mm"))
        with force_locale("fr" if language == "fr" else "en"):
            sheet = book.add_worksheet(_("Programme"))
        sheet.freeze_panes(1, 0)
        sheet.write_row(0, 0, heads(language), bold)
        for column, field in enumerate(own_fields(language)):
            sheet.set_column(column, column, _WIDE.get(field, 14), wrapped)
        for number, row in enumerate(rows_of(schedule), 1):
            for column, value in enumerate(row):
                if isinstance(value, (date, time)):
                    sheet.write_datetime(number, column, value, day if isinstance(value, date) else hour)
                elif isinstance(value, int):
                    sheet.write_number(number, column, value, wrapped)
                elif value:
                    sheet.write_string(number, column, value[:LONGEST_CELL], wrapped)
    return content.getvalue()


LONGEST_CELL = 32_767
"""Letters that Excel takes in one cell."""


def rows_of(schedule: Schedule) -> Iterator[list[Value]]:
    """A row for each slot of a talk by time, then one for each talk without any."""
    talks = {talk.key: talk for talk in schedule.talks}
    venues = {room.name: room.venue for room in schedule.rooms}
    timed = [slot for slot in schedule.slots if slot.talk]
    fields = own_fields(schedule.event.language)
    for slot in timed:
        values = _of_talk(talks[slot.talk], schedule) | _of_slot(slot, schedule, venues)
        yield [values.get(field) for field in fields]
    placed = {slot.talk for slot in timed}
    for talk in schedule.talks:
        if talk.key not in placed:
            values = _of_talk(talk, schedule)
            yield [values.get(field) for field in fields]


def _of_talk(talk: FiledTalk, schedule: Schedule) -> dict[Field, Value]:
    def main(text: Words) -> str:
        return text.get(OWN_LANGUAGE) or text.get(schedule.event.language) or next(iter(text.values()), "")

    def english(text: Words) -> str:
        return text.get("en", "") if main(text) != text.get("en") else ""

    work = [main(person.affiliation) for person in talk.persons]
    return {
        Field.TITLE: main(talk.title),
        Field.TITLE_EN: english(talk.title),
        Field.SUBTITLE: main(talk.subtitle),
        Field.SUBTITLE_EN: english(talk.subtitle),
        Field.SPEAKERS: "\n".join(person.name for person in talk.persons),
        Field.AFFILIATION: "\n".join(work) if any(work) else "",
        Field.TRACK: main(talk.track),
        Field.FORMAT: main(talk.format),
        Field.LANGUAGE: talk.language,
        Field.SEATS: talk.limit,
        Field.ABSTRACT: main(talk.abstract),
        Field.ABSTRACT_EN: english(talk.abstract),
        Field.DESCRIPTION: main(talk.description),
        Field.DESCRIPTION_EN: english(talk.description),
        Field.LINKS: "\n".join(link.url for link in talk.links),
        Field.CODE: talk.code,
        Field.SLUG: talk.slug,
    }


def _of_slot(slot: FiledSlot, schedule: Schedule, venues: Mapping[str, str]) -> dict[Field, Value]:
    zone = schedule.event.zone
    starts_at = slot.starts_at.astimezone(ZoneInfo(zone)) if slot.starts_at.tzinfo else slot.starts_at
    wall = starts_at.replace(tzinfo=None, fold=0)
    doubled = starts_at.tzinfo is not None and is_doubled(wall, zone)
    end = (wall.hour * 60 + wall.minute + slot.minutes) % (24 * 60)
    return {
        Field.DAY: wall.date(),
        Field.START: starts_at.isoformat(timespec="minutes") if doubled else wall.time(),
        Field.END: time(end // 60, end % 60),
        Field.DURATION: slot.minutes,
        Field.ROOM: slot.room,
        Field.VENUE: venues.get(slot.room, ""),
        Field.STATE: _state(slot.state, schedule.event.language),
        Field.GUID: slot.guid,
    }


def _state(state: SlotState, language: str) -> str:
    with force_locale("fr" if language == "fr" else "en"):
        return {SlotState.CANCELLED: _("cancelled"), SlotState.POSTPONED: _("postponed")}.get(state, "")


def _in_csv(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, time):
        return value.strftime("%H:%M")
    text = str(value)
    return f"'{text}" if _FORMULA.match(text) and isinstance(value, str) else text

"""A programme as a sheet, a row for each time of each talk: .csv for Excel and .xlsx, which come back as they went."""

from collections.abc import Iterator, Mapping
from datetime import time
from zoneinfo import ZoneInfo

from flask_babel import force_locale
from flask_babel import gettext as _

from events.kit.localtime import is_doubled
from events.kit.sheets import USUAL_WIDTH, Value, csv_of, xlsx_of
from events.programme.exchange.shape import OWN_LANGUAGE, FiledSlot, FiledTalk, Schedule, Words
from events.programme.exchange.sheets.fields import Field
from events.programme.exchange.sheets.own import heads, own_fields
from events.programme.rules import SlotState

_WIDE = {
    Field.TITLE: 50,
    Field.ABSTRACT: 60,
    Field.DESCRIPTION: 60,
    Field.SPEAKERS: 30,
    Field.ROOM: 24,
    Field.VENUE: 24,
}


def write_csv(schedule: Schedule) -> bytes:
    """As Excel opens it at a double click."""
    return csv_of(heads(schedule.event.language), rows_of(schedule))


def write_xlsx(schedule: Schedule) -> bytes:
    """One sheet; days and hours are real ones."""
    language = schedule.event.language
    with force_locale("fr" if language == "fr" else "en"):
        title = _("Programme")
    widths = [_WIDE.get(field, USUAL_WIDTH) for field in own_fields(language)]
    return xlsx_of(title, heads(language), rows_of(schedule), widths)


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

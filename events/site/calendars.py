"""Released slots as entries of a public calendar.

UID is the slot's guid; SEQUENCE counts the releases that changed its times or state; DTSTAMP is when anything in the
entry was last changed, words and room too.
"""

from collections.abc import Iterable
from datetime import datetime

from events.calendar.rules import Entry, Status, feed
from events.event.models import Event, Room
from events.kit.localised import in_language
from events.kit.markdown import as_plain
from events.kit.settings import absolute
from events.programme.models import ReleasedSlot, Talk
from events.programme.rules import SlotState
from events.site.queries import SlotHistory, last_edits, slot_histories
from events.site.queries.calendars import CalendarDate, calendar_dates
from events.site.shown import people_in_words, people_of


def calendar_of(event: Event, name: str, slots: Iterable[tuple[ReleasedSlot, Talk]], language: str) -> bytes:
    """An iCalendar file without METHOD. Its bytes change only when something in it does."""
    dates = [_date(slot, talk) for slot, talk in slots]
    return _calendar(event, name, dates, language)


def _date(slot: ReleasedSlot, talk: Talk) -> CalendarDate:
    when = (slot.starts_at, slot.ends_at, slot.zone, slot.state)
    words = (talk.slug, talk.title, talk.abstract, talk.admission)
    return CalendarDate(slot.slot_id, talk.id, *when, *words, slot.room, people_of(talk))


def calendar_of_event(event: Event, language: str) -> bytes:
    """The same for all talks of the latest release."""
    return _calendar(event, in_language(event.title, language), calendar_dates(event.id), language)


def _calendar(event: Event, name: str, dates: Iterable[CalendarDate], language: str) -> bytes:
    histories, edits = slot_histories(event.id), last_edits(event.id)
    return feed(
        name, [_entry(event, date, histories[date.slot_id], edits.get(date.talk_id), language) for date in dates]
    )


def _entry(event: Event, date: CalendarDate, history: SlotHistory, edited_at: datetime | None, language: str) -> Entry:
    admission = in_language(date.admission or event.admission, language)
    about = (people_in_words(date.people, language), as_plain(in_language(date.abstract, language)), admission)
    return Entry(
        uid=history.guid,
        sequence=history.changes,
        dtstamp=max(history.changed_at, edited_at or history.changed_at),
        starts_at=date.starts_at,
        ends_at=date.ends_at,
        zone=date.zone,
        summary=in_language(date.title, language),
        description="\n".join(filter(None, about)),
        location=_location(date.room),
        geo=_coordinates(date.room),
        url=absolute(f"/{event.slug}/talks/{date.slug}/"),
        status=Status.CONFIRMED if date.state == SlotState.CONFIRMED else Status.CANCELLED,
    )


def _location(room: Room | None) -> str:
    if room is None:
        return ""
    venue = room.venue
    town = " ".join(filter(None, (venue.postcode, venue.town)))
    return ", ".join(dict.fromkeys(filter(None, (room.name, venue.name, venue.street, town))))


def _coordinates(room: Room | None) -> tuple[float, float] | None:
    if room is None or room.venue.latitude is None or room.venue.longitude is None:
        return None
    return room.venue.latitude, room.venue.longitude

"""Released slots as entries of a public calendar.

UID is the slot's guid; SEQUENCE counts the releases that changed its times or state; DTSTAMP is when anything in the
entry was last changed, words and room too.
"""

from collections.abc import Iterable
from datetime import datetime

from flask import url_for

from events.calendar.rules import Entry, Status, feed
from events.event.models import Event, Room
from events.kit.localised import in_language
from events.kit.markdown import as_plain
from events.kit.settings import absolute
from events.programme.models import ReleasedSlot, Talk
from events.programme.rules import SlotState
from events.site.queries import SlotHistory, last_edits, slot_histories
from events.site.shown import speakers_in_words


def calendar_of(event: Event, name: str, slots: Iterable[tuple[ReleasedSlot, Talk]], language: str) -> bytes:
    """An iCalendar file without METHOD. Its bytes change only when something in it does."""
    histories, edits = slot_histories(event.id), last_edits(event.id)
    entries = [_entry(event, talk, slot, histories[slot.slot_id], edits.get(talk.id), language) for slot, talk in slots]
    return feed(name, entries)


def _entry(
    event: Event, talk: Talk, slot: ReleasedSlot, history: SlotHistory, edited_at: datetime | None, language: str
) -> Entry:
    admission = in_language(talk.admission or event.admission, language)
    about = (speakers_in_words(talk, language), as_plain(in_language(talk.abstract, language)), admission)
    return Entry(
        uid=history.guid,
        sequence=history.changes,
        dtstamp=max(history.changed_at, edited_at or history.changed_at),
        starts_at=slot.starts_at,
        ends_at=slot.ends_at,
        zone=slot.zone,
        summary=in_language(talk.title, language),
        description="\n".join(filter(None, about)),
        location=_location(slot.room),
        geo=_coordinates(slot.room),
        url=absolute(url_for("site.talk", event_slug=event.slug, talk_slug=talk.slug)),
        status=Status.CONFIRMED if slot.state == SlotState.CONFIRMED else Status.CANCELLED,
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

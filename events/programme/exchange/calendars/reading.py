"""Entries of a calendar as talks: SUMMARY is the title, LOCATION the room, DESCRIPTION the abstract."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from icalendar import Component

from events.kit.text import clean_line, clean_text
from events.programme.exchange.calendars.parsing import parsed_entries
from events.programme.exchange.calendars.recurring import occurrences
from events.programme.exchange.report import Report, Unreadable
from events.programme.exchange.setting import Setting
from events.programme.exchange.shape import (
    FiledRoom,
    FiledSlot,
    FiledTalk,
    FiledTrack,
    Link,
    Schedule,
    words,
)
from events.programme.exchange.sheets.reading import event_of
from events.programme.rules import SlotState

LONGEST = timedelta(days=14)
YEARS = range(1970, 2100)


def read_calendar(content: bytes, report: Report, setting: Setting) -> Schedule:
    """The talks of a calendar; entries that come again give their talk several times. Raises Unreadable."""
    entries = parsed_entries(content, report)
    told = [Entry(component, number, setting, report) for number, component in enumerate(entries, 1)]
    moved: set[tuple[str, date | None]] = {(one.uid, one.recurrence) for one in told if one.recurrence}
    gathered = Gathered(report, setting)
    for one in told:
        gathered.take(one, moved)
    if not gathered.talks:
        raise Unreadable(_l("This calendar has no entry with a title."))
    return gathered.schedule()


@dataclass(frozen=True)
class Entry:
    """One VEVENT; whatever of it can't be read counts as missing."""

    component: Component
    number: int
    setting: Setting
    report: Report

    @property
    def uid(self) -> str:
        return self.line("UID")

    @property
    def where(self) -> str:
        return self.line("SUMMARY") or _("Entry %(number)d", number=self.number)

    @property
    def recurrence(self) -> date | None:
        """The beginning that this entry stands instead of, in an entry that comes again."""
        return self.moment("RECURRENCE-ID")

    def line(self, name: str) -> str:
        return clean_line(self.raw(name))

    def raw(self, name: str) -> str:
        """The text of a property, the first where it stands there several times."""
        value = readable(self.component, name, str)
        return "" if value is None else value

    def moment(self, name: str) -> date | None:
        """A day, an aware moment, or a wall time without a zone."""
        found = readable(self.component, name, lambda value: value.dt)
        return found if isinstance(found, date) and found.year in YEARS else None

    def begins(self) -> datetime | None:
        """None for a day without an hour."""
        found = self.moment("DTSTART")
        if not isinstance(found, datetime):
            return None
        zone = readable(self.component, "DTSTART", lambda value: value.params.get("TZID"))
        if zone and found.tzinfo is None:
            self.report.mended(
                _("The time zone “%(zone)s” is not known: that of the event was taken.", zone=clean_line(str(zone))),
                self.where,
            )
        return found

    def minutes(self, begins: datetime) -> int:
        end, length = self.moment("DTEND"), readable(self.component, "DURATION", lambda value: value.dt)
        if isinstance(end, datetime) and (end.tzinfo is None) == (begins.tzinfo is None):
            length = end - begins
        if isinstance(length, timedelta) and timedelta(minutes=1) <= length <= LONGEST:
            return int(length.total_seconds() // 60)
        self.report.mended(
            _("No end is given: it was taken to last %(number)d minutes.", number=self.setting.minutes), self.where
        )
        return self.setting.minutes

    def title(self) -> str:
        if title := self.line("SUMMARY"):
            return title
        other = clean_line(self.raw("DESCRIPTION").strip().partition("\n")[0])
        if other:
            self.report.mended(_("This entry has no title: “%(text)s” was taken.", text=other), self.where)
        return other


@dataclass
class Gathered:
    """Talks, times and rooms as far as they are read."""

    report: Report
    setting: Setting
    talks: dict[str, FiledTalk] = field(default_factory=dict)
    slots: list[FiledSlot] = field(default_factory=list)
    rooms: dict[str, FiledRoom] = field(default_factory=dict)

    def take(self, one: Entry, moved: set[tuple[str, date | None]]) -> None:
        title = one.title()
        if not title:
            self.report.left_out(_("This entry has no title."), one.where)
            return
        talk = self._known(_talk(one, title))
        begins = one.begins()
        if begins is None:
            self.report.left_out(_("This entry has no hour: the talk has no date yet."), one.where)
            return
        minutes, room = one.minutes(begins), self._room(one)
        for at in occurrences(one.component, begins, self.setting, one.report, one.where):
            if one.recurrence or (one.uid, at) not in moved:
                moment = at.astimezone(UTC) if at.tzinfo else at
                self.slots.append(
                    FiledSlot(moment, minutes, talk=talk.key, room=room, guid=_guid(one, at, begins), state=_state(one))
                )

    def schedule(self) -> Schedule:
        tracks = dict.fromkeys(name for talk in self.talks.values() for name in talk.track.values())
        return Schedule(
            event=event_of(self.slots),
            talks=tuple(self.talks.values()),
            slots=tuple(self.slots),
            rooms=tuple(self.rooms.values()),
            tracks=tuple(FiledTrack(words(name)) for name in tracks),
            complete=False,
        )

    def _known(self, talk: FiledTalk) -> FiledTalk:
        """Entries with one title and text are times of one talk."""
        return self.talks.setdefault(talk.key, talk)

    def _room(self, one: Entry) -> str:
        """Before the first comma is the room, behind it the venue."""
        name, venue, *_rest = (*(part.strip() for part in one.line("LOCATION").split(",")), "", "")
        if name:
            self.rooms.setdefault(name, FiledRoom(name, venue=venue))
        return name


def readable(component: Component, name: str, read: Callable[[Any], Any]) -> Any:
    """What `read` makes of a property (the first, where there are several); None for a missing or a broken one."""
    try:
        value = component.get(name)
        value = value[0] if isinstance(value, list) and value else value
        return None if value is None else read(value)
    except Exception:  # noqa: BLE001 - broken values raise whatever their parts raise when they are looked at
        return None


def _talk(one: Entry, title: str) -> FiledTalk:
    about = clean_text(one.raw("DESCRIPTION"))
    track = readable(one.component, "CATEGORIES", lambda value: str(value.cats[0]))
    url = one.line("URL")
    return FiledTalk(
        key=title,
        title=words(title),
        abstract=words(about),
        track=words(clean_line(track or "")),
        links=(Link(url),) if url.startswith(("https://", "http://")) else (),
    )


def _guid(one: Entry, at: datetime, begins: datetime) -> str:
    """The UID where it is one, else made from it; of a time that comes again, from its UID and time.

    "" without a UID.
    """
    if not one.uid:
        return ""
    moment = one.recurrence or (None if at == begins else at)
    try:
        first = str(UUID(one.uid.removeprefix("urn:uuid:")))
    except ValueError:
        first = str(uuid5(NAMESPACE_URL, one.uid))
    return first if moment is None else str(uuid5(UUID(first), moment.isoformat()))


def _state(one: Entry) -> SlotState:
    return SlotState.CANCELLED if one.line("STATUS").upper() == "CANCELLED" else SlotState.CONFIRMED

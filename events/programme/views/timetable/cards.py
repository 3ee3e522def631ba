"""Slots and unscheduled talks as the editor shows them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from flask import url_for

from events.event.models import Event
from events.kit.dates import hour_in_words
from events.kit.languages import current_language
from events.kit.localised import in_language, language_shown
from events.programme.conflict_words import ShownConflict
from events.programme.models import Slot, Talk
from events.programme.rules.bookings import Window
from events.programme.rules.timetable import Stretch, away_on, stretch_on

COLOURS = 8
"""Tracks beyond share the colours of the first ones; their names stand beside."""


@dataclass(frozen=True)
class Notes:
    """What else is known: conflicts by slot, and when speakers (by id) can come."""

    conflicts: Mapping[int, Sequence[ShownConflict]] = field(default_factory=dict)
    windows: Mapping[int, Sequence[Window]] = field(default_factory=dict)


@dataclass(frozen=True)
class Subject:
    """What a card says of its talk or break. `length` in minutes; `colour` counts from 1, 0 is none.

    `away`: stretches of the day on which one of the speakers cannot come.
    """

    title: str
    lang: str | None
    speakers: str
    track: str
    colour: int
    length: int
    away: Sequence[Stretch] = ()


@dataclass(frozen=True)
class Card:
    """A slot on one day: `start` and `length` are the minutes that are drawn, `starts_on` the day on which it begins.

    `waits`: it stands otherwise than the public sees it. `form`, `place` and `removal` are addresses.
    """

    slot_id: int
    version: int
    kind: str
    subject: Subject
    hours: str
    starts_on: str
    room_id: int | None
    start: int
    length: int
    state: str
    is_whole: bool
    form: str
    place: str
    removal: str
    conflicts: Sequence[ShownConflict] = ()


@dataclass(frozen=True)
class TrayItem:
    """A talk without a time."""

    slug: str
    subject: Subject
    form: str


def card_of(event: Event, slot: Slot, day: date, notes: Notes) -> Card:
    """The slot as this day shows it."""
    zone, language = ZoneInfo(event.zone), current_language()
    start, end = slot.starts_at.astimezone(zone), slot.ends_at.astimezone(zone)
    stretch = stretch_on(day, start.replace(tzinfo=None), end.replace(tzinfo=None))
    here: dict[str, Any] = {"event_slug": event.slug, "slot_id": slot.id}
    return Card(
        slot_id=slot.id,
        version=slot.version,
        kind=slot.kind,
        subject=subject_of_talk(event, slot.talk, day, notes, slot) if slot.talk else _subject_of_break(slot),
        hours=f"{hour_in_words(start, language)}–{hour_in_words(end, language)}",
        starts_on=start.date().isoformat(),
        room_id=slot.room_id,
        start=stretch.start,
        length=stretch.length,
        state=slot.state,
        is_whole=start.date() == day and stretch.length == _minutes(slot),
        form=url_for("programme.slot", **here),
        place=url_for("programme.place_slot", **here),
        removal=url_for("programme.remove_slot", **here),
        conflicts=notes.conflicts.get(slot.id, ()),
    )


def tray_item(event: Event, talk: Talk, day: date, notes: Notes) -> TrayItem:
    """The talk as the tray shows it."""
    address = url_for("programme.talk_times", event_slug=event.slug, talk_slug=talk.slug)
    return TrayItem(talk.slug, subject_of_talk(event, talk, day, notes), address)


def notes_by_slot(conflicts: Iterable[ShownConflict]) -> dict[int, list[ShownConflict]]:
    """Each conflict at every slot that it concerns."""
    found: dict[int, list[ShownConflict]] = {}
    for conflict in conflicts:
        for slot_id in conflict.slot_ids:
            found.setdefault(slot_id, []).append(conflict)
    return found


def subject_of_talk(event: Event, talk: Talk, day: date, notes: Notes, slot: Slot | None = None) -> Subject:
    language = current_language()
    return Subject(
        title=in_language(talk.title, language),
        lang=language_shown(talk.title, language),
        speakers=", ".join(speaker.person.name for speaker in talk.speakers),
        track=in_language(talk.track.name, language) if talk.track else "",
        colour=_colour(event, talk.track_id),
        length=_minutes(slot) if slot else talk.duration,
        away=list(_away(event, talk, day, notes)),
    )


def _away(event: Event, talk: Talk, day: date, notes: Notes) -> Iterator[Stretch]:
    zone = ZoneInfo(event.zone)
    for row in talk.talk_speakers:
        windows = notes.windows.get(row.speaker_id, ())
        walls = [[moment.astimezone(zone).replace(tzinfo=None) for moment in window] for window in windows]
        yield from away_on(day, [(start, end) for start, end in walls])


def _subject_of_break(slot: Slot) -> Subject:
    language = current_language()
    return Subject(in_language(slot.title, language), language_shown(slot.title, language), "", "", 0, _minutes(slot))


def _colour(event: Event, track_id: int | None) -> int:
    ids = [track.id for track in event.tracks]
    return ids.index(track_id) % COLOURS + 1 if track_id in ids else 0


def _minutes(slot: Slot) -> int:
    return int((slot.ends_at - slot.starts_at).total_seconds()) // 60

"""What pretalx gives of itself: talks with their slots, in a list, or grouped by day, minute and room.

A grouped file may have a part `extra` of breaks (by day and minute), which last until the next talk begins.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, time, timedelta
from itertools import chain
from typing import Any

from events.programme.exchange.reading.raw import RawItem, RawSchedule, Said
from events.programme.exchange.reading.times import day_of

LONGEST_BREAK = 120
USUAL_BREAK = 30
"""Minutes."""


def is_pretalx(document: Any) -> bool:
    return any(True for _ in _talks(document))


def read_pretalx(document: Any) -> RawSchedule:
    talks = {talk["code"]: talk for talk in _talks(document)}
    names = _names(talks.values())
    talks = {code: _with_names(talk, names) for code, talk in talks.items()}
    whole: Said = document if isinstance(document, Mapping) else {}
    raw = RawSchedule(
        rooms=_rooms(whole, talks), tracks=[{"name": talk["track"]} for talk in talks.values() if talk.get("track")]
    )
    profiles = whole.get("speakers") if isinstance(whole.get("speakers"), Mapping) else {}
    for talk in talks.values():
        raw.items += _items(talk, profiles or {})
    raw.items += _breaks(whole)
    return raw


def _talks(document: Any, depth: int = 0) -> Iterator[Said]:
    """Whatever has a code and a title, as deep as days, minutes and rooms go."""
    if isinstance(document, Mapping) and isinstance(document.get("code"), str) and document.get("title"):
        yield document
    elif depth < 5 and isinstance(document, Mapping | list):
        inner = document.values() if isinstance(document, Mapping) else document
        yield from chain.from_iterable(_talks(part, depth + 1) for part in inner)


def _names(talks: Iterable[Said]) -> dict[tuple[str, Any], Any]:
    """What formats and tracks are called that some talks name by their number only."""
    kinds = ((part, talk.get(part)) for talk in talks for part in NAMED)
    return {(part, kind.get("id")): kind.get("name") for part, kind in kinds if isinstance(kind, Mapping)}


def _with_names(talk: Said, names: Mapping[tuple[str, Any], Any]) -> Said:
    found = {}
    for part in NAMED:
        kind = talk.get(part)
        known = kind.get("name", kind) if isinstance(kind, Mapping) else kind
        found[part] = names.get((part, kind)) if isinstance(kind, int) else known
    return {**talk, **found}


NAMED = ("submission_type", "track")


def _rooms(whole: Said, talks: Mapping[str, Said]) -> list[Said]:
    """Those of the file's own list, then those that only slots name."""
    listed = [room for room in whole.get("rooms") or () if isinstance(room, Mapping)]
    named = [room for talk in talks.values() for slot in _slots(talk) if isinstance(room := slot.get("room"), Mapping)]
    return [{**room, "guid": room.get("guid") or room.get("uuid")} for room in [*listed, *named]]


def _slots(talk: Said) -> list[Said]:
    slots = talk.get("slots")
    if not isinstance(slots, list):
        slots = [talk.get("slot")]
    return [slot for slot in slots if isinstance(slot, Mapping)]


def _items(talk: Said, profiles: Mapping[Any, Said]) -> Iterator[RawItem]:
    people = [
        {**(profiles.get(person.get("code")) or {}), **person}
        for person in talk.get("speakers") or ()
        if isinstance(person, Mapping)
    ]
    said = {
        **talk,
        "type": talk.get("submission_type"),
        "language": talk.get("content_locale"),
        "persons": people,
        "links": [],
        "attachments": [entry for entry in talk.get("resources") or () if isinstance(entry, Mapping)],
    }
    for slot in _slots(talk) or [{}]:
        times = {"date": slot.get("start"), "start": None, "end": slot.get("end")}
        times |= {"duration": slot.get("duration") or talk.get("duration"), "id": slot.get("id")}
        room = slot.get("room")
        yield RawItem({**said, **times}, room.get("name") if isinstance(room, Mapping) else room)


def _breaks(whole: Said) -> Iterator[RawItem]:
    extra = whole.get("extra")
    if not isinstance(extra, Mapping):
        return
    for day_name, minutes in extra.items():
        day = day_of(day_name)
        if day is None or not isinstance(minutes, Mapping):
            continue
        begun = sorted({moment for part in whole.values() for moment in _begun(part, day_name)})
        for minute, said in minutes.items():
            if isinstance(said, Mapping) and str(minute).isdecimal() and int(minute) < 24 * 60:
                start = datetime.combine(day, time()) + timedelta(minutes=int(minute))
                length = next((later - int(minute) for later in begun if later > int(minute)), USUAL_BREAK)
                times = {"date": start.isoformat(), "duration": min(length, LONGEST_BREAK), "id": None}
                yield RawItem({**said, **times, "code": said.get("id")}, is_break=True)


def _begun(part: Any, day: Any) -> Iterator[int]:
    """The minutes of a day at which a talk begins in any room."""
    minutes = part.get(day) if isinstance(part, Mapping) else None
    for minute, rooms in minutes.items() if isinstance(minutes, Mapping) else ():
        if str(minute).isdecimal() and any(_talks(rooms)):
            yield int(minute)

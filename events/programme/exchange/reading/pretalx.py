"""What pretalx gives of itself: talks with their slots, in a list, or grouped by day, minute and room.

A grouped file may have a part `extra` of breaks (by day and minute), which last until the next talk begins.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, time, timedelta
from itertools import chain
from typing import Any

from events.programme.exchange.reading.raw import RawItem, RawSchedule, Said, mapping, mappings
from events.programme.exchange.reading.texts import line_of
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
    places = _places(whole)
    for code, talk in talks.items():
        raw.items += _items(talk, mapping(whole.get("speakers")), places.get(code, []))
    raw.items += _breaks(whole)
    return raw


def _talks(document: Any, depth: int = 0) -> Iterator[Said]:
    """Whatever has a code and a title, as deep as days, minutes and rooms go."""
    if isinstance(document, Mapping) and isinstance(document.get("code"), str) and document.get("title"):
        yield document
    elif depth < 5 and isinstance(document, Mapping | list):
        inner = document.values() if isinstance(document, Mapping) else document
        yield from chain.from_iterable(_talks(part, depth + 1) for part in inner)


def _names(talks: Iterable[Said]) -> dict[tuple[str, str], Any]:
    """What formats and tracks are called that some talks name by their number only."""
    kinds = ((part, talk.get(part)) for talk in talks for part in NAMED)
    return {(part, line_of(kind.get("id"))): kind.get("name") for part, kind in kinds if isinstance(kind, Mapping)}


def _with_names(talk: Said, names: Mapping[tuple[str, str], Any]) -> Said:
    found = {}
    for part in NAMED:
        kind = talk.get(part)
        known = kind.get("name", kind) if isinstance(kind, Mapping) else kind
        found[part] = names.get((part, str(kind))) if isinstance(kind, int) else known
    return {**talk, **found}


NAMED = ("submission_type", "track")


def _rooms(whole: Said, talks: Mapping[str, Said]) -> list[Said]:
    """Those of the file's own list, then those that only slots name."""
    listed = mappings(whole.get("rooms"))
    named = [room for talk in talks.values() for slot in _slots(talk) if isinstance(room := slot.get("room"), Mapping)]
    return [{**room, "guid": room.get("guid") or room.get("uuid")} for room in [*listed, *named]]


def _places(whole: Said) -> dict[str, list[Said]]:
    """Where talks stand that have no slots of their own: by their code, a slot for each day, minute and room."""
    rooms = {line_of(room.get("id")): room.get("name") for room in mappings(whole.get("rooms"))}
    found: dict[str, list[Said]] = {}
    for day_name, minutes in ((name, minutes) for part in whole.values() for name, minutes in mapping(part).items()):
        for minute, held in mapping(minutes).items():
            start = _moment(day_name, minute)
            for room, talk in mapping(held).items() if start else ():
                slot = {"start": start, "room": rooms.get(line_of(room)) or room}
                found.setdefault(line_of(mapping(talk).get("code")), []).append(slot)
    return found


def _slots(talk: Said) -> list[Said]:
    return mappings(talk.get("slots")) or mappings([talk.get("slot")])


def _items(talk: Said, profiles: Said, places: list[Said]) -> Iterator[RawItem]:
    people = [
        {**mapping(profiles.get(line_of(person.get("code")))), **person} for person in mappings(talk.get("speakers"))
    ]
    said = {
        **talk,
        "type": talk.get("submission_type"),
        "language": talk.get("content_locale"),
        "persons": people,
        "links": [],
        "attachments": mappings(talk.get("resources")),
    }
    for slot in _slots(talk) or places or [{}]:
        times = {"date": slot.get("start"), "start": None, "end": slot.get("end")}
        times |= {"duration": slot.get("duration") or talk.get("duration"), "id": slot.get("id")}
        room = slot.get("room")
        yield RawItem({**said, **times}, room.get("name", room) if isinstance(room, Mapping) else room)


def _breaks(whole: Said) -> Iterator[RawItem]:
    for day, minutes in mapping(whole.get("extra")).items():
        begun = sorted({moment for part in whole.values() for moment in _begun(part, day)})
        for minute, said in mapping(minutes).items():
            start = _moment(day, minute)
            if start and isinstance(said, Mapping):
                length = next((later - int(minute) for later in begun if later > int(minute)), USUAL_BREAK)
                times = {"date": start, "duration": min(length, LONGEST_BREAK), "id": None}
                yield RawItem({**said, **times, "code": said.get("id")}, is_break=True)


def _begun(part: Any, day: Any) -> Iterator[int]:
    """The minutes of a day at which a talk begins in any room."""
    for minute, rooms in mapping(mapping(part).get(day)).items():
        if _moment(day, minute) and any(_talks(rooms)):
            yield int(minute)


def _moment(day_name: Any, minute: Any) -> str | None:
    """A wall time, as files write it, of a day and so many minutes."""
    day, text = day_of(day_name), line_of(minute)
    if day is None or not text.isdecimal() or len(text) > 4 or int(text) >= 24 * 60:
        return None
    return (datetime.combine(day, time()) + timedelta(minutes=int(text))).isoformat()

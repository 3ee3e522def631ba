"""schedule.xml of pentabarf, frab, pretalx, FOSDEM and of this program.

Events stand in rooms, or right in days; a day has a date, and from frab on a start and an end.
"""

import re
from collections.abc import Iterator
from datetime import date, time
from typing import Any
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException, ElementTree
from flask_babel import lazy_gettext as _l

from events.programme.exchange.letters import without_strange_entities, without_strange_letters
from events.programme.exchange.marks import GENERATOR
from events.programme.exchange.reading.encoding import begins_with, letters_of
from events.programme.exchange.reading.raw import RawItem, RawSchedule, Said
from events.programme.exchange.reading.texts import line_of
from events.programme.exchange.reading.times import clock_of, day_of, moment_of
from events.programme.exchange.report import Report, Unreadable

_DECLARATION = re.compile(r"\s*<\?xml[^>]*\?>")
_LISTS = {"persons": "person", "links": "link", "attachments": "attachment"}


def knows_xml(content: bytes) -> bool:
    return begins_with(content, "<")


def read_xml(content: bytes, report: Report) -> RawSchedule:
    root = _without_namespaces(_root(content, report))
    if root.tag != "schedule":
        raise Unreadable(_l("This XML file is no schedule: it begins with <%(tag)s>.", tag=str(root.tag)[:40]))
    conference = root.find("conference")
    generator = root.find("generator")
    raw = RawSchedule(
        conference=_said(conference) if conference is not None else {},
        version=line_of(root.findtext("version")),
        ours=generator is not None and generator.get("name") == GENERATOR,
    )
    raw.tracks = list(_tracks(root, conference))
    first = day_of(raw.conference.get("start"))
    day_change = clock_of(raw.conference.get("day_change"))
    for number, day in enumerate(root.findall("day")):
        _read_day(raw, day, number, first, day_change, report)
    return raw


def _root(content: bytes, report: Report) -> Element:
    try:
        return _parse(content.lstrip(b" \t\r\n"))
    except (ParseError, LookupError, ValueError):
        text = without_strange_letters(without_strange_entities(letters_of(content, report)))
    try:
        found = _parse(_DECLARATION.sub("", text, count=1).strip().encode())
    except ParseError as error:
        line, column = error.position
        raise Unreadable(
            _l("The XML cannot be read: line %(line)d, column %(column)d.", line=line, column=column + 1)
        ) from error
    report.mended(_l("Letters that XML may not hold, or in another encoding than it says, were mended."))
    return found


def _parse(content: bytes) -> Element:
    try:
        root: Element = ElementTree.fromstring(content, forbid_dtd=True)
    except DefusedXmlException as error:
        raise Unreadable(
            _l("The file has a document type or entities of its own. They can do harm, so such files aren’t read.")
        ) from error
    except RecursionError as error:
        raise Unreadable(_l("The file is nested too deeply to be a schedule.")) from error
    return root


def _without_namespaces(root: Element) -> Element:
    if root.tag.startswith("{"):
        for element in root.iter():
            element.tag = element.tag.rpartition("}")[2]
    return root


def _tracks(root: Element, conference: Element | None) -> Iterator[Said]:
    """In the conference (with a name), or in a list beside it (FOSDEM)."""
    for place in (conference, root.find("tracks")):
        for track in place.findall("track") if place is not None else ():
            yield {"name": track.get("name") or track.text, "color": track.get("color"), "slug": track.get("slug")}


def _read_day(
    raw: RawSchedule, day: Element, number: int, first: date | None, change: time | None, report: Report
) -> None:
    found = _date_of_day(day, number, first, report)
    start = moment_of(day.get("start"))
    begins = start.time() if start else change
    for room in day.findall("room"):
        raw.rooms.append({"name": room.get("name"), "guid": room.get("guid")})
        raw.items += (RawItem(_said(event), room.get("name"), found, begins) for event in room.findall("event"))
    for event in day.findall("event"):
        raw.items.append(RawItem(_said(event), event.findtext("room"), found, begins))


def _date_of_day(day: Element, number: int, first: date | None, report: Report) -> date | None:
    """What it says, else its start, else counted from the first day of the conference."""
    said = day.get("date") or day.get("start")
    found = day_of(said) or day_of(day.get("start"))
    if found is None and first:
        found = date.fromordinal(first.toordinal() + number)
        report.mended(
            _l("Its date “%(said)s” is none: it was counted from the first day.", said=line_of(said)[:40]),
            str(_l("Day %(number)d", number=number + 1)),
        )
    return found


def _said(element: Element) -> dict[str, Any]:
    """The texts of its children and its attributes."""
    said: dict[str, Any] = {child.tag: child.text or "" for child in element if not len(child)}
    said |= {name: _entries(element.find(name), child) for name, child in _LISTS.items()}
    recording = element.find("recording")
    if recording is not None:
        said["recording_license"] = recording.findtext("license")
        said["do_not_record"] = recording.findtext("optout")
    return said | {name: value for name, value in element.attrib.items() if name in {"guid", "id", "code"}}


def _entries(element: Element | None, name: str) -> list[Said]:
    if element is None:
        return []
    return [
        {**child.attrib, "name": child.text, "title": child.text, "url": child.get("href") or child.text}
        for child in element.findall(name)
    ]

"""More rooms than stand side by side: a day by buildings, else by tracks, else by so many rooms at a time."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext as _

from events.event.models import Room
from events.kit.localised import in_language
from events.kit.typography import typeset
from events.programme.models import ReleasedSlot

MOST_ROOMS = 12
"""Side by side in one grid."""


@dataclass(frozen=True)
class Group:
    """Slots (by time) that stand together; `name` is empty when they are all there is."""

    name: str
    anchor: str
    slots: list[ReleasedSlot]


Places = dict[int, tuple[int, str]]
"""For each slot (by id) the order and the name of the group where it stands."""


def groups_of(slots: Sequence[ReleasedSlot], language: str) -> list[Group]:
    """One group for up to 12 rooms; else several, and last what belongs to none of them (breaks)."""
    rooms = _rooms(slots)
    if len(rooms) <= MOST_ROOMS:
        return [Group("", "", list(slots))]
    return _grouped(slots, _by_building(slots, rooms) or _by_track(slots, language) or _by_rooms(slots, rooms))


def _grouped(slots: Sequence[ReleasedSlot], places: Places) -> list[Group]:
    names = [name for _order, name in sorted(set(places.values()))]
    groups = {name: Group(name, f"group-{number}", []) for number, name in enumerate(names, 1)}
    rest = Group(_("For everybody, and further talks"), "group-0", [])
    for slot in slots:
        place = places.get(slot.slot_id)
        (groups[place[1]] if place else rest).slots.append(slot)
    return [*groups.values(), *([rest] if rest.slots else [])]


def _by_building(slots: Sequence[ReleasedSlot], rooms: Sequence[Room]) -> Places | None:
    """Where each building has few enough rooms."""
    venues = [room.venue_id for room in rooms]
    if len(set(venues)) < 2 or max(venues.count(venue) for venue in venues) > MOST_ROOMS:
        return None
    return {slot.slot_id: (venues.index(room.venue_id), room.venue.name) for slot, room in _in_rooms(slots)}


def _by_track(slots: Sequence[ReleasedSlot], language: str) -> Places | None:
    tracks = {slot.slot_id: slot.talk.track for slot in slots if slot.talk and slot.talk.track}
    if len({track.id for track in tracks.values()}) < 2:
        return None
    return {
        slot_id: (track.position, typeset(in_language(track.name, language), language))
        for slot_id, track in tracks.items()
    }


def _by_rooms(slots: Sequence[ReleasedSlot], rooms: Sequence[Room]) -> Places:
    numbers = {room.id: number // MOST_ROOMS for number, room in enumerate(rooms)}
    names = {}
    for number in set(numbers.values()):
        there = rooms[number * MOST_ROOMS : (number + 1) * MOST_ROOMS]
        names[number] = _("From %(first)s to %(last)s", first=there[0].name, last=there[-1].name)
    return {slot.slot_id: (numbers[room.id], names[numbers[room.id]]) for slot, room in _in_rooms(slots)}


def _rooms(slots: Sequence[ReleasedSlot]) -> list[Room]:
    found = {room.id: room for _slot, room in _in_rooms(slots)}
    return sorted(found.values(), key=lambda room: (room.position, room.name))


def _in_rooms(slots: Sequence[ReleasedSlot]) -> list[tuple[ReleasedSlot, Room]]:
    return [(slot, slot.room) for slot in slots if slot.talk and slot.room]

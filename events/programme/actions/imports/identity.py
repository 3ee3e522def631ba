"""What an imported slot is known by: the guid of its file, else one made of the event, the talk's key and its place.

The address of the event stands for it, today's or a former one, so that the same file makes the same guids anywhere.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import count
from uuid import UUID, uuid5

from sqlalchemy import select

from events.event.models import Event, FormerSlug
from events.extensions import db
from events.programme.exchange.numbers import number_from
from events.programme.exchange.shape import FiledSlot, Schedule
from events.programme.models import Slot, Talk

NAMESPACE = UUID("5f0e6f3c-6a0c-5b0e-9c52-0a4d1f7e4c11")
AT_ONCE = 500
"""Values in one statement."""


def known_addresses(event: Event) -> list[str]:
    """The event's address, then those it had."""
    return [event.slug, *db.session.scalars(select(FormerSlug.slug).filter_by(event_id=event.id))]


def talk_guids(key: str, addresses: Iterable[str]) -> list[str]:
    return [str(uuid5(NAMESPACE, f"{address}/talk/{key}")) for address in addresses]


def slot_guids(
    schedule: Schedule, addresses: list[str], known: Collection[str], elsewhere: Collection[str]
) -> list[str]:
    """A guid for each slot of the schedule, in its order, none twice; `known` ones of the event are preferred."""
    found: list[str] = [""] * len(schedule.slots)
    used: set[str] = set()
    for key, places in _by_talk(schedule.slots).items():
        for nth, place in enumerate(places):
            own = schedule.slots[place].guid
            own = "" if own in used else own
            if own and own not in elsewhere:
                found[place] = own
            else:
                made = [str(uuid5(NAMESPACE, f"{address}/slot/{key}/{own or nth}")) for address in addresses]
                found[place] = next((guid for guid in made if guid in known), made[0])
            used |= {own, found[place]}
    return found


def doubled_guids(schedule: Schedule) -> int:
    """How many times have the guid of another one."""
    guids = [slot.guid for slot in schedule.slots if slot.guid]
    return len(guids) - len(set(guids))


def _by_talk(slots: Iterable[FiledSlot]) -> Mapping[str, list[int]]:
    """The places of each talk's slots, by time; breaks of one title belong together too."""
    found: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for place, slot in enumerate(slots):
        title = " ".join(slot.title.values())
        found[slot.talk or f"break/{title}"].append((slot.starts_at.isoformat(), place))
    return {key: [place for _, place in sorted(places)] for key, places in found.items()}


def guids_elsewhere(guids: Iterable[str], event_id: int) -> set[str]:
    """Those that slots of other events have."""
    return {guid for part in _parts(guids) for guid in db.session.scalars(_taken(Slot, part, event_id))}


def talk_guids_elsewhere(guids: Iterable[str], event_id: int) -> set[str]:
    return {guid for part in _parts(guids) for guid in db.session.scalars(_taken(Talk, part, event_id))}


def _taken(model: type[Slot] | type[Talk], guids: list[str], event_id: int):  # type: ignore[no-untyped-def]
    return select(model.guid).where(model.guid.in_(guids), model.event_id != event_id)


def _parts(guids: Iterable[str]) -> Iterator[list[str]]:
    whole = [guid for guid in guids if guid]
    yield from (whole[start : start + AT_ONCE] for start in range(0, len(whole), AT_ONCE))


def free_number(wanted: int | None, guid: str, taken: set[int]) -> int:
    """The number that the file gives, else one made of the guid; taken from now on."""
    tries = (number for number in (wanted, *()) if number)
    made = count(number_from(guid))
    number = next((number for number in tries if number not in taken), None)
    number = number or next(number for number in made if number not in taken)
    taken.add(number)
    return number

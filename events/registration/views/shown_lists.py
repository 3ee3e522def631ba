"""Rows of the organisers' lists in plain words."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import ngettext

from events.event.models import Event
from events.kit.languages import current_language
from events.programme.models import Talk
from events.registration.forms.lists import SOURCES
from events.registration.models import Registration, Seat
from events.registration.rules import SeatState, Source, number_in_words
from events.registration.views.shown import name_in_words, title_in_words

MARKS = {
    SeatState.CONFIRMED: "reserved",
    SeatState.OFFERED: "offered",
    SeatState.WAITING: "waiting",
    SeatState.CANCELLED: "given_back",
}


@dataclass(frozen=True)
class ShownSeats:
    """The seats of one registration on one talk; `mark` holds the arguments of the macro state."""

    title: str
    state: SeatState
    number: int
    companions: str
    to_approve: bool = False

    @property
    def mark(self) -> tuple[str, str]:
        if self.to_approve:
            return "check", _("to be approved")
        return MARKS[self.state], _state_words(self.state, self.number)


@dataclass(frozen=True)
class ShownPerson:
    """A person on the list; `numbers` are those of her registrations, as digits and as they are read aloud."""

    name: str
    reach: str
    numbers: list[tuple[int, str]]
    seats: list[ShownSeats]
    source: str

    @property
    def marks(self) -> list[tuple[str, str]]:
        """How many seats are in each state, on whatever talk."""
        totals = {state: sum(one.number for one in self.seats if one.state == state) for state in MARKS}
        return [(MARKS[state], _state_words(state, total)) for state, total in totals.items() if total]


@dataclass(frozen=True)
class ShownTalk:
    """A line of the list by talk; `slug` is '' for the event as a whole, `free` is '' without limit."""

    title: str
    slug: str
    reserved: int
    free: str
    waiting: int
    offered: int


def shown_person(registrations: Sequence[Registration], talk_id: int | None) -> ShownPerson:
    """`talk_id` None: seats on anything."""
    seats = [one for registration in registrations for one in _seats(registration, talk_id)]
    sources = dict.fromkeys(str(SOURCES[Source(registration.source)]) for registration in registrations)
    return ShownPerson(
        name=name_in_words(registrations[0]),
        reach=_reach(registrations[0]),
        numbers=[(one.number, number_in_words(one.number)) for one in registrations],
        seats=seats,
        source=", ".join(sources),
    )


def shown_talk(event: Event, talk: Talk | None, states: dict[str, int]) -> ShownTalk:
    capacity = talk.capacity if talk else event.capacity
    free = "" if capacity.limit is None else str(max(capacity.limit - capacity.taken, 0))
    reserved, waiting, offered = (
        states.get(state, 0) for state in (SeatState.CONFIRMED, SeatState.WAITING, SeatState.OFFERED)
    )
    title = title_in_words(talk or event, current_language())
    return ShownTalk(title, talk.slug if talk else "", reserved, free, waiting, offered)


def _reach(registration: Registration) -> str:
    if registration.erased_at:
        return ""
    person = registration.person
    return person.email or ", ".join(filter(None, (_("no e-mail"), person.phone.replace(" ", "\u00a0"))))


def _seats(registration: Registration, talk_id: int | None) -> list[ShownSeats]:
    by_talk: dict[Talk | None, list[Seat]] = {}
    for seat in registration.seats:
        if talk_id in {None, seat.talk_id}:
            by_talk.setdefault(seat.talk, []).append(seat)
    return [_shown_seats(registration, talk, seats) for talk, seats in by_talk.items()]


def _shown_seats(registration: Registration, talk: Talk | None, seats: Sequence[Seat]) -> ShownSeats:
    live = [seat for seat in seats if seat.state != SeatState.CANCELLED]
    others = [seat.attendee.name for seat in live if seat.attendee.position and seat.attendee.name]
    with_whom = _("with %(names)s", names=", ".join(others)) if others else ""
    state = SeatState(live[0].state if live else SeatState.CANCELLED)
    title = title_in_words(talk or registration.event, current_language())
    to_approve = any(seat.to_approve for seat in live)
    return ShownSeats(title, state, len(live or seats), with_whom, to_approve)


def _state_words(state: SeatState, number: int) -> str:
    match state:
        case SeatState.CONFIRMED:
            return ngettext("%(num)s seat reserved", "%(num)s seats reserved", number)
        case SeatState.OFFERED:
            return ngettext("%(num)s seat offered", "%(num)s seats offered", number)
        case SeatState.WAITING:
            return ngettext("%(num)s seat wanted", "%(num)s seats wanted", number)
    return ngettext("%(num)s seat given back", "%(num)s seats given back", number)

"""A registration's claims as its pages show them: plain words in the reader's language."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from babel.lists import format_list
from flask import url_for
from flask_babel import get_locale, ngettext
from flask_babel import gettext as _

from events.event.appointments import place_in_words
from events.event.models import Event
from events.event.seats import Seats, seats_in_words
from events.kit import dates
from events.kit.localised import in_language
from events.kit.typography import typeset
from events.programme.models import ReleasedSlot, Talk
from events.programme.queries import slots_of_talk
from events.programme.rules import SlotState
from events.registration.models import Registration, Seat
from events.registration.queries import place_in_queue, seats_wanted_before
from events.registration.rules import SeatState


@dataclass(frozen=True)
class ShownClaim:
    """The seats of one registration on one talk, or on the whole event (`talk_slug` '').

    `tile` holds the arguments of the macro date_tile, `mark` those of the macro state.
    """

    talk_slug: str
    title: str
    address: str
    tile: dict[str, Any]
    where: str
    place: str
    admission: str
    day: str
    state: str
    mark: tuple[str, str]
    seats: tuple[Seat, ...]
    names: str
    to_approve: bool
    queue_place: int | None
    seats_before: int
    offer_end: str
    starts_at: float

    @property
    def small_tile(self) -> dict[str, Any]:
        return {name: words for name, words in self.tile.items() if name not in {"hour", "doors"}}

    @property
    def is_live(self) -> bool:
        return bool(self.seats)

    @property
    def takes_place(self) -> bool:
        """Neither cancelled nor postponed."""
        return not self.tile.get("struck")

    @property
    def count(self) -> int:
        return len(self.seats)


def shown_claims(registration: Registration, language: str) -> list[ShownClaim]:
    """What is held or wanted first, then what was given back; the event itself, then talks by time."""
    by_talk: dict[int | None, list[Seat]] = {}
    for seat in registration.seats:
        by_talk.setdefault(seat.talk_id, []).append(seat)
    claims = [_shown(registration, seats, language) for seats in by_talk.values()]
    return sorted(claims, key=lambda claim: (not claim.is_live, bool(claim.talk_slug), claim.starts_at))


def talk_lines(slots: Iterable[ReleasedSlot], language: str) -> dict[str, tuple[str, Seats]]:
    """For each talk that can be ticked: its moment and room, then its seats."""
    return {
        slot.talk.slug: (_when_and_where([slot], language), seats_in_words(slot.talk.capacity))
        for slot in slots
        if slot.talk
    }


def title_in_words(talk: Talk | Event, language: str) -> str:
    return typeset(in_language(talk.title, language), language)


def _shown(registration: Registration, all_seats: Sequence[Seat], language: str) -> ShownClaim:
    event, talk = registration.event, all_seats[0].talk
    seats = tuple(seat for seat in all_seats if seat.state != SeatState.CANCELLED)
    slots = list(slots_of_talk(talk)) if talk else []
    state = seats[0].state if seats else SeatState.CANCELLED
    to_approve = state == SeatState.WAITING and seats[0].to_approve
    in_line = state == SeatState.WAITING and not to_approve
    place = place_in_queue(seats[0]) if in_line else None
    return ShownClaim(
        talk_slug=talk.slug if talk else "",
        title=typeset(in_language(talk.title if talk else event.title, language), language),
        address=_address(event, talk),
        tile=_slot_tile(slots[0], language) if slots else _event_tile(event, language) if not talk else {},
        where=_hours_and_room(slots, language),
        place=place_in_words(slots[0].room) if slots else "",
        admission=typeset(in_language((talk.admission if talk else None) or event.admission, language), language),
        day=_day(slots, language),
        state=state,
        mark=_mark(state, all_seats, seats, slots, place, language, event),
        seats=seats,
        names=_names(seats),
        queue_place=place,
        to_approve=to_approve,
        seats_before=seats_wanted_before(seats[0]) if in_line else 0,
        offer_end=_offer_end(seats, event, language),
        starts_at=slots[0].starts_at.timestamp() if slots else 0.0,
    )


def _address(event: Event, talk: Talk | None) -> str:
    if talk:
        return url_for("site.talk", event_slug=event.slug, talk_slug=talk.slug)
    return url_for("site.event", event_slug=event.slug)


def _mark(
    state: str,
    all_seats: Sequence[Seat],
    seats: Sequence[Seat],
    slots: Sequence[ReleasedSlot],
    place: int | None,
    language: str,
    event: Event,
) -> tuple[str, str]:
    """The kind of the drawn mark and its words."""
    if slots and all(slot.state == SlotState.CANCELLED for slot in slots):
        return "conflict", _("cancelled: this talk does not take place")
    if slots and not any(slot.state == SlotState.CONFIRMED for slot in slots) and state != SeatState.CANCELLED:
        return "waiting", _("postponed: your place is kept until the new date")
    if state == SeatState.CANCELLED:
        given_back = max(seat.cancelled_at for seat in all_seats if seat.cancelled_at)
        day = dates.day_in_words(given_back.astimezone(ZoneInfo(event.zone)), language, weekday=False, year=False)
        return "given_back", _("given back on %(day)s", day=day)
    if state == SeatState.WAITING and place is None:
        return "waiting", _("to be approved by the organisers")
    if state == SeatState.WAITING:
        return "waiting", _("waiting list, place %(place)s", place=place)
    if state == SeatState.OFFERED:
        return "waiting", _("offered to you until %(moment)s", moment=_offer_end(seats, event, language))
    return "reserved", ngettext("%(num)s seat reserved", "%(num)s seats reserved", len(seats))


def _offer_end(seats: Sequence[Seat], event: Event, language: str) -> str:
    ends = [seat.offer_ends_at for seat in seats if seat.offer_ends_at]
    if not ends:
        return ""
    return dates.moment_in_words(min(ends).astimezone(ZoneInfo(event.zone)), language, year=False)


def name_in_words(registration: Registration) -> str:
    return _("(erased)") if registration.erased_at else registration.person.name


def _day(slots: Sequence[ReleasedSlot], language: str) -> str:
    """29 January; nothing when there is no day, or several."""
    if len(slots) != 1:
        return ""
    return dates.day_in_words(_local(slots[0].starts_at, slots[0]), language, weekday=False, year=False)


def _names(seats: Sequence[Seat]) -> str:
    return format_list([seat.attendee.name for seat in seats], locale=get_locale())


def _slot_tile(slot: ReleasedSlot, language: str) -> dict[str, Any]:
    start, end = _local(slot.starts_at, slot), _local(slot.ends_at, slot)
    days = str(start.day) if start.date() == end.date() else f"{start.day}–{end.day}"
    return {
        "weekday": dates.weekday_in_words(start, language),
        "figure": days,
        "month_year": dates.month_in_words(start, language, year=True),
        "hour": dates.hour_in_words(start, language),
        "doors": _doors(slot, language),
        "iso": start.isoformat(timespec="minutes"),
        "struck": slot.state != SlotState.CONFIRMED,
    }


def _event_tile(event: Event, language: str) -> dict[str, Any]:
    first, last = event.starts_on, event.ends_on
    days = str(first.day) if first == last else f"{first.day}–{last.day}"
    return {
        "weekday": dates.weekday_in_words(first, language),
        "figure": days,
        "month_year": dates.month_in_words(first, language, year=True),
        "iso": first.isoformat(),
    }


def _when_and_where(slots: Sequence[ReleasedSlot], language: str) -> str:
    if not slots:
        return ""
    slot = slots[0]
    when = dates.moment_in_words(_local(slot.starts_at, slot), language, year=False)
    return ", ".join(filter(None, (when, slot.room.name if slot.room else "")))


def _hours_and_room(slots: Sequence[ReleasedSlot], language: str) -> str:
    """Beside a date: « 18 h 30, portes à 18 h, Salle Jacquard »."""
    if not slots:
        return ""
    slot = slots[0]
    hour = dates.hour_in_words(_local(slot.starts_at, slot), language)
    return ", ".join(filter(None, (hour, _doors(slot, language), slot.room.name if slot.room else "")))


def _doors(slot: ReleasedSlot, language: str) -> str:
    if slot.doors_at is None:
        return ""
    return _("doors at %(hour)s", hour=dates.hour_in_words(_local(slot.doors_at, slot), language))


def _local(moment: datetime, slot: ReleasedSlot) -> datetime:
    return moment.astimezone(ZoneInfo(slot.zone))

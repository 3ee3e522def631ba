"""Calls as the page and the printed sheet show them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _
from flask_babel import ngettext

from events.event.models import Event
from events.event.queries import rooms_of
from events.kit.localised import in_language
from events.kit.typography import typeset
from events.programme.changes import change_in_words
from events.registration.models import Call
from events.registration.rules import SeatState, changes_noted, number_in_words


@dataclass(frozen=True)
class ShownCall:
    """Whom to ring and what to say; `holds` says what she has."""

    id: int
    name: str
    phone: str
    registration: int
    number: str
    title: str
    sentences: list[str]
    holds: str
    done_at: datetime | None
    done_by: str
    note: str


def shown_calls(event: Event, calls: Sequence[Call], language: str) -> list[ShownCall]:
    rooms = {room.id: room.name for room in rooms_of(event.organisation_id)} if calls else {}
    return [_shown(call, rooms, language) for call in calls]


def _shown(call: Call, rooms: dict[int, str], language: str) -> ShownCall:
    person = call.registration.person
    return ShownCall(
        id=call.id,
        name=person.name,
        phone=person.phone,
        registration=call.registration.number,
        number=number_in_words(call.registration.number),
        title=typeset(in_language(call.talk.title, language), language),
        sentences=_sentences(call, rooms, language),
        holds=_holds(call),
        done_at=call.done_at,
        done_by=call.done_by.name if call.done_by else "",
        note=call.note,
    )


def _sentences(call: Call, rooms: dict[int, str], language: str) -> list[str]:
    """« Annulée ; elle était prévue le jeudi 8 janvier à 14 h 30. Neige »: one for each thing to say."""
    changes = changes_noted(call.before, call.after)
    phrases = [phrase for change in changes for phrase in change_in_words(change, rooms, language)]
    return [phrase[:1].upper() + phrase[1:] for phrase in phrases]


def _holds(call: Call) -> str:
    seats = [
        seat for seat in call.registration.seats if seat.talk_id == call.talk_id and seat.state != SeatState.CANCELLED
    ]
    names = [seat.attendee.name for seat in seats if seat.attendee.position]
    waiting = all(seat.state == SeatState.WAITING for seat in seats)
    one = ngettext("%(num)s seat on the waiting list", "%(num)s seats on the waiting list", len(seats))
    words = one if waiting else ngettext("%(num)s seat reserved", "%(num)s seats reserved", len(seats))
    return ", ".join(filter(None, (words, _("with %(names)s", names=", ".join(names)) if names else "")))

"""One talk more, from one's own page."""

from dataclasses import dataclass

from events.kit import clock
from events.kit.languages import current_language
from events.registration.models import Registration
from events.registration.policies import claims_the_event, is_open
from events.registration.queries import bookable_slots
from events.registration.rules import SeatState
from events.registration.shown_terms import entry_of
from events.registration.views.shown import talk_lines, title_in_words


@dataclass(frozen=True)
class Addable:
    """Talks that can be added: slug and words of each; and whether any asks for a card or a code."""

    talks: list[tuple[str, str]]
    asks_card: bool
    asks_code: bool


def addable_talks(registration: Registration) -> Addable:
    """What is open to the public now and not held or waited for by this registration."""
    event, now, language = registration.event, clock.now(), current_language()
    live = [seat for seat in registration.seats if seat.state != SeatState.CANCELLED]
    of_congress = claims_the_event(event)
    if not is_open(event, now) or (of_congress and not any(seat.talk_id is None for seat in live)):
        return Addable([], asks_card=False, asks_code=False)
    held = {seat.talk_id for seat in live}
    slots = [slot for slot in bookable_slots(event, now) if slot.talk_id not in held]
    slots = [slot for slot in slots if not of_congress or (slot.talk and slot.talk.capacity.limit is not None)]
    entry = entry_of(event, slots, now, language)
    lines = talk_lines(entry.slots, language)
    titles = {slot.talk.slug: title_in_words(slot.talk, language) for slot in entry.slots if slot.talk}
    talks = [(slug, f"{titles[slug]} ({when}, {seats.words})") for slug, (when, seats) in lines.items()]
    return Addable(talks, asks_card=entry.asks_card and not registration.card, asks_code=entry.asks_code)

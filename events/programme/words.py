"""A released slot in plain values, for mails that are rendered later."""

from typing import Any

from events.event.appointments import place_in_words
from events.kit.localised import in_language
from events.programme.appointments import names_of_speakers
from events.programme.models import ReleasedSlot


def facts_of_slot(slot: ReleasedSlot, language: str) -> dict[str, Any]:
    """Title, speakers, place, moments (ISO, UTC) and zone of a talk's slot; `address` is its page's path."""
    talk = slot.talk
    if talk is None:
        raise ValueError("a break has no page")
    return {
        "title": in_language(talk.title, language),
        "subtitle": in_language(talk.subtitle, language),
        "speakers": names_of_speakers(talk),
        "admission": in_language(talk.admission or talk.event.admission, language),
        "place": place_in_words(slot.room),
        "starts_at": slot.starts_at.isoformat(),
        "ends_at": slot.ends_at.isoformat(),
        "doors_at": slot.doors_at.isoformat() if slot.doors_at else None,
        "zone": slot.zone,
        "address": f"/{talk.event.slug}/talks/{talk.slug}/",
    }

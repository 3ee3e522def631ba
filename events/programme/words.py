"""A released slot in plain values, for mails that are rendered later."""

from typing import Any

from events.event.appointments import place_in_words
from events.event.models import Room
from events.extensions import db
from events.kit.localised import in_language
from events.programme.appointments import names_of_speakers
from events.programme.models import ReleasedSlot
from events.programme.rules import Change, ChangeKind, Placed


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


KINDS = (
    ChangeKind.REMOVED,
    ChangeKind.CANCELLED,
    ChangeKind.POSTPONED,
    ChangeKind.REVIVED,
    ChangeKind.MOVED,
    ChangeKind.ROOM_CHANGED,
)
"""The first that holds is what the mail is about."""


def news_of_change(change: Change, language: str) -> dict[str, Any]:
    """What happened to one slot: its kind, moments (ISO, UTC) and places before and after, and the reason."""
    place = change.after or change.before
    return {
        "kind": str(next((kind for kind in KINDS if kind in change.kinds), ChangeKind.DETAIL)),
        "zone": place.zone if place else "UTC",
        "before": _place_facts(change.before),
        "after": _place_facts(change.after),
        "reason": in_language(change.after.reason, language) if change.after else "",
    }


def _place_facts(place: Placed | None) -> dict[str, Any] | None:
    if place is None:
        return None
    room = db.session.get(Room, place.room_id) if place.room_id is not None else None
    return {"starts_at": place.starts_at.isoformat(), "place": place_in_words(room)}

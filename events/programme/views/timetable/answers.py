"""What an act on the timetable answers: a page to a browser's form, values to the script that moves cards."""

from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from flask import flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from events.event.models import Event
from events.kit.dates import moment_in_words
from events.kit.languages import current_language
from events.programme.models import Slot
from events.programme.queries.timetable import find_slot, waiting_slot_ids
from events.programme.rules import SlotState
from events.programme.views.timetable.cards import Card, card_of, tray_item
from events.programme.views.timetable.page import undoing


def wants_values() -> bool:
    """The script asks for JSON; browsers' forms ask for pages."""
    return request.accept_mimetypes.best_match(["text/html", "application/json"]) == "application/json"


def done(event: Event, slot_id: int, sentence: str | None = None) -> ResponseReturnValue:
    """After an act on this slot: the day on which it stands, or its card alone."""
    slot = find_slot(event.id, slot_id)
    if slot is None:
        raise LookupError("a slot that was just changed is there")
    sentence = sentence or where_it_stands(slot)
    if wants_values():
        return jsonify(values_of(event, slot, sentence))
    flash(sentence, "success")
    return redirect(address_of_day(event, slot), 303)


def values_of(event: Event, slot: Slot, sentence: str) -> dict[str, Any]:
    """`card` and `tray` are HTML, one of them or none (a break that is gone); `room` is "" without one."""
    is_placed = slot.state != SlotState.UNSCHEDULED
    day = first_day(event, slot)
    card = card_of(event, slot, day, waits=bool(waiting_slot_ids(event.id, [slot.id])))
    return {
        "slot": slot.id,
        "talk": slot.talk.slug if slot.talk else None,
        "day": day.isoformat(),
        "room": str(slot.room_id or ""),
        "card": _html("card", card=card) if is_placed else None,
        "tray": _html("item", item=tray_item(event, slot.talk)) if slot.talk and not is_placed else None,
        "waits": card.waits,
        "sentence": sentence,
        **undoing(event),
    }


def refused(event: Event, sentence: str, status: int, slot: Slot | None = None) -> ResponseReturnValue:
    """To the script: nothing was done, with one sentence, and where the slot stands now."""
    standing = values_of(event, slot, sentence) if slot is not None else {"sentence": sentence}
    return jsonify(standing), status


def where_it_stands(slot: Slot) -> str:
    """One sentence for eyes and ears."""
    title = card_title(slot)
    if slot.state == SlotState.UNSCHEDULED:
        return (
            _("“%(title)s” has been deleted.", title=title)
            if slot.talk is None
            else _("“%(title)s” waits for a time again.", title=title)
        )
    when = moment_in_words(slot.starts_at.astimezone(ZoneInfo(slot.zone)), current_language(), year=False)
    if slot.room is None:
        return _("“%(title)s”: %(when)s.", title=title, when=when)
    return _("“%(title)s”: %(when)s, %(room)s.", title=title, when=when, room=slot.room.name)


def card_title(slot: Slot) -> str:
    card: Card = card_of(slot.event, slot, first_day(slot.event, slot), waits=False)
    return card.subject.title


def first_day(event: Event, slot: Slot) -> date:
    """The day of the event's zone on which the slot begins."""
    return slot.starts_at.astimezone(ZoneInfo(event.zone)).date()


def address_of_day(event: Event, slot: Slot) -> str:
    """The page of the slot's day, at its card."""
    day = first_day(event, slot).isoformat()
    return url_for("programme.timetable", event_slug=event.slug, day=day, _anchor=f"slot-{slot.id}")


def first_error(form: Any) -> str:
    """The sentence of the first field that was filled wrongly."""
    return next((str(sentence) for sentences in form.errors.values() for sentence in sentences), "")


def _html(name: str, **values: Any) -> str:
    return render_template(f"programme/timetable/_{name}.html", **values)

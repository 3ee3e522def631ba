"""What an act on the timetable answers: a page to a browser's form, values to the script that moves cards."""

from collections.abc import Collection, Iterable
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from flask import current_app, flash, jsonify, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from events.event.models import Event
from events.kit.dates import moment_in_words
from events.kit.languages import current_language
from events.kit.localised import in_language
from events.programme.conflict_words import ShownConflict, shown_conflicts
from events.programme.models import Slot
from events.programme.queries.bookings import windows_of
from events.programme.queries.conflicts import conflicts_of_slot, conflicts_of_slots
from events.programme.queries.timetable import find_slot, number_of_unscheduled_talks, select_speakers, waiting_slot_ids
from events.programme.rules import SlotState
from events.programme.rules.conflicts import Conflict
from events.programme.views.timetable.cards import Notes, card_of, notes_by_slot, tray_item
from events.programme.views.timetable.page import undoing


def wants_values() -> bool:
    """The script asks for JSON; browsers' forms ask for pages."""
    return request.accept_mimetypes.best_match(["text/html", "application/json"]) == "application/json"


def in_conflict_with(slot_id: int) -> set[int]:
    """The other slots that conflict with this one: to be asked before it is moved, for the script only."""
    return _concerned(conflicts_of_slot(slot_id)) - {slot_id} if wants_values() else set()


def done(event: Event, slot_id: int, disturbed: Collection[int] = ()) -> ResponseReturnValue:
    """After an act on this slot: the day on which it stands, or its card alone, and the badges of those disturbed."""
    slot = find_slot(event.id, slot_id)
    if slot is None:
        raise LookupError("a slot that was just changed is there")
    if wants_values():
        return jsonify(values_of(event, slot, where_it_stands(slot), disturbed))
    flash(where_it_stands(slot), "success")
    for conflict in shown_conflicts(conflicts_of_slot(slot.id), event):
        flash(conflict.words, "waiting")
    return redirect(address_of_day(event, slot), 303)


def values_of(event: Event, slot: Slot, sentence: str, disturbed: Collection[int] = ()) -> dict[str, Any]:
    """`card` and `tray` are HTML, one of them or none (a break that is gone); `room` is "" without one.

    `badges`: the conflicts of other cards, as HTML by slot. `waiting` counts the slots of the event that the public
    sees otherwise, `unscheduled` says how many talks have no time (HTML).
    """
    is_placed, day = slot.state != SlotState.UNSCHEDULED, first_day(event, slot)
    conflicts = _conflicts_around(event, slot.id, disturbed)
    windows = windows_of(select_speakers(event.id, slot.talk_id)) if slot.talk_id else {}
    notes = Notes(conflicts, windows)
    others = ({*conflicts, *disturbed}) - {slot.id}
    return {
        "slot": slot.id,
        "talk": slot.talk.slug if slot.talk else None,
        "day": day.isoformat(),
        "room": str(slot.room_id or ""),
        "card": _html("card", card=card_of(event, slot, day, notes)) if is_placed else None,
        "tray": _html("item", item=tray_item(event, slot.talk, day, notes)) if slot.talk and not is_placed else None,
        "badges": {other: _html("badges", conflicts=conflicts.get(other, ())) for other in others},
        "waiting": len(waiting_slot_ids(event.id)),
        "unscheduled": _html("tray_count", event=event, unscheduled=number_of_unscheduled_talks(event.id)),
        "sentence": " ".join([sentence, *(conflict.words for conflict in conflicts.get(slot.id, ()))]),
        **undoing(event),
    }


def _conflicts_around(event: Event, slot_id: int, disturbed: Collection[int]) -> dict[int, list[ShownConflict]]:
    """All conflicts of this slot, and of each that conflicts with it now or did before."""
    asked = {slot_id, *disturbed}
    found = conflicts_of_slots(sorted(asked))
    if not asked >= (concerned := _concerned(found)):
        found = conflicts_of_slots(sorted(asked | concerned))
    return notes_by_slot(shown_conflicts(found, event))


def _concerned(conflicts: Iterable[Conflict]) -> set[int]:
    return {slot_id for conflict in conflicts for slot_id in conflict.slot_ids}


def refused(event: Event, sentence: str, status: int, slot: Slot | None = None) -> ResponseReturnValue:
    """To the script: nothing was done, with one sentence, and where the slot stands now."""
    standing = values_of(event, slot, sentence) if slot is not None else {"sentence": sentence}
    return jsonify(standing), status


def where_it_stands(slot: Slot) -> str:
    """One sentence for eyes and ears."""
    title = in_language(slot.talk.title if slot.talk else slot.title, current_language())
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
    """A part of the page, without what frames whole pages."""
    return current_app.jinja_env.get_template(f"programme/timetable/_{name}.html").render(**values)

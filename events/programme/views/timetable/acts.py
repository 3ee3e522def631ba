"""Moving, scheduling, taking off, taking back: by a card that is carried, or by a form."""

from flask import abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from events.event.access import event_page
from events.event.models import Event
from events.event.policies import can_edit_programme
from events.kit import clock
from events.kit.database import Stale
from events.kit.errors import Refused
from events.people.access import signed_in_account
from events.programme import actions
from events.programme.forms.timetable import RemovalForm, SlotForm
from events.programme.models import Slot
from events.programme.queries import draft_slots_of_talk, find_talk
from events.programme.queries.timetable import find_edit_to_redo, find_edit_to_undo, find_slot
from events.programme.views.blueprint import programme
from events.programme.views.timetable.answers import done, first_error, in_conflict_with, refused, wants_values
from events.programme.views.timetable.forms import TIMETABLE, own_slot, slot_page, talk_page

STEPS = {True: (actions.undo, find_edit_to_undo), False: (actions.redo, find_edit_to_redo)}
"""Going back or forth, and what would be done."""


@programme.post(f"{TIMETABLE}/slots/<int:slot_id>/placement")
@event_page(can_edit_programme)
def place_slot(event: Event, slot_id: int) -> ResponseReturnValue:
    slot = own_slot(event, slot_id)
    form = SlotForm.sent(event, everywhere=slot.talk_id is None)
    placement = form.placement_of(slot)
    if placement is None:
        return not_placed(event, slot, form, 422)
    who, minutes, disturbed = signed_in_account().id, form.duration.data, in_conflict_with(slot_id)
    try:
        actions.place_slot(slot, form.version.number, placement, minutes, now=clock.now(), account_id=who)
    except Stale:
        return not_placed(event, slot, form, 409)
    except Refused as refusal:
        form.form_errors.append(str(refusal))
        return not_placed(event, slot, form, 422)
    return done(event, slot_id, disturbed)


@programme.post(f"{TIMETABLE}/slots/<int:slot_id>/removal")
@event_page(can_edit_programme)
def remove_slot(event: Event, slot_id: int) -> ResponseReturnValue:
    """A talk goes back into the tray, a break is gone."""
    slot, form, disturbed = own_slot(event, slot_id), RemovalForm(), in_conflict_with(slot_id)
    try:
        actions.take_off(slot, form.version.number, now=clock.now(), account_id=signed_in_account().id)
    except Stale:
        return not_placed(event, slot, SlotForm.of_slot(event, slot), 409)
    return done(event, slot_id, disturbed)


@programme.post(f"{TIMETABLE}/talks/<talk_slug>")
@event_page(can_edit_programme)
def schedule_talk(event: Event, talk_slug: str) -> ResponseReturnValue:
    """A talk of the tray gets its time, any talk one more."""
    talk = find_talk(event.id, talk_slug) or abort(404)
    form = SlotForm.sent(event)
    placement = form.new_placement()
    if placement is None:
        return refused(event, first_error(form), 422) if wants_values() else (talk_page(event, talk, form), 422)
    who, times, minutes = signed_in_account().id, form.version.number, form.duration.data
    try:
        slot = actions.schedule_talk(talk, times, placement, minutes, now=clock.now(), account_id=who)
    except Stale:
        first = next(iter(draft_slots_of_talk(talk)), None)
        if wants_values():
            return refused(event, overtaken(), 409, find_slot(event.id, first.id) if first else None)
        return talk_page(event, talk, form, is_stale=True), 409
    except Refused as refusal:
        form.form_errors.append(str(refusal))
        return refused(event, str(refusal), 422) if wants_values() else (talk_page(event, talk, form), 422)
    return done(event, slot.id)


@programme.post(f"{TIMETABLE}/undo")
@event_page(can_edit_programme)
def undo(event: Event) -> ResponseReturnValue:
    return step(event, back=True)


@programme.post(f"{TIMETABLE}/redo")
@event_page(can_edit_programme)
def redo(event: Event) -> ResponseReturnValue:
    return step(event, back=False)


def step(event: Event, *, back: bool) -> ResponseReturnValue:
    """One step back or forth; what cannot be is said in one sentence."""
    who, act, find = signed_in_account().id, *STEPS[back]
    edit = find(event.id, who)
    disturbed = in_conflict_with(edit.slot_id) if edit else set()
    try:
        slot = act(event, now=clock.now(), account_id=who)
    except Refused as refusal:
        if wants_values():
            return refused(event, str(refusal), 409)
        flash(str(refusal), "error")
        return redirect(url_for("programme.timetable", event_slug=event.slug, day=request.form.get("day")), 303)
    return done(event, slot.id, disturbed)


def not_placed(event: Event, slot: Slot, form: SlotForm, status: int) -> ResponseReturnValue:
    """The slot stands where it stood: its form with what was typed, or its card."""
    if not wants_values():
        return slot_page(event, slot, form, is_stale=status == 409), status
    sentence = overtaken() if status == 409 else first_error(form)
    found = find_slot(event.id, slot.id)
    return refused(event, sentence, status, found if status == 409 else None)


def overtaken() -> str:
    return _("Somebody else changed this meanwhile. Nothing was overwritten: here is where it stands.")

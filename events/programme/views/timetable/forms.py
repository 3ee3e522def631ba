"""The same by a form: where a slot stands, what a break is called, the first time of a talk."""

from typing import Any

from flask import abort, render_template
from flask.typing import ResponseReturnValue

from events.event.access import event_page
from events.event.models import Event
from events.event.policies import can_edit_programme
from events.event.stale import differences
from events.kit import clock
from events.kit.database import Stale
from events.kit.errors import Refused
from events.kit.fields import localised_from
from events.people.access import signed_in_account
from events.programme import actions
from events.programme.forms.timetable import BreakForm, SlotForm
from events.programme.models import Slot, Talk
from events.programme.queries import draft_slots_of_talk, find_talk
from events.programme.queries.conflicts import conflicts_of_slot
from events.programme.queries.timetable import find_slot
from events.programme.rules import SlotKind, SlotState
from events.programme.views.blueprint import programme
from events.programme.views.conflicts import shown_to_reader
from events.programme.views.timetable.answers import address_of_day, done, where_it_stands

TIMETABLE = "/organise/<event_slug>/timetable"


@programme.get(f"{TIMETABLE}/slots/<int:slot_id>")
@event_page(can_edit_programme)
def slot(event: Event, slot_id: int) -> ResponseReturnValue:
    """Where it stands, and a break's name and kind."""
    found = own_slot(event, slot_id)
    if found.talk is None:
        return break_page(event, found, BreakForm.of(event, found, formdata=None))
    return slot_page(event, found, SlotForm.of_slot(event, found))


@programme.post(f"{TIMETABLE}/slots/<int:slot_id>")
@event_page(can_edit_programme)
def save_break(event: Event, slot_id: int) -> ResponseReturnValue:
    found = own_slot(event, slot_id)
    if found.talk is not None:
        abort(404)
    form = BreakForm.of(event)
    placement = form.new_placement()
    if placement is None:
        return break_page(event, found, form), 422
    title, kind = localised_from(form, "title", event.language, found.title), SlotKind(form.kind.data)
    by: dict[str, Any] = {"now": clock.now(), "account_id": signed_in_account().id}
    try:
        actions.edit_break(found, form.version.number, title, placement, form.duration.data, kind=kind, **by)
    except Stale:
        return break_page(event, found, form, is_stale=True), 409
    except Refused as refusal:
        form.form_errors.append(str(refusal))
        return break_page(event, found, form), 422
    return done(event, slot_id)


@programme.get(f"{TIMETABLE}/talks/<talk_slug>")
@event_page(can_edit_programme)
def talk_times(event: Event, talk_slug: str) -> ResponseReturnValue:
    """A time for a talk of the tray, or one more for a talk that has one."""
    talk = find_talk(event.id, talk_slug) or abort(404)
    return talk_page(event, talk, SlotForm.of_talk(event, talk, len(draft_slots_of_talk(talk))))


def own_slot(event: Event, slot_id: int) -> Slot:
    """The slot of this event that stands in its draft."""
    found = find_slot(event.id, slot_id)
    return found if found and found.state != SlotState.UNSCHEDULED else abort(404)


def slot_page(event: Event, found: Slot, form: SlotForm, *, is_stale: bool = False) -> str:
    theirs = None
    if is_stale:
        stored = SlotForm.of_slot(event, found)
        theirs, form.version.data = differences(form, stored), stored.version.data
    return _page("slot", event, found, form, theirs)


def break_page(event: Event, found: Slot, form: BreakForm, *, is_stale: bool = False) -> str:
    theirs = None
    if is_stale:
        stored = BreakForm.of(event, found, formdata=None)
        theirs, form.version.data = differences(form, stored), stored.version.data
    return _page("break", event, found, form, theirs)


def talk_page(event: Event, talk: Talk, form: SlotForm, *, is_stale: bool = False) -> str:
    times = [where_it_stands(one) for one in draft_slots_of_talk(talk)]
    if is_stale:
        form.version.data = str(len(times))
    return render_template(
        "programme/timetable/talk.html", event=event, talk=talk, form=form, times=times, is_stale=is_stale
    )


def _page(name: str, event: Event, found: Slot, form: Any, theirs: list[tuple[str, str, str]] | None) -> str:
    return render_template(
        f"programme/timetable/{name}.html",
        event=event,
        slot=found,
        form=form,
        theirs=theirs,
        day=address_of_day(event, found),
        conflicts=shown_to_reader(event, conflicts_of_slot(found.id), found.talk),
    )

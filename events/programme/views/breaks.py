"""Breaks and blockers of the timetable."""

from datetime import date, datetime, time

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from events.event.access import event_page
from events.event.forms.fields import near
from events.event.models import Event
from events.event.policies import can_edit_programme
from events.kit import clock
from events.kit.errors import Refused
from events.kit.fields import localised_from
from events.people.access import signed_in_account
from events.programme import actions
from events.programme.forms.timetable import BreakForm
from events.programme.queries import breaks_of, find_break
from events.programme.queries.conflicts import conflicts_of
from events.programme.rules import SlotKind
from events.programme.views.blueprint import programme
from events.programme.views.conflicts import shown_to_reader

NOON = time(12)


@programme.get("/organise/<event_slug>/breaks")
@event_page(can_edit_programme)
def breaks(event: Event) -> ResponseReturnValue:
    form, day = BreakForm.of(event, formdata=None), _asked_day()
    form.starts_at.data = datetime.combine(day, NOON) if day else None
    return breaks_page(event, form)


@programme.post("/organise/<event_slug>/breaks")
@event_page(can_edit_programme)
def add_break(event: Event) -> ResponseReturnValue:
    form = BreakForm.of(event)
    placement = form.new_placement()
    if placement is None:
        return breaks_page(event, form), 422
    title, who = localised_from(form, "title", event.language), signed_in_account().id
    kind, minutes = SlotKind(form.kind.data), form.duration.data
    try:
        actions.add_break(event, title, placement, minutes, kind=kind, now=clock.now(), account_id=who)
    except Refused as error:
        form.form_errors.append(str(error))
        return breaks_page(event, form), 422
    flash(_("It has been added."), "success")
    day = placement.starts_at.date().isoformat()
    return redirect(url_for("programme.breaks", event_slug=event.slug, day=day), 303)


@programme.post("/organise/<event_slug>/breaks/<int:slot_id>/deletion")
@event_page(can_edit_programme)
def delete_break(event: Event, slot_id: int) -> ResponseReturnValue:
    slot = find_break(event.id, slot_id) or abort(404)
    actions.delete_break(slot, now=clock.now(), account_id=signed_in_account().id)
    flash(_("It has been deleted."), "success")
    return redirect(url_for("programme.breaks", event_slug=event.slug), 303)


def breaks_page(event: Event, form: BreakForm) -> str:
    day = form.starts_at.data.date().isoformat() if form.starts_at.data else None
    found = breaks_of(event.id)
    ids = {slot.id for slot in found}
    conflicts = shown_to_reader(event, [one for one in conflicts_of(event) if not ids.isdisjoint(one.slot_ids)])
    return render_template("programme/breaks.html", event=event, form=form, breaks=found, conflicts=conflicts, day=day)


def _asked_day() -> date | None:
    try:
        return near(date.fromisoformat(request.args.get("day", "")))
    except ValueError:
        return None

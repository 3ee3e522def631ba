"""All warnings about an event's timetable on one page, and the double bookings that are meant."""

from itertools import groupby
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from events.event.access import event_page
from events.event.models import Event
from events.event.policies import can_edit_programme
from events.event.queries import events_edited_by
from events.kit import clock
from events.people.access import signed_in_account
from events.programme import actions
from events.programme.conflict_words import ShownConflict, shown_conflicts
from events.programme.forms.conflicts import OverlapForm
from events.programme.models import Talk
from events.programme.queries.conflicts import all_conflicts_of, conflicts_of, find_double_booking, find_overlap
from events.programme.rules.conflicts import Conflict
from events.programme.views.blueprint import programme
from events.programme.views.paging import page_of

ON_A_PAGE = 200
"""Conflicts; more of them than anybody settles in a day."""


@programme.get("/organise/<event_slug>/conflicts")
@event_page(can_edit_programme)
def conflicts(event: Event) -> ResponseReturnValue:
    found = all_conflicts_of(event)
    standing = [conflict for conflict in found if not conflict.declared]
    page = page_of(range(len(standing)), request.args, ON_A_PAGE)
    shown = shown_to_reader(event, [standing[number] for number in page.items])
    return render_template(
        "programme/conflicts.html",
        event=event,
        page=page,
        days=[(day, list(items)) for day, items in groupby(shown, key=lambda item: item.starts_at.date())],
        count=len(standing),
        declared=shown_to_reader(event, [conflict for conflict in found if conflict.declared]),
    )


@programme.post("/organise/<event_slug>/conflicts/intended")
@event_page(can_edit_programme)
def declare_overlap(event: Event) -> ResponseReturnValue:
    """A room taken twice is meant."""
    form = OverlapForm()
    if not form.validate():
        abort(404)
    slots = find_double_booking(event, form.first.data, form.second.data) or abort(404)
    actions.declare_overlap(event, *slots, now=clock.now(), account_id=signed_in_account().id)
    flash(_("The room is declared to be taken twice on purpose; it no longer counts as a conflict."), "success")
    return redirect(url_for("programme.conflicts", event_slug=event.slug), 303)


@programme.post("/organise/<event_slug>/conflicts/intended/<int:overlap_id>/withdrawal")
@event_page(can_edit_programme)
def withdraw_overlap(event: Event, overlap_id: int) -> ResponseReturnValue:
    overlap = find_overlap(event, overlap_id) or abort(404)
    actions.withdraw_overlap(event, overlap, now=clock.now(), account_id=signed_in_account().id)
    flash(_("It counts as a conflict again."), "success")
    return redirect(url_for("programme.conflicts", event_slug=event.slug), 303)


def shown_to_reader(event: Event, found: list[Conflict], here: Talk | None = None) -> list[ShownConflict]:
    """In words, with links to all talks that whoever is signed in may edit (but `here`, whose page it is)."""
    edited = events_edited_by(signed_in_account().id) if found else ()
    return shown_conflicts(found, event, edited, here.id if here else None)


@programme.app_context_processor
def for_the_overview() -> dict[str, Any]:
    """An event's overview says how many conflicts there are, though its room knows no talks."""
    return {"number_of_conflicts": lambda event: len(conflicts_of(event))}

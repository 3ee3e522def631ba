"""The dates of a term: a rhythm is typed, its dates are shown in words, and those that are ticked are made."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from events.event.access import event_page
from events.event.holidays import Period, days_off
from events.event.models import Event
from events.event.policies import can_edit_programme, can_make_events
from events.event.queries import school_periods
from events.kit import clock
from events.kit.errors import Refused
from events.people.access import signed_in_account
from events.programme import actions
from events.programme.forms.dates import DatesForm
from events.programme.models import Slot
from events.programme.queries.conflicts import conflicts_of_times
from events.programme.queries.season import find_series, number_made, slots_in_room
from events.programme.rules.conflicts import ConflictKind
from events.programme.rules.planning import PlannedDate, at_hour, days_of, planned_date
from events.programme.views.blueprint import programme


@programme.get("/organise/<event_slug>/dates")
@event_page(can_edit_programme)
def dates(event: Event) -> ResponseReturnValue:
    """The form; once it is sent, the list of its dates."""
    if "hour" not in request.args:
        return dates_page(event, DatesForm.of(event))
    form = DatesForm.of(event, request.args)
    if not form.validate() or not form.has_dates():
        return dates_page(event, form), 422
    return dates_page(event, form, planned(event, form))


@programme.post("/organise/<event_slug>/dates")
@event_page(can_edit_programme)
def make_dates(event: Event) -> ResponseReturnValue:
    """All ticked dates in one act."""
    form = DatesForm.of(event, request.form)
    if not form.validate() or not form.has_dates():
        return dates_page(event, form), 422
    found, ticked = planned(event, form), set(request.form.getlist("dates"))
    chosen = [one for one in found if one.starts_at.date().isoformat() in ticked]
    refusal = _refusal(chosen, ticked)
    if refusal:
        form.form_errors.append(refusal)
        return dates_page(event, form, found, ticked), 422
    return _make(event, form, [one.starts_at for one in chosen], found, ticked)


@programme.post("/organise/<event_slug>/dates/<int:series_id>/deletion")
@event_page(can_edit_programme)
def delete_dates(event: Event, series_id: int) -> ResponseReturnValue:
    """What was made in one act is deleted in one, as far as nobody has touched it."""
    series = find_series(event.id, series_id) or abort(404)
    number = actions.delete_untouched(series, now=clock.now(), account_id=signed_in_account().id)
    words = ngettext("One empty date has been deleted.", "%(num)s empty dates have been deleted.", number)
    flash(words if number else _("None of these dates is empty any more: nothing was deleted."), "success")
    return redirect(url_for("programme.season", event_slug=event.slug), 303)


def planned(event: Event, form: DatesForm) -> list[PlannedDate]:
    """Every date of the rhythm, with what speaks against it."""
    days = days_of(form.rhythm())
    off = _days_off(event, form, days)
    found = [planned_date(moment, event.zone, off) for moment in at_hour(days, form.hour.data)]
    return list(_with_neighbours(event, form, found))


def _days_off(event: Event, form: DatesForm, days: Sequence[date]) -> list[Period]:
    school = school_periods(event.organisation, str(form.zone.data)) if form.skip_school.data else ()
    is_there_too = bool(form.alsace_moselle.data)
    return days_off(days[0], days[-1], school=school, public=form.skip_public.data, alsace_moselle=is_there_too)


def _with_neighbours(event: Event, form: DatesForm, found: Sequence[PlannedDate]) -> Iterator[PlannedDate]:
    """The same dates with what holds the room then, and whether the event has them already."""
    to_come = {new.starts_at for new in actions.dates_to_come(event, [form.new_date(one.starts_at) for one in found])}
    held, length = _holders(event, form, found), timedelta(minutes=form.duration.data)
    begun = [one.moment.astimezone(UTC) for one in found]
    times = [(form.room.data, moment, moment + length) for moment in begun]
    conflicts = conflicts_of_times(event.organisation, times, event.zone)
    for one, begins, against in zip(found, begun, conflicts, strict=True):
        taken = [slot.talk.title if slot.talk else slot.title for slot in held if _meets(slot, begins, begins + length)]
        is_closed = any(conflict.kind is ConflictKind.OUTSIDE_HOURS for conflict in against)
        yield replace(one, taken=taken, is_closed=is_closed, is_there=one.starts_at not in to_come)


def _holders(event: Event, form: DatesForm, found: Sequence[PlannedDate]) -> Sequence[Slot]:
    if form.room.data is None:
        return ()
    zone, day = ZoneInfo(event.zone), timedelta(days=1)
    first, last = found[0].starts_at.replace(tzinfo=zone), found[-1].starts_at.replace(tzinfo=zone)
    return slots_in_room(form.room.data, first - day, last + 2 * day)


def _meets(slot: Slot, begins: datetime, ends: datetime) -> bool:
    return slot.starts_at < ends and slot.ends_at > begins


def _refusal(chosen: Sequence[PlannedDate], ticked: set[str]) -> str:
    if not ticked:
        return _("Tick at least one date.")
    if len(chosen) != len(ticked):
        return _("A ticked day is none of these dates. Look at the list again.")
    if not all(one.is_real for one in chosen):
        return _("On a ticked day the clocks go forward: this hour does not exist.")
    return ""


def _make(
    event: Event, form: DatesForm, moments: Sequence[datetime], found: list[PlannedDate], ticked: set[str]
) -> ResponseReturnValue:
    new, who = [form.new_date(moment) for moment in moments], signed_in_account().id
    try:
        series = actions.make_dates(event, new, now=clock.now(), account_id=who, school_zone=_zone_to_keep(event, form))
    except Refused as error:
        form.form_errors.append(str(error))
        return dates_page(event, form, found, ticked), 422
    if series is None:
        flash(_("These dates are there already: nothing was added."))
    else:
        number = number_made(series)
        flash(ngettext("One date has been made.", "%(num)s dates have been made.", number), "success")
    return redirect(url_for("programme.season", event_slug=event.slug), 303)


def _zone_to_keep(event: Event, form: DatesForm) -> str | None:
    """Whoever organises the organisation's events settles its zone by using it."""
    owns = can_make_events(signed_in_account(), event)
    return str(form.zone.data) if owns and form.skip_school.data else None


def dates_page(event: Event, form: DatesForm, found: Sequence[PlannedDate] = (), ticked: set[str] | None = None) -> str:
    free = {one.starts_at.date().isoformat() for one in found if one.is_free}
    return render_template(
        "programme/dates.html",
        event=event,
        form=form,
        dates=found,
        ticked=free if ticked is None else ticked,
        owns=can_make_events(signed_in_account(), event),
        left_out=sum(not one.is_free for one in found),
    )

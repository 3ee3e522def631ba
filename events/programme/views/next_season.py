"""A new season from an old one: the dates are shown first, then made with one button."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from events.event.access import event_page
from events.event.holidays import Period, days_off
from events.event.models import Event
from events.event.policies import can_make_events
from events.event.queries import school_periods
from events.kit import clock
from events.kit.errors import Refused
from events.people.access import signed_in_account
from events.programme import actions
from events.programme.forms.next_season import NextSeasonForm
from events.programme.models import Slot
from events.programme.queries.season import dates_of
from events.programme.rules.reuse import MovedDate, ShapeDate, moved_dates
from events.programme.views.blueprint import programme


@programme.get("/organise/<event_slug>/next-season")
@event_page(can_make_events)
def next_season(event: Event) -> ResponseReturnValue:
    """The dates of the old season in the new year, with what speaks against each."""
    typed = request.args if "title" in request.args else None
    form = NextSeasonForm.of(event, clock.now().date(), typed)
    if typed is not None and not form.validate():
        return reuse_page(event, form), 422
    return reuse_page(event, form, moved(event, form))


@programme.post("/organise/<event_slug>/next-season")
@event_page(can_make_events)
def take_up_season(event: Event) -> ResponseReturnValue:
    """The event with the ticked dates, in one act."""
    form = NextSeasonForm.of(event, clock.now().date(), request.form)
    if not form.validate():
        return reuse_page(event, form), 422
    found, ticked = moved(event, form), set(request.form.getlist("dates"))
    chosen = [one for one in found if one.key in ticked]
    if len(chosen) != len(ticked):
        form.form_errors.append(_("A ticked day is none of these dates. Look at the list again."))
        return reuse_page(event, form, found, ticked), 422
    try:
        made = actions.take_up_season(event, _season(event, form, chosen), now=clock.now(), account_id=_who())
    except Refused as error:
        form.form_errors.append(str(error))
        return reuse_page(event, form, found, ticked), 422
    words = ngettext("The season is made, with one date.", "The season is made, with %(num)s dates.", len(chosen))
    flash(words, "success")
    return redirect(url_for("programme.season", event_slug=made.slug), 303)


def moved(event: Event, form: NextSeasonForm) -> list[MovedDate]:
    old = [shape_of(event, slot) for slot in dates_of(event.id)]
    if not old:
        return []
    weeks = form.weeks_after(event)
    last_years = moved_dates(old, 0, (), ())
    this_years = moved_dates(old, weeks, (), ())
    return moved_dates(old, weeks, _off(event, form, last_years), _off(event, form, this_years))


def shape_of(event: Event, slot: Slot) -> ShapeDate:
    minutes = int((slot.ends_at - slot.starts_at).total_seconds() // 60)
    talk_format = slot.talk.format_id if slot.talk else None
    return ShapeDate(slot.id, wall_of(event, slot.starts_at), (slot.room_id, talk_format, minutes))


def wall_of(event: Event, moment: datetime) -> datetime:
    return moment.astimezone(ZoneInfo(event.zone)).replace(tzinfo=None, fold=0)


def _off(event: Event, form: NextSeasonForm, dates: Sequence[MovedDate]) -> list[Period]:
    first, last = dates[0].starts_at.date(), dates[-1].starts_at.date()
    school = school_periods(event.organisation, str(form.zone.data)) if form.skip_school.data else ()
    is_there_too = bool(form.alsace_moselle.data)
    return days_off(first, last, school=school, public=bool(form.skip_public.data), alsace_moselle=is_there_too)


def _season(event: Event, form: NextSeasonForm, chosen: Sequence[MovedDate]) -> actions.NextSeason:
    slots = {slot.id: slot for slot in dates_of(event.id)}
    dates = [new_date(event, slots[one.slot_id], one.starts_at) for one in chosen]
    title = {event.language: str(form.title.data)}
    return actions.NextSeason(title, form.starts_on.data, form.ends_on.data, dates)


def new_date(event: Event, slot: Slot, starts_at: datetime) -> actions.NewDate:
    """A date of the old one's hall, length, doors, format, seats and admission."""
    talk = slot.talk
    if talk is None:
        raise ValueError("a break is no date of a season")
    return actions.NewDate(
        starts_at,
        int((slot.ends_at - slot.starts_at).total_seconds() // 60),
        room_id=slot.room_id,
        doors=wall_of(event, slot.doors_at).time() if slot.doors_at else None,
        format_id=talk.format_id,
        limit=talk.capacity.limit,
        bookable=talk.bookable,
        admission=talk.admission,
    )


def _who() -> int:
    return signed_in_account().id


def reuse_page(
    event: Event, form: NextSeasonForm, found: Sequence[MovedDate] = (), ticked: set[str] | None = None
) -> str:
    usual = {one.key for one in found if not one.off and not one.is_extra}
    return render_template(
        "programme/next_season.html",
        event=event,
        form=form,
        dates=found,
        ticked=usual if ticked is None else ticked,
        moments={one.key: one.starts_at.replace(tzinfo=ZoneInfo(event.zone)) for one in found},
        rooms={slot.id: slot.room.name for slot in dates_of(event.id) if slot.room},
    )

"""A season's dates by month, each filled in its place as speakers and halls are confirmed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from zoneinfo import ZoneInfo

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from events.event.access import event_page
from events.event.models import Event
from events.event.policies import can_edit_programme, can_make_events
from events.event.stale import differences
from events.kit import clock
from events.kit.database import Stale
from events.kit.errors import Refused
from events.people.access import signed_in_account
from events.programme import actions
from events.programme.forms.season import DateForm, rooms_to_choose
from events.programme.models import Slot
from events.programme.queries import known_speakers
from events.programme.queries.season import dates_of, find_date, series_of, talks_without_date
from events.programme.rules import TalkState
from events.programme.views.blueprint import programme


@dataclass(frozen=True)
class ShownDate:
    """A date with its form; `theirs` what somebody else saved meanwhile."""

    slot: Slot
    form: DateForm
    is_open: bool = False
    theirs: list[tuple[str, str, str]] | None = None


@dataclass(frozen=True)
class Month:
    first: date
    dates: list[ShownDate]


@programme.get("/organise/<event_slug>/season")
@event_page(can_edit_programme)
def season(event: Event) -> ResponseReturnValue:
    return season_page(event)


@programme.post("/organise/<event_slug>/season/<int:slot_id>")
@event_page(can_edit_programme)
def save_date(event: Event, slot_id: int) -> ResponseReturnValue:
    """One date: title, speakers, hall, hour and state."""
    slot = find_date(event.id, slot_id) or abort(404)
    form = DateForm.of(event, slot, rooms_to_choose(event))
    if not form.validate():
        return season_page(event, ShownDate(slot, form, is_open=True)), 422
    try:
        _save(slot, form)
    except Stale:
        return _stale(event, slot, form)
    except Refused as error:
        form.form_errors.append(str(error))
        return season_page(event, ShownDate(slot, form, is_open=True)), 422
    flash(_("The date has been saved."), "success")
    return redirect(url_for("programme.season", event_slug=event.slug, _anchor=f"date-{slot.id}"), 303)


def _save(slot: Slot, form: DateForm) -> None:
    placement = form.placed(slot)
    if placement is None:
        raise ValueError("a validated form has a time")
    filled = actions.FilledDate(str(form.title.data), form.named_speakers(), placement, TalkState(form.state.data))
    versions = (form.version.number, form.slot_version.number)
    actions.fill_date(slot, *versions, filled, now=clock.now(), account_id=signed_in_account().id)


def _stale(event: Event, slot: Slot, form: DateForm) -> ResponseReturnValue:
    """Both texts; saving once more takes what was typed here."""
    stored = DateForm.of(event, slot, rooms_to_choose(event), formdata=None)
    theirs = differences(form, stored)
    form.version.data, form.slot_version.data = stored.version.data, stored.slot_version.data
    return season_page(event, ShownDate(slot, form, is_open=True, theirs=theirs)), 409


def season_page(event: Event, typed: ShownDate | None = None) -> str:
    """All dates; `typed` stands in the place of the one that was refused."""
    rooms, wanted = rooms_to_choose(event), request.args.get("open", type=int)
    shown = [
        typed
        if typed and slot.id == typed.slot.id
        else ShownDate(slot, DateForm.of(event, slot, rooms, formdata=None), is_open=slot.id == wanted)
        for slot in dates_of(event.id)
    ]
    return render_template(
        "programme/season.html",
        event=event,
        months=months_of(event, shown),
        typed=typed,
        without_date=talks_without_date(event.id),
        known=[person.name for person in known_speakers(event.organisation_id)],
        made=[row for row in series_of(event.id) if row[2]],
        figures=figures_of(shown),
        owns=can_make_events(signed_in_account(), event),
    )


def months_of(event: Event, dates: Sequence[ShownDate]) -> list[Month]:
    zone = ZoneInfo(event.zone)

    def first_of_month(one: ShownDate) -> date:
        return one.slot.starts_at.astimezone(zone).date().replace(day=1)

    return [Month(first, list(group)) for first, group in groupby(dates, key=first_of_month)]


def figures_of(dates: Sequence[ShownDate]) -> list[tuple[int, str]]:
    """What is done and what remains to be done."""
    talks = {one.slot.talk_id: one.slot.talk for one in dates if one.slot.talk}.values()
    published = sum(talk.state == TalkState.PUBLISHED for talk in talks)
    to_complete = sum(talk.is_to_complete for talk in talks)
    return [
        (len(dates), _("dates")),
        (to_complete, _("to complete")),
        (sum(one.slot.room_id is None for one in dates), _("without a room")),
        (published, ngettext("date published", "dates published", published)),
    ]

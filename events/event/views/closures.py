"""School holidays as the organisation keeps them, and closures of its own."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from events.event import actions
from events.event.forms.closures import ClosureForm, CorrectionForm, ZoneForm
from events.event.holidays import Period, find_official, official_periods, sources, zones
from events.event.models import Closure
from events.event.queries import closures_of, find_closure, find_correction, school_zone_of
from events.event.stale import differences
from events.event.views.blueprint import event as pages
from events.kit import clock
from events.kit.database import Stale
from events.people.access import own_organisation, signed_in_account, signed_in_required
from events.people.actions import change_organisation
from events.people.models import Organisation

Theirs = list[tuple[str, str, str]] | None


@dataclass(frozen=True)
class ShownPeriod:
    """Holidays in the list; `correction` when the organisation says something else than the calendar."""

    name: Mapping[str, str]
    first: date
    last: date
    key: str
    correction: Closure | None


@pages.get("/organise/school-holidays/")
@signed_in_required
def school_holidays() -> ResponseReturnValue:
    return holidays_page(own_organisation(), ClosureForm(formdata=None))


@pages.post("/organise/school-holidays/zone")
@signed_in_required
def choose_zone() -> ResponseReturnValue:
    owner, form = own_organisation(), ZoneForm()
    if not form.validate():
        return holidays_page(owner, ClosureForm(formdata=None), form), 422
    changes = {"school_zone": form.zone.data}
    change_organisation(owner, changes, version=owner.version, by=signed_in_account(), now=clock.now())
    flash(_("The zone has been saved."), "success")
    return back_to_list(owner)


@pages.post("/organise/school-holidays/")
@signed_in_required
def add_closure() -> ResponseReturnValue:
    owner, form = own_organisation(), ClosureForm()
    if not form.validate():
        return holidays_page(owner, form), 422
    actions.add_closure(owner.id, form.details(owner.language), now=clock.now(), account_id=signed_in_account().id)
    flash(_("The closure has been added."), "success")
    return back_to_list(owner)


@pages.get("/organise/school-holidays/closures/<int:closure_id>")
@signed_in_required
def closure(closure_id: int) -> ResponseReturnValue:
    owner = own_organisation()
    found = own_closure(owner, closure_id)
    return closure_page(owner, found, ClosureForm.of(found, owner.language))


@pages.post("/organise/school-holidays/closures/<int:closure_id>")
@signed_in_required
def save_closure(closure_id: int) -> ResponseReturnValue:
    owner, form = own_organisation(), ClosureForm()
    found = own_closure(owner, closure_id)
    if not form.validate():
        return closure_page(owner, found, form), 422
    details, who = form.details(owner.language, found.name), signed_in_account().id
    try:
        actions.edit_closure(found, form.version.number, details, now=clock.now(), account_id=who)
    except Stale:
        theirs = differences(form, ClosureForm.of(found, owner.language))
        form.version.data = found.version
        return closure_page(owner, found, form, theirs), 409
    flash(_("The closure has been saved."), "success")
    return back_to_list(owner)


@pages.post("/organise/school-holidays/closures/<int:closure_id>/deletion")
@signed_in_required
def delete_closure(closure_id: int) -> ResponseReturnValue:
    """A closure is gone; after a correction the official days hold again."""
    owner = own_organisation()
    found = find_closure(owner.id, closure_id) or abort(404)
    words = _("The official days hold again.") if found.official else _("It has been deleted.")
    actions.delete_closure(found, now=clock.now(), account_id=signed_in_account().id)
    flash(words, "success")
    return back_to_list(owner)


@pages.get("/organise/school-holidays/official/<key>")
@signed_in_required
def official_holidays(key: str) -> ResponseReturnValue:
    owner, period = own_organisation(), find_official(key) or abort(404)
    correction = find_correction(owner.id, key)
    return correction_page(owner, period, correction, CorrectionForm.of(period, correction))


@pages.post("/organise/school-holidays/official/<key>")
@signed_in_required
def correct_holidays(key: str) -> ResponseReturnValue:
    owner, period, form = own_organisation(), find_official(key) or abort(404), CorrectionForm()
    correction = find_correction(owner.id, key)
    if not form.validate():
        return correction_page(owner, period, correction, form), 422
    try:
        _correct(owner, period, correction, form)
    except Stale:
        correction = find_correction(owner.id, key)
        theirs = differences(form, CorrectionForm.of(period, correction))
        form.version.data = correction.version if correction else 0
        return correction_page(owner, period, correction, form, theirs), 409
    flash(_("The days have been saved."), "success")
    return back_to_list(owner)


def _correct(owner: Organisation, period: Period, correction: Closure | None, form: CorrectionForm) -> None:
    details, who, version = form.details(period), signed_in_account().id, form.version.number
    if correction:
        actions.edit_closure(correction, version, details, now=clock.now(), account_id=who)
    else:
        actions.add_closure(owner.id, details, official=period.key, now=clock.now(), account_id=who)


def own_closure(owner: Organisation, closure_id: int) -> Closure:
    found = find_closure(owner.id, closure_id)
    return found if found and found.official is None else abort(404)


def back_to_list(owner: Organisation) -> ResponseReturnValue:
    return redirect(url_for("event.school_holidays", organisation=owner.id), 303)


def holidays_page(owner: Organisation, form: ClosureForm, zone_form: ZoneForm | None = None) -> str:
    zone, own = school_zone_of(owner), closures_of(owner.id)
    return render_template(
        "event/school_holidays.html",
        owner=owner,
        form=form,
        zone_form=zone_form or ZoneForm(formdata=None, zone=zone or "-"),
        zone=zone,
        academies={name: (words,) for name, words in zones().items()},
        years=shown_years(zone, own),
        sources=sources(),
        closures=[row for row in own if row.official is None],
    )


def shown_years(zone: str, own: Sequence[Closure]) -> dict[str, list[ShownPeriod]]:
    """The holidays of each school year, the latest year first."""
    corrections = {row.official: row for row in own if row.official}
    years: dict[str, list[ShownPeriod]] = {}
    for period in official_periods(zone):
        years.setdefault(period.year, []).append(shown_period(period, corrections.get(period.key)))
    return dict(sorted(years.items(), reverse=True))


def shown_period(period: Period, correction: Closure | None) -> ShownPeriod:
    days = (correction.starts_on, correction.ends_on) if correction else (period.first, period.last)
    return ShownPeriod(period.name, *days, period.key, correction)


def closure_page(owner: Organisation, found: Closure, form: ClosureForm, theirs: Theirs = None) -> str:
    return render_template("event/closure.html", owner=owner, closure=found, form=form, theirs=theirs)


def correction_page(
    owner: Organisation, period: Period, correction: Closure | None, form: CorrectionForm, theirs: Theirs = None
) -> str:
    return render_template(
        "event/correction.html", owner=owner, period=period, correction=correction, form=form, theirs=theirs
    )

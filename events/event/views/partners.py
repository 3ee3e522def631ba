"""Organisers' pages of partners."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from events.event import actions
from events.event.access import event_page
from events.event.forms.content import PartnerForm
from events.event.models import Event, Partner
from events.event.policies import can_edit_programme
from events.event.queries import find_partner, partners_of
from events.event.stale import differences
from events.event.views.blueprint import event as pages
from events.kit import clock
from events.kit.database import Stale
from events.kit.errors import Refused
from events.people.access import signed_in_account
from events.people.forms.pictures import keep_picture, picture_after

PLACES = {"up": -1, "down": 1}


@pages.get("/organise/<event_slug>/partners")
@event_page(can_edit_programme)
def partners(event: Event) -> ResponseReturnValue:
    return partners_page(event, PartnerForm.of(event, formdata=None))


@pages.post("/organise/<event_slug>/partners")
@event_page(can_edit_programme)
def add_partner(event: Event) -> ResponseReturnValue:
    form = PartnerForm.of(event)
    if not form.validate():
        return partners_page(event, form), 422
    try:
        details = form.details(event, None, picture_after(form, None))
    except Refused:
        return partners_page(event, form), 422
    actions.add_partner(event, details, now=clock.now(), account_id=signed_in_account().id)
    flash(_("The partner has been added."), "success")
    return redirect(url_for("event.partners", event_slug=event.slug), 303)


@pages.get("/organise/<event_slug>/partners/<int:partner_id>")
@event_page(can_edit_programme)
def partner(event: Event, partner_id: int) -> ResponseReturnValue:
    found = own_partner(event, partner_id)
    return partner_page(event, found, PartnerForm.of(event, found, formdata=None))


@pages.post("/organise/<event_slug>/partners/<int:partner_id>")
@event_page(can_edit_programme)
def save_partner(event: Event, partner_id: int) -> ResponseReturnValue:
    found = own_partner(event, partner_id)
    form = PartnerForm.of(event, found)
    if not form.validate():
        return partner_page(event, found, form), 422
    try:
        _save(event, found, form)
    except Stale:
        theirs = differences(form, PartnerForm.of(event, found, formdata=None))
        form.version.data = str(found.version)
        return partner_page(event, found, form, theirs), 409
    except Refused:
        return partner_page(event, found, form), 422
    flash(_("The partner has been saved."), "success")
    return redirect(url_for("event.partners", event_slug=event.slug), 303)


def _save(event: Event, found: Partner, form: PartnerForm) -> None:
    if form.version.number != found.version:
        raise Stale(found)
    details = form.details(event, found, picture_after(form, found.logo_id))
    actions.edit_partner(found, form.version.number, details, now=clock.now(), account_id=signed_in_account().id)


@pages.post("/organise/<event_slug>/partners/<int:partner_id>/position")
@event_page(can_edit_programme)
def move_partner(event: Event, partner_id: int) -> ResponseReturnValue:
    """`direction` is up or down."""
    places = PLACES.get(request.form.get("direction", "")) or abort(404)
    actions.move_partner(own_partner(event, partner_id), places, now=clock.now(), account_id=signed_in_account().id)
    return redirect(url_for("event.partners", event_slug=event.slug), 303)


@pages.post("/organise/<event_slug>/partners/<int:partner_id>/deletion")
@event_page(can_edit_programme)
def delete_partner(event: Event, partner_id: int) -> ResponseReturnValue:
    actions.delete_partner(own_partner(event, partner_id), now=clock.now(), account_id=signed_in_account().id)
    flash(_("It has been deleted."), "success")
    return redirect(url_for("event.partners", event_slug=event.slug), 303)


def own_partner(event: Event, partner_id: int) -> Partner:
    return find_partner(event.id, partner_id) or abort(404)


def partners_page(event: Event, form: PartnerForm) -> str:
    keep_picture(form)
    return render_template("event/partners.html", event=event, form=form, partners=partners_of(event.id))


def partner_page(
    event: Event, found: Partner, form: PartnerForm, theirs: list[tuple[str, str, str]] | None = None
) -> str:
    keep_picture(form)
    return render_template("event/partner.html", event=event, partner=found, form=form, theirs=theirs)

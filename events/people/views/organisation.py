"""The settings of an organisation, and a test mail."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from events.extensions import limiter
from events.kit import clock
from events.kit.database import Stale
from events.kit.stale import differences
from events.people import actions
from events.people.access import own_organisation, signed_in_account, signed_in_required
from events.people.forms.organisation import OrganisationForm, shown
from events.people.models import Organisation
from events.people.queries import organisations_of
from events.people.views.blueprint import people


def organisation_page(organisation: Organisation, form: OrganisationForm, status: int = 200) -> ResponseReturnValue:
    stale = differences(form, shown(organisation)) if status == 409 else []
    page = render_template(
        "people/organisation.html",
        form=form,
        own=organisation,
        organisations=organisations_of(signed_in_account()),
        account=signed_in_account(),
        differences=stale,
    )
    return page, status


@people.get("/organise/organisation")
@signed_in_required
def organisation() -> ResponseReturnValue:
    own = own_organisation()
    return organisation_page(own, OrganisationForm(formdata=None, data={**shown(own), "version": own.version}))


@people.post("/organise/organisation")
@signed_in_required
def change_organisation() -> ResponseReturnValue:
    own, form = own_organisation(), OrganisationForm()
    if not form.validate():
        return organisation_page(own, form, 422)
    changes, version = form.changes(own), form.version.number
    try:
        actions.change_organisation(own, changes, version=version, by=signed_in_account(), now=clock.now())
    except Stale:
        form.version.data = str(own.version)
        return organisation_page(own, form, 409)
    except actions.NameTaken as taken:
        form.name.errors = [str(taken)]
        return organisation_page(own, form, 422)
    flash(_("The settings have been saved."), "success")
    return redirect(url_for("people.organisation", organisation=own.id), 303)


@people.post("/organise/organisation/test-mail")
@signed_in_required
@limiter.limit("10 per hour")
def send_test_mail() -> ResponseReturnValue:
    own, account = own_organisation(), signed_in_account()
    actions.send_test_mail(account, own, clock.now())
    flash(_("A test mail is on its way to %(email)s.", email=account.email), "success")
    return redirect(url_for("people.organisation", organisation=own.id), 303)

"""Who works on an event."""

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from events.event import actions
from events.event.access import event_page
from events.event.forms import TeamForm
from events.event.models import Event
from events.event.policies import can_organise
from events.event.queries import find_member, team_of
from events.event.rules import TeamRole
from events.event.views.blueprint import event as pages
from events.kit import clock
from events.people.access import signed_in_account
from events.people.queries import organisers_of


@pages.get("/organise/<event_slug>/team")
@event_page(can_organise)
def team(event: Event) -> ResponseReturnValue:
    return team_page(event, TeamForm(formdata=None))


@pages.post("/organise/<event_slug>/team")
@event_page(can_organise)
def add_member(event: Event) -> ResponseReturnValue:
    """An existing account joins; a new one is mailed a link to choose its password."""
    form = TeamForm()
    if not form.validate():
        return team_page(event, form), 422
    try:
        actions.add_to_team(
            event,
            name=str(form.name.data),
            email=str(form.email.data),
            role=TeamRole(form.role.data),
            now=clock.now(),
            account_id=signed_in_account().id,
        )
    except actions.AlreadyThere as error:
        form.form_errors.append(str(error))
        return team_page(event, form), 422
    flash(_("Added. Whoever had no account yet gets a link by mail to choose a password."), "success")
    return redirect(url_for("event.team", event_slug=event.slug), 303)


@pages.post("/organise/<event_slug>/team/<int:member_id>/removal")
@event_page(can_organise)
def remove_member(event: Event, member_id: int) -> ResponseReturnValue:
    member = find_member(event.id, member_id) or abort(404)
    actions.remove_from_team(member, now=clock.now(), account_id=signed_in_account().id)
    flash(_("Removed from the team."), "success")
    return redirect(url_for("event.team", event_slug=event.slug), 303)


def team_page(event: Event, form: TeamForm) -> str:
    organisers = organisers_of(event.organisation_id)
    return render_template("event/team.html", event=event, form=form, team=team_of(event.id), organisers=organisers)

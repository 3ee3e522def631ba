"""The start page, and an event's overview, settings, address and publication."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from events.event import actions
from events.event.access import event_page
from events.event.forms import AddressForm, EventForm, NewEventForm, PublicationForm
from events.event.models import Event
from events.event.policies import belongs_to_team, can_organise
from events.event.queries import events_of_account, organisations_events, team_of
from events.event.rules import EventKind, EventState, missing_for_publishing
from events.event.stale import differences
from events.event.views.blueprint import event as pages
from events.kit import clock
from events.kit.database import Stale
from events.people.access import own_organisation, signed_in_account, signed_in_required
from events.people.models import Organisation


@pages.get("/organise/")
@signed_in_required
def organise() -> ResponseReturnValue:
    """All events one works on, and what comes next."""
    account = signed_in_account()
    events = events_of_account(account.id)
    return render_template("event/organise.html", events=events, today=clock.now().date(), account=account)


@pages.get("/organise/new-event")
@signed_in_required
def new_event() -> ResponseReturnValue:
    organisation = own_organisation()
    form = NewEventForm(formdata=None, language=organisation.language)
    return new_event_page(organisation, form)


@pages.post("/organise/new-event")
@signed_in_required
def create_event() -> ResponseReturnValue:
    organisation, form = own_organisation(), NewEventForm()
    if not form.validate():
        return new_event_page(organisation, form), 422
    made = actions.create_event(
        organisation.id,
        EventKind(form.kind.data),
        form.details(organisation.zone),
        now=clock.now(),
        account_id=signed_in_account().id,
    )
    flash(_("The event is made. Next: its building and room, then its talks."), "success")
    return redirect(url_for("event.overview", event_slug=made.slug), 303)


def new_event_page(organisation: Organisation, form: NewEventForm) -> str:
    seasons = [event for event in organisations_events(organisation.id) if event.kind == EventKind.SEASON]
    return render_template("event/new_event.html", form=form, owner=organisation, seasons=seasons)


@pages.get("/organise/<event_slug>/")
@event_page(belongs_to_team)
def overview(event: Event) -> ResponseReturnValue:
    organises = can_organise(signed_in_account(), event)
    return render_template(
        "event/overview.html", event=event, organises=organises, missing=_missing(event), team=team_of(event.id)
    )


@pages.get("/organise/<event_slug>/publication")
@event_page(can_organise)
def publication(event: Event) -> ResponseReturnValue:
    """What is still missing before readers can see it."""
    if event.state == EventState.PUBLISHED:
        return redirect(url_for("event.overview", event_slug=event.slug))
    return render_template("event/publication.html", event=event, form=PublicationForm(), missing=_missing(event))


@pages.post("/organise/<event_slug>/publication")
@event_page(can_organise)
def publish(event: Event) -> ResponseReturnValue:
    """Publish at once, or ask for what is missing."""
    form = PublicationForm()
    try:
        actions.publish_event(event, anyway=form.anyway.data, now=clock.now(), account_id=signed_in_account().id)
    except actions.NotReady as error:
        form.anyway.errors = [_("Complete what is missing, or tick that you will do so later.")]
        return render_template("event/publication.html", event=event, form=form, missing=error.missing), 422
    flash(_("The event is public now."), "success")
    return redirect(url_for("event.overview", event_slug=event.slug), 303)


@pages.post("/organise/<event_slug>/taking-back")
@event_page(can_organise)
def take_back(event: Event) -> ResponseReturnValue:
    actions.take_back_event(event, now=clock.now(), account_id=signed_in_account().id)
    flash(_("The event is a draft again; the public no longer sees it."), "success")
    return redirect(url_for("event.overview", event_slug=event.slug), 303)


@pages.get("/organise/<event_slug>/settings")
@event_page(can_organise)
def settings(event: Event) -> ResponseReturnValue:
    return settings_page(event, EventForm.of(event, formdata=None), AddressForm(formdata=None, slug=event.slug))


@pages.post("/organise/<event_slug>/settings")
@event_page(can_organise)
def save_settings(event: Event) -> ResponseReturnValue:
    form, address = EventForm.of(event), AddressForm(formdata=None, slug=event.slug)
    if not form.validate():
        return settings_page(event, form, address), 422
    try:
        actions.edit_event(
            event,
            form.version.number,
            form.details(event),
            limit=form.capacity.data,
            now=clock.now(),
            account_id=signed_in_account().id,
        )
    except Stale:
        theirs = differences(form, EventForm.of(event, formdata=None))
        form.version.data = event.version
        return settings_page(event, form, address, theirs), 409
    flash(_("The settings have been saved."), "success")
    return redirect(url_for("event.settings", event_slug=event.slug), 303)


@pages.post("/organise/<event_slug>/address")
@event_page(can_organise)
def change_address(event: Event) -> ResponseReturnValue:
    """Another address; the old one goes on leading here."""
    form, settings_form = AddressForm(), EventForm.of(event, formdata=None)
    if not form.validate():
        return settings_page(event, settings_form, form), 422
    try:
        actions.change_slug(event, str(form.slug.data), now=clock.now(), account_id=signed_in_account().id)
    except actions.SlugTaken as error:
        form.form_errors.append(str(error))
        return settings_page(event, settings_form, form), 422
    flash(_("The address has been changed; the old one leads to the new one."), "success")
    return redirect(url_for("event.settings", event_slug=event.slug), 303)


def settings_page(
    event: Event, form: EventForm, address: AddressForm, theirs: list[tuple[str, str, str]] | None = None
) -> str:
    return render_template("event/settings.html", event=event, form=form, address=address, theirs=theirs)


def _missing(event: Event) -> list[str]:
    owner = event.organisation
    return [str(thing) for thing in missing_for_publishing(owner.phone, owner.legal, owner.privacy)]

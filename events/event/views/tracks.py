"""Thematic tracks of an event."""

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from events.event import actions
from events.event.access import event_page
from events.event.forms import TrackForm
from events.event.models import Event, Track
from events.event.policies import can_edit_programme
from events.event.queries import find_track
from events.event.stale import differences
from events.event.views.blueprint import event as pages
from events.kit import clock
from events.kit.database import Stale
from events.kit.fields import localised_data, localised_from
from events.people.access import signed_in_account


@pages.get("/organise/<event_slug>/tracks")
@event_page(can_edit_programme)
def tracks(event: Event) -> ResponseReturnValue:
    return render_template("event/tracks.html", event=event, form=TrackForm(formdata=None))


@pages.post("/organise/<event_slug>/tracks")
@event_page(can_edit_programme)
def add_track(event: Event) -> ResponseReturnValue:
    form = TrackForm()
    if not form.validate():
        return render_template("event/tracks.html", event=event, form=form), 422
    name = localised_from(form, "name", event.language)
    actions.add_track(event, name, now=clock.now(), account_id=signed_in_account().id)
    flash(_("The track has been added."), "success")
    return redirect(url_for("event.tracks", event_slug=event.slug), 303)


@pages.get("/organise/<event_slug>/tracks/<int:track_id>")
@event_page(can_edit_programme)
def track(event: Event, track_id: int) -> ResponseReturnValue:
    found = own_track(event, track_id)
    return render_template("event/track.html", event=event, track=found, form=form_of(event, found), theirs=None)


@pages.post("/organise/<event_slug>/tracks/<int:track_id>")
@event_page(can_edit_programme)
def save_track(event: Event, track_id: int) -> ResponseReturnValue:
    found, form = own_track(event, track_id), TrackForm()
    if not form.validate():
        return render_template("event/track.html", event=event, track=found, form=form, theirs=None), 422
    name = localised_from(form, "name", event.language, found.name)
    try:
        who = signed_in_account().id
        actions.edit_track(found, form.version.number, name, now=clock.now(), account_id=who)
    except Stale:
        theirs = differences(form, form_of(event, found))
        form.version.data = found.version
        return render_template("event/track.html", event=event, track=found, form=form, theirs=theirs), 409
    flash(_("The track has been saved."), "success")
    return redirect(url_for("event.tracks", event_slug=event.slug), 303)


@pages.post("/organise/<event_slug>/tracks/<int:track_id>/deletion")
@event_page(can_edit_programme)
def delete_track(event: Event, track_id: int) -> ResponseReturnValue:
    try:
        actions.delete_track(own_track(event, track_id), now=clock.now(), account_id=signed_in_account().id)
    except actions.TrackInUse as error:
        flash(str(error), "error")
    else:
        flash(_("It has been deleted."), "success")
    return redirect(url_for("event.tracks", event_slug=event.slug), 303)


def own_track(event: Event, track_id: int) -> Track:
    return find_track(event.id, track_id) or abort(404)


def form_of(event: Event, track: Track) -> TrackForm:
    data = localised_data({"name": track.name}, event.language)
    return TrackForm(formdata=None, data={**data, "version": track.version})

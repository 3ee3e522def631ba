"""Venues and rooms of the organisation."""

from typing import Any

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from events.event import actions
from events.event.forms import RoomForm, VenueForm
from events.event.forms.hours import OpeningHoursForm
from events.event.models import Room, Venue
from events.event.queries import find_room, find_venue, venues_of
from events.event.stale import differences
from events.event.views.blueprint import event as pages
from events.kit import clock
from events.kit.database import Stale
from events.people.access import own_organisation, signed_in_account, signed_in_required

NEW_ROOM, HOURS = "room", "hours"
"""Three forms stand on a venue's page; the fields of the second and third begin with these."""


@pages.get("/organise/venues/")
@signed_in_required
def venues() -> ResponseReturnValue:
    return venues_page(VenueForm(formdata=None))


@pages.post("/organise/venues/")
@signed_in_required
def add_venue() -> ResponseReturnValue:
    owner, form = own_organisation(), VenueForm()
    if not form.validate():
        return venues_page(form), 422
    who = signed_in_account().id
    made = actions.add_venue(owner.id, form.details(owner.language), now=clock.now(), account_id=who)
    flash(_("The venue has been added. Now add its rooms."), "success")
    return redirect(url_for("event.venue", venue_id=made.id), 303)


@pages.get("/organise/venues/<int:venue_id>/")
@signed_in_required
def venue(venue_id: int) -> ResponseReturnValue:
    found = own_venue(venue_id)
    return venue_page(found, form_of_venue(found), new_room())


@pages.post("/organise/venues/<int:venue_id>/")
@signed_in_required
def save_venue(venue_id: int) -> ResponseReturnValue:
    found, form, empty = own_venue(venue_id), VenueForm(), new_room()
    if not form.validate():
        return venue_page(found, form, empty), 422
    details = form.details(own_organisation().language, found)
    try:
        who = signed_in_account().id
        actions.edit_venue(found, form.version.number, details, now=clock.now(), account_id=who)
    except Stale:
        theirs = differences(form, form_of_venue(found))
        form.version.data = found.version
        return venue_page(found, form, empty, theirs), 409
    flash(_("The venue has been saved."), "success")
    return redirect(url_for("event.venues"), 303)


@pages.post("/organise/venues/<int:venue_id>/opening-hours")
@signed_in_required
def save_opening_hours(venue_id: int) -> ResponseReturnValue:
    found = own_venue(venue_id)
    form = hours_of(found)
    if not form.validate():
        return venue_page(found, form_of_venue(found), new_room(), hours=form), 422
    try:
        who = signed_in_account().id
        actions.set_opening_hours(found, form.version.number, form.hours, now=clock.now(), account_id=who)
    except Stale:
        theirs = differences(form, hours_of(found, formdata=None))
        form.version.data = found.version
        return venue_page(found, form_of_venue(found), new_room(), theirs, form), 409
    flash(_("The opening hours have been saved."), "success")
    return redirect(url_for("event.venue", venue_id=found.id), 303)


@pages.post("/organise/venues/<int:venue_id>/deletion")
@signed_in_required
def delete_venue(venue_id: int) -> ResponseReturnValue:
    return _delete(own_venue(venue_id), url_for("event.venues"))


@pages.post("/organise/venues/<int:venue_id>/rooms")
@signed_in_required
def add_room(venue_id: int) -> ResponseReturnValue:
    found, form = own_venue(venue_id), RoomForm(prefix=NEW_ROOM)
    if not form.validate():
        return venue_page(found, form_of_venue(found), form), 422
    details = form.details(own_organisation().language)
    actions.add_room(found, details, now=clock.now(), account_id=signed_in_account().id)
    flash(_("The room has been added."), "success")
    return redirect(url_for("event.venue", venue_id=found.id), 303)


@pages.get("/organise/venues/<int:venue_id>/rooms/<int:room_id>")
@signed_in_required
def room(venue_id: int, room_id: int) -> ResponseReturnValue:
    found = own_room(venue_id, room_id)
    return render_template("event/room.html", room=found, form=form_of_room(found), theirs=None)


@pages.post("/organise/venues/<int:venue_id>/rooms/<int:room_id>")
@signed_in_required
def save_room(venue_id: int, room_id: int) -> ResponseReturnValue:
    found, form = own_room(venue_id, room_id), RoomForm()
    if not form.validate():
        return render_template("event/room.html", room=found, form=form, theirs=None), 422
    details = form.details(own_organisation().language, found)
    try:
        who = signed_in_account().id
        actions.edit_room(found, form.version.number, details, now=clock.now(), account_id=who)
    except Stale:
        theirs = differences(form, form_of_room(found))
        form.version.data = found.version
        return render_template("event/room.html", room=found, form=form, theirs=theirs), 409
    flash(_("The room has been saved."), "success")
    return redirect(url_for("event.venue", venue_id=venue_id), 303)


@pages.post("/organise/venues/<int:venue_id>/rooms/<int:room_id>/deletion")
@signed_in_required
def delete_room(venue_id: int, room_id: int) -> ResponseReturnValue:
    return _delete(own_room(venue_id, room_id), url_for("event.venue", venue_id=venue_id))


def own_venue(venue_id: int) -> Venue:
    return find_venue(own_organisation().id, venue_id) or abort(404)


def own_room(venue_id: int, room_id: int) -> Room:
    found = find_room(own_organisation().id, room_id)
    return found if found and found.venue_id == venue_id else abort(404)


def new_room() -> RoomForm:
    return RoomForm(formdata=None, prefix=NEW_ROOM)


def form_of_venue(venue: Venue) -> VenueForm:
    return VenueForm.of(venue, own_organisation().language)


def form_of_room(room: Room) -> RoomForm:
    return RoomForm.of(room, own_organisation().language)


def venues_page(form: VenueForm) -> str:
    owner = own_organisation()
    return render_template("event/venues.html", venues=venues_of(owner.id), form=form, owner=owner)


def hours_of(venue: Venue, **options: Any) -> OpeningHoursForm:
    return OpeningHoursForm.of(venue, prefix=HOURS, **options)


def venue_page(
    venue: Venue,
    form: VenueForm,
    room_form: RoomForm,
    theirs: list[tuple[str, str, str]] | None = None,
    hours: OpeningHoursForm | None = None,
) -> str:
    hours = hours or hours_of(venue, formdata=None)
    return render_template("event/venue.html", venue=venue, form=form, room_form=room_form, theirs=theirs, hours=hours)


def _delete(place: Venue | Room, back: str) -> ResponseReturnValue:
    delete = actions.delete_venue if isinstance(place, Venue) else actions.delete_room
    try:
        delete(place, now=clock.now(), account_id=signed_in_account().id)  # type: ignore[arg-type]
    except actions.PlaceInUse as error:
        flash(str(error), "error")
    else:
        flash(_("It has been deleted."), "success")
    return redirect(back, 303)

"""Registrations as organisers and the desk see them."""

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from events.event.models import Event
from events.event.policies import can_serve_desk
from events.event.queries import find_event
from events.extensions import db
from events.kit import clock
from events.kit.errors import Refused
from events.kit.languages import current_language
from events.people.access import signed_in_account, signed_in_required
from events.programme.models import Talk
from events.registration.actions import give_back_all, register
from events.registration.forms import DeskForm
from events.registration.models import Registration
from events.registration.queries import bookable_slots, find_by_number, registrations_of
from events.registration.rules import Source
from events.registration.views.base import blueprint
from events.registration.views.own import claims_of
from events.registration.views.public import make_form


@blueprint.route("/organise/<event_slug>/registrations/")
@signed_in_required
def registrations(event_slug: str) -> ResponseReturnValue:
    """All registrations, searched by any part of a name, number or telephone."""
    event = _event(event_slug)
    words = request.args.get("q", "").strip()[:100]
    talk_slug = request.args.get("talk", "")
    talk = _talk(event, talk_slug) if talk_slug else None
    found = registrations_of(event.id, talk_id=talk.id if talk else None, words=words)
    slots = bookable_slots(event, clock.now())
    return render_template(
        "registration/registrations.html", event=event, registrations=found, words=words, talk=talk, slots=slots
    )


@blueprint.route("/organise/<event_slug>/registrations/new", methods=["GET", "POST"])
@signed_in_required
def register_somebody(event_slug: str) -> ResponseReturnValue:
    """A volunteer types a name and is done."""
    event = _event(event_slug)
    slots = bookable_slots(event, clock.now())
    form = make_form(DeskForm, event, slots)
    if form.validate_on_submit() and isinstance(form, DeskForm):
        talk_ids = {slot.talk.slug: slot.talk.id for slot in slots if slot.talk}
        claim = form.claim(talk_ids, current_language(), Source(form.source.data))
        try:
            made = register(event, claim, now=clock.now(), account_id=signed_in_account().id)
        except Refused as refused:
            form.form_errors.append(str(refused))
        else:
            return redirect(url_for(".registration", event_slug=event.slug, number=made.number), 303)
    status = 422 if request.method == "POST" else 200
    return render_template("registration/register_somebody.html", event=event, form=form, slots=slots), status


@blueprint.route("/organise/<event_slug>/registrations/<int:number>/")
@signed_in_required
def registration(event_slug: str, number: int) -> ResponseReturnValue:
    event = _event(event_slug)
    found = _registration(event, number)
    return render_template("registration/registration.html", event=event, registration=found, claims=claims_of(found))


@blueprint.post("/organise/<event_slug>/registrations/<int:number>/cancellation")
@signed_in_required
def cancel_somebodys(event_slug: str, number: int) -> ResponseReturnValue:
    event = _event(event_slug)
    give_back_all(_registration(event, number), now=clock.now(), account_id=signed_in_account().id)
    return redirect(url_for(".registration", event_slug=event.slug, number=number), 303)


def _event(slug: str) -> Event:
    event = find_event(slug) or abort(404)
    return event if can_serve_desk(signed_in_account(), event) else abort(404)


def _talk(event: Event, slug: str) -> Talk:
    return db.session.scalars(db.select(Talk).filter_by(event_id=event.id, slug=slug)).one_or_none() or abort(404)


def _registration(event: Event, number: int) -> Registration:
    return find_by_number(event.id, number) or abort(404)

"""One registration as organisers and the desk see it, and making one for somebody."""

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from events.event.access import event_page
from events.event.models import Event
from events.event.policies import can_serve_desk
from events.kit import clock
from events.kit.errors import Refused
from events.kit.languages import current_language
from events.people.access import signed_in_account
from events.registration.actions import give_back_all, register
from events.registration.forms import DeskForm
from events.registration.models import Registration
from events.registration.queries import bookable_slots, find_by_number
from events.registration.rules import Source, number_in_words
from events.registration.views.base import blueprint
from events.registration.views.public import make_form
from events.registration.views.shown import shown_claims, talk_lines


@blueprint.route("/organise/<event_slug>/registrations/new", methods=["GET", "POST"])
@event_page(can_serve_desk)
def register_somebody(event: Event) -> ResponseReturnValue:
    """A volunteer types a name and is done."""
    slots = bookable_slots(event, clock.now())
    form = make_form(DeskForm, event, slots)
    if form.validate_on_submit() and isinstance(form, DeskForm):
        talk_ids = {slot.talk.slug: slot.talk.id for slot in slots if slot.talk}
        claim = form.claim(talk_ids, event.language, Source(form.source.data))
        try:
            made = register(event, claim, now=clock.now(), account_id=signed_in_account().id)
        except Refused as refused:
            form.form_errors.append(str(refused))
        else:
            return redirect(url_for(".registration", event_slug=event.slug, number=made.number, new="1"), 303)
    status = 422 if request.method == "POST" else 200
    lines = talk_lines(slots, current_language())
    return render_template("registration/register_somebody.html", event=event, form=form, lines=lines), status


@blueprint.route("/organise/<event_slug>/registrations/<int:number>/")
@event_page(can_serve_desk)
def registration(event: Event, number: int) -> ResponseReturnValue:
    found = _registration(event, number)
    return render_template(
        "registration/registration.html",
        event=event,
        registration=found,
        claims=shown_claims(found, current_language()),
        number=number_in_words(found.number),
    )


@blueprint.post("/organise/<event_slug>/registrations/<int:number>/cancellation")
@event_page(can_serve_desk)
def cancel_somebodys(event: Event, number: int) -> ResponseReturnValue:
    give_back_all(_registration(event, number), now=clock.now(), account_id=signed_in_account().id)
    return redirect(url_for(".registration", event_slug=event.slug, number=number, given="1"), 303)


def _registration(event: Event, number: int) -> Registration:
    return find_by_number(event.id, number) or abort(404)

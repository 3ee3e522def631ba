"""Registrations as organisers and the desk see them."""

from collections.abc import Sequence

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from events.event.access import event_page
from events.event.models import Event
from events.event.policies import can_serve_desk
from events.kit import clock
from events.kit.errors import Refused
from events.kit.languages import current_language
from events.people.access import signed_in_account
from events.programme.models import Talk
from events.programme.queries import find_talk
from events.registration.actions import give_back_all, register
from events.registration.forms import DeskForm
from events.registration.models import Registration
from events.registration.policies import claims_the_event
from events.registration.queries import (
    bookable_slots,
    find_by_number,
    registrations_of,
    talks_with_seats,
)
from events.registration.rules import Source, number_in_words
from events.registration.views.base import blueprint
from events.registration.views.public import make_form
from events.registration.views.shown import shown_claims, shown_row, talk_lines


@blueprint.route("/organise/<event_slug>/registrations/")
@event_page(can_serve_desk)
def registrations(event: Event) -> ResponseReturnValue:
    """All registrations, searched by any part of a name, number or telephone."""
    words = request.args.get("q", "").strip()[:100]
    talk_slug = request.args.get("talk", "")
    talk = _talk(event, talk_slug) if talk_slug else None
    found = registrations_of(event.id, talk_id=talk.id if talk else None, words=words)
    return render_template(
        "registration/registrations.html",
        event=event,
        registrations=[shown_row(one, talk.id if talk else None) for one in found],
        numbers=numbers_of(event, talk, found),
        words=words,
        talk=talk,
        talks=talks_with_seats(event.id),
    )


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


def _talk(event: Event, slug: str) -> Talk:
    return find_talk(event.id, slug) or abort(404)


def _registration(event: Event, number: int) -> Registration:
    return find_by_number(event.id, number) or abort(404)


def numbers_of(event: Event, talk: Talk | None, found: Sequence[Registration]) -> list[tuple[object, str]]:
    """What the organiser looks at first: taken, free, waiting, and whom to ring when something changes."""
    capacity = talk.capacity if talk else event.capacity
    by_phone = sum(not registration.person.email for registration in found)
    numbers: list[tuple[object, str]] = []
    if talk or claims_the_event(event):
        numbers = [(capacity.taken, _("seats taken")), (capacity.waiting, _("on the waiting list"))]
        if capacity.limit is not None:
            numbers.insert(1, (max(capacity.limit - capacity.taken, 0), _("free seats")))
    return [(len(found), _("registrations")), *numbers, (by_phone, _("to be told by telephone"))]

"""One registration's own page: what stands, changes, giving back. The token in its address is the key."""

import io
from collections.abc import Mapping

import segno
from flask import Response, abort, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from markupsafe import Markup

from events.calendar import rules as calendar
from events.event.context import use_event
from events.kit import clock
from events.kit.errors import Refused
from events.kit.languages import current_language
from events.kit.text import clean_line, shorten
from events.kit.tokens import link_token
from events.mail.actions import let_held_go
from events.mail.queries import number_held
from events.programme.queries import find_talk
from events.registration.actions import (
    accept_offer,
    add_talk,
    change_details,
    give_back_all,
    give_back_seat,
    give_back_talk,
)
from events.registration.feed import private_entries
from events.registration.forms import DetailsForm
from events.registration.models import Registration
from events.registration.queries import (
    CALENDAR_LINK,
    find_registration,
    find_registration_of_calendar,
    is_link_of_erased,
    ticket_holders,
)
from events.registration.rules import NAME_LENGTH, number_in_words
from events.registration.views.adding import addable_talks
from events.registration.views.base import blueprint
from events.registration.views.shown import shown_claims


@blueprint.route("/r/<token>/")
def own_page(token: str) -> ResponseReturnValue:
    """What stands; with ?new=1 the confirmation on top."""
    return _show(registration_of(token), token, DetailsForm(formdata=None))


@blueprint.post("/r/<token>/acceptance")
def accept(token: str) -> ResponseReturnValue:
    """Yes to seats of the event that were offered."""
    return _accept(registration_of(token), token, None)


@blueprint.post("/r/<token>/talks/<talk_slug>/acceptance")
def accept_talk(token: str, talk_slug: str) -> ResponseReturnValue:
    """Yes to seats of one talk that were offered."""
    registration = registration_of(token)
    return _accept(registration, token, _talk_id(registration, talk_slug))


@blueprint.post("/r/<token>/talks")
def add(token: str) -> ResponseReturnValue:
    """One talk more; what stands in the way is told on the page, where nothing changes."""
    registration = registration_of(token)
    talk = find_talk(registration.event_id, request.form.get("talks", "")) or abort(404)
    card, code = (clean_line(request.form.get(name, ""))[:40] for name in ("card", "code"))
    try:
        add_talk(registration, talk.id, now=clock.now(), card=card, code=code)
    except Refused as refused:
        form = DetailsForm(formdata=None)
        form.form_errors.append(str(refused))
        return _show(registration, token, form, status=409)
    return redirect(url_for("registration.own_page", token=token, added="1"), 303)


@blueprint.post("/r/<token>/cancellation")
def cancel_all(token: str) -> ResponseReturnValue:
    give_back_all(registration_of(token), now=clock.now())
    return _back(token)


@blueprint.post("/r/<token>/talks/<talk_slug>/cancellation")
def cancel_talk(token: str, talk_slug: str) -> ResponseReturnValue:
    registration = registration_of(token)
    give_back_talk(registration, _talk_id(registration, talk_slug), now=clock.now())
    return _back(token)


@blueprint.post("/r/<token>/seats/<int:seat_id>/cancellation")
def cancel_seat(token: str, seat_id: int) -> ResponseReturnValue:
    registration = registration_of(token)
    if seat_id not in {seat.id for seat in registration.seats}:
        abort(404)
    give_back_seat(registration, seat_id, now=clock.now())
    return _back(token)


@blueprint.post("/r/<token>/details")
def change(token: str) -> ResponseReturnValue:
    registration = registration_of(token)
    form = DetailsForm()
    names = _typed_names(registration)
    valid = form.validate_on_submit()
    if not all(names.values()):
        form.form_errors.append(_("Please give a name."))
        valid = False
    if not valid:
        return _show(registration, token, form, names=names, status=422)
    change_details(registration, names=names, email=form.email.data, phone=form.phone.data, now=clock.now())
    return redirect(url_for("registration.own_page", token=token, changed="1"), 303)


@blueprint.post("/r/<token>/confirmation")
def confirm_address(token: str) -> ResponseReturnValue:
    """Whoever opened the mailed link says that the mail is wanted: what waited for that leaves."""
    registration = registration_of(token)
    let_held_go(registration.person.email, now=clock.now())
    return redirect(url_for("registration.own_page", token=token), 303)


@blueprint.route("/r/<token>/calendar.ics")
def private_calendar(token: str) -> ResponseReturnValue:
    """All confirmed seats as a subscription; repeats the UIDs of the invitations."""
    registration = find_registration_of_calendar(token) or abort(404)
    content = calendar.feed(registration.event.organisation.name, private_entries(registration))
    response = Response(content, mimetype="text/calendar")
    response.add_etag()
    return response.make_conditional(request)


def registration_of(token: str) -> Registration:
    """Whose page it is. Once everything is erased it says so for good; 404 for everything else."""
    registration = find_registration(token)
    if registration is None:
        abort(make_response(render_template("registration/erased.html"), 410) if is_link_of_erased(token) else 404)
    use_event(registration.event)
    return registration


def _accept(registration: Registration, token: str, talk_id: int | None) -> ResponseReturnValue:
    """An offer that has ended is told on the page, where nothing changes."""
    try:
        accept_offer(registration, talk_id, now=clock.now())
    except Refused as refused:
        form = DetailsForm(formdata=None)
        form.form_errors.append(str(refused))
        return _show(registration, token, form, status=409)
    return redirect(url_for("registration.own_page", token=token, accepted="1"), 303)


def _talk_id(registration: Registration, talk_slug: str) -> int:
    """Of the talk among the registration's seats."""
    talks = (seat.talk for seat in registration.seats if seat.talk)
    return next((talk.id for talk in talks if talk.slug == talk_slug), None) or abort(404)


def _back(token: str) -> ResponseReturnValue:
    return redirect(url_for("registration.own_page", token=token, given="1"), 303)


def _typed_names(registration: Registration) -> dict[int, str]:
    """The names in the form; who isn't in it keeps hers."""
    return {
        attendee.id: shorten(clean_line(request.form.get(f"name-{attendee.id}", attendee.name)), NAME_LENGTH)
        for attendee in registration.attendees
    }


def _show(
    registration: Registration,
    token: str,
    form: DetailsForm,
    names: Mapping[int, str] | None = None,
    status: int = 200,
) -> ResponseReturnValue:
    if names is None:
        form.email.data, form.phone.data = registration.person.email, registration.person.phone
    calendar_token = link_token(CALENDAR_LINK, registration.reference, registration.calendar_generation)
    page = render_template(
        "registration/own_page.html",
        registration=registration,
        event=registration.event,
        claims=shown_claims(registration, current_language()),
        number=number_in_words(registration.number),
        held=number_held(registration.person.email, clock.now()) if registration.person.email else 0,
        token=token,
        calendar_token=calendar_token,
        form=form,
        names=names or {attendee.id: attendee.name for attendee in registration.attendees},
        ticket_holders=ticket_holders(registration),
        code_picture=code_picture,
        addable=addable_talks(registration),
    )
    return page, status


def code_picture(code: str) -> Markup:
    """A ticket code as QR in inline SVG: level M, a quiet zone of 4 modules (ISO/IEC 18004)."""
    stream = io.BytesIO()
    segno.make(code, error="m", micro=False).save(
        stream, kind="svg", border=4, scale=5, xmldecl=False, svgns=False, nl=False, light="#fff", title=code
    )
    return Markup(stream.getvalue().decode())  # noqa: S704 (drawn here, from a code of our alphabet)

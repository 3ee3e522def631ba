"""One registration's own page: what stands, changes, giving back. The token in its address is the key."""

import io
from collections.abc import Mapping
from dataclasses import dataclass

import segno
from flask import Response, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from events.calendar import rules as calendar
from events.calendar.queries import find_standing_invitation
from events.calendar.rules import Entry
from events.event.appointments import appointment_of_event
from events.kit import clock
from events.kit.text import clean_line, shorten
from events.kit.tokens import link_token
from events.programme.appointments import appointment_of_slot
from events.programme.models import ReleasedSlot, Talk
from events.programme.queries import slots_of_talk
from events.registration.actions import change_details, give_back_all, give_back_seat, give_back_talk
from events.registration.forms import DetailsForm
from events.registration.models import Registration, Seat
from events.registration.queries import (
    CALENDAR_LINK,
    claims_the_event,
    find_registration,
    find_registration_of_calendar,
    place_in_queue,
)
from events.registration.rules import NAME_LENGTH, SeatState
from events.registration.views.base import blueprint


@dataclass(frozen=True)
class Claimed:
    """The seats of one registration on one talk, or on the event (talk None)."""

    talk: Talk | None
    slots: tuple[ReleasedSlot, ...]
    seats: tuple[Seat, ...]

    @property
    def live(self) -> tuple[Seat, ...]:
        return tuple(seat for seat in self.seats if seat.state != SeatState.CANCELLED)

    @property
    def state(self) -> str:
        return self.live[0].state if self.live else SeatState.CANCELLED

    @property
    def given_back_at(self) -> object:
        return max((seat.cancelled_at for seat in self.seats if seat.cancelled_at), default=None)

    @property
    def place(self) -> int | None:
        return place_in_queue(self.live[0]) if self.state == SeatState.WAITING else None


@blueprint.route("/r/<token>/")
def own_page(token: str) -> ResponseReturnValue:
    """What stands; with ?new=1 the confirmation on top."""
    return _show(_registration(token), token, DetailsForm(formdata=None))


@blueprint.post("/r/<token>/cancellation")
def cancel_all(token: str) -> ResponseReturnValue:
    give_back_all(_registration(token), now=clock.now())
    return _back(token)


@blueprint.post("/r/<token>/talks/<talk_slug>/cancellation")
def cancel_talk(token: str, talk_slug: str) -> ResponseReturnValue:
    registration = _registration(token)
    talk = next((seat.talk for seat in registration.seats if seat.talk and seat.talk.slug == talk_slug), None)
    give_back_talk(registration, talk.id if talk else abort(404), now=clock.now())
    return _back(token)


@blueprint.post("/r/<token>/seats/<int:seat_id>/cancellation")
def cancel_seat(token: str, seat_id: int) -> ResponseReturnValue:
    registration = _registration(token)
    if seat_id not in {seat.id for seat in registration.seats}:
        abort(404)
    give_back_seat(registration, seat_id, now=clock.now())
    return _back(token)


@blueprint.post("/r/<token>/details")
def change(token: str) -> ResponseReturnValue:
    registration = _registration(token)
    form = DetailsForm()
    names = _typed_names(registration)
    if not form.validate_on_submit() or not all(names.values()):
        return _show(registration, token, form, names=names, status=422)
    change_details(registration, names=names, email=form.email.data, phone=form.phone.data, now=clock.now())
    return redirect(url_for("registration.own_page", token=token, changed="1"), 303)


@blueprint.route("/r/<token>/calendar.ics")
def private_calendar(token: str) -> ResponseReturnValue:
    """All confirmed seats as a subscription; repeats the UIDs of the invitations."""
    registration = find_registration_of_calendar(token) or abort(404)
    entries = [entry for claimed in claims_of(registration) for entry in _entries(registration, claimed)]
    response = Response(calendar.feed(registration.event.organisation.name, entries), mimetype="text/calendar")
    response.add_etag()
    return response.make_conditional(request)


def claims_of(registration: Registration) -> list[Claimed]:
    """By talk in order of time, the event itself first; live ones before those given back."""
    by_talk: dict[int | None, list[Seat]] = {}
    for seat in registration.seats:
        by_talk.setdefault(seat.talk_id, []).append(seat)
    claims = [_claimed(seats) for seats in by_talk.values()]
    return sorted(claims, key=lambda claimed: (not claimed.live, claimed.talk is not None, _time(claimed)))


def _claimed(seats: list[Seat]) -> Claimed:
    talk = seats[0].talk
    return Claimed(talk, tuple(slots_of_talk(talk)) if talk else (), tuple(seats))


def _time(claimed: Claimed) -> float:
    return claimed.slots[0].starts_at.timestamp() if claimed.slots else 0.0


def _registration(token: str) -> Registration:
    return find_registration(token) or abort(404)


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
        organisation=registration.event.organisation,
        claims=claims_of(registration),
        claims_event=claims_the_event(registration.event),
        token=token,
        calendar_token=calendar_token,
        form=form,
        names=names or {attendee.id: attendee.name for attendee in registration.attendees},
        code_picture=code_picture,
    )
    return page, status


def code_picture(code: str) -> Markup:
    """A ticket code as QR in inline SVG: level M, a quiet zone of 4 modules (ISO/IEC 18004)."""
    stream = io.BytesIO()
    segno.make(code, error="m", micro=False).save(
        stream, kind="svg", border=4, scale=5, xmldecl=False, svgns=False, nl=False, light="#fff", title=code
    )
    return Markup(stream.getvalue().decode())  # noqa: S704 (drawn here, from a code of our alphabet)


def _entries(registration: Registration, claimed: Claimed) -> list[Entry]:
    if claimed.state != SeatState.CONFIRMED:
        return []
    appointments = (
        [(appointment_of_slot(slot, registration.language), slot.slot.guid) for slot in claimed.slots]
        if claimed.talk
        else [(appointment_of_event(registration.event, registration.language), f"event-{registration.reference}")]
    )
    return [_entry(registration, appointment, guid) for appointment, guid in appointments]


def _entry(registration: Registration, appointment: calendar.Appointment, guid: str) -> Entry:
    invitation = find_standing_invitation(appointment.subject, f"registration:{registration.id}")
    values = {name: value for name, value in vars(appointment).items() if name != "subject"}
    if invitation:
        return Entry(
            uid=invitation.uid, sequence=invitation.sequence, dtstamp=invitation.changed_at, **values
        )
    return Entry(uid=guid, sequence=0, dtstamp=registration.created_at, **values)

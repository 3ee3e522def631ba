"""Who is registered, by person and by talk."""

from flask import Response, abort, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from events.event.access import event_page
from events.event.models import Event
from events.event.policies import can_serve_desk
from events.kit.languages import current_language
from events.programme.models import Talk
from events.programme.views.paging import page_found
from events.registration.exchange import FORMATS, registrations_file
from events.registration.forms.lists import ListForm
from events.registration.policies import claims_the_event
from events.registration.queries import talks_with_seats
from events.registration.queries.lists import Wanted, number_of_people, people_of, seats_by_talk, totals_of
from events.registration.views.base import blueprint
from events.registration.views.shown_lists import shown_person, shown_talk


@blueprint.route("/organise/<event_slug>/registrations/")
@event_page(can_serve_desk)
def registrations(event: Event) -> ResponseReturnValue:
    """One row for each person, found by any part of a name, an address, a telephone or a number."""
    form = ListForm.of(talks_with_seats(event.id), request.args, current_language())
    wanted = form.wanted()
    total = number_of_people(event.id, wanted)
    page = page_found(total, request.args, lambda limit, start: people_of(event.id, wanted, limit=limit, offset=start))
    return render_template(
        "registration/registrations.html",
        event=event,
        filter=form,
        is_narrowed=not wanted.is_any,
        page=page,
        people=[shown_person(theirs, wanted.talk_id) for theirs in page.items],
        numbers=numbers_of(event, form.chosen_talk, wanted),
        talk=form.chosen_talk,
    )


@blueprint.route("/organise/<event_slug>/registrations/by-talk")
@event_page(can_serve_desk)
def registrations_by_talk(event: Event) -> ResponseReturnValue:
    """How many seats of each talk are reserved, wanted and free; each leads to its people."""
    rows = [shown_talk(event, talk, states) for talk, states in seats_by_talk(event.id)]
    return render_template("registration/by_talk.html", event=event, rows=rows)


@blueprint.route("/organise/<event_slug>/registrations.<ending>")
@event_page(can_serve_desk)
def registrations_sheet(event: Event, ending: str) -> ResponseReturnValue:
    """The list as it is narrowed, for a spreadsheet."""
    mimetype = FORMATS.get(ending) or abort(404)
    wanted = ListForm.of(talks_with_seats(event.id), request.args, current_language()).wanted()
    response = Response(registrations_file(event, wanted, ending), mimetype=mimetype)
    response.headers.set("Content-Disposition", "attachment", filename=f"{event.slug}.{ending}")
    return response


def numbers_of(event: Event, talk: Talk | None, wanted: Wanted) -> list[tuple[object, str]]:
    """What the organiser looks at first: taken, free, waiting, and whom to ring when something changes."""
    capacity = talk.capacity if talk else event.capacity
    registered, by_phone = totals_of(event.id, wanted)
    numbers: list[tuple[object, str]] = []
    if talk or claims_the_event(event):
        numbers = [(capacity.taken, _("seats taken")), (capacity.waiting, _("on the waiting list"))]
        if capacity.limit is not None:
            numbers.insert(1, (max(capacity.limit - capacity.taken, 0), _("free seats")))
    return [(registered, _("registrations")), *numbers, (by_phone, _("to be told by telephone"))]

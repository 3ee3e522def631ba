"""Whom to ring: what to tell each person without e-mail, and a box to tick."""

from flask import abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from events.event.access import event_page
from events.event.models import Event
from events.event.policies import can_serve_desk
from events.kit import clock
from events.kit.languages import current_language
from events.people.access import signed_in_account
from events.registration.actions import record_call, reopen_call
from events.registration.forms import CallForm
from events.registration.models import Call
from events.registration.queries.calls import calls_of, find_call, number_of_open_calls
from events.registration.shown_calls import shown_calls
from events.registration.views.base import blueprint


@blueprint.get("/organise/<event_slug>/calls/")
@event_page(can_serve_desk)
def calls(event: Event) -> ResponseReturnValue:
    """Who isn't rung yet first."""
    return calls_page(event, CallForm(formdata=None))


@blueprint.post("/organise/<event_slug>/calls/<int:call_id>/done")
@event_page(can_serve_desk)
def tick_call(event: Event, call_id: int) -> ResponseReturnValue:
    call, form = _call(event, call_id), CallForm()
    if not form.validate():
        return calls_page(event, form, call_id), 422
    record_call(call, form.note.data or "", now=clock.now(), account_id=signed_in_account().id)
    return redirect(url_for(".calls", event_slug=event.slug), 303)


@blueprint.post("/organise/<event_slug>/calls/<int:call_id>/reopening")
@event_page(can_serve_desk)
def untick_call(event: Event, call_id: int) -> ResponseReturnValue:
    reopen_call(_call(event, call_id), now=clock.now(), account_id=signed_in_account().id)
    return redirect(url_for(".calls", event_slug=event.slug), 303)


@blueprint.app_context_processor
def people_to_ring() -> dict[str, object]:
    """For the overview and the list of registrations."""
    return {"number_of_open_calls": lambda event: number_of_open_calls(event.id)}


def calls_page(event: Event, form: CallForm, typed_in: int | None = None) -> str:
    shown = shown_calls(event, calls_of(event.id), current_language())
    return render_template(
        "registration/calls.html",
        event=event,
        form=form,
        typed_in=typed_in,
        open_calls=[call for call in shown if not call.done_at],
        done_calls=[call for call in shown if call.done_at],
    )


def _call(event: Event, call_id: int) -> Call:
    return find_call(event.id, call_id) or abort(404)

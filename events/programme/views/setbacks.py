"""One page to cancel or postpone a talk, with whom that concerns; and one button to take it back."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from events.event.access import event_page
from events.event.models import Event
from events.event.policies import can_edit_programme
from events.extensions import LocalisedText
from events.kit import clock
from events.kit.errors import Refused
from events.kit.fields import localised_from
from events.people.access import signed_in_account
from events.programme import actions
from events.programme.forms.setbacks import Setback, SetbackForm
from events.programme.models import Talk
from events.programme.queries import audience_of, draft_slots_of_talk, released_places
from events.programme.views.blueprint import programme
from events.programme.views.talks import own_talk


@programme.get("/organise/<event_slug>/talks/<talk_slug>/cancellation")
@event_page(can_edit_programme)
def cancellation(event: Event, talk_slug: str) -> ResponseReturnValue:
    talk = own_talk(event, talk_slug)
    return setback_page(event, talk, SetbackForm.of(event, talk, formdata=None))


@programme.post("/organise/<event_slug>/talks/<talk_slug>/cancellation")
@event_page(can_edit_programme)
def cancel_talk(event: Event, talk_slug: str) -> ResponseReturnValue:
    """Cancels or postpones, for the public and everybody concerned, in this one act."""
    talk = own_talk(event, talk_slug)
    form = SetbackForm.of(event, talk)
    _refuse_strange_dates(talk)
    if not form.validate():
        return setback_page(event, talk, form), 422
    try:
        words = _act(event, talk, form)
    except Refused as error:
        form.form_errors.append(str(error))
        return setback_page(event, talk, form), 422
    flash(words, "success")
    return redirect(url_for("programme.talk_edit", event_slug=event.slug, talk_slug=talk.slug), 303)


@programme.post("/organise/<event_slug>/talks/<talk_slug>/revival")
@event_page(can_edit_programme)
def revive_talk(event: Event, talk_slug: str) -> ResponseReturnValue:
    talk = own_talk(event, talk_slug)
    actions.revive_talk(talk, now=clock.now(), account_id=signed_in_account().id, at_once=True)
    flash(_("The talk takes place after all."), "success")
    return redirect(url_for("programme.talk_edit", event_slug=event.slug, talk_slug=talk.slug), 303)


def _refuse_strange_dates(talk: Talk) -> None:
    own = {str(slot.id) for slot in draft_slots_of_talk(talk)}
    if not own.issuperset(request.form.getlist("slots")):
        abort(404)


def _act(event: Event, talk: Talk, form: SetbackForm) -> str:
    """Does what was chosen, and says so."""
    reason: LocalisedText = localised_from(form, "reason", event.language)
    now, who, chosen = clock.now(), signed_in_account().id, form.chosen
    placement = form.new_place() if form.act.data == Setback.MOVE else None
    if placement:
        actions.postpone_slot_to(chosen[0], placement, reason, now=now, account_id=who, at_once=True)
        return _("The talk is postponed to its new date.")
    ids = [slot.id for slot in chosen]
    act = actions.cancel_talk if form.act.data == Setback.CANCEL else actions.postpone_talk
    act(talk, reason, slot_ids=ids, now=now, account_id=who, at_once=True)
    return _("The talk is cancelled.") if form.act.data == Setback.CANCEL else _("The talk is postponed.")


def setback_page(event: Event, talk: Talk, form: SetbackForm) -> str:
    public = released_places(event.id)
    return render_template(
        "programme/cancellation.html",
        event=event,
        talk=talk,
        form=form,
        audience=audience_of([talk.id]),
        speakers=talk.speakers,
        is_public=any(slot.id in public for slot in draft_slots_of_talk(talk)),
    )

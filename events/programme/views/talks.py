"""The page on which a talk is written."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from events.event.access import event_page
from events.event.models import Event
from events.event.policies import can_edit_programme
from events.event.stale import differences
from events.kit import clock
from events.kit.database import Stale
from events.kit.errors import Refused
from events.kit.localised import in_language
from events.people.access import signed_in_account
from events.people.forms.pictures import keep_picture, picture_after
from events.programme import actions
from events.programme.forms import TalkForm
from events.programme.models import Talk
from events.programme.queries import (
    draft_slots_of_talk,
    find_talk,
    known_speakers,
)
from events.programme.queries.conflicts import conflicts_of_talk
from events.programme.queries.content import subjects_of
from events.programme.rules.conflicts import Conflict
from events.programme.views.blueprint import programme
from events.programme.views.conflicts import shown_to_reader
from events.programme.views.typed import conflicts_as_typed

CHECK = "check"
"""The button that saves nothing, and shows which conflicts saving would bring."""


@programme.get("/organise/<event_slug>/new-talk")
@event_page(can_edit_programme)
def new_talk(event: Event) -> ResponseReturnValue:
    return talk_page(event, None, TalkForm.of(event, formdata=None))


@programme.post("/organise/<event_slug>/new-talk")
@event_page(can_edit_programme)
def create_talk(event: Event) -> ResponseReturnValue:
    form = TalkForm.of(event)
    if not form.validate():
        return talk_page(event, None, form), 422
    if CHECK in request.form:
        return talk_page(event, None, form)
    try:
        details = form.details(event, None, picture_after(form, None))
        talk = actions.create_talk(
            event,
            details,
            limit=form.capacity.data,
            speakers=form.named_speakers(event),
            placement=form.placed(),
            subjects=form.subjects.data or (),
            now=clock.now(),
            account_id=signed_in_account().id,
        )
    except Refused as error:
        return refused(event, None, form, error)
    flash(_("The talk has been saved."), "success")
    return redirect(url_for("programme.talk_edit", event_slug=event.slug, talk_slug=talk.slug), 303)


@programme.get("/organise/<event_slug>/talks/<talk_slug>/")
@event_page(can_edit_programme)
def talk_edit(event: Event, talk_slug: str) -> ResponseReturnValue:
    talk = own_talk(event, talk_slug)
    return talk_page(event, talk, TalkForm.of(event, talk, formdata=None))


@programme.post("/organise/<event_slug>/talks/<talk_slug>/")
@event_page(can_edit_programme)
def save_talk(event: Event, talk_slug: str) -> ResponseReturnValue:
    talk = own_talk(event, talk_slug)
    form = TalkForm.of(event, talk)
    if not form.validate():
        return talk_page(event, talk, form), 422
    if CHECK in request.form:
        return talk_page(event, talk, form)
    if form.version.number != talk.version:
        return stale(event, talk, form)
    try:
        _save(event, talk, form)
    except Stale:
        return stale(event, talk, form)
    except Refused as error:
        return refused(event, talk, form, error)
    flash(_("The talk has been saved."), "success")
    return redirect(url_for("programme.talk_edit", event_slug=event.slug, talk_slug=talk.slug), 303)


def _save(event: Event, talk: Talk, form: TalkForm) -> None:
    actions.edit_talk(
        talk,
        form.version.number,
        form.details(event, talk, picture_after(form, talk.picture_id)),
        limit=form.capacity.data,
        speakers=form.named_speakers(event),
        placement=form.placed(),
        subjects=form.subjects.data,
        now=clock.now(),
        account_id=signed_in_account().id,
    )


def own_talk(event: Event, talk_slug: str) -> Talk:
    return find_talk(event.id, talk_slug) or abort(404)


def talk_page(event: Event, talk: Talk | None, form: TalkForm, theirs: list[tuple[str, str, str]] | None = None) -> str:
    keep_picture(form)
    known = [person.name for person in known_speakers(event.organisation_id)]
    slots = draft_slots_of_talk(talk) if talk else []
    return render_template(
        "programme/talk.html",
        event=event,
        talk=talk,
        form=form,
        known=known,
        known_subjects=[in_language(subject.name, event.language) for subject in subjects_of(event.organisation_id)],
        slots=slots,
        theirs=theirs,
        conflicts=shown_to_reader(event, conflicts_on_page(event, talk, form), talk),
        is_typed=form.is_submitted(),
        is_checked=CHECK in request.form,
    )


def conflicts_on_page(event: Event, talk: Talk | None, form: TalkForm) -> list[Conflict]:
    """Of what was typed, when the form comes back; else of what is saved."""
    if form.is_submitted():
        return conflicts_as_typed(event, talk, form)
    return conflicts_of_talk(talk) if talk else []


def stale(event: Event, talk: Talk, form: TalkForm) -> ResponseReturnValue:
    """Both texts; saving once more takes what was typed here."""
    theirs = differences(form, TalkForm.of(event, talk, formdata=None))
    form.version.data = str(talk.version)
    return talk_page(event, talk, form, theirs), 409


def refused(event: Event, talk: Talk | None, form: TalkForm, error: Refused) -> ResponseReturnValue:
    if not form.errors:
        form.form_errors.append(str(error))
    return talk_page(event, talk, form), 422

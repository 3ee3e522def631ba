"""Organisers' pages of speakers."""

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from events.event.access import event_page
from events.event.models import Event
from events.event.policies import can_edit_programme
from events.event.stale import differences
from events.kit import clock
from events.kit.database import Stale
from events.kit.errors import Refused
from events.people.access import signed_in_account
from events.people.forms.pictures import keep_picture, picture_after
from events.programme import actions
from events.programme.forms.availability import AvailabilityForm, availability_form
from events.programme.forms.speakers import SpeakerForm
from events.programme.models import Speaker
from events.programme.queries import all_speakers, find_speaker
from events.programme.views.blueprint import programme


@programme.get("/organise/<event_slug>/speakers/")
@event_page(can_edit_programme)
def speakers(event: Event) -> ResponseReturnValue:
    return render_template("programme/speakers.html", event=event, speakers=all_speakers(event.id))


@programme.get("/organise/<event_slug>/speakers/<speaker_slug>/")
@event_page(can_edit_programme)
def speaker_edit(event: Event, speaker_slug: str) -> ResponseReturnValue:
    speaker = own_speaker(event, speaker_slug)
    return edit_page(event, speaker, SpeakerForm.of(speaker, formdata=None))


@programme.post("/organise/<event_slug>/speakers/<speaker_slug>/")
@event_page(can_edit_programme)
def save_speaker(event: Event, speaker_slug: str) -> ResponseReturnValue:
    speaker = own_speaker(event, speaker_slug)
    form = SpeakerForm.of(speaker)
    if not form.validate():
        return edit_page(event, speaker, form), 422
    try:
        _save(speaker, form)
    except Stale:
        theirs = differences(form, SpeakerForm.of(speaker, formdata=None))
        form.version.data = str(speaker.person.profile.version if speaker.person.profile else 0)
        return edit_page(event, speaker, form, theirs), 409
    except Refused:
        return edit_page(event, speaker, form), 422
    flash(_("The speaker has been saved."), "success")
    return redirect(url_for("programme.speakers", event_slug=event.slug), 303)


def _save(speaker: Speaker, form: SpeakerForm) -> None:
    profile = speaker.person.profile
    if profile and form.version.number != profile.version:
        raise Stale(profile)
    actions.edit_speaker(
        speaker,
        form.version.number,
        form.details(speaker, picture_after(form, profile.picture_id if profile else None)),
        name=form.name.data,
        email=form.email.data or "",
        now=clock.now(),
        account_id=signed_in_account().id,
    )


@programme.post("/organise/<event_slug>/speakers/<speaker_slug>/availability")
@event_page(can_edit_programme)
def save_availability(event: Event, speaker_slug: str) -> ResponseReturnValue:
    """When she can come."""
    speaker = own_speaker(event, speaker_slug)
    form, profile = availability_form(speaker), SpeakerForm.of(speaker, formdata=None)
    if not form.validate():
        return edit_page(event, speaker, profile, availability=form), 422
    try:
        who = signed_in_account().id
        actions.set_availability(speaker, form.version.number, form.windows, now=clock.now(), account_id=who)
    except Stale:
        theirs = differences(form, availability_form(speaker, formdata=None))
        form.version.data = str(speaker.version)
        return edit_page(event, speaker, profile, theirs, form), 409
    flash(_("It has been saved."), "success")
    return redirect(url_for("programme.speaker_edit", event_slug=event.slug, speaker_slug=speaker.slug), 303)


@programme.post("/organise/<event_slug>/speakers/<speaker_slug>/invitation")
@event_page(can_edit_programme)
def invite_speaker(event: Event, speaker_slug: str) -> ResponseReturnValue:
    """Mail her the link of her own page."""
    speaker = own_speaker(event, speaker_slug)
    if not speaker.person.email:
        flash(_("Write her or his e-mail address first."), "error")
        return redirect(url_for("programme.speaker_edit", event_slug=event.slug, speaker_slug=speaker.slug), 303)
    actions.invite_speaker(speaker, now=clock.now(), account_id=signed_in_account().id)
    flash(_("The link is on its way to %(name)s.", name=speaker.person.name), "success")
    return redirect(url_for("programme.speakers", event_slug=event.slug), 303)


@programme.post("/organise/<event_slug>/speakers/<speaker_slug>/new-link")
@event_page(can_edit_programme)
def renew_link(event: Event, speaker_slug: str) -> ResponseReturnValue:
    """Links mailed so far open nothing any more."""
    speaker = own_speaker(event, speaker_slug)
    actions.rotate_link(speaker, now=clock.now(), account_id=signed_in_account().id)
    flash(_("Links mailed so far no longer open. Invite again to send the new one."), "success")
    return redirect(url_for("programme.speaker_edit", event_slug=event.slug, speaker_slug=speaker.slug), 303)


def own_speaker(event: Event, speaker_slug: str) -> Speaker:
    return find_speaker(event.id, speaker_slug) or abort(404)


def edit_page(
    event: Event,
    speaker: Speaker,
    form: SpeakerForm,
    theirs: list[tuple[str, str, str]] | None = None,
    availability: AvailabilityForm | None = None,
) -> str:
    keep_picture(form)
    return render_template(
        "programme/speaker.html",
        event=event,
        speaker=speaker,
        form=form,
        theirs=theirs,
        availability=availability or availability_form(speaker, formdata=None),
    )

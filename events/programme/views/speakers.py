"""Organisers' pages of speakers."""

from collections.abc import Sequence
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

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
from events.programme.forms.lists import SpeakerFilterForm
from events.programme.forms.speakers import SpeakerForm
from events.programme.models import Speaker
from events.programme.queries import find_speaker
from events.programme.queries.lists import SpeakerFilter, found_speakers, speakers_by_id
from events.programme.views.blueprint import programme
from events.programme.views.paging import page_of


@programme.get("/organise/<event_slug>/speakers/")
@event_page(can_edit_programme)
def speakers(event: Event) -> ResponseReturnValue:
    """Speakers by page, narrowed by words, by address and by invitation."""
    form = SpeakerFilterForm(formdata=request.args)
    wanted = form.wanted()
    page = page_of(found_speakers(event.id, wanted), request.args)
    return render_template(
        "programme/speakers.html",
        event=event,
        filter=form,
        is_narrowed=wanted != SpeakerFilter(),
        page=page,
        speakers=speakers_by_id(event.id, page.items),
    )


@programme.get("/organise/<event_slug>/speaker-invitations")
@event_page(can_edit_programme)
def speaker_invitations(event: Event) -> ResponseReturnValue:
    """Who of the ticked speakers would be mailed, and who has no address."""
    chosen = chosen_speakers(event, request.args)
    if not chosen:
        flash(_("Tick at least one speaker."), "error")
        return redirect(url_for("programme.speakers", event_slug=event.slug), 303)
    return render_template("programme/speaker_invitations.html", event=event, speakers=chosen)


@programme.post("/organise/<event_slug>/speaker-invitations")
@event_page(can_edit_programme)
def invite_speakers(event: Event) -> ResponseReturnValue:
    """All of them in one act."""
    chosen = chosen_speakers(event, request.form)
    number = actions.invite_speakers(chosen, now=clock.now(), account_id=signed_in_account().id)
    flash(ngettext("One link is on its way.", "%(num)s links are on their way.", number), "success")
    return redirect(url_for("programme.speakers", event_slug=event.slug), 303)


def chosen_speakers(event: Event, sent: Any) -> Sequence[Speaker]:
    """The ticked speakers, or all that the filters find; 404 when one of them isn't the event's."""
    if sent.get("all") == "y":
        return speakers_by_id(event.id, found_speakers(event.id, SpeakerFilterForm(formdata=sent).wanted()))
    typed = list(dict.fromkeys(sent.getlist("speaker")))
    ids = [int(one) if one.isascii() and one.isdecimal() and len(one) < 10 else 0 for one in typed]
    speakers = speakers_by_id(event.id, ids)
    return speakers if len(speakers) == len(ids) else abort(404)


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

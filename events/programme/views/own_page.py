"""The speaker's own page, which opens with the link that was mailed to her."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from events.event.context import use_event
from events.event.rules import EventState
from events.event.stale import differences
from events.extensions import limiter
from events.kit import clock
from events.kit.database import Stale
from events.kit.errors import Refused
from events.kit.tokens import is_link_token, reference_in
from events.people.forms.pictures import keep_picture, picture_after
from events.programme import actions
from events.programme.forms.availability import AvailabilityForm, availability_form
from events.programme.forms.content import OwnMaterialForm
from events.programme.forms.speakers import ProfileForm
from events.programme.models import Speaker
from events.programme.policies import KIND, is_open
from events.programme.queries import draft_slots_of_talk, find_speaker_by_reference, talks_of
from events.programme.views.blueprint import programme


@programme.get("/speakers/<token>/")
def speaker_page(token: str) -> ResponseReturnValue:
    """Her talks, times and rooms, and her text and photograph to change."""
    speaker = find_own(token)
    if speaker is None:
        return closed_page(token)
    return own_page(token, speaker, ProfileForm.of(speaker, formdata=None))


@programme.post("/speakers/<token>/profile")
def save_own_profile(token: str) -> ResponseReturnValue:
    speaker = find_own(token)
    if speaker is None:
        return closed_page(token)
    form = ProfileForm.of(speaker)
    if not form.validate():
        return own_page(token, speaker, form), 422
    try:
        _save(speaker, form)
    except Stale:
        theirs = differences(form, ProfileForm.of(speaker, formdata=None))
        form.version.data = str(speaker.person.profile.version if speaker.person.profile else 0)
        return own_page(token, speaker, form, theirs), 409
    except Refused:
        return own_page(token, speaker, form), 422
    flash(_("Thank you: your text has been saved."), "success")
    return redirect(url_for("programme.speaker_page", token=token), 303)


@programme.post("/speakers/<token>/availability")
def save_own_availability(token: str) -> ResponseReturnValue:
    """When she can come."""
    speaker = find_own(token)
    if speaker is None:
        return closed_page(token)
    form, profile = availability_form(speaker), ProfileForm.of(speaker, formdata=None)
    if not form.validate():
        return own_page(token, speaker, profile, availability=form), 422
    try:
        actions.set_availability(speaker, form.version.number, form.windows, now=clock.now())
    except Stale:
        theirs = differences(form, availability_form(speaker, formdata=None))
        form.version.data = str(speaker.version)
        return own_page(token, speaker, profile, theirs, form), 409
    flash(_("Thank you: the organisers see when you can come."), "success")
    return redirect(url_for("programme.speaker_page", token=token), 303)


@programme.post("/speakers/<token>/new-link")
@limiter.limit("10 per hour")
def send_again(token: str) -> ResponseReturnValue:
    """Mails today's link to the speaker whose link this once was; the answer is the same whatever it is."""
    speaker = find_speaker_by_reference(reference_in(token))
    if speaker and speaker.person.email and _once_was(token, speaker):
        actions.send_link_again(speaker, now=clock.now())
    return render_template("programme/link_sent.html")


def _save(speaker: Speaker, form: ProfileForm) -> None:
    profile = speaker.person.profile
    if profile and form.version.number != profile.version:
        raise Stale(profile)
    details = form.details(speaker, picture_after(form, profile.picture_id if profile else None))
    actions.edit_speaker(speaker, form.version.number, details, now=clock.now())


def find_own(token: str) -> Speaker | None:
    """The speaker whose link this is, as long as it opens."""
    speaker = find_speaker_by_reference(reference_in(token))
    if speaker is None or not is_link_token(token, KIND, speaker.reference, speaker.link_generation):
        return None
    if not is_open(speaker, clock.now()):
        return None
    use_event(speaker.event)
    return speaker


def _once_was(token: str, speaker: Speaker) -> bool:
    generations = range(speaker.link_generation + 1)
    return any(is_link_token(token, KIND, speaker.reference, generation) for generation in generations)


def own_page(
    token: str,
    speaker: Speaker,
    form: ProfileForm,
    theirs: list[tuple[str, str, str]] | None = None,
    availability: AvailabilityForm | None = None,
    material: OwnMaterialForm | None = None,
) -> str:
    event, talks = speaker.event, talks_of(speaker)
    keep_picture(form)
    return render_template(
        "programme/own_page.html",
        token=token,
        event=event,
        speaker=speaker,
        form=form,
        talks=[(talk, draft_slots_of_talk(talk)) for talk in talks],
        material=material or OwnMaterialForm.of_speaker(event, talks, formdata=None),
        is_public=event.state == EventState.PUBLISHED,
        theirs=theirs,
        availability=availability or availability_form(speaker, formdata=None),
    )


def closed_page(token: str) -> ResponseReturnValue:
    return render_template("programme/link_closed.html", token=token), 404

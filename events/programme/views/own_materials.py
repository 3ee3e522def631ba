"""Slides and links that a speaker adds on her own page."""

from flask import abort, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from events.kit import clock
from events.kit.bodies import large_body
from events.kit.errors import Refused
from events.programme import actions
from events.programme.forms.content import OwnMaterialForm
from events.programme.forms.speakers import ProfileForm
from events.programme.models import Speaker, Talk
from events.programme.queries import talks_of
from events.programme.queries.content import find_material
from events.programme.views.blueprint import programme
from events.programme.views.materials import MOST, kept_file
from events.programme.views.own_page import closed_page, find_own, own_page


@programme.post("/speakers/<token>/materials")
@large_body(MOST)
def add_own_material(token: str) -> ResponseReturnValue:
    """To a talk of hers only."""
    speaker = find_own(token)
    if speaker is None:
        return closed_page(token)
    form = OwnMaterialForm.of_speaker(speaker.event, talks_of(speaker))
    talk = own_talk_of(speaker, str(form.talk.data))
    if not form.validate():
        return _again(token, speaker, form), 422
    try:
        actions.add_material(talk, form.details(speaker.event), form.pdf, now=clock.now(), speaker_id=speaker.id)
    except Refused as error:
        form.file.errors = [str(error)]
        return _again(token, speaker, form), 422
    flash(_("Thank you: it has been added."), "success")
    return redirect(url_for("programme.speaker_page", token=token), 303)


@programme.post("/speakers/<token>/talks/<talk_slug>/materials/<int:material_id>/deletion")
def delete_own_material(token: str, talk_slug: str, material_id: int) -> ResponseReturnValue:
    """What she added herself."""
    speaker = find_own(token)
    if speaker is None:
        return closed_page(token)
    found = find_material(own_talk_of(speaker, talk_slug).id, material_id)
    if found is None or found.speaker_id != speaker.id:
        abort(404)
    actions.delete_material(found, now=clock.now())
    flash(_("It has been deleted."), "success")
    return redirect(url_for("programme.speaker_page", token=token), 303)


@programme.get("/speakers/<token>/talks/<talk_slug>/materials/<int:material_id>/file")
def own_material_file(token: str, talk_slug: str, material_id: int) -> ResponseReturnValue:
    speaker = find_own(token)
    if speaker is None:
        return closed_page(token)
    talk = own_talk_of(speaker, talk_slug)
    return kept_file(talk, find_material(talk.id, material_id) or abort(404))


def own_talk_of(speaker: Speaker, talk_slug: str) -> Talk:
    return next((talk for talk in talks_of(speaker) if talk.slug == talk_slug), None) or abort(404)


def _again(token: str, speaker: Speaker, form: OwnMaterialForm) -> str:
    return own_page(token, speaker, ProfileForm.of(speaker, formdata=None), material=form)

"""What remains of a talk, kept by organisers: slides, recordings, documents, links."""

from flask import Response, abort, flash, redirect, render_template, request, send_from_directory, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from events.event.access import event_page
from events.event.models import Event
from events.event.policies import can_edit_programme
from events.event.stale import differences
from events.kit import clock
from events.kit.bodies import large_body
from events.kit.database import Stale
from events.kit.errors import Refused
from events.people.access import signed_in_account
from events.programme import actions
from events.programme.actions.materials import LARGEST, documents
from events.programme.forms.content import MaterialForm
from events.programme.models import Talk, TalkMaterial
from events.programme.queries.content import find_material
from events.programme.views.blueprint import programme
from events.programme.views.talks import own_talk

PLACES = {"up": -1, "down": 1}
MOST = LARGEST + 512 * 1024
"""Bytes of a form with a PDF in it."""

HARMLESS = {"Content-Security-Policy": "sandbox; default-src 'none'; frame-ancestors 'none'"}


@programme.get("/organise/<event_slug>/talks/<talk_slug>/materials")
@event_page(can_edit_programme)
def materials(event: Event, talk_slug: str) -> ResponseReturnValue:
    return materials_page(event, own_talk(event, talk_slug), MaterialForm.of(event, formdata=None))


@programme.post("/organise/<event_slug>/talks/<talk_slug>/materials")
@large_body(MOST)
@event_page(can_edit_programme)
def add_material(event: Event, talk_slug: str) -> ResponseReturnValue:
    talk, form = own_talk(event, talk_slug), MaterialForm.of(event)
    if not form.validate():
        return materials_page(event, talk, form), 422
    try:
        who = signed_in_account().id
        actions.add_material(talk, form.details(event), form.pdf, now=clock.now(), account_id=who)
    except Refused as error:
        form.file.errors = [str(error)]
        return materials_page(event, talk, form), 422
    flash(_("It has been added."), "success")
    return redirect(url_for("programme.materials", event_slug=event.slug, talk_slug=talk.slug), 303)


@programme.get("/organise/<event_slug>/talks/<talk_slug>/materials/<int:material_id>")
@event_page(can_edit_programme)
def material(event: Event, talk_slug: str, material_id: int) -> ResponseReturnValue:
    talk, found = own_material(event, talk_slug, material_id)
    return material_page(event, talk, found, MaterialForm.of(event, found, formdata=None))


@programme.post("/organise/<event_slug>/talks/<talk_slug>/materials/<int:material_id>")
@large_body(MOST)
@event_page(can_edit_programme)
def save_material(event: Event, talk_slug: str, material_id: int) -> ResponseReturnValue:
    talk, found = own_material(event, talk_slug, material_id)
    form = MaterialForm.of(event, found)
    if not form.validate():
        return material_page(event, talk, found, form), 422
    try:
        details, who = form.details(event, found), signed_in_account().id
        actions.edit_material(found, form.version.number, details, form.pdf, now=clock.now(), account_id=who)
    except Stale:
        theirs = differences(form, MaterialForm.of(event, found, formdata=None))
        form.version.data = str(found.version)
        return material_page(event, talk, found, form, theirs), 409
    except Refused as error:
        form.file.errors = [str(error)]
        return material_page(event, talk, found, form), 422
    flash(_("It has been saved."), "success")
    return redirect(url_for("programme.materials", event_slug=event.slug, talk_slug=talk.slug), 303)


@programme.post("/organise/<event_slug>/talks/<talk_slug>/materials/<int:material_id>/position")
@event_page(can_edit_programme)
def move_material(event: Event, talk_slug: str, material_id: int) -> ResponseReturnValue:
    """`direction` is up or down."""
    places = PLACES.get(request.form.get("direction", "")) or abort(404)
    talk, found = own_material(event, talk_slug, material_id)
    actions.move_material(found, places, now=clock.now(), account_id=signed_in_account().id)
    return redirect(url_for("programme.materials", event_slug=event.slug, talk_slug=talk.slug), 303)


@programme.post("/organise/<event_slug>/talks/<talk_slug>/materials/<int:material_id>/deletion")
@event_page(can_edit_programme)
def delete_material(event: Event, talk_slug: str, material_id: int) -> ResponseReturnValue:
    talk, found = own_material(event, talk_slug, material_id)
    actions.delete_material(found, now=clock.now(), account_id=signed_in_account().id)
    flash(_("It has been deleted."), "success")
    return redirect(url_for("programme.materials", event_slug=event.slug, talk_slug=talk.slug), 303)


@programme.get("/organise/<event_slug>/talks/<talk_slug>/materials/<int:material_id>/file")
@event_page(can_edit_programme)
def material_file(event: Event, talk_slug: str, material_id: int) -> ResponseReturnValue:
    """The PDF, before the public may have it, too."""
    talk, found = own_material(event, talk_slug, material_id)
    return kept_file(talk, found)


def own_material(event: Event, talk_slug: str, material_id: int) -> tuple[Talk, TalkMaterial]:
    talk = own_talk(event, talk_slug)
    return talk, find_material(talk.id, material_id) or abort(404)


def kept_file(talk: Talk, found: TalkMaterial) -> Response:
    """To keep, never to be shown by the browser among our pages; nor do caches keep what may be taken back."""
    if not found.file:
        abort(404)
    name = f"{talk.slug}-{found.kind}.pdf"
    answer = send_from_directory(
        documents(), found.file, mimetype="application/pdf", as_attachment=True, download_name=name
    )
    answer.headers.update(HARMLESS)
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


def materials_page(event: Event, talk: Talk, form: MaterialForm) -> str:
    return render_template("programme/materials.html", event=event, talk=talk, form=form)


def material_page(
    event: Event,
    talk: Talk,
    found: TalkMaterial,
    form: MaterialForm,
    theirs: list[tuple[str, str, str]] | None = None,
) -> str:
    return render_template("programme/material.html", event=event, talk=talk, material=found, form=form, theirs=theirs)

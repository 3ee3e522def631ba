"""Organisers say who may register, when and for how many; and who their members are."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from events.event.access import event_page
from events.event.models import Event
from events.event.policies import can_organise
from events.event.stale import differences
from events.kit import clock
from events.kit.database import Stale
from events.kit.errors import Refused
from events.people.access import signed_in_account
from events.programme.models import Talk
from events.programme.queries import find_talk
from events.registration.actions import drop_terms, replace_members, set_terms
from events.registration.forms.terms import MembersForm, TermsForm
from events.registration.member_list import MemberList, members_in, read_members
from events.registration.queries.admission import (
    find_terms,
    members_of,
    rows_of_terms,
    talks_to_choose,
    terms_of,
)
from events.registration.views.base import blueprint

SHOWN_OF_LIST = 12


@blueprint.get("/organise/<event_slug>/registration-terms")
@blueprint.get("/organise/<event_slug>/registration-terms/<talk_slug>")
@event_page(can_organise)
def terms(event: Event, talk_slug: str = "") -> ResponseReturnValue:
    """Of the event, or of one talk, which begins with the event's."""
    talk = _talk(event, talk_slug or request.args.get("talk", ""))
    if talk and not talk_slug:
        return redirect(_address(event, talk))
    return terms_page(event, talk, _form(event, talk, formdata=None))


@blueprint.post("/organise/<event_slug>/registration-terms")
@blueprint.post("/organise/<event_slug>/registration-terms/<talk_slug>")
@event_page(can_organise)
def save_terms(event: Event, talk_slug: str = "") -> ResponseReturnValue:
    talk = _talk(event, talk_slug)
    form = _form(event, talk)
    if not form.validate():
        return terms_page(event, talk, form), 422
    talk_id, account_id = talk.id if talk else None, signed_in_account().id
    try:
        set_terms(event, talk_id, form.version.number, form.terms(), now=clock.now(), account_id=account_id)
    except Stale:
        stored = _form(event, talk, formdata=None)
        theirs = differences(form, stored)
        form.version.data = stored.version.data
        return terms_page(event, talk, form, theirs), 409
    flash(_("The terms of registration are saved."), "success")
    return redirect(_address(event, talk), 303)


@blueprint.post("/organise/<event_slug>/registration-terms/<talk_slug>/deletion")
@event_page(can_organise)
def delete_terms(event: Event, talk_slug: str) -> ResponseReturnValue:
    """The talk follows the event again."""
    talk = _talk(event, talk_slug) or abort(404)
    drop_terms(event, talk.id, now=clock.now(), account_id=signed_in_account().id)
    flash(_("This talk follows the terms of the event again."), "success")
    return redirect(_address(event, None), 303)


@blueprint.get("/organise/<event_slug>/members")
@event_page(can_organise)
def members(event: Event) -> ResponseReturnValue:
    return members_page(event, MembersForm(formdata=None))


@blueprint.post("/organise/<event_slug>/members/preview")
@event_page(can_organise)
def preview_members(event: Event) -> ResponseReturnValue:
    """What the file says, before anything changes."""
    form = MembersForm()
    if not form.validate():
        return members_page(event, form), 422
    try:
        found = read_members(form.file.data.read())
    except Refused as refused:
        form.file.errors = [str(refused)]
        return members_page(event, form), 422
    return members_page(event, form, found)


@blueprint.post("/organise/<event_slug>/members")
@event_page(can_organise)
def import_members(event: Event) -> ResponseReturnValue:
    """The previewed list takes the place of the one before."""
    found = members_in(request.form.get("members", ""))
    if not found:
        return members_page(event, MembersForm(formdata=None)), 422
    replace_members(event.organisation_id, found, now=clock.now(), account_id=signed_in_account().id)
    flash(ngettext("%(num)s member is on the list.", "%(num)s members are on the list.", len(found)), "success")
    return redirect(url_for(".members", event_slug=event.slug), 303)


def terms_page(
    event: Event, talk: Talk | None, form: TermsForm, theirs: list[tuple[str, str, str]] | None = None
) -> str:
    rows = rows_of_terms(event)
    return render_template(
        "registration/terms.html",
        event=event,
        talk=talk,
        form=form,
        theirs=theirs,
        own_terms=[row.talk for row in rows if row.talk],
        has_own=any(row.talk_id == talk.id for row in rows) if talk else False,
        talks=[] if talk else talks_to_choose(event),
        members=len(members_of(event.organisation_id)),
    )


def members_page(event: Event, form: MembersForm, found: MemberList | None = None) -> str:
    known = {member.card: member.name for member in members_of(event.organisation_id)}
    new = [card for card in found.members if card not in known] if found else []
    gone = [card for card in known if card not in found.members] if found else []
    return render_template(
        "registration/members.html",
        event=event,
        form=form,
        found=found,
        known=len(known),
        new=len(new),
        gone=len(gone),
        shown=list((found.members if found else known).items())[:SHOWN_OF_LIST],
    )


def _form(event: Event, talk: Talk | None, **options: None) -> TermsForm:
    talk_id = talk.id if talk else None
    return TermsForm.of(event, terms_of(event, talk_id), find_terms(event.id, talk_id), **options)


def _talk(event: Event, slug: str) -> Talk | None:
    return (find_talk(event.id, slug) or abort(404)) if slug else None


def _address(event: Event, talk: Talk | None) -> str:
    return url_for(".terms", event_slug=event.slug, talk_slug=talk.slug if talk else None)

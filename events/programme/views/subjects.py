"""The organisation's subjects: renamed, merged, deleted. New ones are named with a talk."""

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from events.event.stale import differences
from events.kit import clock
from events.kit.database import Stale
from events.kit.errors import Refused
from events.kit.fields import localised_from
from events.kit.languages import current_language
from events.people.access import own_organisation, signed_in_account, signed_in_required
from events.people.queries import organisations_of
from events.programme import actions
from events.programme.forms.content import MergeForm, SubjectForm
from events.programme.models import Subject
from events.programme.queries.content import find_subject, subjects_of, talks_by_subject
from events.programme.views.blueprint import programme


@programme.get("/organise/subjects")
@signed_in_required
def subjects() -> ResponseReturnValue:
    organisation = own_organisation()
    numbers = talks_by_subject(organisation.id)
    return render_template("programme/subjects.html", subjects=subjects_of(organisation.id), numbers=numbers)


@programme.get("/organise/subjects/<int:subject_id>")
@signed_in_required
def subject(subject_id: int) -> ResponseReturnValue:
    found = own_subject(subject_id)
    return subject_page(found, SubjectForm.of(found, formdata=None))


@programme.post("/organise/subjects/<int:subject_id>")
@signed_in_required
def save_subject(subject_id: int) -> ResponseReturnValue:
    found = own_subject(subject_id)
    form = SubjectForm.of(found)
    if not form.validate():
        return subject_page(found, form), 422
    name = localised_from(form, "name", found.organisation.language, found.name)
    try:
        who = signed_in_account().id
        actions.rename_subject(found, form.version.number, name, now=clock.now(), account_id=who)
    except Stale:
        theirs = differences(form, SubjectForm.of(found, formdata=None))
        form.version.data = str(found.version)
        return subject_page(found, form, theirs=theirs), 409
    except Refused as error:
        form.form_errors.append(str(error))
        return subject_page(found, form), 422
    flash(_("The subject has been saved."), "success")
    return redirect(url_for("programme.subjects"), 303)


@programme.post("/organise/subjects/<int:subject_id>/merger")
@signed_in_required
def merge_subject(subject_id: int) -> ResponseReturnValue:
    """Talks on this subject become talks on `into`."""
    found = own_subject(subject_id)
    merge = MergeForm.of(_others(found), current_language())
    if not merge.validate():
        return subject_page(found, SubjectForm.of(found, formdata=None), merge), 422
    into = own_subject(merge.into.data)
    actions.merge_subject(found, into, now=clock.now(), account_id=signed_in_account().id)
    flash(_("The two subjects are one now."), "success")
    return redirect(url_for("programme.subjects"), 303)


@programme.post("/organise/subjects/<int:subject_id>/deletion")
@signed_in_required
def delete_subject(subject_id: int) -> ResponseReturnValue:
    actions.delete_subject(own_subject(subject_id), now=clock.now(), account_id=signed_in_account().id)
    flash(_("It has been deleted."), "success")
    return redirect(url_for("programme.subjects"), 303)


def own_subject(subject_id: int) -> Subject:
    """A subject of an organisation that the account organises; for everybody else there is none."""
    mine = (find_subject(organisation.id, subject_id) for organisation in organisations_of(signed_in_account()))
    return next((found for found in mine if found), None) or abort(404)


def subject_page(
    found: Subject,
    form: SubjectForm,
    merge: MergeForm | None = None,
    theirs: list[tuple[str, str, str]] | None = None,
) -> str:
    merge = merge or MergeForm.of(_others(found), current_language(), formdata=None)
    return render_template("programme/subject.html", subject=found, form=form, merge=merge, theirs=theirs)


def _others(found: Subject) -> list[Subject]:
    return [other for other in subjects_of(found.organisation_id) if other.id != found.id]

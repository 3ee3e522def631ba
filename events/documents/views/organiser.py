"""What organisers, editors and the desk print."""

from collections.abc import Sequence
from typing import Any

from flask import abort, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import force_locale
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict
from wtforms import SelectChoice

from events.documents.badges import Badge, by_parcels
from events.documents.call_sheet import calls_to_print
from events.documents.contents import draft_programme, languages_of
from events.documents.forms import DEFAULTS, BadgesForm
from events.documents.names import filed_at
from events.documents.people import badges_of
from events.documents.policies import can_print
from events.documents.printing import ORGANISER, print_badges, print_call_sheet, print_programme
from events.documents.queries import talks_to_choose
from events.documents.sheets import SHEETS
from events.documents.views.blueprint import documents, pdf, sentence
from events.documents.views.public import language_of_paper
from events.event.access import event_page
from events.event.models import Event
from events.event.policies import can_edit_programme, can_serve_desk
from events.kit import clock
from events.kit.languages import current_language
from events.kit.localised import in_language
from events.kit.text import shorten
from events.people.access import signed_in_account
from events.programme.queries import find_latest_release, find_talk

Parcel = tuple[str, str, str]
"""Words, address, note: a row of the macro link_list."""


@documents.get("/organise/<event_slug>/papers/")
@event_page(can_print)
def papers(event: Event) -> ResponseReturnValue:
    """Everything that can be printed of the event."""
    return _page(event, _form(event))


@documents.get("/organise/<event_slug>/programme-draft.pdf")
@event_page(can_edit_programme)
def draft(event: Event) -> ResponseReturnValue:
    """The timetable as it stands, before it is released."""
    language = language_of_paper(event)
    paper = draft_programme(event, language, clock.now())
    if paper is None:
        return sentence(_("There is nothing to print yet"), _("No talk has a date and an hour so far."), 404)
    return pdf(print_programme(event, paper, ORGANISER), f"{event.slug}-draft-{language}")


@documents.get("/organise/<event_slug>/badges.pdf")
@event_page(can_serve_desk)
def badges(event: Event) -> ResponseReturnValue:
    """Sheets of badges; more than fifty sheets come in parcels, which the page then lists."""
    talk = find_talk(event.id, request.args["talk"]) or abort(404) if request.args.get("talk") else None
    form = _form(event)
    if not form.validate():
        return _page(event, form, 422)
    language = event.language
    found = badges_of(event, form.chosen_wearers, language=language, talk_id=talk.id if talk else None)
    if not found:
        return _page(event, form, 404, nobody=True)
    parcels = by_parcels(found, SHEETS[form.sheet.data])
    number = request.args.get("parcel", type=int)
    if number is None and len(parcels) > 1:
        return _page(event, form, parcels=_links_to(event, parcels))
    if number not in {None, *range(1, len(parcels) + 1)}:
        abort(404)
    parcel = parcels[number - 1 if number else 0]
    return pdf(print_badges(parcel, form.sheets, language, ORGANISER), f"{event.slug}-badges")


@documents.get("/organise/<event_slug>/calls.pdf")
@event_page(can_serve_desk)
def call_sheet(event: Event) -> ResponseReturnValue:
    """Whom to ring, to be ticked on paper."""
    with force_locale(event.language):
        calls = calls_to_print(event, event.language)
    if not calls:
        return sentence(_("There is nobody to ring"), _("Everybody who has to know something knows it."), 404)
    return pdf(print_call_sheet(event, calls, event.language, clock.now()), f"{event.slug}-calls")


def _form(event: Event) -> BadgesForm:
    language = current_language()
    talks = [
        SelectChoice(talk.slug, shorten(in_language(talk.title, language), 80)) for talk in talks_to_choose(event.id)
    ]
    return BadgesForm(talks, formdata=MultiDict({**DEFAULTS, **request.args.to_dict()}))


def _page(
    event: Event, form: BadgesForm, status: int = 200, *, parcels: Sequence[Parcel] = (), nobody: bool = False
) -> ResponseReturnValue:
    account = signed_in_account()
    page = render_template(
        "documents/papers.html",
        event=event,
        form=form,
        parcels=parcels,
        nobody=nobody,
        release=find_latest_release(event.id),
        languages=languages_of(event),
        edits=can_edit_programme(account, event),
        serves=can_serve_desk(account, event),
    )
    return page, status


def _links_to(event: Event, parcels: Sequence[Sequence[Badge]]) -> list[Parcel]:
    """Fifty sheets each, called by the letters of their first and last surname."""
    asked: dict[str, Any] = request.args.to_dict()
    return [
        (
            _("Badges from %(first)s to %(last)s", first=_letters(parcel[0]), last=_letters(parcel[-1])),
            url_for(".badges", event_slug=event.slug, **{**asked, "parcel": number}),
            _("%(count)s badges", count=len(parcel)),
        )
        for number, parcel in enumerate(parcels, 1)
    ]


def _letters(badge: Badge) -> str:
    return filed_at(badge.surname or badge.first_name)[:2].capitalize()

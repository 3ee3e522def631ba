"""The list of talks with its filters, and what is done to many of them at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from events.event.access import event_page
from events.event.models import Event
from events.event.policies import can_edit_programme
from events.event.rules import ReleaseMode
from events.kit import clock
from events.kit.errors import Refused
from events.people.access import signed_in_account
from events.programme import actions
from events.programme.forms.lists import ACTS, TalkFilterForm, ValueForm, read_act
from events.programme.models import Talk
from events.programme.queries import draft_slots_of_talk, find_latest_release, pending_changes
from events.programme.queries.conflicts import conflicts_of
from events.programme.queries.lists import found_talks, number_of_talks, talks_by_id
from events.programme.rules.bulk import WITH_VALUE, BulkAct
from events.programme.views.blueprint import programme
from events.programme.views.paging import page_of

MOST_CHOSEN = 2_000
"""Talks changed by one act."""


@programme.get("/organise/<event_slug>/talks/")
@event_page(can_edit_programme)
def talks(event: Event) -> ResponseReturnValue:
    """Talks by page: state, date, seats; and in a congress what the next version would change."""
    form = TalkFilterForm.of(event, request.args)
    wanted = form.wanted()
    found = found_talks(event.id, wanted)
    page = page_of(found, request.args)
    by_hand = event.release_mode == ReleaseMode.MANUAL
    return render_template(
        "programme/talks.html",
        event=event,
        filter=form,
        is_narrowed=not wanted.is_any,
        page=page,
        talks=[(talk, draft_slots_of_talk(talk)) for talk in talks_by_id(event.id, page.items)],
        number=number_of_talks(event.id),
        acts=ACTS,
        changes=len(pending_changes(event.id)) if by_hand else 0,
        latest=find_latest_release(event.id) if by_hand else None,
        conflicts=len(conflicts_of(event)),
    )


@dataclass(frozen=True)
class Plan:
    """An act on chosen talks: those that it changes, and those that stay as they are."""

    act: BulkAct
    changed: list[Talk]
    others: list[Talk]
    form: ValueForm | None = None

    @property
    def talks(self) -> list[Talk]:
        return [*self.changed, *self.others]

    @property
    def asks(self) -> bool:
        """Something must be chosen before it can be said what will change."""
        return self.act in WITH_VALUE and (self.form is None or bool(self.form.errors))


@programme.get("/organise/<event_slug>/talk-changes")
@event_page(can_edit_programme)
def talk_changes(event: Event) -> ResponseReturnValue:
    """What the act would change and for how many talks; it asks for a track, a room … where one is needed."""
    if not request.args.get("act"):
        return _back(event, _("Say what to do with the ticked talks."))
    chosen = _chosen(event, request.args)
    if not chosen:
        return _back(event, _("Tick at least one talk."))
    plan = _plan(event, chosen, request.args)
    return plan_page(event, plan), 422 if plan.form and plan.form.errors else 200


@programme.post("/organise/<event_slug>/talk-changes")
@event_page(can_edit_programme)
def change_talks(event: Event) -> ResponseReturnValue:
    """All of them or none."""
    plan = _plan(event, _chosen(event, request.form), request.form)
    if plan.asks:
        return plan_page(event, plan), 422
    value = plan.form.read() if plan.form else None
    ids, who = [talk.id for talk in plan.changed], signed_in_account().id
    try:
        number = actions.change_talks(event, ids, plan.act, value, now=clock.now(), account_id=who)
    except Refused as error:
        return plan_page(event, plan, refusal=str(error)), 409
    flash(ngettext("One talk has been changed.", "%(num)s talks have been changed.", number), "success")
    return redirect(url_for("programme.talks", event_slug=event.slug), 303)


def _chosen(event: Event, sent: Any) -> Sequence[Talk]:
    """The ticked talks, or all that the filters find; 404 when one of them isn't the event's."""
    if sent.get("all") == "y":
        return talks_by_id(event.id, found_talks(event.id, TalkFilterForm.of(event, sent).wanted())[:MOST_CHOSEN])
    typed = list(dict.fromkeys(sent.getlist("talk")))[:MOST_CHOSEN]
    ids = [int(one) if one.isascii() and one.isdecimal() and len(one) < 10 else 0 for one in typed]
    talks = talks_by_id(event.id, ids)
    return talks if len(talks) == len(ids) else abort(404)


def _plan(event: Event, talks: Sequence[Talk], sent: Any) -> Plan:
    act = read_act(sent.get("act"))
    if act not in WITH_VALUE:
        return _sorted_out(act, talks, None, None)
    form = ValueForm.of(event, act, sent)
    if "value" not in sent:
        return Plan(act, [], list(talks))
    if not form.validate():
        return Plan(act, [], list(talks), form)
    return _sorted_out(act, talks, form, form.read())


def _sorted_out(act: BulkAct, talks: Sequence[Talk], form: ValueForm | None, value: Any) -> Plan:
    changed = [talk for talk in talks if actions.concerns(talk, act, value)]
    return Plan(act, changed, [talk for talk in talks if talk not in changed], form)


def plan_page(event: Event, plan: Plan, refusal: str = "") -> str:
    form = plan.form or (ValueForm.of(event, plan.act, {}) if plan.asks else None)
    return render_template("programme/talk_changes.html", event=event, plan=plan, form=form, refusal=refusal)


def _back(event: Event, words: str) -> ResponseReturnValue:
    flash(words, "error")
    return redirect(url_for("programme.talks", event_slug=event.slug), 303)

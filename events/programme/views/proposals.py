"""A timetable is proposed for the talks of the tray: asked for, watched, accepted or dropped."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from importlib.util import find_spec
from itertools import groupby
from zoneinfo import ZoneInfo

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from events.event.access import event_page
from events.event.models import Event
from events.event.policies import can_edit_programme
from events.event.queries import rooms_of
from events.kit import clock
from events.people.access import signed_in_account
from events.programme.actions import proposals as actions
from events.programme.forms.proposals import ProposalForm
from events.programme.models import Talk, TimetableProposal
from events.programme.queries.proposals import (
    find_proposal,
    find_proposal_under_way,
    latest_proposals,
    talks_by_id,
    talks_in_tray,
)
from events.programme.rules.proposals import UNDER_WAY, Outcome, Place
from events.programme.views.blueprint import programme


@dataclass(frozen=True)
class ShownPlace:
    talk: Talk
    room: str
    place: Place


@programme.get("/organise/<event_slug>/proposals/")
@event_page(can_edit_programme)
def proposals(event: Event) -> ResponseReturnValue:
    return proposals_page(event, ProposalForm.of(event, formdata=None))


@programme.post("/organise/<event_slug>/proposals/")
@event_page(can_edit_programme)
def ask_for_proposal(event: Event) -> ResponseReturnValue:
    form = ProposalForm.of(event)
    if form.strange_rooms:
        abort(404)
    if not form.validate() or not is_installed():
        return proposals_page(event, form), 422
    who = signed_in_account().id
    asked = actions.ask_for_proposal(event, form.limits(), now=clock.now(), account_id=who)
    return redirect(url_for("programme.proposal", event_slug=event.slug, proposal_id=asked.id), 303)


@programme.get("/organise/<event_slug>/proposals/<int:proposal_id>")
@event_page(can_edit_programme)
def proposal(event: Event, proposal_id: int) -> ResponseReturnValue:
    """How far it is; then what it proposes, by day."""
    found = own_proposal(event, proposal_id)
    outcome = Outcome.of(found.result) if "places" in found.result else Outcome((), {})
    ids = [*(place.talk_id for place in outcome.places), *outcome.left]
    talks = talks_by_id(event.id, ids)
    return render_template(
        "programme/proposal.html",
        event=event,
        proposal=found,
        is_under_way=found.state in UNDER_WAY,
        days=by_day(event, outcome.places, talks),
        count=len(outcome.places),
        left=[(talks[talk_id], why) for talk_id, why in outcome.left.items() if talk_id in talks],
    )


@programme.post("/organise/<event_slug>/proposals/<int:proposal_id>/acceptance")
@event_page(can_edit_programme)
def accept_proposal(event: Event, proposal_id: int) -> ResponseReturnValue:
    found = own_proposal(event, proposal_id)
    try:
        outcome = actions.accept_proposal(found, now=clock.now(), account_id=signed_in_account().id)
    except actions.NotWaiting as error:
        flash(str(error), "error")
    else:
        placed = ngettext("One talk has its time now.", "%(num)s talks have their times now.", len(outcome.places))
        flash(placed, "success")
    return redirect(url_for("programme.proposal", event_slug=event.slug, proposal_id=proposal_id), 303)


@programme.post("/organise/<event_slug>/proposals/<int:proposal_id>/refusal")
@event_page(can_edit_programme)
def drop_proposal(event: Event, proposal_id: int) -> ResponseReturnValue:
    try:
        actions.drop_proposal(own_proposal(event, proposal_id), now=clock.now(), account_id=signed_in_account().id)
    except actions.NotWaiting as error:
        flash(str(error), "error")
    else:
        flash(_("The proposal is dropped; the timetable is as it was."), "success")
    return redirect(url_for("programme.proposals", event_slug=event.slug), 303)


def own_proposal(event: Event, proposal_id: int) -> TimetableProposal:
    return find_proposal(event.id, proposal_id) or abort(404)


def is_installed() -> bool:
    """OR-tools is an extra of the service."""
    return find_spec("ortools") is not None


def proposals_page(event: Event, form: ProposalForm) -> str:
    return render_template(
        "programme/proposals.html",
        event=event,
        form=form,
        is_installed=is_installed(),
        waiting=len(talks_in_tray(event.id)),
        under_way=find_proposal_under_way(event.id),
        proposals=latest_proposals(event.id),
    )


def by_day(event: Event, places: Sequence[Place], talks: dict[int, Talk]) -> list[tuple[date, list[ShownPlace]]]:
    """What is proposed for each day of the event's zone, by time and room; talks deleted since are left out."""
    rooms, zone = {room.id: room.name for room in rooms_of(event.organisation_id)}, ZoneInfo(event.zone)
    shown = [
        ShownPlace(talks[place.talk_id], rooms.get(place.room_id, ""), place)
        for place in places
        if place.talk_id in talks
    ]
    return [
        (day, list(items))
        for day, items in groupby(shown, key=lambda item: item.place.starts_at.astimezone(zone).date())
    ]

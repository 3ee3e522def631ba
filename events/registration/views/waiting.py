"""The waiting lists of an event: who is next and why; promoting by hand, and answers given by telephone."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from events.event.access import event_page
from events.event.models import Event
from events.event.policies import can_serve_desk
from events.kit import clock, dates
from events.kit.errors import Refused
from events.kit.languages import current_language
from events.people.access import signed_in_account
from events.programme.models import Talk
from events.programme.queries import find_talk
from events.registration.actions import accept_offer, give_back_all, give_back_talk, promote_by_hand
from events.registration.models import Registration, Seat
from events.registration.queries import find_by_number, offered_groups, things_waited_for, waiting_groups
from events.registration.queries.admission import groups_to_approve, supply_of, terms_of
from events.registration.rules import Source
from events.registration.rules.admission import groups_admitted
from events.registration.rules.queue import Reason, Standing, standings
from events.registration.views.base import blueprint
from events.registration.views.shown import title_in_words


@dataclass(frozen=True)
class Row:
    """A group on a waiting list, or one that was offered seats (`until`)."""

    name: str
    number: int
    reach: str
    seats: int
    since: str
    why: str
    until: str = ""


@dataclass(frozen=True)
class Queue:
    """Of one talk, or of the event (`talk_slug` '')."""

    talk_slug: str
    title: str
    free: int | None
    offered: list[Row]
    to_approve: list[Row]
    waiting: list[Row]


@blueprint.get("/organise/<event_slug>/waiting-list/")
@event_page(can_serve_desk)
def waiting_lists(event: Event) -> ResponseReturnValue:
    queues = [_queue(event, talk) for talk in things_waited_for(event)]
    return render_template("registration/waiting_lists.html", event=event, queues=queues)


@blueprint.post("/organise/<event_slug>/waiting-list/<int:number>/promotion")
@event_page(can_serve_desk)
def promotion(event: Event, number: int) -> ResponseReturnValue:
    """Seats for this group now, whoever came before it."""
    return _answer(event, number, promote_by_hand, _("They have their seats, or an offer."))


@blueprint.post("/organise/<event_slug>/waiting-list/<int:number>/acceptance")
@event_page(can_serve_desk)
def acceptance(event: Event, number: int) -> ResponseReturnValue:
    """She said yes on the telephone."""
    return _answer(event, number, accept_offer, _("The seats are reserved."))


@blueprint.post("/organise/<event_slug>/waiting-list/<int:number>/refusal")
@event_page(can_serve_desk)
def refusal(event: Event, number: int) -> ResponseReturnValue:
    """She said no, or leaves the list."""
    return _answer(event, number, _give_back, _("The seats go to whoever is next."))


def _answer(event: Event, number: int, act: Callable[..., None], done: str) -> ResponseReturnValue:
    registration = find_by_number(event.id, number) or abort(404)
    talk = _talk_of(event, request.form.get("talk", ""))
    try:
        act(registration, talk.id if talk else None, now=clock.now(), account_id=signed_in_account().id)
        flash(done, "success")
    except Refused as refused:
        flash(str(refused), "error")
    return redirect(url_for(".waiting_lists", event_slug=event.slug), 303)


def _give_back(registration: Registration, talk_id: int | None, *, now: datetime, account_id: int) -> None:
    if talk_id is None:
        give_back_all(registration, now=now, account_id=account_id)
    else:
        give_back_talk(registration, talk_id, now=now, account_id=account_id)


def _talk_of(event: Event, slug: str) -> Talk | None:
    return (find_talk(event.id, slug) or abort(404)) if slug else None


def _queue(event: Event, talk: Talk | None) -> Queue:
    capacity = talk.capacity if talk else event.capacity
    talk_id = talk.id if talk else None
    supply = supply_of(event, talk_id, capacity, terms_of(event, talk_id))
    groups, offered = waiting_groups(event.id, talk_id), offered_groups(event.id, talk_id)
    moving = groups_admitted([(len(group), group[0].registration.source) for group in groups], supply)
    free = supply.free_for(Source.WEB)
    lines = zip(groups, standings([len(group) for group in groups], free, moving), strict=True)
    return Queue(
        talk_slug=talk.slug if talk else "",
        title=title_in_words(talk or event, current_language()),
        free=free,
        offered=[_row(event, group, _("waits for an answer")) for group in offered],
        to_approve=[_row(event, group, "") for group in groups_to_approve(event.id, talk_id)],
        waiting=[_row(event, group, _why(standing, free or 0)) for group, standing in lines],
    )


def _row(event: Event, group: list[Seat], why: str) -> Row:
    registration, first = group[0].registration, group[0]
    person = registration.person
    return Row(
        name=person.name,
        number=registration.number,
        reach=person.email or person.phone or _("no telephone"),
        seats=len(group),
        since=_moment(event, first.claimed_at),
        why=why,
        until=_moment(event, first.offer_ends_at) if first.offer_ends_at else "",
    )


def _why(standing: Standing, free: int) -> str:
    if standing.reason is Reason.FITS:
        return _("Next: all its seats are free.")
    if standing.reason is Reason.TOO_LARGE:
        return ngettext(
            "Waits: %(num)s seat is free, and the group stays together; smaller groups may pass.",
            "Waits: %(num)s seats are free, and the group stays together; smaller groups may pass.",
            free,
        )
    if standing.place == 1:
        return _("First in the line: gets the next free seats that are enough.")
    return ngettext("%(num)s seat is wanted before.", "%(num)s seats are wanted before.", standing.wanted_before)


def _moment(event: Event, moment: datetime) -> str:
    return dates.moment_in_words(moment.astimezone(ZoneInfo(event.zone)), current_language(), year=False)

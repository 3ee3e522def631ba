"""A proposed timetable: asked for, worked out by a job, accepted into the draft or dropped."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from flask_babel import lazy_gettext as _
from sqlalchemy import select

from events.activity.actions import note
from events.event.actions import lock_event
from events.event.models import Event
from events.extensions import db
from events.kit import jobs
from events.kit.errors import Refused
from events.kit.transaction import after_commit, transaction
from events.programme.actions.releases import one_release
from events.programme.actions.slots import Placement
from events.programme.actions.timetable import schedule_talk
from events.programme.models import TimetableProposal
from events.programme.queries.proposals import find_proposal_under_way, places_that_fit, talks_by_id
from events.programme.rules.proposals import MOST_ATTEMPTS, Limits, Outcome, Place, ProposalState, Why

JOB = "work_out_proposal"
DROPPABLE = {ProposalState.FOUND, ProposalState.QUEUED, ProposalState.RUNNING}


class NotWaiting(Refused):
    """The proposal was accepted or dropped already."""


def ask_for_proposal(
    event: Event, limits: Limits, *, now: datetime, account_id: int | None = None
) -> TimetableProposal:
    """Have one worked out; while one of the event is under way it is that one."""
    with transaction():
        lock_event(event)
        known = find_proposal_under_way(event.id)
        if known:
            return known
        plain = limits.plain()
        proposal = TimetableProposal(event_id=event.id, limits=plain, asked_at=now, asked_by_id=account_id)
        db.session.add(proposal)
        db.session.flush()
        _note("proposal asked for", proposal, now, account_id)
        _enqueue(proposal)
    return proposal


def claim_proposal(proposal_id: int, seconds: float, *, now: datetime) -> bool:
    """Whether whoever asks is the one to work it out, within so many seconds."""
    with transaction():
        proposal = _locked(proposal_id)
        if proposal is None or proposal.state != ProposalState.QUEUED:
            return False
        proposal.state, proposal.progress = ProposalState.RUNNING, 5
        proposal.attempts += 1
        proposal.lease_until = now + timedelta(seconds=seconds)
    return True


def report_progress(proposal_id: int, progress: int) -> bool:
    """Note how far it is, in per cent; False when nobody waits for it any more."""
    with transaction():
        proposal = _locked(proposal_id)
        if proposal is None or proposal.state != ProposalState.RUNNING:
            return False
        proposal.progress = progress
    return True


def record_outcome(proposal_id: int, outcome: Outcome) -> None:
    """It is worked out; without a single place it is impossible."""
    _finish(proposal_id, ProposalState.FOUND if outcome.places else ProposalState.IMPOSSIBLE, outcome.plain())


def record_failure(proposal_id: int, reason: str) -> None:
    """It could not be worked out: `reason` is "missing" (OR-tools isn't installed) or "error"."""
    _finish(proposal_id, ProposalState.FAILED, {"reason": reason})


def requeue_lost_proposals(*, now: datetime) -> list[int]:
    """Those whose job was killed wait again, once; then they have failed. Says (by id) which wait."""
    with transaction():
        lost = TimetableProposal.lease_until < now
        query = select(TimetableProposal).filter_by(state=ProposalState.RUNNING).where(lost).with_for_update()
        for proposal in db.session.scalars(query).all():
            is_tried = proposal.attempts >= MOST_ATTEMPTS
            proposal.state = ProposalState.FAILED if is_tried else ProposalState.QUEUED
            proposal.result = {"reason": "error"} if is_tried else {}
        waiting = select(TimetableProposal.id).filter_by(state=ProposalState.QUEUED).order_by(TimetableProposal.id)
        return list(db.session.scalars(waiting))


def accept_proposal(proposal: TimetableProposal, *, now: datetime, account_id: int) -> Outcome:
    """Give the talks their times in the draft, each an edit that can be taken back, public by one release.

    What no longer fits stays in the tray. Raises NotWaiting.
    """
    event = proposal.event
    with transaction():
        lock_event(event)
        outcome = Outcome.of(_decided(proposal, ProposalState.ACCEPTED, now, account_id).result)
        fitting = places_that_fit(event, outcome)
        with one_release(event, now=now, account_id=account_id):
            _schedule(event, fitting, now, account_id)
        left = {place.talk_id: Why.CHANGED for place in outcome.places if place not in fitting}
        accepted = Outcome(fitting, {**outcome.left, **left})
        proposal.result = accepted.plain()
        _note("proposal accepted", proposal, now, account_id, talks=[place.talk_id for place in fitting])
    return accepted


def drop_proposal(proposal: TimetableProposal, *, now: datetime, account_id: int | None = None) -> None:
    """Nothing comes of it; while it is worked out, its job stops. Raises NotWaiting."""
    with transaction():
        lock_event(proposal.event)
        _decided(proposal, ProposalState.DROPPED, now, account_id)
        _note("proposal dropped", proposal, now, account_id)


def _schedule(event: Event, places: list[Place], now: datetime, account_id: int) -> None:
    talks = talks_by_id(event.id, [place.talk_id for place in places])
    for place in places:
        wall = place.starts_at.astimezone(ZoneInfo(event.zone))
        placement = Placement(wall.replace(tzinfo=None, fold=0), place.room_id, None, wall.fold)
        schedule_talk(talks[place.talk_id], 0, placement, place.minutes, now=now, account_id=account_id)


def _decided(
    proposal: TimetableProposal, state: ProposalState, now: datetime, account_id: int | None
) -> TimetableProposal:
    db.session.refresh(proposal, with_for_update={"of": TimetableProposal})
    possible = {ProposalState.FOUND} if state is ProposalState.ACCEPTED else DROPPABLE
    if proposal.state not in possible:
        raise NotWaiting(_("This proposal has been decided on already."))
    proposal.state, proposal.decided_at, proposal.decided_by_id = state, now, account_id
    return proposal


def _finish(proposal_id: int, state: ProposalState, result: dict[str, Any]) -> None:
    with transaction():
        proposal = _locked(proposal_id)
        if proposal is not None and proposal.state == ProposalState.RUNNING:
            proposal.state, proposal.result, proposal.progress = state, result, 100


def _locked(proposal_id: int) -> TimetableProposal | None:
    return db.session.get(TimetableProposal, proposal_id, with_for_update=True)


def _enqueue(proposal: TimetableProposal) -> None:
    proposal_id = proposal.id
    after_commit(lambda: jobs.enqueue(JOB, proposal_id))


def _note(verb: str, proposal: TimetableProposal, now: datetime, account_id: int | None, **detail: Any) -> None:
    key = f"event:{proposal.event_id}"
    note(verb, f"proposal:{proposal.id}", now=now, account_id=account_id, event_key=key, **detail)

"""What is done beside the pages."""

import logging

from events.extensions import db
from events.kit import clock
from events.kit.jobs import every_minute, job, stopping
from events.kit.settings import settings
from events.programme.actions import index_missing_talks, proposals
from events.programme.actions.uploads import drop_old_uploads
from events.programme.models import TimetableProposal
from events.programme.queries.proposals import problem_of
from events.programme.rules.proposals import Limits, Outcome
from events.programme.rules.solver import propose

log = logging.getLogger(__name__)

LEASE_MARGIN = 60
"""Seconds beyond its search for reading and keeping; afterwards a proposal's job counts as killed."""


def index_missing() -> None:
    """Talks older than the search, right after an upgrade; no work at any other time."""
    index_missing_talks()


def drop_uploads() -> None:
    """Schedules that nobody confirmed within their hour."""
    drop_old_uploads(now=clock.now())


every_minute("index-missing-talks", index_missing)
every_minute("drop-old-uploads", drop_uploads)


@job
def work_out_proposal(proposal_id: int) -> None:
    """A proposed timetable; whatever fails, its page says so."""
    seconds = settings().proposal_seconds
    if not proposals.claim_proposal(proposal_id, seconds + LEASE_MARGIN, now=clock.now()):
        return
    try:
        outcome = work_out(proposal_id, seconds)
    except ModuleNotFoundError:
        proposals.record_failure(proposal_id, "missing")
    except Exception:
        db.session.rollback()
        log.exception("the proposal %s could not be worked out", proposal_id)
        proposals.record_failure(proposal_id, "error")
    else:
        proposals.record_outcome(proposal_id, outcome)


def work_out(proposal_id: int, seconds: float) -> Outcome:
    """Reads the problem, lets go of the database and searches; stops when the worker does or nobody waits."""
    proposal = db.session.get_one(TimetableProposal, proposal_id)
    problem = problem_of(proposal.event, Limits.of(proposal.limits))
    db.session.rollback()

    def report(progress: int) -> bool:
        return proposals.report_progress(proposal_id, progress) and not stopping.is_set()

    return propose(problem, seconds, report)


def work_out_lost_proposals() -> None:
    """Those whose job got lost or was killed."""
    for proposal_id in proposals.requeue_lost_proposals(now=clock.now()):
        work_out_proposal(proposal_id)


every_minute("work-out-proposals", work_out_lost_proposals)

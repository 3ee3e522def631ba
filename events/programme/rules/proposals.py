"""The life of a proposed timetable."""

from enum import StrEnum


class ProposalState(StrEnum):
    """Queued and running are under way; a found one waits for its organiser; the others are over."""

    QUEUED = "queued"
    RUNNING = "running"
    FOUND = "found"
    IMPOSSIBLE = "impossible"
    FAILED = "failed"
    ACCEPTED = "accepted"
    DROPPED = "dropped"

"""Kinds and states of events, who belongs to their team, and how full they are."""

from collections.abc import Container, Mapping
from enum import StrEnum
from itertools import chain, count


class EventKind(StrEnum):
    SEASON = "season"
    CONGRESS = "congress"
    SINGLE = "single"


class EventState(StrEnum):
    DRAFT = "draft"
    PUBLISHED = "published"


class ReleaseMode(StrEnum):
    """`immediate`: each saved change of the timetable is a release; `manual`: pressing a button makes one."""

    IMMEDIATE = "immediate"
    MANUAL = "manual"


class RegistrationScope(StrEnum):
    """Whether people register for single talks or for the event as a whole (and its workshops)."""

    TALK = "talk"
    EVENT = "event"


class RegistrationState(StrEnum):
    CLOSED = "closed"
    OPEN = "open"


class Fullness(StrEnum):
    """How many seats are left: `open` means that there is no limit."""

    OPEN = "open"
    PLENTY = "plenty"
    FEW = "few"
    FULL = "full"


class TeamRole(StrEnum):
    ORGANISER = "organiser"
    EDITOR = "editor"
    DESK = "desk"
    REVIEWER = "reviewer"


RESERVED_SLUGS = frozenset(
    [
        "r",
        "organise",
        "speakers",
        "check-in",
        "api",
        "static",
        "sign-in",
        "sign-out",
        "healthz",
        "metrics",
        "my-seats",
        "set-up",
        "talks",
        "pages",
        "pictures",
        "reset-password",
        "contact",
        "legal",
        "privacy",
        "accessibility",
        "search",
        "robots.txt",
        "sitemap.xml",
        "favicon.ico",
        "account",
        "activity",
        "organisation",
        "organisers",
        "mail",
        "venues",
        "new-event",
        "subjects",
        "school-holidays",
        "newsletter",
    ]
)


def usual_release_mode(kind: EventKind) -> ReleaseMode:
    """A congress is released by hand, a season or a single event at once."""
    return ReleaseMode.MANUAL if kind is EventKind.CONGRESS else ReleaseMode.IMMEDIATE


def usual_scope(kind: EventKind) -> RegistrationScope:
    return RegistrationScope.EVENT if kind is EventKind.CONGRESS else RegistrationScope.TALK


class Missing(StrEnum):
    """What a public event needs of its organisation."""

    PHONE = "phone"
    LEGAL = "legal"
    PRIVACY = "privacy"


def missing_for_publishing(phone: str, legal: Mapping[str, str], privacy: Mapping[str, str]) -> list[Missing]:
    """What readers would look for in vain: somebody to telephone, the legal notice, the privacy text."""
    present = {
        Missing.PHONE: bool(phone.strip()),
        Missing.LEGAL: any(legal.values()),
        Missing.PRIVACY: any(privacy.values()),
    }
    return [thing for thing in Missing if not present[thing]]


def free_slug(wanted: str, taken: Container[str], *, otherwise: str) -> str:
    """`wanted`, or `otherwise` when it is empty, with the first number from 2 on that makes it free."""
    base = wanted or otherwise
    numbered = (f"{base}-{number}" for number in count(2))
    return next(slug for slug in chain([base], numbered) if slug not in taken)


def fullness(limit: int | None, taken: int) -> Fullness:
    """Few are up to 15 seats, or a tenth of them."""
    if limit is None:
        return Fullness.OPEN
    left = limit - taken
    if left <= 0:
        return Fullness.FULL
    return Fullness.FEW if left <= max(15, limit // 10) else Fullness.PLENTY

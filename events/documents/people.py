"""Who gets a badge, and what stands on it."""

from collections.abc import Collection, Sequence
from enum import StrEnum

from events.documents.badges import Badge, Role
from events.documents.contents import affiliation_of
from events.documents.names import filed_at, split_name
from events.documents.queries import speakers_with_badges
from events.event.models import Event
from events.event.queries import team_of
from events.programme.models import Speaker
from events.registration.models import Attendee, Registration
from events.registration.queries import attendees_of, ticket_holders


class Wearers(StrEnum):
    """Whose badges are printed."""

    ATTENDEES = "attendees"
    SPEAKERS = "speakers"
    TEAM = "team"


def badges_of(event: Event, wearers: Collection[str], *, language: str, talk_id: int | None = None) -> list[Badge]:
    """Badges by surname: people with a confirmed seat (on the talk), speakers, the team, each person once.

    Speakers and the team hold no ticket, so their badges bear no QR, unless they registered under the same name:
    then theirs bears both the role and the code. What is unknown of a person's institution stays blank.
    """
    speakers = speakers_with_badges(event.id, talk_id) if Wearers.SPEAKERS in wearers else ()
    attendees = attendees_of(event.id, talk_id) if Wearers.ATTENDEES in wearers else ()
    by_name = {_same(speaker.person.name): _of_speaker(speaker, language) for speaker in speakers}
    if Wearers.TEAM in wearers:
        for member in team_of(event.id):
            by_name.setdefault(_same(member.account.name), _badge(member.account.name, Role.ORGANISATION))
    return sorted(_with_tickets(by_name, attendees), key=_order)


def badges_of_registration(registration: Registration) -> list[Badge]:
    """Badges of those of a registration who hold a confirmed seat, in the order in which they were named."""
    return [_of_attendee(attendee) for attendee in ticket_holders(registration)]


def _with_tickets(by_name: dict[str, Badge], attendees: Sequence[Attendee]) -> list[Badge]:
    """The badges without a ticket, and one for each attendee, who may be one of them."""
    badges = []
    for attendee in attendees:
        other = by_name.pop(_same(attendee.name), None)
        badges.append(_of_attendee(attendee, other))
    return [*badges, *by_name.values()]


def _of_attendee(attendee: Attendee, other: Badge | None = None) -> Badge:
    role, institution = (other.role, other.institution) if other else (Role.PARTICIPANT, "")
    return _badge(attendee.name, role, institution, attendee.ticket_code)


def _of_speaker(speaker: Speaker, language: str) -> Badge:
    return _badge(speaker.person.name, Role.SPEAKER, affiliation_of(speaker, language))


def _badge(name: str, role: Role, institution: str = "", code: str = "") -> Badge:
    first_name, surname = split_name(name)
    return Badge(first_name, surname, institution, role, code)


def _order(badge: Badge) -> tuple[str, str, str]:
    return filed_at(badge.surname or badge.first_name), filed_at(badge.first_name), badge.code


def _same(name: str) -> str:
    return " ".join(name.casefold().split())

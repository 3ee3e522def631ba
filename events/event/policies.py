"""Who may do what in an event: by membership in its organisation, or by a role in its team."""

from collections.abc import Callable

from sqlalchemy import select

from events.event.models import Event, TeamMember
from events.event.rules import TeamRole
from events.extensions import db
from events.people.models import Account, Membership
from events.people.rules import MembershipRole

Policy = Callable[[Account, Event], bool]


def can_organise(account: Account, event: Event) -> bool:
    """Settings, team, publishing."""
    return _has_role(account, event, {TeamRole.ORGANISER})


def can_edit_programme(account: Account, event: Event) -> bool:
    """Talks, speakers, the timetable."""
    return _has_role(account, event, {TeamRole.ORGANISER, TeamRole.EDITOR})


def can_serve_desk(account: Account, event: Event) -> bool:
    """Registrations and the door."""
    return _has_role(account, event, {TeamRole.ORGANISER, TeamRole.DESK})


def can_make_events(account: Account, event: Event) -> bool:
    """Another event of the same organisation."""
    return _organises_all(account, event)


def belongs_to_team(account: Account, event: Event) -> bool:
    """Any role: the event's start page."""
    return _has_role(account, event, set(TeamRole))


def _has_role(account: Account, event: Event, roles: set[TeamRole]) -> bool:
    member = select(TeamMember.id).where(TeamMember.role.in_(roles))
    return _organises_all(account, event) or (
        db.session.scalar(member.filter_by(event_id=event.id, account_id=account.id)) is not None
    )


def _organises_all(account: Account, event: Event) -> bool:
    query = select(Membership.id).filter_by(
        account_id=account.id, organisation_id=event.organisation_id, role=MembershipRole.ORGANISER
    )
    return db.session.scalar(query) is not None

"""Who may do what in an organisation."""

from events.people.models import Account


def can_organise_organisation(account: Account, organisation_id: int) -> bool:
    """Whether the account may change the organisation, its people, venues and all its events."""
    return any(membership.organisation_id == organisation_id for membership in account.memberships)

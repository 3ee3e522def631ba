"""Who may print what."""

from events.event.models import Event
from events.event.policies import can_edit_programme, can_serve_desk
from events.people.models import Account


def can_print(account: Account, event: Event) -> bool:
    """The page of papers: the desk prints badges, editors the draft of the programme."""
    return can_serve_desk(account, event) or can_edit_programme(account, event)

"""Partners of an event, in the order in which its page names them."""

from dataclasses import asdict, dataclass, field
from datetime import datetime

from events.activity.actions import note
from events.event.actions.events import lock_event, raise_revision
from events.event.models import Event, Partner
from events.event.queries import partners_of
from events.extensions import LocalisedText, db
from events.kit.database import take_version
from events.kit.transaction import transaction


@dataclass(frozen=True)
class PartnerDetails:
    """`heading` stands above the partner: “With the support of”."""

    name: str
    heading: LocalisedText = field(default_factory=dict)
    website: str = ""
    logo_id: int | None = None


def add_partner(event: Event, details: PartnerDetails, *, now: datetime, account_id: int | None = None) -> Partner:
    """The last partner of the event."""
    with transaction():
        lock_event(event)
        position = max((partner.position for partner in partners_of(event.id)), default=-1) + 1
        partner = Partner(event_id=event.id, position=position, **asdict(details))
        db.session.add(partner)
        db.session.flush()
        _note("added", partner, now, account_id)
    return partner


def edit_partner(
    partner: Partner, version: int, details: PartnerDetails, *, now: datetime, account_id: int | None = None
) -> None:
    """Raises kit.database.Stale when somebody saved it since `version`."""
    with transaction():
        db.session.refresh(partner, with_for_update={"of": Partner})
        take_version(partner, version)
        for name, value in asdict(details).items():
            setattr(partner, name, value)
        _note("edited", partner, now, account_id)


def move_partner(partner: Partner, places: int, *, now: datetime, account_id: int | None = None) -> None:
    """Up (-1) or down (1) in the order; at an end it stays."""
    with transaction():
        lock_event(partner.event)
        others = [other for other in partners_of(partner.event_id) if other.id != partner.id]
        before = [other for other in partners_of(partner.event_id) if _stands_before(other, partner)]
        others.insert(max(0, len(before) + places), partner)
        for position, one in enumerate(others):
            one.position = position
        _note("moved", partner, now, account_id)


def delete_partner(partner: Partner, *, now: datetime, account_id: int | None = None) -> None:
    with transaction():
        _note("deleted", partner, now, account_id)
        db.session.delete(partner)


def _stands_before(other: Partner, partner: Partner) -> bool:
    return (other.position, other.id) < (partner.position, partner.id)


def _note(verb: str, partner: Partner, now: datetime, account_id: int | None) -> None:
    raise_revision(partner.event_id)
    note(verb, f"partner:{partner.id}", now=now, account_id=account_id, event_key=f"event:{partner.event_id}")

"""Letting claims in, and seats by the terms: asked while the capacities are locked."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from events.event.models import Event
from events.kit.errors import Refused
from events.registration.actions.capacity import Capacity
from events.registration.policies import sentence_of
from events.registration.queries.admission import is_member, seats_held_by, supply_of, terms_of
from events.registration.rules import Claim, Source
from events.registration.rules.admission import Supply, Terms, obstacle

TermsByThing = Mapping[int | None, Terms]


def check_admission(event: Event, claim: Claim, terms: TermsByThing, now: datetime) -> None:
    """Raises Refused with the first thing that stands in the way; nothing does at the desk."""
    if claim.source != Source.WEB:
        return
    member = is_member(event.organisation_id, claim.card)
    for talk_id, asked in terms.items():
        held = seats_held_by(claim, event.id, talk_id) if asked.seats_per_person is not None else 0
        found = obstacle(asked, claim, now, is_member=member, seats_held=held)
        if found is not None:
            raise Refused(sentence_of(found, asked, event.zone, claim.language))


def supply(event: Event, talk_id: int | None, capacity: Capacity, terms: Terms | None = None) -> Supply:
    return supply_of(event, talk_id, capacity, terms or terms_of(event, talk_id))


def settle_kept(event: Event, locked: Mapping[int | None, Capacity], things: Iterable[int | None]) -> None:
    """Write down how many free seats aren't for the web, so that public pages need not count."""
    for talk_id in things:
        capacity = locked[talk_id]
        kept = supply(event, talk_id, capacity).kept_back
        if capacity.kept != kept:
            capacity.kept = kept

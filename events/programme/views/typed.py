"""The conflicts that a talk would be in if its form were saved as it stands."""

from dataclasses import replace
from datetime import datetime, timedelta

from events.event.models import Event
from events.kit.localtime import exists, to_utc
from events.programme.actions import Placement
from events.programme.forms import TalkForm
from events.programme.models import Talk
from events.programme.queries import draft_slots_of_talk, known_speakers
from events.programme.queries.bookings import guests_named
from events.programme.queries.conflicts import conflicts_if, thought_of
from events.programme.rules.bookings import Booking, Guest
from events.programme.rules.conflicts import Conflict


def conflicts_as_typed(event: Event, talk: Talk | None, form: TalkForm) -> list[Conflict]:
    """Those of the time that the form edits; none while it says no day, or an impossible one."""
    thought = _booking(event, talk, form)
    return conflicts_if(event.organisation_id, thought) if thought else []


def _booking(event: Event, talk: Talk | None, form: TalkForm) -> Booking | None:
    placement = form.placed()
    if placement is None or not form.duration.data or not exists(placement.starts_at, event.zone):
        return None
    starts_at = to_utc(placement.starts_at, event.zone, placement.fold)
    time = (placement.room_id, starts_at, starts_at + timedelta(minutes=form.duration.data))
    first = next(iter(draft_slots_of_talk(talk)), None) if talk else None
    thought = thought_of(event, talk, time, slot_id=first.id if first else 0)
    return replace(
        thought,
        title={event.language: form.title.data or ""},
        doors_at=_doors(event, placement),
        guests=_guests(event, form),
        limit=form.capacity.data,
    )


def _doors(event: Event, placement: Placement) -> datetime | None:
    if placement.doors_at is None or not exists(placement.doors_at, event.zone):
        return None
    return to_utc(placement.doors_at, event.zone, placement.fold)


def _guests(event: Event, form: TalkForm) -> list[Guest]:
    names = {speaker.name.casefold() for speaker in form.named_speakers(event)}
    people = [person for person in known_speakers(event.organisation_id) if person.name.casefold() in names]
    return guests_named(event.id, people)

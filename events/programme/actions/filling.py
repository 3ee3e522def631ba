"""Filling one date of a season: title, speakers, hall, hour and state in one save."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from events.event.actions import lock_event
from events.extensions import db
from events.kit.database import Stale, take_version
from events.kit.transaction import transaction
from events.programme.actions.naming import name_talk
from events.programme.actions.search import index_talks
from events.programme.actions.slots import Placement, move_slot
from events.programme.actions.speaker_calendar import keep_calendars
from events.programme.actions.speakers import NamedSpeaker
from events.programme.actions.talks import note_on_talk, set_speakers
from events.programme.models import Slot, Talk
from events.programme.rules import TalkState


@dataclass(frozen=True)
class FilledDate:
    """`title` is that of the event's language; its translations stay."""

    title: str
    speakers: Sequence[NamedSpeaker]
    placement: Placement
    state: TalkState


def fill_date(
    slot: Slot,
    version: int,
    slot_version: int,
    filled: FilledDate,
    *,
    now: datetime,
    account_id: int | None = None,
) -> None:
    """Save one date with its talk. `version` is the talk's.

    Raises kit.database.Stale when somebody saved either meanwhile, and WrongTime.
    """
    with transaction():
        event = slot.event
        lock_event(event)
        talk = db.session.get_one(Talk, slot.talk_id, with_for_update={"of": Talk}, populate_existing=True)
        db.session.refresh(slot)
        take_version(talk, version)
        if slot.version != slot_version:
            raise Stale(slot)
        name_talk(talk, {**talk.title, event.language: filled.title})
        talk.state = filled.state
        come_or_gone = set_speakers(talk, filled.speakers)
        index_talks([talk.id])
        note_on_talk("edited", talk, now, account_id)
        move_slot(slot, filled.placement, _minutes(slot), now=now, account_id=account_id)
        keep_calendars(come_or_gone, now=now)


def _minutes(slot: Slot) -> int:
    return int((slot.ends_at - slot.starts_at).total_seconds() // 60)

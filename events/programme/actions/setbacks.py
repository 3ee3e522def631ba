"""One act for whatever keeps a talk from taking place as announced: cancelled, postponed, or after all revived.

It takes effect at once where asked for, also in an event that is released by hand: the next version is then the
public one with this talk's changed dates, and the rest of the draft stays a draft.
"""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from events.activity.actions import note
from events.event.actions import lock_event
from events.event.models import Event
from events.event.rules import ReleaseMode
from events.extensions import LocalisedText, db
from events.kit.transaction import transaction
from events.programme.actions.edits import difference, standing
from events.programme.actions.releases import publish_at_once, release
from events.programme.actions.slots import Placement, write_place
from events.programme.models import Slot, Talk
from events.programme.queries import released_places
from events.programme.rules import SlotState


def cancel_talk(
    talk: Talk,
    reason: LocalisedText,
    *,
    now: datetime,
    account_id: int | None = None,
    slot_ids: Collection[int] | None = None,
    at_once: bool = False,
) -> None:
    """These dates of it (all, unless named) won't take place; readers see them struck out, with the reason.

    `at_once` publishes just that, where the public knows the dates already.
    """
    with transaction():
        lock_event(talk.event)
        slots = _chosen(talk, slot_ids, {SlotState.CONFIRMED, SlotState.POSTPONED})
        for slot in slots:
            _set(slot, SlotState.CANCELLED, reason)
        _after(talk, "cancelled", slots, at_once, now, account_id)


def postpone_talk(
    talk: Talk,
    reason: LocalisedText,
    *,
    now: datetime,
    account_id: int | None = None,
    slot_ids: Collection[int] | None = None,
    at_once: bool = False,
) -> None:
    """These dates (all, unless named) are put off until a new time is found; seats and places in line are kept."""
    with transaction():
        lock_event(talk.event)
        slots = _chosen(talk, slot_ids, {SlotState.CONFIRMED})
        for slot in slots:
            _set(slot, SlotState.POSTPONED, reason)
        _after(talk, "postponed", slots, at_once, now, account_id)


def postpone_slot_to(
    slot: Slot,
    placement: Placement,
    reason: LocalisedText,
    *,
    now: datetime,
    account_id: int | None = None,
    at_once: bool = False,
) -> None:
    """Another time, said to be one: until it has passed readers are told of the old one too. Raises WrongTime."""
    with transaction():
        lock_event(slot.event)
        before, former, minutes = (
            standing(slot),
            slot.starts_at,
            (slot.ends_at - slot.starts_at) // timedelta(minutes=1),
        )
        write_place(slot, slot.event, placement, minutes)
        slot.state, slot.reason = SlotState.CONFIRMED, reason
        slot.postponed_from = slot.postponed_from or former
        slot.version += 1
        db.session.flush()
        _note("postponed", f"slot:{slot.id}", slot.event_id, now, account_id, **difference(before, standing(slot)))
        _publish(slot.event, [slot], at_once, now, account_id)


def revive_talk(talk: Talk, *, now: datetime, account_id: int | None = None, at_once: bool = False) -> None:
    """It takes place after all, at the times it had."""
    with transaction():
        lock_event(talk.event)
        slots = [slot for slot in talk.slots if slot.state in {SlotState.CANCELLED, SlotState.POSTPONED}]
        for slot in slots:
            _set(slot, SlotState.CONFIRMED, {})
        _after(talk, "revived", slots, at_once, now, account_id)


def _chosen(talk: Talk, slot_ids: Collection[int] | None, usual: Collection[str]) -> list[Slot]:
    """The dates that are named, whatever their state; else those in one of the usual states."""
    if slot_ids is None:
        return [slot for slot in talk.slots if slot.state in usual]
    return [slot for slot in talk.slots if slot.id in slot_ids and slot.state != SlotState.UNSCHEDULED]


def _set(slot: Slot, state: SlotState, reason: LocalisedText) -> None:
    if (slot.state, slot.reason) != (state, reason):
        slot.state, slot.reason = state, reason
        slot.version += 1


def _after(
    talk: Talk, verb: str, slots: Collection[Slot], at_once: bool, now: datetime, account_id: int | None
) -> None:
    if not slots:
        return
    db.session.flush()
    _note(verb, f"talk:{talk.id}", talk.event_id, now, account_id, slots=[slot.id for slot in slots])
    _publish(talk.event, slots, at_once, now, account_id)


def _publish(event: Event, slots: Collection[Slot], at_once: bool, now: datetime, account_id: int | None) -> None:
    """What the public doesn't know yet needs no news."""
    if event.release_mode == ReleaseMode.IMMEDIATE:
        publish_at_once(event, now=now, account_id=account_id)
    elif at_once and (known := released_places(event.id).keys() & {slot.id for slot in slots}):
        release(event, only=known, now=now, account_id=account_id)


def _note(verb: str, thing: str, event_id: int, now: datetime, account_id: int | None, **detail: Any) -> None:
    note(verb, thing, now=now, account_id=account_id, event_key=f"event:{event_id}", **detail)

"""What the editor of the timetable does: with a version in hand, and so that it can be taken back."""

from datetime import datetime

from flask_babel import lazy_gettext as _

from events.event.actions import lock_event
from events.event.models import Event
from events.event.queries import find_room
from events.extensions import db
from events.kit.database import Stale
from events.kit.errors import Refused
from events.kit.transaction import transaction
from events.programme.actions.edits import Standing, finish_edit, stand, standing
from events.programme.actions.slots import Placement, add_slot, move_slot, unschedule_slot
from events.programme.models import Slot, Talk
from events.programme.queries import draft_slots_of_talk
from events.programme.queries.timetable import find_edit_to_redo, find_edit_to_undo


class Overtaken(Refused):
    """The slot no longer stands as the edit left it: that edit cannot be taken back any more."""


def place_slot(
    slot: Slot, version: int, placement: Placement, duration: int, *, now: datetime, account_id: int
) -> None:
    """Move it, or change its length in minutes. Raises Stale when somebody edited it since `version`, and WrongTime."""
    with transaction():
        move_slot(slot, placement, duration, version=version, now=now, account_id=account_id)
        _outdate_form_of(slot.talk)


def schedule_talk(
    talk: Talk, times: int, placement: Placement, duration: int, *, now: datetime, account_id: int
) -> Slot:
    """Give the talk a time, or one more; `times` is how many it had. Raises Stale when it has others meanwhile."""
    with transaction():
        lock_event(talk.event)
        db.session.refresh(talk)
        if len(draft_slots_of_talk(talk)) != times:
            raise Stale(talk)
        slot = add_slot(talk, placement, duration, now=now, account_id=account_id)
        _outdate_form_of(talk)
    return slot


def take_off(slot: Slot, version: int, *, now: datetime, account_id: int) -> None:
    """Back into the tray; a break is gone. Raises Stale when somebody edited it since `version`."""
    with transaction():
        unschedule_slot(slot, version=version, now=now, account_id=account_id)
        _outdate_form_of(slot.talk)


def undo(event: Event, *, now: datetime, account_id: int) -> Slot:
    """Take back this person's last edit; her next one is the one before.

    Raises Overtaken when somebody changed the slot since; that edit is then forgotten.
    """
    return _step(event, back=True, now=now, account_id=account_id)


def redo(event: Event, *, now: datetime, account_id: int) -> Slot:
    """Do again what this person took back last. Raises Overtaken."""
    return _step(event, back=False, now=now, account_id=account_id)


def _step(event: Event, *, back: bool, now: datetime, account_id: int) -> Slot:
    with transaction():
        lock_event(event)
        edit = (find_edit_to_undo if back else find_edit_to_redo)(event.id, account_id)
        if edit is None:
            raise Refused(_("There is nothing to take back.") if back else _("There is nothing to do again."))
        stood, wanted = (edit.after, edit.before) if back else (edit.before, edit.after)
        is_possible = _is_possible(event, edit.slot, stood, wanted)
        if is_possible:
            edit.undone_at = now if back else None
            _stand(edit.slot, wanted, "undone" if back else "done again", now, account_id)
        else:
            db.session.delete(edit)
    if not is_possible:
        raise Overtaken(_("Somebody changed this meanwhile: nothing was taken back."))
    return edit.slot


def _is_possible(event: Event, slot: Slot, stood: Standing, wanted: Standing) -> bool:
    """The slot stands as the edit left it, and the room it came from is still there."""
    db.session.refresh(slot)
    room_id = wanted["room_id"]
    return standing(slot) == stood and (room_id is None or find_room(event.organisation_id, room_id) is not None)


def _stand(slot: Slot, wanted: Standing, verb: str, now: datetime, account_id: int) -> None:
    before = standing(slot)
    stand(slot, wanted)
    finish_edit(slot, verb, before, now=now, account_id=account_id, is_kept=False)
    _outdate_form_of(slot.talk)


def _outdate_form_of(talk: Talk | None) -> None:
    """Whoever has the talk's form open would put it back to the old time: saving it shows both instead."""
    if talk is not None:
        talk.version += 1

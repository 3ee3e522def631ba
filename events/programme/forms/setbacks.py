"""What organisers say when a talk won't take place as announced."""

from datetime import timedelta
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

from flask import abort
from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectMultipleField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import ValidationError

from events.event.models import Event
from events.kit import dates
from events.kit.fields import LineField
from events.kit.languages import current_language
from events.programme.actions import Placement
from events.programme.forms import PlacedForm
from events.programme.models import Slot, Talk
from events.programme.queries import draft_slots_of_talk
from events.programme.rules import SlotState


class Setback(StrEnum):
    CANCEL = "cancel"
    POSTPONE = "postpone"
    MOVE = "move"


class SetbackForm(PlacedForm):
    """Cancelled, postponed until a date is found, or to a date that is known; which dates; and why."""

    act = RadioField(
        _l("What happens?"),
        default=Setback.CANCEL.value,
        choices=[
            SelectChoice(Setback.CANCEL.value, _l("It is cancelled: it won’t take place")),
            SelectChoice(Setback.POSTPONE.value, _l("It is postponed: the new date is still to be found")),
            SelectChoice(Setback.MOVE.value, _l("It is postponed to the date below")),
        ],
    )
    slots = SelectMultipleField(_l("Which dates?"), coerce=str)
    reason = LineField(_l("Reason, as the public will read it"), longest=500, required=_l("Write the reason."))
    reason_en = LineField(_l("Reason in English"), longest=500)

    @classmethod
    def of(cls, event: Event, talk: Talk, **options: Any) -> "SetbackForm":
        """For the dates that stand in the draft; what was sent goes over it unless `formdata` is None."""
        known = draft_slots_of_talk(talk)
        standing = [slot for slot in known if slot.state == SlotState.CONFIRMED] or known
        first = standing[0].room_id if standing else None
        form = cls(data={"slots": [str(slot.id) for slot in standing], "room": first}, **options)
        del form.duration
        form.offer_rooms(event, _l("not known yet"))
        form.slots.choices = [SelectChoice(str(slot.id), _moment(slot)) for slot in known]
        form.dates = {slot.id: slot for slot in known}
        if len(known) == 1:
            form.slots.data = [str(known[0].id)]
        if event.language == "en":
            del form.reason_en
        return form

    def validate_slots(self, field: Any) -> None:
        if not field.data:
            raise ValidationError(str(_l("Tick at least one date.")))
        if self.act.data == Setback.MOVE and len(field.data) > 1:
            raise ValidationError(str(_l("Tick the one date that gets the new one; do the others afterwards.")))

    def validate_starts_at(self, field: Any) -> None:
        if self.act.data != Setback.MOVE:
            field.errors = []
            return
        if field.data is None and not field.errors:
            raise ValidationError(str(_l("Write the new day and hour.")))
        super().validate_starts_at(field)

    @property
    def chosen(self) -> list[Slot]:
        """404 for a date of another talk."""
        return [self.dates.get(int(value)) or abort(404) for value in self.slots.data or ()]

    def new_place(self) -> Placement | None:
        """The new time; the doors open as long before it as they did."""
        placement, slot = self.placement(), self.chosen[0]
        if placement is None or slot.doors_at is None:
            return placement
        before: timedelta = slot.starts_at - slot.doors_at
        return Placement(placement.starts_at, placement.room_id, placement.starts_at - before, placement.fold)


def _moment(slot: Slot) -> str:
    return dates.moment_in_words(slot.starts_at.astimezone(ZoneInfo(slot.zone)), current_language())

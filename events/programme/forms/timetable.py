"""Times of the timetable: of a talk, of a break, of a blocker."""

from datetime import datetime
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import RadioField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import ValidationError

from events.event.models import Event
from events.kit.fields import LineField, VersionField, localised_data
from events.kit.forms import Form
from events.programme.actions import Placement
from events.programme.forms import PlacedForm, slot_data
from events.programme.models import Slot, Talk
from events.programme.rules import SlotKind

KINDS = [
    SelectChoice(SlotKind.BREAK, _l("A break: readers see it")),
    SelectChoice(SlotKind.BLOCKER, _l("A blocker: the room is not to be had, and only you and your team see it")),
]


class TimeForm(PlacedForm):
    """A time that must be given."""

    def validate_starts_at(self, field: Any) -> None:
        if field.data is None and not field.errors:
            raise ValidationError(str(_l("Say when it begins.")))
        super().validate_starts_at(field)

    def new_placement(self) -> Placement | None:
        """None when the form says something impossible."""
        return self.placement() if self.validate() else None


class SlotForm(TimeForm):
    """Where a talk or a break stands. `version` is the slot's; for a talk of the tray it is how many times it has."""

    version = VersionField()

    @classmethod
    def of_slot(cls, event: Event, slot: Slot) -> "SlotForm":
        """As the slot stands."""
        form = cls(formdata=None, data={**slot_data(slot), "version": slot.version})
        return form.offering(event, everywhere=slot.talk_id is None)

    @classmethod
    def of_talk(cls, event: Event, talk: Talk, times: int) -> "SlotForm":
        """For a talk that has so many times."""
        form = cls(formdata=None, data={"duration": talk.duration, "version": times})
        return form.offering(event)

    @classmethod
    def sent(cls, event: Event, *, everywhere: bool = False) -> "SlotForm":
        """As it was sent: what is missing is missing. `everywhere`: without a room it is in all of them."""
        return cls().offering(event, everywhere=everywhere)

    def offering(self, event: Event, *, everywhere: bool = False) -> "SlotForm":
        self.offer_rooms(event, _l("everywhere") if everywhere else _l("not known yet"))
        return self

    def placement_of(self, slot: Slot) -> Placement | None:
        """The new place; the doors open as long before it as they did."""
        placement = self.new_placement()
        if placement is None or slot.doors_at is None:
            return placement
        doors_at: datetime = placement.starts_at - (slot.starts_at - slot.doors_at)
        return Placement(placement.starts_at, placement.room_id, doors_at, placement.fold)


class BreakForm(TimeForm):
    """Coffee, lunch, a room that is being set up …"""

    title = LineField(_l("What it is"), required=_l("Say what it is: coffee, lunch …"))
    title_en = LineField(_l("What it is, in English"))
    kind = RadioField(_l("Kind"), choices=KINDS, default=SlotKind.BREAK)
    version = VersionField()

    @classmethod
    def of(cls, event: Event, slot: Slot | None = None, **options: Any) -> "BreakForm":
        """As the break stands, or for a new one."""
        form = cls(data=_break_data(event, slot) if slot else {"duration": 30}, **options)
        form.offer_rooms(event, _l("everywhere"))
        if event.language == "en":
            del form.title_en
        return form


class RemovalForm(Form):
    """Taking something off the timetable, as it stood when the page was opened."""

    version = VersionField()


def _break_data(event: Event, slot: Slot) -> dict[str, Any]:
    texts = localised_data({"title": slot.title}, event.language)
    return {**slot_data(slot), **texts, "kind": slot.kind, "version": slot.version}

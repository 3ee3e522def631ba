"""What an organiser asks for when a timetable is to be proposed."""

from datetime import time, timedelta
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import SelectField, SelectMultipleField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from events.event.forms.fields import DayField, HourField, NumberField
from events.event.models import Event
from events.event.queries import rooms_of
from events.kit.forms import Form
from events.programme.queries.proposals import rooms_in_use
from events.programme.rules.proposals import MOST_DAYS, Limits

STEPS = [
    SelectChoice(str(minutes), _l("every %(minutes)d minutes", minutes=minutes)) for minutes in (5, 10, 15, 30, 60)
]


class ProposalForm(Form):
    first = DayField(_l("First day"), required=_l("Say on which day it begins."))
    last = DayField(_l("Last day"), required=_l("Say on which day it ends."))
    opens = HourField(_l("Each day from"), required=_l("Write an hour."))
    closes = HourField(_l("until"), required=_l("Write an hour."))
    step = SelectField(_l("Talks may begin"), choices=STEPS)
    gap = NumberField(_l("Minutes between two talks"), most=240, required=_l("Write a number, 0 for none."))
    rooms = SelectMultipleField(
        _l("Rooms"), option_widget=CheckboxInput(), widget=ListWidget(prefix_label=False), validate_choice=False
    )

    @classmethod
    def of(cls, event: Event, **options: Any) -> "ProposalForm":
        rooms = rooms_of(event.organisation_id)
        used = rooms_in_use(event.id)
        last = min(event.ends_on, event.starts_on + timedelta(days=MOST_DAYS - 1))
        usual = {"first": event.starts_on, "last": last, "opens": time(9), "closes": time(18), "step": "15", "gap": 0}
        form = cls(data={**usual, "rooms": [str(room.id) for room in rooms if not used or room.id in used]}, **options)
        form.event = event
        form.rooms.choices = [SelectChoice(str(room.id), f"{room.name}, {room.venue.name}") for room in rooms]
        return form

    def validate_last(self, field: Any) -> None:
        if self.first.data is None or field.data is None:
            return
        if field.data < self.first.data:
            raise ValidationError(str(_l("The last day cannot lie before the first.")))
        if self.first.data < self.event.starts_on or field.data > self.event.ends_on:
            raise ValidationError(str(_l("Choose days of the event.")))
        if field.data - self.first.data >= timedelta(days=MOST_DAYS):
            raise ValidationError(str(_l("Choose at most %(days)d days.", days=MOST_DAYS)))

    def validate_closes(self, field: Any) -> None:
        if self.opens.data is not None and field.data is not None and field.data <= self.opens.data:
            raise ValidationError(str(_l("The end comes after the beginning.")))

    def validate_rooms(self, field: Any) -> None:
        if not field.data:
            raise ValidationError(str(_l("Choose at least one room.")))

    @property
    def strange_rooms(self) -> bool:
        """An id that was never offered."""
        return not set(self.rooms.data or ()) <= {choice.value for choice in self.rooms.choices or ()}

    def limits(self) -> Limits:
        return Limits(
            self.first.data,
            self.last.data,
            self.opens.data,
            self.closes.data,
            int(str(self.step.data)),
            self.gap.data,
            tuple(int(room_id) for room_id in self.rooms.data or ()),
        )

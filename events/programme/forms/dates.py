"""The rhythm of a term: weekdays, hour, hall, from when to when, and which holidays are left out."""

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, SelectField, SelectMultipleField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import ValidationError

from events.event.forms.closures import NO_ZONE, zone_choices
from events.event.forms.fields import DayField, HourField, NumberField, OwnField
from events.event.holidays import is_in_alsace_moselle
from events.event.models import Event
from events.event.queries import rooms_of, school_zone_of
from events.kit.forms import Form
from events.kit.languages import current_language
from events.kit.localised import in_language
from events.programme.actions import NewDate
from events.programme.queries import formats_of
from events.programme.rules.planning import MOST_DATES, Rhythm, days_of

WEEKDAYS = [
    SelectChoice(0, _l("Monday")),
    SelectChoice(1, _l("Tuesday")),
    SelectChoice(2, _l("Wednesday")),
    SelectChoice(3, _l("Thursday")),
    SelectChoice(4, _l("Friday")),
    SelectChoice(5, _l("Saturday")),
    SelectChoice(6, _l("Sunday")),
]
EVERY = [
    SelectChoice(1, _l("every week")),
    SelectChoice(2, _l("every two weeks")),
    SelectChoice(3, _l("every three weeks")),
    SelectChoice(4, _l("every four weeks")),
]
ORDINARY_LENGTH = 90


class DatesForm(Form):
    """Sent by GET it shows the dates, by POST it makes those that are ticked (`dates`, ISO days)."""

    weekdays = SelectMultipleField(_l("Weekdays"), choices=WEEKDAYS, coerce=int)
    hour = HourField(_l("Begins at"), required=_l("Say at what hour the talks begin."))
    duration = NumberField(
        _l("Length in minutes"), least=1, most=24 * 60, required=_l("Write how many minutes it lasts.")
    )
    doors = HourField(_l("Doors open"))
    starts_on = DayField(_l("From"), required=_l("Say on which day the dates begin."))
    ends_on = DayField(_l("To"), required=_l("Say on which day the dates end."))
    every = SelectField(_l("How often"), choices=EVERY, coerce=int)
    room = OwnField(_l("Room"))
    format = OwnField(_l("Format"))
    capacity = NumberField(_l("Seats"))
    skip_school = BooleanField(_l("Leave out the school holidays and our own closures"))
    zone = SelectField(_l("Zone of the school holidays"))
    skip_public = BooleanField(_l("Leave out the public holidays"))
    alsace_moselle = BooleanField(_l("Also those of Alsace and Moselle: Good Friday and 26 December"))

    @classmethod
    def of(cls, event: Event, typed: Any = None) -> "DatesForm":
        """As what was typed (a query's or a form's values) says; with None as is usual."""
        options: dict[str, Any] = {} if typed is None else {"meta": {"csrf": False}}
        form = cls(formdata=typed, data=_usual(event) if typed is None else None, **options)
        rooms = ((room.id, f"{room.name}, {room.venue.name}") for room in rooms_of(event.organisation_id))
        form.room.offer(rooms, _l("not known yet"))
        language = current_language()
        form.format.offer(((row.id, in_language(row.name, language)) for row in formats_of(event.id)), _l("none"))
        form.zone.choices = zone_choices()
        if form.zone.data is None:
            form.zone.data = school_zone_of(event.organisation) or NO_ZONE
        return form

    def validate_weekdays(self, field: Any) -> None:
        if not field.data:
            raise ValidationError(str(_l("Tick at least one weekday.")))

    def validate_ends_on(self, field: Any) -> None:
        if not field.data or not self.starts_on.data:
            return
        if field.data < self.starts_on.data:
            raise ValidationError(str(_l("The last day cannot lie before the first.")))
        if field.data - self.starts_on.data > timedelta(days=3 * 366):
            raise ValidationError(str(_l("These days lie more than three years apart.")))

    def validate_doors(self, field: Any) -> None:
        if field.data and self.hour.data and field.data > self.hour.data:
            raise ValidationError(str(_l("The doors cannot open after the beginning.")))

    def has_dates(self) -> bool:
        """Whether the rhythm hits any day, and not too many; says so at the field when it doesn't."""
        number = len(days_of(self.rhythm()))
        if number == 0:
            self.ends_on.errors = [str(_l("None of these weekdays lies between these days."))]
        elif number > MOST_DATES:
            self.ends_on.errors = [str(_l("That makes %(number)d dates; 200 are the most.", number=number))]
        return not self.ends_on.errors

    def rhythm(self) -> Rhythm:
        return Rhythm(self.weekdays.data or (), self.starts_on.data, self.ends_on.data, self.every.data)

    def new_date(self, starts_at: datetime) -> NewDate:
        return NewDate(
            starts_at,
            self.duration.data,
            room_id=self.room.data,
            doors=self.doors.data,
            format_id=self.format.data,
            limit=self.capacity.data,
        )

    def sent(self) -> list[tuple[str, str]]:
        return sent_fields(self)


def sent_fields(form: Form) -> list[tuple[str, str]]:
    """What was typed, as rows of hidden fields for the list of dates."""
    rows: list[tuple[str, str]] = []
    for field in form:
        values = field.data if isinstance(field.data, list) else [_as_sent(field)]
        rows += [(field.name, str(value)) for value in values if value not in {"", None}]
    return [(name, value) for name, value in rows if name != "csrf_token"]


def _as_sent(field: Any) -> Any:
    if isinstance(field.data, bool):
        return "y" if field.data else None
    return field._value() if hasattr(field, "_value") else field.data


def _usual(event: Event) -> Mapping[str, Any]:
    """Thursdays over the whole event, of its first format."""
    first = next(iter(formats_of(event.id)), None)
    return {
        "weekdays": [3],
        "hour": time(14, 30),
        "duration": first.duration if first else ORDINARY_LENGTH,
        "format": first.id if first else None,
        "starts_on": event.starts_on,
        "ends_on": event.ends_on,
        "every": 1,
        "skip_school": True,
        "skip_public": True,
        "alsace_moselle": is_in_alsace_moselle(event.organisation.postcode),
    }

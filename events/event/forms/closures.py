"""Days without talks: the zone of the school holidays, and one period of them."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, RadioField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import ValidationError

from events.event.actions import ClosureDetails
from events.event.forms.fields import DayField
from events.event.holidays import Period, zones
from events.event.models import Closure
from events.extensions import LocalisedText
from events.kit.fields import LineField, VersionField
from events.kit.forms import Form
from events.kit.localised import in_language

NO_ZONE = "-"


class ZoneForm(Form):
    zone = RadioField(_l("Zone of the school holidays"))

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.zone.choices = zone_choices()


class DaysOffForm(Form):
    """First and last day are both without talks."""

    starts_on = DayField(_l("First day without talks"), required=_l("Say which day is the first."))
    ends_on = DayField(_l("Last day without talks"), required=_l("Say which day is the last."))
    version = VersionField()

    def validate_ends_on(self, field: Any) -> None:
        if field.data and self.starts_on.data and field.data < self.starts_on.data:
            raise ValidationError(str(_l("The last day cannot lie before the first.")))


class ClosureForm(DaysOffForm):
    """A closure of the organisation's own."""

    name = LineField(_l("What it is"), required=_l("Say what it is, for example: annual closure."), longest=100)

    @classmethod
    def of(cls, closure: Closure, language: str) -> "ClosureForm":
        return cls(
            formdata=None,
            name=in_language(closure.name, language),
            starts_on=closure.starts_on,
            ends_on=closure.ends_on,
            version=closure.version,
        )

    def details(self, language: str, stored: LocalisedText | None = None) -> ClosureDetails:
        words = {**(stored or {}), language: str(self.name.data)}
        return ClosureDetails(words, self.starts_on.data, self.ends_on.data)


class CorrectionForm(DaysOffForm):
    """Other days than the official calendar has for these holidays, or none."""

    given = BooleanField(_l("We give talks in these holidays all the same"))

    @classmethod
    def of(cls, period: Period, correction: Closure | None) -> "CorrectionForm":
        """As the organisation says, else as the calendar does."""
        if correction is None:
            return cls(formdata=None, starts_on=period.first, ends_on=period.last, version=0)
        return cls(
            formdata=None,
            starts_on=correction.starts_on,
            ends_on=correction.ends_on,
            given=not correction.observed,
            version=correction.version,
        )

    def details(self, period: Period) -> ClosureDetails:
        return ClosureDetails(period.name, self.starts_on.data, self.ends_on.data, not self.given.data)


def zone_choices() -> list[Any]:
    """The zones, and none of them."""
    named = (SelectChoice(zone, _l("Zone %(zone)s", zone=zone)) for zone in zones())
    return [*named, SelectChoice(NO_ZONE, _l("None of them"))]

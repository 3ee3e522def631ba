"""The new season: its title, its days and its holidays."""

from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, SelectField

from events.event.forms import DaysForm
from events.event.forms.closures import NO_ZONE, zone_choices
from events.event.holidays import is_in_alsace_moselle
from events.event.models import Event
from events.event.queries import school_zone_of
from events.kit.localised import in_language
from events.programme.forms.dates import sent_fields
from events.programme.rules.planning import WEEK, weeks_between
from events.programme.rules.reuse import next_title, weeks_to_next_year


class NextSeasonForm(DaysForm):
    """Sent by GET it shows the dates, by POST it makes the season with those that are ticked."""

    skip_school = BooleanField(_l("Leave out the school holidays and our own closures"))
    zone = SelectField(_l("Zone of the school holidays"))
    skip_public = BooleanField(_l("Leave out the public holidays"))
    alsace_moselle = BooleanField(_l("Also those of Alsace and Moselle: Good Friday and 26 December"))

    @classmethod
    def of(cls, event: Event, today: date, typed: Any = None) -> "NextSeasonForm":
        """As what was typed (a query's or a form's values) says; with None a year after the old season."""
        if typed is None:
            form = cls(formdata=None, data=_usual(event, today))
        else:
            form = cls(formdata=typed, meta={"csrf": False})
        form.zone.choices = zone_choices()
        return form

    def weeks_after(self, event: Event) -> int:
        """How many weeks later than in the old season its dates stand."""
        return weeks_between(event.starts_on, self.starts_on.data)

    def sent(self) -> list[tuple[str, str]]:
        return sent_fields(self)


def _usual(event: Event, today: date) -> dict[str, Any]:
    later = weeks_to_next_year(event.starts_on, today) * WEEK
    return {
        "title": next_title(in_language(event.title, event.language)),
        "starts_on": event.starts_on + later,
        "ends_on": event.ends_on + later,
        "skip_school": True,
        "zone": school_zone_of(event.organisation) or NO_ZONE,
        "skip_public": True,
        "alsace_moselle": is_in_alsace_moselle(event.organisation.postcode),
    }

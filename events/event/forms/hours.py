"""Rows of two hours, from and to: when a house is open, when a speaker can come."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField

from events.event.forms.fields import HourField
from events.event.models import Venue
from events.kit.dates import weekday_in_words
from events.kit.fields import VersionField
from events.kit.forms import Form
from events.kit.languages import current_language

MONDAY = date(2024, 1, 1)


@dataclass(frozen=True)
class HoursRow:
    """A row as it is drawn: its name and its two boxes; `absent` is a tick beside them, where there is one."""

    key: str
    label: str
    starts: Any
    ends: Any
    absent: Any = None

    @property
    def errors(self) -> list[str]:
        return [*self.starts.errors, *self.ends.errors]


class HoursForm(Form):
    """One of its subclasses, made by `hours_form`, has the boxes."""

    version = VersionField()
    labels: Mapping[str, str]
    has_ticks: bool

    @property
    def rows(self) -> Sequence[HoursRow]:
        return [
            HoursRow(key, label, self[f"from_{key}"], self[f"to_{key}"], self[f"not_{key}"] if self.has_ticks else None)
            for key, label in self.labels.items()
        ]


def hours_form(labels: Mapping[str, str], absent: Any = None, base: type[HoursForm] = HoursForm) -> type[HoursForm]:
    """A form with a row for each key of `labels`; `absent` are the words of a tick in each row, if any."""
    fields: dict[str, Any] = {}
    for key, label in labels.items():
        fields[f"from_{key}"] = HourField(_l("%(day)s, from", day=label))
        fields[f"to_{key}"] = HourField(_l("%(day)s, to", day=label))
        if absent:
            fields[f"not_{key}"] = BooleanField(absent)
    return type(base.__name__, (base,), {"labels": labels, "has_ticks": bool(absent), **fields})


class OpeningHoursForm(HoursForm):
    """Both hours of a weekday, or none: closed."""

    @classmethod
    def of(cls, venue: Venue, **options: Any) -> "OpeningHoursForm":
        language = current_language()
        days = {str(n): weekday_in_words(MONDAY + timedelta(days=n), language).capitalize() for n in range(7)}
        data: dict[str, Any] = {"version": venue.version}
        for row in venue.opening_hours:
            data |= {f"from_{row.weekday}": row.opens, f"to_{row.weekday}": row.closes}
        form: OpeningHoursForm = hours_form(days, base=cls)(data=data, **options)
        return form

    def validate(self, extra_validators: Any = None) -> bool:
        fine: bool = super().validate(extra_validators)
        for row in self.rows:
            if (row.starts.data is None) != (row.ends.data is None) and not row.errors:
                missing = row.starts if row.starts.data is None else row.ends
                missing.errors = [str(_l("%(day)s: write both hours, or none.", day=row.label))]
                fine = False
        return fine

    @property
    def hours(self) -> dict[int, tuple[time, time]]:
        """By weekday, Monday is 0."""
        return {int(row.key): (row.starts.data, row.ends.data) for row in self.rows if row.starts.data is not None}

"""When a speaker can come: each day of a short event, or the days of a season on which she cannot."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms.validators import ValidationError

from events.event.forms.fields import read_day
from events.event.forms.hours import HoursForm, hours_form
from events.event.models import Event
from events.kit.dates import day_in_words
from events.kit.fields import TextField, VersionField
from events.kit.forms import Form
from events.kit.languages import current_language
from events.programme.models import Speaker
from events.programme.rules.availability import (
    MOST_DAYS,
    Answer,
    answers_of_windows,
    days_between,
    days_without,
    windows_of_answers,
    windows_without,
)
from events.programme.rules.bookings import Window

PREFIX = "availability"
"""The form stands below others; its fields begin with this."""


class DaysForm(HoursForm):
    """Each day of the event."""

    event: Event

    def validate(self, extra_validators: Any = None) -> bool:
        fine: bool = super().validate(extra_validators)
        for row in self.rows:
            if row.starts.data and row.ends.data and row.starts.data >= row.ends.data:
                row.ends.errors = [str(_l("%(day)s: the end comes after the beginning.", day=row.label))]
                fine = False
        return fine

    @property
    def windows(self) -> Sequence[Window]:
        answers = [
            Answer(date.fromisoformat(row.key), bool(row.absent.data), row.starts.data, row.ends.data)
            for row in self.rows
        ]
        return windows_of_answers(answers, self.event.zone)


class SeasonForm(Form):
    """Days on which she cannot come, one on a line."""

    event: Event
    version = VersionField()
    days: Sequence[date] = ()
    absent = TextField(_l("Days on which it is not possible"), longest=5000)

    def validate_absent(self, field: Any) -> None:
        self.days = [self._day(line) for line in (field.data or "").splitlines() if line.strip()]

    def _day(self, line: str) -> date:
        try:
            day = read_day(line.replace(" ", "")) if "/" in line else date.fromisoformat(line.strip())
        except ValueError as error:
            sentence = _l(
                "“%(typed)s”: please write one day on a line, like this: 29/01/2026.", typed=line.strip()[:40]
            )
            raise ValidationError(str(sentence)) from error
        if not self.event.starts_on <= day <= self.event.ends_on:
            raise ValidationError(str(_l("%(day)s is not within the event.", day=day.strftime("%d/%m/%Y"))))
        return day

    @property
    def windows(self) -> Sequence[Window]:
        return windows_without(self.days, self.event.zone)


AvailabilityForm = DaysForm | SeasonForm


def availability_form(speaker: Speaker, **options: Any) -> AvailabilityForm:
    """As it stands; what was sent goes over it unless `formdata` is None."""
    event = speaker.event
    windows = [(row.starts_at, row.ends_at) for row in speaker.availability]
    days = days_between(event.starts_on, event.ends_on)
    make = _of_days if len(days) <= MOST_DAYS else _of_season
    return make(speaker, windows, days, prefix=PREFIX, **options)


def _of_days(speaker: Speaker, windows: Sequence[Window], days: Sequence[date], **options: Any) -> AvailabilityForm:
    language = current_language()
    labels = {day.isoformat(): _capital(day_in_words(day, language, year=False)) for day in days}
    data: dict[str, Any] = {"version": speaker.version}
    for answer in answers_of_windows(windows, days, speaker.event.zone):
        key = answer.day.isoformat()
        data |= {f"from_{key}": answer.starts, f"to_{key}": answer.ends, f"not_{key}": answer.absent}
    form = hours_form(labels, _l("not that day"), DaysForm)(data=data, **options)
    form.event = speaker.event
    return form


def _of_season(speaker: Speaker, windows: Sequence[Window], days: Sequence[date], **options: Any) -> AvailabilityForm:
    absent = "\n".join(day.strftime("%d/%m/%Y") for day in days_without(windows, days, speaker.event.zone))
    form = SeasonForm(data={"version": speaker.version, "absent": absent}, **options)
    form.event = speaker.event
    return form


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]

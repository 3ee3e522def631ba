"""Form fields for days, hours, numbers and choices among an organisation's own rows."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from typing import Any, ClassVar, TypeVar

from flask import abort
from flask_babel import lazy_gettext as _l
from wtforms import Field, SelectField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import ValidationError
from wtforms.widgets import TextInput

from events.kit.text import clean_line

Day = TypeVar("Day", bound=date)


class MeantField(Field):
    """A box whose words mean something else than a text; what can't be read stays in the box.

    `data` is the meaning, None when the box is empty. `required` is the sentence for an empty box.
    """

    data: Any
    widget = TextInput()
    input_type: ClassVar[str] = "text"
    sentence: ClassVar[Any] = ""

    def __init__(self, label: Any = None, *, required: Any = None, **options: Any) -> None:
        super().__init__(label, **options)
        self.required_sentence = required
        self.typed: str | None = None

    def read(self, typed: str) -> Any:
        """What was meant. ValueError when it can't be read, ValidationError with a sentence of its own."""
        return typed

    def write(self, data: Any) -> str:
        return str(data)

    def _value(self) -> str:
        if self.typed is not None:
            return self.typed
        return "" if self.data is None else self.write(self.data)

    def process_formdata(self, valuelist: list[Any]) -> None:
        if not valuelist:
            return
        self.data, self.typed = None, clean_line(str(valuelist[0]))
        if not self.typed:
            return
        try:
            self.data = self.read(self.typed)
        except ValidationError:
            raise
        except (ValueError, OverflowError) as error:
            raise ValueError(str(self.sentence)) from error

    def pre_validate(self, form: Any) -> None:
        if self.required_sentence and self.data is None and not self.process_errors:
            raise ValidationError(str(self.required_sentence))


class DayField(MeantField):
    """A day; browsers send 2026-01-29, hands may type 29/01/2026."""

    sentence = _l("Please write the day like this: 29/01/2026.")

    def __call__(self, **attributes: Any) -> Any:
        return super().__call__(**{"type": "date", **attributes})

    def read(self, typed: str) -> date:
        return read_day(typed) if "/" in typed else near(date.fromisoformat(typed))

    def write(self, data: date) -> str:
        return data.isoformat()


class MomentField(MeantField):
    """A naive wall time; browsers send 2026-01-29T18:30, hands may type 29/01/2026 18:30 or 18 h 30."""

    sentence = _l("Please write day and hour like this: 29/01/2026 18:30.")

    def __call__(self, **attributes: Any) -> Any:
        return super().__call__(**{"type": "datetime-local", **attributes})

    def read(self, typed: str) -> datetime:
        if "/" not in typed:
            return _naive(near(datetime.fromisoformat(typed)))
        day, _, hour = typed.partition(" ")
        return datetime.combine(read_day(day), read_hour(hour))

    def write(self, data: datetime) -> str:
        return data.strftime("%Y-%m-%dT%H:%M")


class HourField(MeantField):
    """A time of the day; a whole moment is read for its hour."""

    sentence = _l("Please write the hour like this: 18:00.")

    def __call__(self, **attributes: Any) -> Any:
        return super().__call__(**{"type": "time", **attributes})

    def read(self, typed: str) -> time:
        if "T" in typed:
            return _naive(datetime.fromisoformat(typed)).time()
        return read_hour(typed)

    def write(self, data: time) -> str:
        return data.strftime("%H:%M")


class NumberField(MeantField):
    """A whole number from `least` to `most`."""

    def __init__(self, label: Any = None, *, least: int = 0, most: int = 1_000_000, **options: Any) -> None:
        super().__init__(label, **options)
        self.least, self.most = least, most

    def __call__(self, **attributes: Any) -> Any:
        return super().__call__(**{"inputmode": "numeric", **attributes})

    def read(self, typed: str) -> int:
        bare = typed.replace(" ", "")
        number = int(bare) if bare.isascii() and bare.isdecimal() and len(bare) < 10 else -1
        if not self.least <= number <= self.most:
            words = _l("Please write a whole number from %(least)d to %(most)d.", least=self.least, most=self.most)
            raise ValidationError(str(words))
        return number


class OwnField(SelectField):
    """A choice among rows of the organisation, by id; `data` is None when nothing is chosen.

    The id of somebody else's row answers 404: it was never in the list.
    """

    def __init__(self, label: Any = None, **options: Any) -> None:
        super().__init__(label, coerce=_id_of, **options)

    def offer(self, rows: Iterable[tuple[int, str]], nothing: Any) -> None:
        """Fill the list: `nothing` are the words for no choice."""
        self.choices = [SelectChoice("", nothing), *(SelectChoice(str(row_id), words) for row_id, words in rows)]

    def pre_validate(self, form: Any) -> None:
        if self.data is not None and str(self.data) not in {choice.value for choice in self.choices or ()}:
            abort(404)


class NamesField(StringField):
    """Names in their order, from boxes of the same name or one to a line; `data` is the list of them."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        if not valuelist:
            return
        lines = (clean_line(line) for value in valuelist for line in str(value).splitlines())
        self.data = [line for line in lines if line]

    def pre_validate(self, form: Any) -> None:
        if any(len(name) > 200 for name in self.data or ()):
            raise ValidationError(str(_l("A name may have at most 200 characters.")))

    @property
    def boxes(self) -> Sequence[str]:
        """The names and two empty boxes more."""
        return [*(self.data or ()), "", ""]


def read_day(typed: str) -> date:
    """29/01/2026. ValueError for anything else."""
    day, month, year = (int(part) for part in typed.split("/"))
    return near(date(year, month, day))


def near(day: Day) -> Day:
    """The day itself; ValueError far from now, where slips of the finger lead and clocks fail."""
    if not 1900 <= day.year < 2200:
        raise ValueError("nobody alive goes there")
    return day


def read_hour(typed: str) -> time:
    """18:30, 18 h 30, 18h. ValueError for anything else."""
    hour, _, minute = typed.lower().replace(" ", "").replace("h", ":").partition(":")
    return time(int(hour), int(minute or 0))


def _naive(moment: datetime) -> datetime:
    if moment.tzinfo is not None:
        raise ValueError("a wall time carries no time zone of its own")
    return moment


def _id_of(value: Any) -> int | None:
    """None for an empty choice, -1 (nobody's id) for what is no id."""
    if value in {None, ""}:
        return None
    text = str(value)
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else -1

"""Sending a schedule, and saying what the columns of a sheet mean."""

from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired
from wtforms import BooleanField, SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import ValidationError

from events.kit.forms import Form
from events.kit.text import shorten
from events.programme.exchange.sheets.fields import TWINS, Field
from events.programme.exchange.sheets.table import Table

LABELS: Mapping[Field, Any] = {
    Field.TITLE: _l("Title"),
    Field.TITLE_EN: _l("Title in English"),
    Field.SUBTITLE: _l("Subtitle"),
    Field.SUBTITLE_EN: _l("Subtitle in English"),
    Field.SPEAKERS: _l("Speakers"),
    Field.EMAILS: _l("E-mail of the speakers"),
    Field.AFFILIATION: _l("Work or role of the speakers"),
    Field.DAY: _l("Day"),
    Field.START: _l("Begins"),
    Field.END: _l("Ends"),
    Field.DURATION: _l("Length"),
    Field.ROOM: _l("Room"),
    Field.VENUE: _l("Building"),
    Field.TRACK: _l("Track"),
    Field.FORMAT: _l("Format"),
    Field.LANGUAGE: _l("Language of the talk"),
    Field.STATE: _l("State"),
    Field.SEATS: _l("Seats"),
    Field.ABSTRACT: _l("What it is about"),
    Field.ABSTRACT_EN: _l("What it is about, in English"),
    Field.DESCRIPTION: _l("Longer description"),
    Field.DESCRIPTION_EN: _l("Longer description, in English"),
    Field.LINKS: _l("Links"),
    Field.CODE: _l("Code or number of the talk"),
    Field.SLUG: _l("Address of the talk’s page"),
    Field.GUID: _l("GUID of the date"),
}
PARTS: tuple[tuple[Any, tuple[Field, ...]], ...] = (
    (_l("The talk"), (Field.TITLE, Field.SUBTITLE, Field.ABSTRACT, Field.DESCRIPTION)),
    (_l("When and where"), (Field.DAY, Field.START, Field.END, Field.DURATION, Field.ROOM, Field.VENUE)),
    (_l("Who"), (Field.SPEAKERS, Field.EMAILS, Field.AFFILIATION)),
    (_l("More about it"), (Field.TRACK, Field.FORMAT, Field.LANGUAGE, Field.SEATS, Field.STATE, Field.LINKS)),
    (_l("In English"), tuple(TWINS)),
    (_l("To know it again"), (Field.CODE, Field.SLUG, Field.GUID)),
)
"""The fields of the page, part by part."""

LONGEST_CHOICE = 90


class UploadForm(Form):
    """A file of any kind that can be imported; it is kept for an hour."""

    file = FileField(_l("File"), validators=[FileRequired(_l("Choose a file."))])


class ColumnsForm(Form):
    """For each field the column that holds it; the fields are added below."""

    complete = BooleanField(_l("This sheet is the whole programme"))

    @classmethod
    def of(cls, table: Table, mapped: Mapping[Field, int], language: str, **options: Any) -> "ColumnsForm":
        """The form with the guessed columns chosen; what was sent goes over it unless `formdata` is None."""
        form = cls(data={field.value: str(column) for field, column in mapped.items()}, **options)
        choices = [SelectChoice("", _l("no column")), *_columns(table)]
        for field in Field:
            if language == "en" and field in TWINS:
                del form[field.value]
            else:
                form[field.value].choices = choices
        return form

    def validate_title(self, field: Any) -> None:
        if not field.data:
            raise ValidationError(str(_l("Choose the column in which the titles stand.")))

    def mapped(self) -> dict[Field, int]:
        return {field: int(self[field.value].data) for field in Field if field.value in self and self[field.value].data}


for _field, _label in LABELS.items():
    setattr(ColumnsForm, _field.value, SelectField(_label, default=""))


def _columns(table: Table) -> list[SelectChoice]:
    """Each column with what stands in it."""
    found = []
    for number, column in enumerate(table.columns):
        samples = " · ".join(table.samples(number))
        words = f"{column.name}: {samples}" if samples else column.name
        found.append(SelectChoice(str(number), shorten(words, LONGEST_CHOICE)))
    return found

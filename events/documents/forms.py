"""Which badges, on which sheets."""

from typing import Any

from flask_babel import format_decimal
from flask_babel import lazy_gettext as _l
from wtforms import Field, IntegerField, SelectChoice, SelectField, StringField
from wtforms.validators import InputRequired, ValidationError

from events.documents.people import Wearers
from events.documents.printing import Sheets
from events.documents.sheets import DEFAULT_SHEET, SHEETS, BadgeSheet
from events.kit.forms import Form

FURTHEST = 20.0
"""mm that print may be moved by."""

DEFAULTS = {"wearers": "everybody", "talk": "", "sheet": DEFAULT_SHEET, "start_at": "1", "nudge_x": "0", "nudge_y": "0"}
"""What is printed where nothing else is asked for."""

MAKERS = {
    "avery": "Avery",
    "durable": "Durable",
    "herma": "Herma",
    "sigel": "Sigel",
    "lyreco": "Lyreco",
    "plain": _l("Plain paper"),
    "card": _l("Cards"),
}


def sheet_in_words(sheet: BadgeSheet) -> str:
    """« Avery L4785 : 10 badges de 80 × 50 mm »."""
    maker = MAKERS[sheet.id.partition("-")[0]]
    return str(
        _l(
            "%(maker)s %(make)s: %(count)d of %(width)s × %(height)s mm",
            maker=maker,
            make=sheet.make,
            count=sheet.per_page,
            width=format_decimal(sheet.width),
            height=format_decimal(sheet.height),
        )
    )


class MillimetreField(StringField):
    """A length with a comma or a point; `mm` is its value."""

    mm = 0.0

    def pre_validate(self, form: Any) -> None:
        text = str(self.data or "0").strip().replace("−", "-").replace(",", ".")
        try:
            self.mm = float(text)
        except ValueError as error:
            raise ValidationError(str(_l("Enter a length in millimetres, such as 0.5."))) from error
        if not abs(self.mm) <= FURTHEST:
            raise ValidationError(str(_l("Print can be moved by 20 mm at most.")))


class BadgesForm(Form):
    """Sent by GET: it changes nothing."""

    class Meta:
        csrf = False

    wearers = SelectField(
        _l("Whose badges"),
        choices=[
            SelectChoice("everybody", _l("Everybody: attendees, speakers and the team")),
            SelectChoice(Wearers.ATTENDEES.value, _l("People with a seat")),
            SelectChoice(Wearers.SPEAKERS.value, _l("Speakers")),
            SelectChoice(Wearers.TEAM.value, _l("The team")),
        ],
    )
    talk = SelectField(_l("For which talk"))
    sheet = SelectField(_l("Sheets"))
    start_at = IntegerField(_l("First label"), [InputRequired(_l("Enter the number of the first free label."))])
    nudge_x = MillimetreField(_l("To the right, in mm"))
    nudge_y = MillimetreField(_l("Downwards, in mm"))

    def __init__(self, talks: list[SelectChoice], **options: Any) -> None:
        super().__init__(**options)
        self.sheet.choices = [SelectChoice(sheet.id, sheet_in_words(sheet)) for sheet in SHEETS.values()]
        self.talk.choices = [SelectChoice("", _l("All talks")), *talks]

    def validate_start_at(self, field: Field) -> None:
        sheet = SHEETS.get(str(self.sheet.data))
        if sheet and not 1 <= field.data <= sheet.per_page:
            raise ValidationError(str(_l("This sheet has labels 1 to %(last)d.", last=sheet.per_page)))

    @property
    def chosen_wearers(self) -> set[str]:
        return {self.wearers.data} if self.wearers.data in set(Wearers) else set(Wearers)

    @property
    def sheets(self) -> Sheets:
        return Sheets(self.sheet.data, int(self.start_at.data or 1), self.nudge_x.mm, self.nudge_y.mm)

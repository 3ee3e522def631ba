"""What organisers write about who may register, and the file with their members."""

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import BooleanField
from wtforms.validators import ValidationError

from events.event.forms.fields import MomentField, NumberField
from events.event.models import Event
from events.kit.fields import LineField, VersionField
from events.kit.forms import Form
from events.kit.localtime import exists, to_utc
from events.registration.models import RegistrationTerms
from events.registration.rules.admission import Terms, normal_card

MOMENTS = ("opens_at", "closes_at", "members_until")


class TermsForm(Form):
    """Wall times are the event's; where clocks show an hour twice the first one is meant."""

    opens_at = MomentField(_l("Registration opens"))
    closes_at = MomentField(_l("Registration closes"))
    members_until = MomentField(_l("Members only, until"))
    code = LineField(_l("Code of a closed group"), longest=40)
    needs_approval = BooleanField(_l("An organiser approves each registration"))
    seats_per_person = NumberField(_l("Seats for each person at most"), least=1, most=1000)
    kept_for_desk = NumberField(_l("Seats kept for the desk"), most=100_000)
    kept_for_phone = NumberField(_l("Seats kept for the telephone"), most=100_000)
    version = VersionField()

    zone = "UTC"

    @classmethod
    def of(cls, event: Event, terms: Terms, row: RegistrationTerms | None, **options: Any) -> "TermsForm":
        """As the terms stand, by the event's clock; `row` None where nobody has written these yet."""
        data: dict[str, Any] = {**vars(terms), "version": row.version if row else 0}
        for name in MOMENTS:
            data[name] = data[name] and data[name].astimezone(ZoneInfo(event.zone)).replace(tzinfo=None)
        form = cls(data=data, **options)
        form.zone = event.zone
        return form

    def validate_opens_at(self, field: Any) -> None:
        self._check_exists(field)

    def validate_closes_at(self, field: Any) -> None:
        self._check_exists(field)
        if field.data and self.opens_at.data and field.data <= self.opens_at.data:
            raise ValidationError(str(_l("Registration cannot close before it opens.")))

    def validate_members_until(self, field: Any) -> None:
        self._check_exists(field)
        if field.data and self.opens_at.data and field.data <= self.opens_at.data:
            raise ValidationError(str(_l("The members’ time ends after registration opens.")))

    def validate_code(self, field: Any) -> None:
        if field.data and not normal_card(field.data):
            raise ValidationError(str(_l("A code needs a letter or a digit.")))

    def terms(self) -> Terms:
        return Terms(
            opens_at=self._instant(self.opens_at.data),
            closes_at=self._instant(self.closes_at.data),
            members_until=self._instant(self.members_until.data),
            code=self.code.data or "",
            needs_approval=bool(self.needs_approval.data),
            seats_per_person=self.seats_per_person.data,
            kept_for_desk=self.kept_for_desk.data or 0,
            kept_for_phone=self.kept_for_phone.data or 0,
        )

    def _check_exists(self, field: Any) -> None:
        if field.data and not exists(field.data, self.zone):
            sentence = _l("The clocks go forward then: this time does not exist. Choose one an hour later.")
            raise ValidationError(str(sentence))

    def _instant(self, wall: datetime | None) -> datetime | None:
        return to_utc(wall, self.zone).astimezone(UTC) if wall else None


class MembersForm(Form):
    """A sheet with card numbers and names."""

    file = FileField(_l("CSV or Excel file"))

    def validate_file(self, field: Any) -> None:
        if not field.data or not field.data.filename:
            raise ValidationError(str(_l("Choose a file.")))

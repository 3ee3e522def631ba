"""What people type to register, to change their registration, and to find it again."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, SelectField, SelectMultipleField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import ValidationError

from events.kit.fields import EmailField, LineField, PhoneField, TextField
from events.kit.forms import Form
from events.kit.text import clean_line, shorten
from events.registration.rules import COMPANIONS_AT_MOST, NAME_LENGTH, Claim, Source
from events.registration.words import NEWSLETTER_BOX

TYPED_AT_MOST = 4000


class RegistrationForm(Form):
    """One short page, no account: a name, a way to be reached, talks, companions, a word."""

    name = LineField(_l("Your name"), longest=TYPED_AT_MOST, required=_l("Please give your name."))
    email = EmailField(_l("E-mail"))
    phone = PhoneField(_l("Telephone"))
    talks = SelectMultipleField(_l("Talks"))
    companions = TextField(_l("Who comes with you?"), longest=TYPED_AT_MOST)
    notes = TextField(_l("A word for us"), longest=2000)
    card = LineField(_l("Number of your member’s card"), longest=40)
    code = LineField(_l("Code of the group"), longest=40)
    newsletter = BooleanField(NEWSLETTER_BOX)

    needs_contact = True
    needs_talk = False

    def validate_talks(self, field: Any) -> None:
        if self.needs_talk and not field.data:
            raise ValidationError(str(_l("Tick at least one talk.")))

    def validate_companions(self, field: Any) -> None:
        if len(_lines(field.data)) > COMPANIONS_AT_MOST:
            sentence = _l("Please ring us for groups of more than %(max)d people.", max=COMPANIONS_AT_MOST + 1)
            raise ValidationError(str(sentence))

    def validate(self, extra_validators: Any = None) -> bool:
        valid: bool = super().validate(extra_validators)
        if self.needs_contact and not self.email.data and not self.phone.data and not self.email.errors:
            self.email.errors = [*self.email.errors, str(_l("Give an e-mail or a telephone number: one is enough."))]
            return False
        return valid

    def claim(self, talk_ids: dict[str, int], language: str, source: Source) -> Claim:
        """The claim that was typed; `talk_ids` says which talk a slug means."""
        return Claim(
            name=shorten(self.name.data, NAME_LENGTH),
            email=self.email.data or "",
            phone=self.phone.data or "",
            companions=tuple(shorten(line, NAME_LENGTH) for line in _lines(self.companions.data)),
            talk_ids=tuple(talk_ids[slug] for slug in dict.fromkeys(self.talks.data or ())),
            notes=self.notes.data or "",
            card=self.card.data or "",
            code=self.code.data or "",
            newsletter=bool(self.newsletter.data),
            language=language,
            source=source,
        )


class DeskForm(RegistrationForm):
    """The same for a volunteer: a name is enough."""

    needs_contact = False

    name = LineField(_l("Name"), longest=TYPED_AT_MOST, required=_l("Please give a name."))
    source = SelectField(
        _l("How did it reach us?"),
        choices=[SelectChoice("phone", _l("by telephone")), SelectChoice("desk", _l("at the desk"))],
    )


class DetailsForm(Form):
    """One's own details; names of the attendees are added as fields `name-<id>` by the view."""

    email = EmailField(_l("E-mail"))
    phone = PhoneField(_l("Telephone"))

    def validate(self, extra_validators: Any = None) -> bool:
        valid: bool = super().validate(extra_validators)
        if not self.email.data and not self.phone.data and not self.email.errors:
            self.email.errors = [*self.email.errors, str(_l("Give an e-mail or a telephone number: one is enough."))]
            return False
        return valid


class CallForm(Form):
    """What whoever rang wants to remember."""

    note = LineField(_l("A note"), longest=500)


class LostLinkForm(Form):
    """The address to which a lost link is sent again."""

    email = EmailField(_l("Your e-mail address"), required=_l("Please give your e-mail address."))


def _lines(text: str | None) -> list[str]:
    return [line for line in (clean_line(line) for line in (text or "").splitlines()) if line]

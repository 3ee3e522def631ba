"""The settings of an organisation."""

from typing import Any
from zoneinfo import available_timezones

from flask_babel import lazy_gettext as _l
from wtforms import SelectField
from wtforms.fields.choices import SelectChoice

from events.kit.fields import (
    EmailField,
    LanguageField,
    LineField,
    PhoneField,
    TextField,
    VersionField,
    WebsiteField,
    localised_data,
    localised_from,
)
from events.kit.forms import Form
from events.people.models import Organisation

LINES = ("name", "email", "phone", "website", "street", "postcode", "town", "language", "zone")
TEXTS = ("phone_hours", "phone_people", "notice", "legal", "privacy", "accessibility")


def zones() -> list[SelectChoice]:
    """IANA's zones, those named after a place."""
    return [SelectChoice(name) for name in sorted(available_timezones()) if "/" in name and not name.startswith("Etc/")]


class OrganisationForm(Form):
    """Each text in two languages is a pair of fields: the main language, and English."""

    version = VersionField()
    name = LineField(_l("Name"), required=_l("Enter the name of the organisation."))
    phone = PhoneField(_l("Telephone"))
    phone_hours = LineField(_l("When somebody answers"))
    phone_hours_en = LineField(_l("When somebody answers, in English"))
    phone_people = LineField(_l("Who answers"))
    phone_people_en = LineField(_l("Who answers, in English"))
    email = EmailField(_l("E-mail"))
    website = WebsiteField(_l("Website"))
    street = LineField(_l("Street"))
    postcode = LineField(_l("Postcode"), longest=20)
    town = LineField(_l("Town"), longest=100)
    notice = TextField(_l("Below each form: what becomes of the data"))
    notice_en = TextField(_l("Below each form: what becomes of the data, in English"))
    legal = TextField(_l("Legal notice"))
    legal_en = TextField(_l("Legal notice, in English"))
    privacy = TextField(_l("Your data"))
    privacy_en = TextField(_l("Your data, in English"))
    accessibility = TextField(_l("Accessibility"))
    accessibility_en = TextField(_l("Accessibility, in English"))
    language = LanguageField(_l("Main language"))
    zone = SelectField(_l("Time zone"))

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.zone.choices = zones()

    def changes(self, stored: Organisation) -> dict[str, Any]:
        """What to save; texts by language."""
        texts = {name: localised_from(self, name, stored.language, getattr(stored, name)) for name in TEXTS}
        return {name: self[name].data for name in LINES} | texts


def shown(organisation: Organisation) -> dict[str, Any]:
    """What stands in the fields for a stored organisation."""
    lines = {name: getattr(organisation, name) for name in LINES}
    texts = {name: getattr(organisation, name) for name in TEXTS}
    return lines | localised_data(texts, organisation.language)

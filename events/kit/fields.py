"""Form fields that clean what was typed and say in one sentence what is wrong with it.

`required` is the sentence shown when the field is empty; without it the field may stay empty. A text in two
languages is two fields, `title` in the main language and `title_en` (see `localised_data`, `localised_from`).
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any
from urllib.parse import urlsplit

import phonenumbers
from email_validator import EmailNotValidError, validate_email
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, SelectChoice, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional, ValidationError

from events.extensions import LocalisedText
from events.kit.errors import Refused
from events.kit.forms import Form
from events.kit.telephones import REGION
from events.kit.text import clean_line, clean_text


def validators_for(required: Any, longest: int | None, more: Iterable[Any] = ()) -> list[Any]:
    first = InputRequired(required) if required else Optional()
    length = [Length(max=longest, message=_l("Please use at most %(max)d characters."))] if longest else []
    return [first, Filled(required), *length, *more] if required else [first, *length, *more]


class Filled:
    """Refuses what is empty once it has been cleaned."""

    def __init__(self, message: Any) -> None:
        self.message = message

    def __call__(self, _form: Any, field: Any) -> None:
        if not field.data:
            raise ValidationError(str(self.message))


class LineField(StringField):
    """One cleaned line."""

    def __init__(self, label: Any = None, *, longest: int = 200, required: Any = None, **options: Any) -> None:
        checks = validators_for(required, longest, options.pop("validators", ()))
        super().__init__(label, checks, filters=[_cleaner(clean_line)], **options)


class TextField(TextAreaField):
    """Several cleaned lines; Markdown where the page says so."""

    def __init__(self, label: Any = None, *, longest: int = 20_000, required: Any = None, **options: Any) -> None:
        checks = validators_for(required, longest, options.pop("validators", ()))
        super().__init__(label, checks, filters=[_cleaner(clean_text)], **options)


class EmailField(LineField):
    """An e-mail address; its letters stay as typed."""

    def __init__(self, label: Any = None, *, required: Any = None, **options: Any) -> None:
        super().__init__(label, longest=254, required=required, validators=[check_email], **options)


class PhoneField(LineField):
    """A telephone number in any form, kept as people of its country write it: 03 53 01 42 10."""

    def __init__(self, label: Any = None, *, required: Any = None, **options: Any) -> None:
        super().__init__(label, longest=40, required=required, validators=[check_phone], **options)


class WebsiteField(LineField):
    """The address of a website; https:// is added where nobody typed a scheme."""

    def __init__(self, label: Any = None, *, required: Any = None, **options: Any) -> None:
        super().__init__(label, longest=300, required=required, validators=[check_website], **options)


class LanguageField(SelectField):
    """French or English, each named in its own language."""

    def __init__(self, label: Any = None, **options: Any) -> None:
        choices = [SelectChoice("fr", "Français"), SelectChoice("en", "English")]
        super().__init__(label, choices=choices, **options)


class VersionField(HiddenField):
    """The version of a row that the form was filled from."""

    @property
    def number(self) -> int:
        """0, which is no row's version, when it was tampered with."""
        text = str(self.data or "")
        return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0


def check_email(_form: Any, field: Any) -> None:
    """A WTForms validator: one sentence on what is wrong with an address, else its normal form."""
    try:
        field.data = normal_email(field.data)
    except Refused as refusal:
        raise ValidationError(str(refusal)) from refusal


def normal_email(address: str) -> str:
    """The address with its domain in ASCII and lower case, as it travels. Raises Refused with one sentence.

    "=?" would begin an encoded word (RFC 2047) in a header.
    """
    try:
        valid = validate_email(address, check_deliverability=False, test_environment=True)
    except EmailNotValidError as error:
        raise Refused(email_sentence(address)) from error
    if "=?" in address:
        raise Refused(email_sentence(address))
    return f"{valid.local_part}@{valid.ascii_domain}"


def email_sentence(address: str) -> str:
    """What is most likely wrong with an address that was refused."""
    name, at, domain = address.partition("@")
    if not at:
        return str(_l("The e-mail address needs an @, as in name@example.org."))
    if " " in address:
        return str(_l("An e-mail address has no space in it."))
    if "@" in domain or "," in address or ";" in address:
        return str(_l("Please give one e-mail address only."))
    if not name:
        return str(_l("What comes before the @ is missing, as in name@example.org."))
    if "." not in domain.strip("."):
        return str(_l("The end of the e-mail address is missing, such as .fr or .com."))
    return str(_l("This e-mail address is not quite right; it should look like name@example.org."))


def check_phone(_form: Any, field: Any) -> None:
    """A WTForms validator: writes the number the usual way, or says that it is none."""
    written = written_phone(field.data)
    if written is None:
        raise ValidationError(str(_l("This telephone number is not complete; it should look like 03 21 00 00 00.")))
    field.data = written


def written_phone(text: str) -> str | None:
    """A number as people of its country write it, a foreign one with its +; None when it cannot be one."""
    try:
        number = phonenumbers.parse(text, REGION)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_possible_number(number) or number.italian_leading_zero:
        return None
    at_home = phonenumbers.region_code_for_number(number) == REGION
    form = phonenumbers.PhoneNumberFormat
    return phonenumbers.format_number(number, form.NATIONAL if at_home else form.INTERNATIONAL)


def check_website(_form: Any, field: Any) -> None:
    """A WTForms validator: http and https only, with the name of a host."""
    address = field.data if "://" in field.data else f"https://{field.data}"
    try:
        parts = urlsplit(address)
        is_one = parts.scheme in {"http", "https"} and "." in (parts.hostname or "") and " " not in address
    except ValueError:
        is_one = False
    if not is_one:
        raise ValidationError(str(_l("A website’s address should look like https://example.org.")))
    field.data = address


def localised_data(texts: Mapping[str, LocalisedText], language: str) -> dict[str, str]:
    """What the fields `name` and `name_en` of each text show."""
    data = {name: text.get(language, "") for name, text in texts.items()}
    twins = {f"{name}_en": text.get("en", "") for name, text in texts.items() if language != "en"}
    return data | twins


def localised_from(form: Form, name: str, language: str, stored: LocalisedText | None = None) -> LocalisedText:
    """The text typed into `name` and `name_en`; languages the form doesn't show stay as they are stored.

    When the main language is English there is one field only, and no twin.
    """
    typed = {language: form[name].data or ""}
    twin = f"{name}_en"
    if language != "en" and twin in form:
        typed["en"] = form[twin].data or ""
    return {key: words for key, words in {**(stored or {}), **typed}.items() if words}


def _cleaner(clean: Callable[[str], str]) -> Callable[[str | None], str]:
    return lambda typed: clean(typed) if typed else ""

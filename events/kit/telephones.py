"""Telephone numbers as they are compared: by their digits, however they are written."""

import re

import phonenumbers

REGION = "FR"
"""Telephone numbers without a country are French."""

_NOT_A_DIGIT = re.compile(r"\D")
_TRUNK = re.compile(r"\(0\)")


def phone_key(text: str) -> str:
    """The digits at home and abroad: 03 21 00 00 00 gives "0321000000 33321000000"."""
    digits = _NOT_A_DIGIT.sub("", text)
    try:
        number = phonenumbers.parse(text, REGION)
    except phonenumbers.NumberParseException:
        return digits
    forms = phonenumbers.PhoneNumberFormat
    at_home, abroad = (phonenumbers.format_number(number, form) for form in (forms.NATIONAL, forms.E164))
    return f"{_NOT_A_DIGIT.sub('', at_home)} {_NOT_A_DIGIT.sub('', abroad)}"


def typed_digits(text: str) -> str:
    """The digits to look for when part of a number was typed, "" when there are letters: +33 (0)3 21 gives "33321"."""
    if any(sign.isalpha() for sign in text):
        return ""
    digits = _NOT_A_DIGIT.sub("", _TRUNK.sub("", text))
    return digits.removeprefix("00")

"""What people type to sign in, to set up, and about themselves."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, PasswordField
from wtforms.validators import EqualTo, InputRequired, Length

from events.kit.fields import EmailField, LanguageField, LineField
from events.kit.forms import Form
from events.people.rules import LONGEST_PASSWORD, PASSWORD_LENGTH


class NewPasswordField(PasswordField):
    """A password to be: long enough, whatever it is composed of."""

    def __init__(self, label: Any = None, **options: Any) -> None:
        too_short = _l("The password needs at least %(min)d characters.")
        too_long = _l("The password may have at most %(max)d characters.")
        checks = [
            InputRequired(_l("Choose a password.")),
            Length(min=PASSWORD_LENGTH, message=too_short),
            Length(max=LONGEST_PASSWORD, message=too_long),
        ]
        super().__init__(label, checks, **options)


class SignInForm(Form):
    email = EmailField(_l("E-mail"), required=_l("Enter your e-mail address."))
    password = PasswordField(_l("Password"), [InputRequired(_l("Enter your password.")), Length(max=LONGEST_PASSWORD)])
    next = HiddenField()


class ForgottenPasswordForm(Form):
    email = EmailField(_l("E-mail"), required=_l("Enter your e-mail address."))


class NewPasswordForm(Form):
    password = NewPasswordField(_l("New password"))
    again = PasswordField(_l("New password again"), [EqualTo("password", _l("The two new passwords differ."))])


class PasswordForm(NewPasswordForm):
    """A new password, by somebody who knows the one she has."""

    current = PasswordField(_l("Your password now"), [InputRequired(_l("Enter your password."))])


class AccountForm(Form):
    name = LineField(_l("Your name"), required=_l("Enter your name."))
    language = LanguageField(_l("Language"))


class SetUpForm(Form):
    """The first organisation and its first organiser."""

    code = LineField(_l("Code"), longest=60, required=_l("Enter the code that the server printed when it started."))
    organisation = LineField(_l("Name of the organisation"), required=_l("Enter the name of the organisation."))
    name = LineField(_l("Your name"), required=_l("Enter your name."))
    email = EmailField(_l("E-mail"), required=_l("Enter your e-mail address."))
    password = NewPasswordField(_l("Password"))

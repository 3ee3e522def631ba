"""The form that writes to the organisation."""

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField
from wtforms.validators import Length

from events.kit.fields import EmailField, LineField, TextField
from events.kit.forms import Form


class ContactForm(Form):
    """Who writes, how to answer, and what. `key` is new each time the form is opened: pressed twice, sent once."""

    key = HiddenField(validators=[Length(max=64)])
    name = LineField(_l("Your name"), required=_l("Please give your name."))
    email = EmailField(_l("Your e-mail address"), required=_l("Please give your e-mail address, for our answer."))
    message = TextField(_l("Your message"), longest=5000, required=_l("Please write your message."))

"""What organisers send about conflicts."""

from events.event.forms.fields import NumberField
from events.kit.forms import Form

LARGEST_ID = 2**31 - 1


class OverlapForm(Form):
    """The two slots of a double booking, by id."""

    first = NumberField(least=1, most=LARGEST_ID, required="id")
    second = NumberField(least=1, most=LARGEST_ID, required="id")

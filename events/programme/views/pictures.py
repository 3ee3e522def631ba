"""Pictures that come with a form."""

from typing import Any

from events.kit.errors import Refused
from events.people.actions import store_picture


def picture_after(form: Any, picture_id: int | None) -> int | None:
    """Which picture a form leaves: none, the one sent with it, or the one that stood before.

    Raises Refused (and says so at the field) when what was sent is no picture.
    """
    if form.without_picture.data:
        return None
    sent = form.picture.data
    if not sent or not getattr(sent, "filename", ""):
        return picture_id
    try:
        description = form.picture_description.data if "picture_description" in form else ""
        return store_picture(sent.stream, description=description or "", credit=form.picture_credit.data or "").id
    except Refused as error:
        form.picture.errors = [str(error)]
        raise

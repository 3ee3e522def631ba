"""A picture chosen in a form: it isn't lost when the form is refused.

Browsers forget chosen files. So the picture of a refused form is stored, and its signed name goes along with the form.
"""

from typing import Any

from flask_wtf.file import FileField
from itsdangerous import BadSignature, URLSafeSerializer

from events.kit.errors import Refused
from events.kit.settings import settings
from events.people.actions import describe_picture, store_picture
from events.people.models import Picture
from events.people.queries import find_picture


class PictureField(FileField):
    """A file field; `kept` is the signed name of a picture that came with the form before."""

    data: Any
    kept: str = ""

    def process(self, formdata: Any, *rest: Any, **options: Any) -> None:
        super().process(formdata, *rest, **options)
        self.kept = (formdata.get(self.kept_name) or "") if formdata else ""

    @property
    def kept_name(self) -> str:
        return f"{self.name}_kept"

    @property
    def kept_picture(self) -> Picture | None:
        """The picture that came before; None when the name was tampered with."""
        try:
            return find_picture(_signer().loads(self.kept)) if self.kept else None
        except BadSignature:
            return None

    def keep(self) -> Picture | None:
        """Stores what was sent, or finds what came before. Refused (said at the field, too) when it is no picture."""
        if not self.data or not getattr(self.data, "filename", ""):
            return self.kept_picture
        stream, self.data = self.data.stream, None
        try:
            picture = store_picture(stream)
        except Refused as error:
            self.errors = [str(error)]
            raise
        self.kept = str(_signer().dumps(picture.id))
        return picture


def picture_after(form: Any, picture_id: int | None) -> int | None:
    """Which picture a form with `picture` leaves: none, the one sent with it, or the one that stood before."""
    if form.without_picture.data:
        return None
    chosen = form.picture.keep()
    picture = chosen or (find_picture(picture_id) if picture_id else None)
    if picture is None:
        return None
    words = {
        name: form[f"picture_{name}"].data or "" for name in ("description", "credit") if f"picture_{name}" in form
    }
    describe_picture(picture, **words)
    return picture.id


def keep_picture(form: Any) -> None:
    """For a form that comes back: what was chosen goes along with it."""
    try:
        form.picture.keep()
    except Refused:
        return


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(list(reversed(settings().secret_keys)), salt="kept-picture")

"""Pictures that people send: decoded, turned upright, made smaller and written anew, so that nothing else stays."""

import warnings
from pathlib import Path
from typing import BinaryIO

from flask_babel import lazy_gettext as _l
from PIL import Image, ImageOps

from events.extensions import db
from events.kit.errors import Refused
from events.kit.settings import settings
from events.kit.tokens import new_secret
from events.kit.transaction import transaction
from events.people.models import Picture

FORMATS = ("PNG", "JPEG", "WEBP")
MOST_PIXELS = 40_000_000
"""Of a picture as it comes; a telephone's has up to 50 million in its largest setting, 12 or 24 usually."""

LONGEST_SIDE = 1600
"""Pixels of a picture as it is kept."""


class NotAPicture(Refused):
    def __init__(self) -> None:
        super().__init__(_l("This file is not a picture that can be read: please send a JPEG, PNG or WebP picture."))


class TooManyPixels(Refused):
    def __init__(self) -> None:
        super().__init__(_l("This picture is too large: please send one of at most 40 million pixels."))


def store_picture(stream: BinaryIO, *, description: str = "", credit: str = "") -> Picture:
    """Keep a picture under a random name: JPEG, or WebP where something is transparent.

    Raises NotAPicture for what is no complete PNG, JPEG or WebP whatever its name says, and TooManyPixels.
    """
    picture = _decoded(stream)
    opaque = picture.mode == "RGB"
    file = new_secret() + (".jpg" if opaque else ".webp")
    folder = uploads()
    folder.mkdir(exist_ok=True)
    picture.save(folder / file, "JPEG" if opaque else "WEBP", quality=85)
    with transaction():
        row = Picture(file=file, width=picture.width, height=picture.height, description=description, credit=credit)
        db.session.add(row)
        db.session.flush()
    return row


def describe_picture(picture: Picture, **words: str) -> None:
    """Write `description` (for who doesn't see it) and `credit` (whose picture it is)."""
    with transaction():
        for name, text in words.items():
            setattr(picture, name, text)


def uploads() -> Path:
    """The folder of the kept pictures."""
    return settings().instance / "uploads"


def _decoded(stream: BinaryIO) -> Image.Image:
    """The first image of the stream in RGB or RGBA, without any of its metadata."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            picture = Image.open(stream, formats=FORMATS)
            if picture.width * picture.height > MOST_PIXELS:
                raise TooManyPixels
            return _without_metadata(picture)
        except Image.DecompressionBombError as error:
            raise TooManyPixels from error
        except (OSError, ValueError, SyntaxError, EOFError) as error:
            raise NotAPicture from error


def _without_metadata(picture: Image.Image) -> Image.Image:
    picture.draft("RGB", (2 * LONGEST_SIDE, 2 * LONGEST_SIDE))
    upright = ImageOps.exif_transpose(picture)
    pixels = upright.convert("RGBA" if upright.has_transparency_data else "RGB")
    pixels.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    bare = Image.new(pixels.mode, pixels.size)
    bare.paste(pixels)
    return bare

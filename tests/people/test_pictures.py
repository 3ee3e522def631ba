import io
import struct
import zlib
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from PIL import Image
from sqlalchemy import select

from events.extensions import db
from events.kit.errors import Refused
from events.people import actions
from events.people.models import Picture


def encoded(picture: Image.Image, form: str, **options: object) -> io.BytesIO:
    stream = io.BytesIO()
    picture.save(stream, form, **options)
    stream.seek(0)
    return stream


def bomb(width: int, height: int) -> io.BytesIO:
    """A PNG of few bytes that claims to be huge."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    pixels = zlib.compress(b"\0" * 100_000)
    return io.BytesIO(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", pixels) + chunk(b"IEND", b""))


def kept(app: Flask) -> list[Path]:
    return list((app.config["SETTINGS"].instance / "uploads").glob("*"))


@pytest.mark.parametrize("form", ["PNG", "JPEG", "WEBP"])
def test_pictures_are_kept_under_random_names(inside: Flask, form: str) -> None:
    row = actions.store_picture(encoded(Image.new("RGB", (2000, 1000), "navy"), form), description="Le phare")
    assert (row.width, row.height, row.description) == (1600, 800, "Le phare")
    [file] = kept(inside)
    assert file.name == row.file
    assert file.stem != actions.store_picture(encoded(Image.new("RGB", (2, 2)), form)).file
    with Image.open(file) as again:
        assert (again.format, again.size) == ("JPEG", (1600, 800))


def test_transparency_stays(inside: Flask) -> None:
    row = actions.store_picture(encoded(Image.new("RGBA", (20, 10), (0, 0, 0, 0)), "PNG"))
    [file] = kept(inside)
    with Image.open(file) as again:
        assert (again.format, again.mode) == ("WEBP", "RGBA")
    assert row.file.endswith(".webp")


@pytest.mark.parametrize("form", ["JPEG", "WEBP", "PNG"])
def test_what_a_camera_notes_is_gone_and_the_picture_upright(inside: Flask, form: str) -> None:
    notes = Image.Exif()
    notes[0x0112] = 6
    notes[0x010F] = "Minolta of Ada"
    actions.store_picture(encoded(Image.new("RGB", (40, 20)), form, exif=notes, comment=b"Minolta of Ada"))
    [file] = kept(inside)
    assert b"Minolta" not in file.read_bytes()
    with Image.open(file) as again:
        assert again.size == (20, 40)
        assert not again.getexif()


SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
WHOLE = encoded(Image.effect_noise((200, 200), 50).convert("RGB"), "JPEG").getvalue()


@pytest.mark.parametrize(
    "stream",
    [
        io.BytesIO(),
        io.BytesIO(SVG),
        io.BytesIO(WHOLE[: len(WHOLE) // 2]),
        io.BytesIO(b"GIF89a" + bytes(100)),
        encoded(Image.new("RGB", (4, 4)), "GIF"),
        encoded(Image.new("RGB", (4, 4)), "TIFF"),
        io.BytesIO(b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n"),
        io.BytesIO(b"\x89PNG\r\n\x1a\n" + bytes(50)),
        bomb(100, 100_000_000),
        bomb(7000, 7000),
        bomb(30_000, 30_000),
        bomb(500, 500),
    ],
    ids=[
        "empty",
        "svg",
        "half",
        "head",
        "gif",
        "tiff",
        "eps",
        "png head",
        "thin bomb",
        "bomb",
        "big bomb",
        "short",
    ],
)
def test_hostile_pictures_are_refused(inside: Flask, stream: io.BytesIO) -> None:
    stream.seek(0)
    with pytest.raises(Refused):
        actions.store_picture(stream)
    assert kept(inside) == []
    assert db.session.scalars(select(Picture)).all() == []


def test_pictures_are_served_for_long_and_as_what_they_are(app: Flask, client: FlaskClient) -> None:
    with app.app_context():
        file = actions.store_picture(encoded(Image.new("RGB", (20, 10)), "PNG")).file
    answer = client.get(f"/pictures/{file}")
    assert answer.content_type == "image/jpeg"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "immutable" in answer.headers["Cache-Control"]
    assert "Set-Cookie" not in answer.headers
    answer.close()
    for path in ("no.jpg", "../secret-key", "..%2fsecret-key", "%2e%2e/secret-key"):
        assert client.get(f"/pictures/{path}").status_code == 404

"""QR codes as the smallest possible pictures: one bit a module, no margin (the page leaves the quiet zone)."""

import io

import segno

QUIET_MODULES = 4
"""Modules of white that a page leaves on every side."""

CODE_MODULES = 21
"""Modules across the QR of a ticket code: eight letters fit version 1."""


def code_qr(code: str) -> bytes:
    """A PNG of a ticket code: version 1, at least level M. The fixed mask spares trying eight of them."""
    return _png(segno.make_qr(code, version=1, error="m", mask=3))


def address_qr(address: str) -> bytes:
    """A PNG of a web address: at least level M, in as many modules as it needs."""
    return _png(segno.make_qr(address, error="m"))


def _png(qr: segno.QRCode) -> bytes:
    picture = io.BytesIO()
    qr.save(picture, kind="png", border=0, scale=1)
    return picture.getvalue()

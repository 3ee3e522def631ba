"""Bytes as letters: UTF-8, UTF-16, else what old Windows programs write."""

import codecs
import json

from flask_babel import lazy_gettext as _l

from events.programme.exchange.report import Report, Unreadable

_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))


def letters_of(content: bytes, report: Report) -> str:
    """The text without its byte order mark; a guess is reported."""
    for mark, name in _MARKS:
        if content.startswith(mark):
            return content[len(mark) :].decode(name, "replace")
    if b"\0" in content[:4]:
        return content.decode(json.detect_encoding(content), "replace")
    try:
        return content.decode()
    except UnicodeDecodeError:
        report.mended(_l("The file isn’t in UTF-8; its letters were read as those of Western Europe (Windows-1252)."))
        return content.decode("cp1252", "replace")


def begins_with(content: bytes, *signs: str) -> bool:
    """Whether the first letter that is no space is one of these, whatever the encoding."""
    start = content[:400].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    return start.startswith(tuple(sign.encode() for sign in signs))


def refuse_empty(content: bytes) -> None:
    if not content.strip():
        raise Unreadable(_l("The file is empty."))

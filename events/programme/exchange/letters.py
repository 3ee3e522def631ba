"""Which letters XML may hold."""

import re
from html import unescape
from xml.sax.saxutils import escape

_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_STRANGE_ENTITY = re.compile(r"&(?!(?:amp|lt|gt|quot|apos);)(?:[a-zA-Z]\w{1,30}|#\d{1,8}|#x[0-9a-fA-F]{1,7});")


def without_strange_entities(text: str) -> str:
    """What HTML's names and the numbers of forbidden letters stand for, as XML may hold it."""
    return _STRANGE_ENTITY.sub(lambda found: escape(unescape(found[0])), text)


def without_strange_letters(text: str) -> str:
    """Only what XML may hold."""
    return _NOT_IN_XML.sub("", text)

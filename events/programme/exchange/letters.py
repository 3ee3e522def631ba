"""Which letters XML may hold."""

import re

_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def without_strange_letters(text: str) -> str:
    """Only what XML may hold."""
    return _NOT_IN_XML.sub("", text)

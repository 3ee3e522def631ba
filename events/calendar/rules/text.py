"""What may stand in a calendar file: people's text without anything that could break or forge a line.

icalendar escapes and folds, but lets control characters through, and a lone CR in an X- property starts a
new line (RFC 5545 section 3.1 forbids both).
"""

import re
import unicodedata
from urllib.parse import quote

from events.mail.harmless import harmless_name

_LINE_BREAK = re.compile("\r\n|[\r\n\v\f\x85\u2028\u2029]")
_FORBIDDEN = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_BLANK = re.compile(r"\s+")
_ADDRESS = re.compile(r"[^\s<>\"@]+@[^\s<>\"@]+")


def paragraphs(text: str) -> str:
    """NFC text whose only control character is the newline: for DESCRIPTION."""
    newlines = _LINE_BREAK.sub("\n", text).replace("\t", " ")
    return unicodedata.normalize("NFC", _FORBIDDEN.sub("", newlines)).strip()


def one_line(text: str) -> str:
    """The same on one line, blanks joined: for SUMMARY, LOCATION, UID, names."""
    return _BLANK.sub(" ", paragraphs(text))


def common_name(name: str) -> str:
    """A CN parameter, without the double quote RFC 5545 forbids and the caret and backslash that escape.

    It stands in mails, where an address in it would become a link.
    """
    return harmless_name(one_line(re.sub(r'["^\\]', "", name)))


def link(url: str) -> str:
    """A URI on one line; what RFC 3986 does not allow in it is percent-encoded."""
    return quote(one_line(url), safe="%:/?#[]@!$&'()*+,;=-._~")


def mailto(address: str) -> str:
    """A CAL-ADDRESS (RFC 6068 encoding). ValueError when it isn't one address."""
    if not _ADDRESS.fullmatch(address) or _FORBIDDEN.search(address):
        raise ValueError("not one e-mail address")
    return "mailto:" + quote(address, safe="@!$'*+-._~")

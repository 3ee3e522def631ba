"""What strangers typed, made unable to become a link or markup in somebody's mail program.

Mail programs turn anything that looks like an address into a link. The characters that do it are set apart by a
visible space, so that the reader still sees what was typed.
"""

import re
from typing import Any

from events.kit.text import clean_line

SCHEME = re.compile(r"(?i)\b([a-z][a-z0-9+.-]*):(?=//)|\b(mailto|tel|javascript|data):(?=\S)")
WORLD_WIDE_WEB = re.compile(r"(?i)\bwww\.")
MARKDOWN_LINK = re.compile(r"\](?=[(\[:])")
TAG = re.compile(r"<(?=[a-zA-Z/!?])")
DOMAIN = re.compile(r"(?<=\w)\.(?=[^\W\d_]{2,})")
PARTS_OF_NAMES = ("name", "companion")
OWN_WORDS = "organisation"


def harmless(text: str) -> str:
    """`text` without working addresses, Markdown links or tags: "https: //…", "www. …", "] (", "‹a"."""
    text = SCHEME.sub(lambda found: f"{found[1] or found[2]}: ", text)
    text = WORLD_WIDE_WEB.sub(lambda found: f"{found[0]} ", text)
    return TAG.sub("‹", MARKDOWN_LINK.sub("] ", text))


def harmless_name(text: str) -> str:
    """Also without bare domains ("evil. example"), which no person's name needs."""
    return DOMAIN.sub(". ", harmless(text))


def header_text(text: str) -> str:
    """One line for a header. "=?" would begin an encoded word (RFC 2047), whose line breaks Python writes out raw."""
    return clean_line(text).replace("=?", "= ?")


def harmless_values(value: Any, own: str, key: str = "") -> Any:
    """All strings inside a message's values, made harmless. Addresses below our base URL `own` stay as they are,
    and so does what the organisation says of itself.
    """
    if isinstance(value, dict):
        return {
            name: inner if name == OWN_WORDS else harmless_values(inner, own, name) for name, inner in value.items()
        }
    if isinstance(value, list):
        return [harmless_values(inner, own, key) for inner in value]
    if not isinstance(value, str) or (value.startswith(f"{own}/") and " " not in value):
        return value
    return harmless_name(value) if any(part in key for part in PARTS_OF_NAMES) else harmless(value)

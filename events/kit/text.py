"""What strangers type, made harmless before it is measured or kept."""

import unicodedata

JOINERS = {"\u200c", "\u200d"}  # ZWNJ and ZWJ: Persian and Indic spelling needs them


def clean_line(text: str) -> str:
    """One line: NFC, no control, format or lone surrogate characters except ZWJ/ZWNJ, single spaces.

    What consists of joiners and spaces alone is empty.
    """
    line = " ".join(_kept(unicodedata.normalize("NFC", text)).split())
    return "" if not line.replace(" ", "").strip("".join(JOINERS)) else line


def clean_text(text: str) -> str:
    """Several lines: like clean_line, line by line, with line ends as \\n and no blank line at the ends."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    normal = unicodedata.normalize("NFC", lines).split("\n")
    kept = (_kept(line).rstrip() for line in normal)
    return "\n".join(kept).strip("\n")


def shorten(text: str, length: int) -> str:
    """At most `length` characters, the last one … when something was cut."""
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"


def _kept(line: str) -> str:
    """Most lines hold nothing strange; what stands together only once something was taken out is composed again."""
    if line.isprintable():
        return line
    return unicodedata.normalize("NFC", "".join(_visible(char) for char in line))


def _visible(char: str) -> str:
    if char in JOINERS:
        return char
    category = unicodedata.category(char)
    if category in {"Zl", "Zp"} or char in "\t\n":
        return " "
    return "" if category in {"Cc", "Cf", "Cs", "Co", "Cn"} else char

"""Texts of strangers: cleaned, and brought from HTML to Markdown, which is what pages show."""

import re
from collections.abc import Mapping
from functools import cache
from html import unescape
from itertools import accumulate
from typing import Any

import nh3
from babel import Locale

from events.kit.localised import LANGUAGES
from events.kit.text import clean_line, clean_text
from events.programme.exchange.shape import OWN_LANGUAGE, Words

_HTML = re.compile(
    r"</?(?:p|br|a|ul|ol|li|em|strong|b|i|u|div|span|h[1-6]|pre|code|blockquote|table|script|style|img)\b[^<>]*>",
    re.IGNORECASE,
)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z]{2,8});", re.IGNORECASE)
_TAGS = {"p", "br", "strong", "b", "em", "i", "a", "ul", "ol", "li", "blockquote", "code", "pre", "hr", "div"}
_TAGS |= {f"h{level}" for level in range(1, 7)}
_TAG = re.compile(r"<[^<>]*>")
_NESTING = re.compile(r"<(/?)(?!(?:p|br|li|hr|img|input|td|tr|th|dd|dt|option)\b)[a-z]", re.IGNORECASE)
DEEPEST = 50
LONGEST_HTML = 60_000
"""Letters without scripts and pictures; of the Markdown that is made of them a third is kept at most."""


def line_of(value: Any) -> str:
    """One cleaned line of whatever stood there; of a text in several languages, the first."""
    if isinstance(value, Mapping):
        value = next((text for text in value.values() if text), "")
    return clean_line(str(value)) if isinstance(value, str | int | float) and not isinstance(value, bool) else ""


def plain_line(value: Any) -> str:
    """A line in which some programs leave &amp;quot; and tags."""
    line = line_of(value)
    if not (_HTML.search(line) or _ENTITY.search(line)):
        return line
    return clean_line(unescape(nh3.clean(line, tags=set())))


def markdown_of(value: Any, *, is_markdown: bool = False) -> str:
    """Several cleaned lines; what is HTML becomes Markdown, what scripts and styles hold is left out."""
    if isinstance(value, Mapping):
        value = next((text for text in value.values() if text), "")
    text = str(value) if isinstance(value, str | int | float) and not isinstance(value, bool) else ""
    return from_html(text) if _HTML.search(text) and not is_markdown else clean_text(text)


def from_html(html: str) -> str:
    """Markdown; the plain text of what is nested deeper than anybody writes."""
    if _depth(html) > DEEPEST:
        return clean_text(re.sub(" {2,}", " ", unescape(_TAG.sub(" ", html))).strip())
    safe = nh3.clean(
        html, tags=_TAGS, attributes={"a": {"href"}}, url_schemes={"http", "https", "mailto"}, link_rel=None
    )
    return clean_text(re.sub(r"\n{3,}", "\n\n", _markdown().convert(safe[:LONGEST_HTML])).strip())


def _depth(html: str) -> int:
    """How many elements stand in each other; what needs no end isn't counted."""
    steps = (-1 if tag[1] else 1 for tag in _NESTING.finditer(html))
    return max(accumulate(steps), default=0)


def words_of(value: Any, clean: Any) -> Words:
    """A text as `clean` makes it, by language where the file has it in French and English."""
    if isinstance(value, Mapping):
        found = {language: clean(value[language]) for language in LANGUAGES if value.get(language)}
        kept = {language: text for language, text in found.items() if text}
        if kept:
            return kept
    text = clean(value)
    return {OWN_LANGUAGE: text} if text else {}


def language_code(value: Any) -> str:
    """ISO 639-1 of "de", "de-DE", "formal_de", "German", "allemand"; "" of anything else."""
    word = line_of(value).casefold()
    first = re.split(r"[-_ ,;/(]", word)[0]
    if first in _codes():
        return first
    return _names().get(word, "") or _names().get(first, "")


@cache
def _codes() -> frozenset[str]:
    return frozenset(str(code) for code in Locale("en").languages if len(str(code)) == 2)


@cache
def _names() -> Mapping[str, str]:
    found: dict[str, str] = {"formal": "de"}
    for locale in ("en", "fr", "de"):
        for code, name in Locale(locale).languages.items():
            if len(str(code)) == 2:
                found.setdefault(name.casefold(), code)
    return found


@cache
def _markdown() -> Any:
    from markdownify import MarkdownConverter

    return MarkdownConverter(heading_style="ATX", bullets="-", escape_misc=False)

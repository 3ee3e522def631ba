"""Texts in Markdown, as safe HTML or as plain text."""

import re
from functools import lru_cache

import nh3
from markdown_it import MarkdownIt
from markupsafe import Markup

TAGS = {"p", "br", "strong", "em", "a", "ul", "ol", "li", "blockquote", "h3", "h4", "code", "pre", "hr"}
_BLOCK_ENDS = re.compile(r"</(?:p|li|h[1-6]|blockquote|pre)>")
_ORDINARY_SPACES = re.compile(r"[ \t\r\n]+")
"""Those that may not break stay."""

_markdown = MarkdownIt("commonmark", {"html": False, "breaks": True}).disable("image")


@lru_cache(maxsize=4096)
def as_html(text: str) -> Markup:
    """HTML of CommonMark without raw HTML or pictures; headings start at level 3."""
    html = _markdown.render(text)
    for level in (4, 3, 2, 1):
        html = html.replace(f"h{level}>", f"h{min(level + 2, 4)}>")
    clean = nh3.clean(html, tags=TAGS, attributes={"a": {"href"}}, url_schemes={"http", "https", "mailto", "tel"})
    return Markup(clean)  # noqa: S704 (cleaned by nh3 just above)


@lru_cache(maxsize=4096)
def as_plain(text: str) -> str:
    """The words alone, in one paragraph: for descriptions and search."""
    words = nh3.clean(_markdown.render(text), tags=set())
    return _ORDINARY_SPACES.sub(" ", _unescape(words)).strip()


def as_paragraphs(text: str) -> str:
    """The words alone, with an empty line between paragraphs: for paper. What a list holds begins with a dash."""
    html = _BLOCK_ENDS.sub("\n\n", _markdown.render(text).replace("<li>", "<li>– "))
    words = _unescape(nh3.clean(html, tags=set()))
    parts = (" ".join(part.split()) for part in re.split(r"\n{2,}", words))
    return "\n\n".join(part for part in parts if part.strip("– "))


def _unescape(text: str) -> str:
    return str(Markup(text).unescape())  # noqa: S704 (unescaped to plain text, never shown as HTML)

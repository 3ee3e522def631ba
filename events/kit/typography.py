"""The small rules that make a text look set rather than typed: spaces that don't break, in French and English.

Every function takes plain text and returns plain text; none of them changes a letter. The source for the
French spaces is the Lexique des règles typographiques en usage à l'Imprimerie nationale.
"""

import re

from markupsafe import Markup, escape

NARROW = "\u202f"
"""The narrow no-break space (U+202F): before ; : ! ?, inside « », between an hour and its minutes."""

NO_BREAK = "\u00a0"
"""The no-break space (U+00A0): keeps a small word with the next one."""

_ANY_SPACE = r"[ \t\u00a0\u202f\u2009]"
_BEFORE_HIGH_SIGN = re.compile(rf"(?<=[^\s\u00a0\u202f\u2009«]){_ANY_SPACE}+(?=[;:!?»])")
_INSIDE_OPENING_QUOTE = re.compile(rf"«{_ANY_SPACE}*(?=\S)")
_GLUED_CLOSING_QUOTE = re.compile(r"(?<=[^\s\u00a0\u202f\u2009«])»")
_HOUR = re.compile(rf"\b(2[0-3]|1\d|0?\d){_ANY_SPACE}?h(?:{_ANY_SPACE}?([0-5]\d))?\b")
_FIGURE_AND_UNIT = re.compile(rf"(?<=\d){_ANY_SPACE}+(?=(?:€|%|°|km|m|cm|mm|kg|g|Mo|min|ans?)(?!\w))")
_GROUP_OF_THREE = re.compile(rf"(?<=\d){_ANY_SPACE}(?=\d{{3}}(?!\d))")
_PHONE = re.compile(r"(?<!\d)(?:\+33[ .]?|0)[1-9](?:[ .]?\d{2}){4}(?!\d)")
_FIGURE_THEN_WORD = re.compile(r"(?<=\b\d) +(?=\w)|(?<=\b\d\d) +(?=\w)|(?<=\b1er) +(?=\w)")
_HYPHENATED_NAME = re.compile(r"(?<![\w-])(?=[\w-]{3,20}(?![\w-]))[^\W\d_a-zà-ÿ]\w*(?:-[^\W\d_a-zà-ÿ]\w*)+")
_TAG = re.compile(r"(<[^>]*>)")
_ORDINAL = re.compile(r"\b(\d+|[IVX]{2,})(er|re|e)\b")

_SMALL_WORDS = {
    "fr": "à au aux ce ces de des du en et il je la le les ne on ou où par que qui sa se ses si son sur un une y",
    "en": "a an and at by for from in is of on or the to with",
}


def french(text: str) -> str:
    """French text with narrow no-break spaces before ; : ! ? », after «, in hours, amounts and phone numbers.

    Only a space that is there already is changed, save inside « », so that an address such as
    ``https://example.org`` or a score such as ``3:2`` stays as it is.
    """
    text = _INSIDE_OPENING_QUOTE.sub(f"«{NARROW}", text)
    text = _GLUED_CLOSING_QUOTE.sub(f"{NARROW}»", text)
    text = _BEFORE_HIGH_SIGN.sub(NARROW, text)
    text = _HOUR.sub(_hour_with_spaces, text)
    text = _PHONE.sub(lambda found: found.group().replace(" ", NARROW), text)
    text = _GROUP_OF_THREE.sub(NARROW, text)
    return _FIGURE_AND_UNIT.sub(NARROW, text)


def glue_small_words(text: str, language: str = "fr") -> str:
    """Joins articles, prepositions and figures to the next word, for titles: no line ends on « de » or « 5 »."""
    words = "|".join(sorted(_SMALL_WORDS.get(language, "").split(), key=len, reverse=True))
    if words:
        text = re.sub(rf"(?<![\w’'])({words}) +(?=\S)", rf"\1{NO_BREAK}", text, flags=re.IGNORECASE)
    return _FIGURE_THEN_WORD.sub(NO_BREAK, text)


def titled(text: str) -> Markup:
    """HTML of a title: its names stay whole, its ordinals have a raised ending."""
    return raised(whole_names(text))


def raised(text: str) -> Markup:
    """HTML in which « 1er », « 3e » and « XIXe » have a raised ending; tags in it stay as they are."""
    parts = _TAG.split(str(escape(text)))
    parts[::2] = [_ORDINAL.sub(r"\1<sup>\2</sup>", words) for words in parts[::2]]
    return Markup("".join(parts))  # noqa: S704


def whole_names(text: str) -> Markup:
    """HTML in which a proper name with a hyphen (Mittelbau-Dora) doesn't break at the end of a line."""
    return Markup(_HYPHENATED_NAME.sub(r'<span class="whole">\g<0></span>', str(escape(text))))  # noqa: S704


def typeset(text: str, language: str) -> str:
    """A text as it should be printed in this language (a BCP 47 tag): spaces only, words untouched."""
    return french(text) if language.startswith("fr") else text


def ordinal_day(day: int, language: str) -> str:
    """A day of the month: « 1er » for the first in French, the bare figure otherwise."""
    return "1er" if day == 1 and language.startswith("fr") else str(day)


def _hour_with_spaces(found: re.Match[str]) -> str:
    hour, minutes = found.groups()
    return f"{hour}{NARROW}h{NARROW}{minutes}" if minutes else f"{hour}{NARROW}h"

"""Texts of a file, as rows keep them."""

from events.extensions import LocalisedText
from events.programme.exchange.shape import OWN_LANGUAGE, Words


def resolved(text: Words, language: str) -> LocalisedText:
    """With the event's language said; a text in that language itself goes first."""
    found = {key or language: words for key, words in text.items() if words}
    own = text.get(language) or text.get(OWN_LANGUAGE)
    return {language: own, **{key: words for key, words in found.items() if key != language}} if own else found


def renewed(stored: LocalisedText, text: Words, language: str) -> LocalisedText:
    """What the file says over what stands there; where it says nothing, that stays."""
    return {**stored, **resolved(text, language)}

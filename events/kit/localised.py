"""Texts in several languages: {"fr": "…", "en": "…"}; the first language that has words is shown."""

from collections.abc import Mapping

LANGUAGES = ("fr", "en")


def in_language(text: Mapping[str, str] | None, language: str) -> str:
    """The text in `language`, else in the first language that has one, else ''."""
    if not text:
        return ""
    return text.get(language) or next((words for words in text.values() if words), "")


def language_shown(text: Mapping[str, str] | None, language: str) -> str:
    """The language of what `in_language` shows; `language` itself when there is nothing."""
    if not text or text.get(language):
        return language
    return next((own for own, words in text.items() if words), language)

"""Titles broken into lines of even length, never on a small word."""

from events.documents.fitting import MM_PER_POINT
from events.documents.typefaces import width_em
from events.kit.typography import glue_small_words, typeset


def balanced(text: str, language: str, *, width: float, size: float, family: str, weight: int = 400) -> list[str]:
    """A title on as few lines as fit ``width`` (mm) at ``size`` (points), each about as long as the others.

    The lines are those of the smallest width that doesn't need one line more. A word wider than the line
    stands alone, for the page to break.
    """
    words = glue_small_words(typeset(" ".join(text.split(" ")), language), language).split(" ")
    em = size * MM_PER_POINT
    widths = [width_em(word, weight, family) * em for word in words]
    space = width_em(" ", weight, family) * em
    count = len(_filled(words, widths, space, width))
    candidates = sorted({min(width, limit) for limit in _possible_limits(widths, space)})
    best = next((limit for limit in candidates if len(_filled(words, widths, space, limit)) == count), width)
    return _filled(words, widths, space, best)


def _possible_limits(widths: list[float], space: float) -> list[float]:
    """The width of every run of words: one of them is the smallest line length that does."""
    limits = []
    for first in range(len(widths)):
        length = -space
        for width in widths[first:]:
            length += space + width
            limits.append(length + 0.001)
    return limits


def _filled(words: list[str], widths: list[float], space: float, limit: float) -> list[str]:
    lines: list[str] = []
    room = 0.0
    for word, width in zip(words, widths, strict=True):
        if lines and space + width <= room:
            lines[-1] += f" {word}"
            room -= space + width
        else:
            lines.append(word)
            room = limit - width
    return lines

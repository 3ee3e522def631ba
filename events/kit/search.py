"""Words as readers look for them: without accents, ligatures, elisions and endings ("velo" finds "vélos").

A text is kept as its words, each as it is written and as its stem, with spaces around: what is looked for is then
found by plain comparison, on every database alike. Stems are Snowball's (French, English); Snowball leaves the
plural of "vélos" or "jeux", so it goes here. Words of other languages are only folded.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

MOST_WORDS = 12
"""What is looked for has no more words than this; further ones are left out."""

LONGEST_WORD = 40
SHORTEST_BEGINNING = 3
"""So many letters of the last word find what begins with them."""

STEMMED = {"fr": "french", "en": "english"}
_ELISIONS = re.compile(r"\b(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu)['’ʼ]")
_WORDS = re.compile(r"[^\W_]+")
_JOINTS = re.compile(r"[-‐-–'’ʼ]")
_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d"})


def words_of(text: str) -> Iterator[str]:
    """The words in small letters, accents kept: « L’eau d’Œuvre » gives eau, œuvre."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    return (word[:LONGEST_WORD] for word in _WORDS.findall(_ELISIONS.sub(" ", plain)))


def folded(word: str) -> str:
    """Without accents and ligatures: « œuvré » gives oeuvre."""
    if word.isascii():
        return word
    apart = unicodedata.normalize("NFKD", word.translate(_LIGATURES))
    return "".join(sign for sign in apart if not unicodedata.combining(sign))


def folded_line(text: str) -> str:
    """A name as it is compared: « Hélène  Lefèbvre-Œuf » gives "helene lefebvre oeuf"."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    return " ".join(folded(_JOINTS.sub(" ", plain)).split())


@lru_cache(maxsize=65_536)
def stem(word: str, language: str) -> str:
    """What a word's forms share, folded; in another language than French and English the word itself."""
    if language not in STEMMED:
        return folded(word)
    found = folded(_stemmer(language).stemWord(word))
    return found[:-1] if len(found) > 3 and found[-1] in "sx" else found


def indexed(texts: Iterable[tuple[str, str]]) -> str:
    """What to keep of texts given as (language, text): each form once, with a space on either side."""
    forms: set[str] = set()
    for language, text in texts:
        for word in set(words_of(text)):
            forms |= {folded(word), stem(word, language)}
    return f" {' '.join(sorted(filter(None, forms)))} "


def patterns(query: str) -> list[list[str]]:
    """For each word looked for, the patterns (of LIKE) of which one must be found in what was kept.

    They hold letters and digits only, so nothing in them needs escaping.
    """
    words = list(words_of(query))[:MOST_WORDS]
    return [_patterns_of(word, is_last=number == len(words)) for number, word in enumerate(words, 1)]


def _patterns_of(word: str, *, is_last: bool) -> list[str]:
    plain = folded(word)
    forms = {plain, *(stem(form, language) for form in (word, plain) for language in STEMMED)}
    if is_last and len(plain) >= SHORTEST_BEGINNING:
        return [f"% {plain}%", *(f"% {form} %" for form in sorted(forms) if not form.startswith(plain))]
    return [f"% {form} %" for form in sorted(forms)]


@lru_cache(maxsize=len(STEMMED))
def _stemmer(language: str) -> Any:
    import snowballstemmer

    return snowballstemmer.stemmer(STEMMED[language])

"""A name typed in one field, cut into first name and surname for a badge, and where it stands in a list."""

import unicodedata

_PARTICLES = {
    *("d", "da", "dal", "de", "del", "della", "den", "der", "des", "di", "do", "dos", "du", "el", "la", "las"),
    *("le", "les", "lo", "los", "ten", "ter", "van", "von", "zu", "zum", "zur", "y"),
}

_TITLES = {
    *("docteur", "dr", "m", "madame", "me", "mlle", "mme", "monsieur", "mr", "mrs", "ms", "pr", "prof", "professeur"),
}


def split_name(name: str) -> tuple[str, str]:
    """First name and surname, as French usage writes them.

    Words in capitals are the surname, before or after the first name: « Hélène DELATTRE », « DUPONT Jean ».
    Otherwise the first word is the first name, and so is each further word before a particle: « Jean Marie de La
    Tour » is « Jean Marie » and « de La Tour ». One word alone is a first name. « Dr Nora Benslimane » is
    Nora to those who read her badge.
    """
    words = name.split()
    if len(words) > 1 and words[0].rstrip(".").lower() in _TITLES:
        words = words[1:]
    if len(words) < 2:
        return " ".join(words), ""
    shouted = [_is_shouted(word) for word in words]
    if any(shouted) and not all(shouted):
        return _around_capitals(words, shouted)
    start = next((place for place in range(1, len(words)) if _is_particle(words[place])), 1)
    return " ".join(words[:start]), " ".join(words[start:])


def filed_at(surname: str) -> str:
    """What a list is sorted by: small particles don't count, nor do accents and capitals."""
    start = next((place for place, letter in enumerate(surname) if letter.isupper()), 0)
    plain = unicodedata.normalize("NFKD", surname[start:].replace("Ł", "L").replace("Ø", "O"))
    return "".join(letter for letter in plain if letter.isalnum() or letter == " ").casefold() or surname


def _around_capitals(words: list[str], shouted: list[bool]) -> tuple[str, str]:
    first = shouted.index(True)
    last = len(shouted) - shouted[::-1].index(True)
    while first > 0 and _is_particle(words[first - 1]):
        first -= 1
    rest = words[:first] + words[last:]
    return " ".join(rest), " ".join(words[first:last])


def _is_shouted(word: str) -> bool:
    letters = [letter for letter in word if letter.isalpha()]
    return len(letters) > 1 and all(letter.isupper() for letter in letters)


def _is_particle(word: str) -> bool:
    return word.lower().strip("’'") in _PARTICLES or word.lower().startswith(("d’", "d'"))

"""Which words find which: accents, ligatures, elisions, endings, and whatever strangers type."""

from fnmatch import fnmatch

import pytest

from events.kit.search import MOST_WORDS, indexed, patterns


def finds(query: str, text: str, language: str = "fr") -> bool:
    kept = indexed([(language, text)])
    words = patterns(query)
    assert not any(sign in pattern.strip("%") for word in words for pattern in word for sign in "%_")
    return bool(words) and all(any(fnmatch(kept, one.replace("%", "*")) for one in word) for word in words)


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("velo", "Les vélos du Nord"),
        ("vélos", "Le vélo"),
        ("velos nord", "Le vélo du Nord"),
        ("oeuvre", "L’œuvre au noir"),
        ("oeuvres", "Une Œuvre"),
        ("œuvre", "oeuvres complètes"),
        ("eau", "l’eau de mer"),
        ("l'eau", "les eaux de mer"),
        ("l’eau", "De l'eau"),
        ("cheval", "Deux chevaux"),
        ("jeu", "Les jeux"),
        ("deporte temoin", "Témoins et déportés"),
        ("ex aequo", "ex æquo"),
        ("conf", "Une conférence"),
        ("CALAIS", "calais"),
        ("fi", "ﬁ n"),
        ("mittelbau dora", "Mittelbau-Dora"),
        ("“dora” 1944", "Dora, 1944"),
    ],
)
def test_readers_find_what_they_mean(query: str, text: str) -> None:
    assert finds(query, text)


def test_english_endings_match_too() -> None:
    assert finds("compiler optimise", "Optimising compilers", "en")


def test_names_of_other_languages_are_folded_only() -> None:
    assert finds("lodz muller", "Łódź Müller", "pl")


@pytest.mark.parametrize("query", ["nord sud", "el", "ve nord", "xyz"])
def test_all_words_must_be_there_and_only_the_last_may_be_a_beginning(query: str) -> None:
    assert not finds(query, "Les vélos du Nord")


@pytest.mark.parametrize("query", ["", "%", "_%_", "\0", "'\"; --", "()*?", "\ud800", "…"])
def test_what_holds_no_word_finds_nothing(query: str) -> None:
    assert patterns(query) == []


def test_what_is_looked_for_has_its_limits() -> None:
    assert len(patterns("mot " * 5_000)) == MOST_WORDS
    assert all(len(one) < 50 for word in patterns("a" * 10_000) for one in word)

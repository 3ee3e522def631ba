import pytest
from markupsafe import Markup

from events.kit.typography import french, glue_small_words, ordinal_day, raised, titled, typeset

N = "\u202f"
NB = "\u00a0"


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("Mittelbau-Dora : un camp", f"Mittelbau-Dora{N}: un camp"),
        ("Quoi ? Non !", f"Quoi{N}? Non{N}!"),
        ("dont « Sido » et «Le blé»", f"dont «{N}Sido{N}» et «{N}Le blé{N}»"),
        ("à 18h30, portes à 18 h", f"à 18{N}h{N}30, portes à 18{N}h"),
        ("60 000 personnes, 5 €", f"60{N}000 personnes, 5{N}€"),
        ("03 53 01 20 26", f"03{N}53{N}01{N}20{N}26"),
        ("en 1890 et 1940", "en 1890 et 1940"),
        ("https://example.org/a?b", "https://example.org/a?b"),
        ("un score de 3:2", "un score de 3:2"),
        ("", ""),
    ],
)
def test_french_sets_the_spaces(typed: str, printed: str) -> None:
    assert french(typed) == printed


def test_french_twice_is_french_once() -> None:
    once = french("« Oui » : à 18h30 ; 9 000 km !")
    assert french(once) == once


def test_typeset_leaves_english_alone() -> None:
    assert typeset("Why ? At 18h30", "en") == "Why ? At 18h30"
    assert typeset("Pourquoi ?", "fr-FR") == f"Pourquoi{N}?"


def test_small_words_stay_with_the_next() -> None:
    assert glue_small_words("un camp de la mer", "fr") == f"un{NB}camp de{NB}la{NB}mer"
    assert glue_small_words("Jeudi 5 mars", "fr") == f"Jeudi 5{NB}mars"
    assert glue_small_words("the end of a day", "en") == f"the{NB}end of{NB}a{NB}day"


def test_first_of_the_month_is_an_ordinal_in_french_only() -> None:
    assert (ordinal_day(1, "fr"), ordinal_day(2, "fr"), ordinal_day(1, "en")) == ("1er", "2", "1")


def test_names_with_a_hyphen_stay_whole_and_ordinals_are_raised() -> None:
    assert titled("Mittelbau-Dora & a-t-il") == '<span class="whole">Mittelbau-Dora</span> &amp; a-t-il'
    assert titled("<b>XIXe</b>") == "&lt;b&gt;XIX<sup>e</sup>&lt;/b&gt;"
    assert raised("dimanche 1er mars, la 3e fois, Le 12e, Ce soir") == (
        "dimanche 1<sup>er</sup> mars, la 3<sup>e</sup> fois, Le 12<sup>e</sup>, Ce soir"
    )
    assert raised(Markup('<a href="/3e/">la 3e</a>')) == '<a href="/3e/">la 3<sup>e</sup></a>'

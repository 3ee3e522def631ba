from hypothesis import example, given, settings
from hypothesis import strategies as st

from events.documents.badges import measures
from events.documents.fitting import ELLIPSIS, MM_PER_POINT, cut_to, fit_names
from events.documents.lines import balanced
from events.documents.sheets import SHEETS
from events.documents.typefaces import printable, width_em

SPACE = measures(SHEETS["avery-L4785"]).names


def test_a_short_name_gets_the_biggest_letters() -> None:
    first, last = fit_names("Jo", "Lenoir", SPACE)
    assert (first.lines, first.size, last.lines, last.size) == (("Jo",), 44, ("Lenoir",), 24)


def test_a_long_surname_makes_the_first_name_shrink_until_it_clears_the_code() -> None:
    first, last = fit_names("Jo", "Vandenbroucke", SPACE)
    assert first.size < 44
    assert last.lines == ("Vandenbroucke",)
    assert last.cap_top + last.size * MM_PER_POINT * 0.888 <= SPACE.quiet_top


def test_names_break_after_hyphens_and_at_spaces_only() -> None:
    first, last = fit_names("Maximiliana-Konstantina", "Papadopoulou-Wojciechowska", SPACE)
    assert first.lines == ("Maximiliana-", "Konstantina")
    assert last.lines == ("Papadopoulou-", "Wojciechowska")


def test_what_fits_nowhere_is_cut_and_says_so() -> None:
    first, last = fit_names("W" * 200, "de La " + "M" * 200, SPACE)
    assert first.lines[-1].endswith(ELLIPSIS)
    assert last.lines[-1].endswith(ELLIPSIS)
    assert first.size == 24


@settings(max_examples=60, deadline=None)
@example("01@ 000µ", "", "avery-74459")
@example("00000011111@µ߾", "", "avery-74459")
@example("0011 000ᴀ", "", "plain-A6-landscape")
@given(st.text(max_size=230), st.text(max_size=230), st.sampled_from(sorted(SHEETS)))
def test_any_name_stays_in_its_place_on_any_sheet(first_name: str, surname: str, sheet: str) -> None:
    space = measures(SHEETS[sheet]).names
    for words, weight in zip(fit_names(printable(first_name), printable(surname), space), (700, 500), strict=True):
        for line in words.lines:
            assert width_em(line, weight) * words.size * MM_PER_POINT <= space.full_width + 0.01
        if words.lines:
            leading = 1.0 if weight == 700 else 1.08
            height = words.size * MM_PER_POINT * (0.888 + leading * (len(words.lines) - 1))
            assert words.cap_top + height <= space.bottom + 0.01


def test_cut_to_leaves_alone_what_fits() -> None:
    assert cut_to("Calais", 40, 11, 400) == "Calais"
    assert cut_to("Université du temps libre de Calais", 30, 11, 400).endswith(ELLIPSIS)


def test_titles_are_balanced_and_never_end_on_a_small_word() -> None:
    lines = balanced(
        "Mittelbau-Dora : un camp de concentration secret très meurtrier", "fr",
        width=124, size=21, family="Estrade Title",
    )  # fmt: skip
    assert [line.replace("\u00a0", " ").replace("\u202f", " ") for line in lines] == [
        "Mittelbau-Dora : un camp",
        "de concentration secret très meurtrier",
    ]
    assert balanced("Court", "fr", width=124, size=21, family="Estrade Title") == ["Court"]
    assert balanced("", "fr", width=124, size=21, family="Estrade Title") == [""]

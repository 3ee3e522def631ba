"""The French sentences: complete, up to date, well set; and English where English is asked for."""

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from gettext import GNUTranslations
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from flask import Flask
from flask_babel import force_locale, gettext, ngettext

ROOT = Path(__file__).parent.parent
FRENCH = ROOT / "translations" / "fr" / "LC_MESSAGES" / "messages.po"
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%%")
BADLY_SET = re.compile(r"[ \u00a0][;:!?»]|«[ \u00a0]|'|\.\.\.|\b\d [h€%]")


def read(file: Path) -> Catalog:
    with file.open("rb") as stream:
        return read_po(stream, locale="fr", abort_invalid=True)


def pairs(catalogue: Catalog) -> Iterator[tuple[str, str]]:
    """Every English sentence with the French one: singular with singular, plural with plural."""
    for message in catalogue:
        if message.id:
            yield from zip(forms(message.id), forms(message.string), strict=True)


def forms(words: str | tuple[str, ...] | list[str] | None) -> tuple[str, ...]:
    return (words,) if isinstance(words, str) else tuple(words or ())


@pytest.fixture(scope="module")
def french() -> Catalog:
    return read(FRENCH)


def test_the_catalogue_holds_just_the_sentences_of_code_and_templates(tmp_path: Path, french: Catalog) -> None:
    shutil.copytree(ROOT / "translations", tmp_path / "translations")
    subprocess.run([sys.executable, ROOT / "scripts" / "translations", tmp_path / "translations"], check=True)
    fresh = read(tmp_path / "translations" / "fr" / "LC_MESSAGES" / "messages.po")
    assert dict(pairs(fresh)) == dict(pairs(french)), "make translations brings the catalogue up to date"


def test_every_sentence_is_translated(french: Catalog) -> None:
    assert [english for english, translated in pairs(french) if not translated.strip()] == []
    assert [message.id for message in french if message.id and message.fuzzy] == []
    assert list(french.obsolete) == []


def test_placeholders_stay(french: Catalog) -> None:
    def placeholders(text: str) -> list[str]:
        return sorted(PLACEHOLDER.findall(text))

    assert [english for english, words in pairs(french) if placeholders(english) != placeholders(words)] == []


def test_sentences_end_as_in_english(french: Catalog) -> None:
    def ending(text: str) -> str:
        return text.rstrip("\u202f\u00a0")[-1:] if text[-1:] in ".:?!,…" else ""

    def odd(english: str, words: str) -> bool:
        return ending(english) != ending(words) or words != words.strip()

    assert [(english, words) for english, words in pairs(french) if odd(english, words)] == []


def test_french_is_set_with_its_own_spaces_and_apostrophes(french: Catalog) -> None:
    assert [words for _, words in pairs(french) if BADLY_SET.search(words)] == []


def test_the_catalogue_names_no_line_of_code() -> None:
    assert "#:" not in FRENCH.read_text(encoding="utf-8")


def test_the_catalogue_compiles_with_the_french_plural(french: Catalog) -> None:
    compiled = BytesIO()
    write_mo(compiled, french)
    compiled.seek(0)
    words = GNUTranslations(compiled).ngettext
    seats = [words("%(num)s seat left", "%(num)s seats left", number) for number in (0, 1, 2)]
    assert seats == ["il reste %(num)s place", "il reste %(num)s place", "il reste %(num)s places"]


def test_english_readers_get_english_beside_a_french_default(inside: Flask) -> None:
    with force_locale("en"):
        assert gettext("Sign in") == "Sign in"
        assert [ngettext("%(num)s seat left", "%(num)s seats left", number) for number in (0, 1)] == [
            "0 seats left",
            "1 seat left",
        ]

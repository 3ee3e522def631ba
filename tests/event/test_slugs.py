"""Addresses made from titles."""

import pytest

from events.event.actions import slug_of


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Pêcheurs d’Islande", "pecheurs-d-islande"),
        ("Pêcheurs d'Islande", "pecheurs-d-islande"),
        ("Œuvres & cœurs", "oeuvres-coeurs"),
        ("« … »", ""),
    ],
)
def test_a_title_becomes_words_joined_by_hyphens(title: str, slug: str) -> None:
    assert slug_of(title) == slug

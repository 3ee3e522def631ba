import pytest

from events.documents.names import split_name


@pytest.mark.parametrize(
    ("typed", "first_name", "surname"),
    [
        ("Hélène Delattre", "Hélène", "Delattre"),
        ("Hélène DELATTRE", "Hélène", "DELATTRE"),
        ("DUPONT Jean", "Jean", "DUPONT"),
        ("DE LA TOUR Jean", "Jean", "DE LA TOUR"),
        ("Jean Marie de La Tour", "Jean Marie", "de La Tour"),
        ("Jean-Baptiste Vandenbroucke", "Jean-Baptiste", "Vandenbroucke"),
        ("Ludwig van Beethoven", "Ludwig", "van Beethoven"),
        ("Jean d’Ormesson", "Jean", "d’Ormesson"),
        ("Anne de BRETAGNE", "Anne", "de BRETAGNE"),
        ("Gabriel García Márquez", "Gabriel", "García Márquez"),
        ("JEAN DUPONT", "JEAN", "DUPONT"),
        ("Madonna", "Madonna", ""),
        ("李小龍", "李小龍", ""),
        ("  Ada   Lenoir ", "Ada", "Lenoir"),
        ("", "", ""),
    ],
)
def test_a_name_is_cut_as_french_usage_does(typed: str, first_name: str, surname: str) -> None:
    assert split_name(typed) == (first_name, surname)

import pytest

from events.documents.names import filed_at, split_name


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
        ("Dr Nora Benslimane", "Nora", "Benslimane"),
        ("Mme Anne de BRETAGNE", "Anne", "de BRETAGNE"),
        ("Pr. Jean Marie de La Tour", "Jean Marie", "de La Tour"),
        ("Dr Benslimane", "Benslimane", ""),
    ],
)
def test_a_name_is_cut_as_french_usage_does(typed: str, first_name: str, surname: str) -> None:
    assert split_name(typed) == (first_name, surname)


def test_a_list_doesnt_see_particles_accents_and_capitals() -> None:
    typed = ["de Zuydcoote", "ÉVRARD", "d’Abbeville", "Łoś", "Evans", "李小龍", "von der Mühle"]
    assert sorted(typed, key=filed_at) == [
        "d’Abbeville", "Evans", "ÉVRARD", "Łoś", "von der Mühle", "de Zuydcoote", "李小龍"
    ]  # fmt: skip

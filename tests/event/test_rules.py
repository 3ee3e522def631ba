import pytest

from events.event.rules import Missing, free_slug, missing_for_publishing


@pytest.mark.parametrize(
    ("wanted", "taken", "slug"),
    [
        ("saison", set(), "saison"),
        ("saison", {"saison"}, "saison-2"),
        ("saison", {"saison", "saison-2"}, "saison-3"),
        ("", set(), "season"),
        ("", {"season"}, "season-2"),
    ],
)
def test_free_slug(wanted: str, taken: set[str], slug: str) -> None:
    assert free_slug(wanted, taken, otherwise="season") == slug


def test_missing_for_publishing_names_each_thing() -> None:
    assert missing_for_publishing(" ", {}, {"fr": ""}) == [Missing.PHONE, Missing.LEGAL, Missing.PRIVACY]
    assert missing_for_publishing("03 21 00 00 00", {"fr": "SIRET …"}, {"en": "We keep …"}) == []

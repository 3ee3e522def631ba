import pytest

from events.people.rules import account_email, local_path


@pytest.mark.parametrize("target", ["/", "/organise/account", "/saison/?talk=a&x=%20b", "/saison/talks/été/"])
def test_local_path_lets_paths_of_this_site_through(target: str) -> None:
    assert local_path(target) == target


@pytest.mark.parametrize(
    "target",
    [
        "//e",
        "/\\e",
        "https:e",
        "https://e/",
        "\t//e",
        "/\t/e",
        "javascript:1",
        "%2f%2fe",
        "/%2fe",
        "/%5ce",
        "/\n/e",
        "\\\\e",
        "e",
        "",
        None,
    ],
)
def test_local_path_refuses_whatever_may_lead_elsewhere(target: str | None) -> None:
    assert local_path(target) is None


def test_account_email_has_one_spelling() -> None:
    assert account_email(" Ada@UTL.example ") == "ada@utl.example"

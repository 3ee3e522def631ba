import pytest
from flask import Flask

from events.people.passwords import is_password
from events.people.queries import find_account, first_organisation, organisers_of

COMMAND = ["people", "add-organiser", "--email", "Ada@utl.example", "--name", "Ada Delattre"]
PASSWORD = "quai des Tullistes"


def run(app: Flask, *arguments: str, password: str | None = PASSWORD, typed: str = "") -> tuple[int, str]:
    result = app.test_cli_runner().invoke(args=arguments, env={"EVENTS_NEW_PASSWORD": password}, input=typed)
    return result.exit_code, result.output


def test_add_organiser_makes_organisation_and_account(app: Flask) -> None:
    assert run(app, *COMMAND, "--organisation", "UTL")[0] == 0
    with app.app_context():
        ada, organisation = find_account("ada@utl.example"), first_organisation()
        assert ada
        assert organisation
        assert is_password(ada.password, PASSWORD)
        assert organisers_of(organisation.id) == [ada]


def test_an_account_joins_a_second_organisation_and_keeps_its_password(app: Flask) -> None:
    run(app, *COMMAND, "--organisation", "UTL")
    assert run(app, *COMMAND, "--organisation", "Les Amis du port", password="another password")[0] == 0
    with app.app_context():
        ada = find_account("ada@utl.example")
        assert ada
        assert len(ada.memberships) == 2
        assert is_password(ada.password, PASSWORD)


def test_the_password_is_asked_for(app: Flask) -> None:
    code, output = run(app, *COMMAND, "--organisation", "UTL", password=None, typed=f"{PASSWORD}\n{PASSWORD}\n")
    assert code == 0
    assert PASSWORD not in output


@pytest.mark.parametrize(
    ("option", "wrong"), [("--email", "ada"), ("--email", ""), ("--name", "\u200b"), ("--organisation", "x" * 201)]
)
def test_wrong_input_is_one_clear_line(app: Flask, option: str, wrong: str) -> None:
    code, output = run(app, *COMMAND, "--organisation", "UTL", option, wrong)
    assert code != 0
    assert len(output.strip().splitlines()) == 1
    with app.app_context():
        assert first_organisation() is None


def test_a_short_password_and_a_second_time_are_refused(app: Flask) -> None:
    assert run(app, *COMMAND, "--organisation", "UTL", password="elevensigns")[0] != 0
    assert run(app, *COMMAND, "--organisation", "UTL")[0] == 0
    code, output = run(app, *COMMAND, "--organisation", "UTL")
    assert code != 0
    assert "already" in output

"""`flask people`: who may sign in."""

import os

import click

from events.kit import clock
from events.kit.commands import CommandGroup
from events.kit.errors import Refused
from events.kit.fields import normal_email
from events.kit.text import clean_line
from events.people import actions
from events.people.policies import can_organise_organisation
from events.people.queries import find_account, find_organisation
from events.people.rules import LONGEST_PASSWORD, PASSWORD_LENGTH

people = CommandGroup("people", help="Who may sign in.")
commands = (people,)


@people.command("add-organiser")
@click.option("--email", required=True, help="With which the organiser signs in.")
@click.option("--name", required=True, help="First name and surname.")
@click.option("--organisation", "organisation_name", required=True, help="Made when there is none of this name.")
def add_organiser(email: str, name: str, organisation_name: str) -> None:
    """Let somebody organise the events of an organisation.

    The password is asked for, or taken from EVENTS_NEW_PASSWORD. Who signs in already keeps hers.
    """
    email = normal_email(clean_line(email))
    name, organisation_name = written(name, "--name"), written(organisation_name, "--organisation")
    organisation, account = find_organisation(organisation_name), find_account(email)
    if account and organisation and can_organise_organisation(account, organisation.id):
        raise Refused(f"{account.email} organises {organisation.name} already.")
    password = "" if account else new_password()
    actions.let_organise(organisation_name, email=email, name=name, password=password, now=clock.now())
    click.echo(f"{email} now organises {organisation_name}.")


def written(text: str, option: str) -> str:
    """Cleaned, with something in it, short enough for its column."""
    line = clean_line(text)
    if not line or len(line) > 200:
        raise Refused(f"{option} needs between 1 and 200 characters.")
    return line


def new_password() -> str:
    given = os.environ.get("EVENTS_NEW_PASSWORD")
    password = given or click.prompt("Password", hide_input=True, confirmation_prompt=True)
    if not PASSWORD_LENGTH <= len(password) <= LONGEST_PASSWORD:
        raise Refused(f"The password needs between {PASSWORD_LENGTH} and {LONGEST_PASSWORD} characters.")
    return str(password)

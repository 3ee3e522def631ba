"""`flask demo`: something to look at, in one command."""

import click

from events.cli.demo.loading import load_demonstration
from events.kit.commands import command


@command("demo")
@click.option("--large", is_flag=True, help="Also a congress of 500 talks with 1 000 registrations.")
def demo(large: bool) -> None:
    """Load the Calais season and a small congress; what is there already stays as it is."""
    loaded = load_demonstration(large=large)
    click.echo("The demonstration is loaded." if loaded else "The demonstration was there already.")


commands = (demo,)

"""`flask mail`: how the outbox stands, and another try for what is stuck."""

import click

from events.kit import clock
from events.kit.commands import CommandGroup
from events.mail.actions import retry_failed
from events.mail.queries import messages_in_trouble, number_by_state
from events.mail.rules import MessageState

mail = CommandGroup("mail", help="The outbox: its state, and another try.")
commands = (mail,)


@mail.command("status")
def status() -> None:
    """How many messages are in each state, then those in trouble, as tab-separated lines."""
    numbers = number_by_state()
    for state in MessageState:
        click.echo(f"{state}\t{numbers.get(state, 0)}")
    for message in messages_in_trouble():
        click.echo(f"{message.id}\t{message.state}\t{message.recipient}\t{message.template}\t{message.last_error}")


@mail.command("retry")
@click.option("--message", "message_id", type=int, help="Only the message with this number.")
def retry(message_id: int | None) -> None:
    """Send again what failed or waits for another attempt."""
    number = retry_failed(now=clock.now(), message_id=message_id)
    if message_id is not None and not number:
        raise click.ClickException(f"No message {message_id} failed or waits for another attempt.")
    click.echo(f"{number} messages are sent again." if number != 1 else "1 message is sent again.")

"""`flask mail`: how the outbox stands, what a message says, and another try for what is stuck."""

import click

from events.kit import clock
from events.kit.commands import CommandGroup
from events.mail.actions import retry_failed
from events.mail.queries import find_message_by_id, messages_in_trouble, number_by_state
from events.mail.render import rendered
from events.mail.rules import MessageState

mail = CommandGroup("mail", help="The outbox: its state, one message, another try.")
commands = (mail,)


@mail.command("status")
def status() -> None:
    """How many messages are in each state, then those in trouble, as tab-separated lines."""
    numbers = number_by_state()
    for state in MessageState:
        click.echo(f"{state}\t{numbers.get(state, 0)}")
    for message in messages_in_trouble():
        click.echo(f"{message.id}\t{message.state}\t{message.recipient}\t{message.template}\t{message.last_error}")


@mail.command("show")
@click.argument("number", type=int)
def show(number: int) -> None:
    """One message as it is or will be sent, with the secrets of its links hidden."""
    message = find_message_by_id(number)
    if message is None:
        raise click.ClickException(f"There is no message {number}.")
    if not message.values:
        raise click.ClickException(f"What message {number} said was erased with the data of whom it told it to.")
    email = rendered(message, now=message.sent_at or clock.now(), masked=True)
    for name in ("From", "To", "Subject", "Date", "Message-ID"):
        click.echo(f"{name}: {email[name]}")
    text = email.get_body(("plain",))
    click.echo(f"\n{text.get_content() if text else ''}", nl=False)


@mail.command("retry")
@click.option("--message", "message_id", type=int, help="Only the message with this number.")
def retry(message_id: int | None) -> None:
    """Send again what failed or waits for another attempt."""
    number = retry_failed(now=clock.now(), message_id=message_id)
    if message_id is not None and not number:
        raise click.ClickException(f"No message {message_id} failed or waits for another attempt.")
    click.echo(f"{number} messages are sent again." if number != 1 else "1 message is sent again.")

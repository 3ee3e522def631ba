"""Each invitation is linted once more, as the very message that leaves."""

from email.message import EmailMessage

from events.calendar.rules import lint_message
from events.mail.delivery import check_before_send
from events.mail.models import Message


@check_before_send
def faults_of_invitation(message: Message, email: EmailMessage) -> list[str]:
    """What is wrong with a message that carries a calendar entry; others have no such faults."""
    return lint_message(email) if message.calendar else []

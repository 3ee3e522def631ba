"""What visitors can do on the site itself: write to the organisation."""

from datetime import datetime

from events.kit.transaction import transaction
from events.mail.actions import queue
from events.mail.models import Message
from events.people.models import Organisation


def write_to_organisation(
    organisation: Organisation,
    *,
    name: str,
    email: str,
    message: str,
    about: str,
    sender: str,
    key: str,
    now: datetime,
) -> Message:
    """A mail to the organisation that is answered to the visitor. `about` names the event, or is ''.

    The same `key` twice (a button pressed twice) sends one mail.
    """
    with transaction():
        return queue(
            template="site/contact",
            recipient=organisation.email,
            recipient_name=organisation.name,
            language=organisation.language,
            values={"name": name, "email": email, "message": message, "about": about},
            sender=sender,
            sender_name=organisation.name,
            reply_to=email,
            key=f"contact:{key}" if key else None,
            now=now,
        )

"""Sending what is due. It may be killed at any moment: rows and leases say what is left to do."""

import logging
from datetime import timedelta
from email import message_from_bytes
from email.message import EmailMessage
from urllib.parse import urlsplit

from events.extensions import db
from events.kit import clock
from events.kit.jobs import every_minute, job, stopping
from events.kit.settings import settings
from events.mail import actions
from events.mail.delivery import Carrier, RelayDown, TryLater, Undeliverable, carrier, checks_before_send
from events.mail.models import Message
from events.mail.render import envelope_address, rendered

log = logging.getLogger(__name__)

SAFE = timedelta(minutes=1)
"""No message is begun later than this after it was claimed, so that it is done within its lease."""


@job
def deliver_outbox() -> None:
    """Send until nothing is due, the relay is down or the worker is asked to stop."""
    with carrier(settings().mail_url, urlsplit(settings().base_url).hostname or "localhost") as way:
        while not stopping.is_set():
            claimed = actions.claim_due(now=clock.now())
            if not claimed or not deliver(claimed, way):
                return


def deliver(claimed: list[int], way: Carrier) -> bool:
    """Send what was claimed; False when the relay takes nothing."""
    until = clock.now() + SAFE
    for position, message_id in enumerate(claimed):
        if stopping.is_set() or clock.now() > until:
            actions.give_back(claimed[position:])
            return True
        try:
            deliver_one(message_id, way)
        except RelayDown as error:
            log.warning("the mail relay takes nothing: %s", error)
            actions.record_relay_down(claimed[position:], str(error), now=clock.now())
            return False
    return True


def deliver_one(message_id: int, way: Carrier) -> None:
    """Send one message and note what became of it. Raises RelayDown."""
    message = db.session.get(Message, message_id)
    if message is None:
        return
    try:
        email = rendered(message, now=clock.now())
        faults = faults_of(message, email)
        if faults:
            raise Undeliverable("; ".join(faults))
        way.carry(email, envelope_address(message.sender), envelope_address(message.recipient))
    except TryLater as error:
        actions.record_retry(message_id, str(error), now=clock.now())
    except Undeliverable as error:
        actions.record_failure(message_id, str(error))
    except RelayDown:
        raise
    except Exception as error:
        log.exception("message %s cannot be written", message_id)
        actions.record_failure(message_id, f"it cannot be written: {error}")
    else:
        actions.record_sent(message_id, now=clock.now())


def faults_of(message: Message, email: EmailMessage) -> list[str]:
    """What the checks say of the message as the relay will read it."""
    read = message_from_bytes(email.as_bytes(), policy=email.policy)
    return [fault for check in checks_before_send for fault in check(message, read)]


every_minute("deliver-outbox", deliver_outbox)

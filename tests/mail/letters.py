"""Messages for the tests of the outbox, and the true bytes of an invitation."""

from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select

from events.calendar.rules import Attendee, Entry, Organizer, request
from events.extensions import db
from events.mail import actions
from events.mail.models import Message
from events.mail.rules import CalendarPart
from tests.factories import LECTURE, NOW

BOB = "bob@example.org"
UTL = "contact@utl.example"


def queue(**given: Any) -> Message:
    """One message to Bob, unless the test says otherwise."""
    fields = {
        "template": "mail/test",
        "recipient": BOB,
        "recipient_name": "Bob Vasseur",
        "language": "fr",
        "values": {"name": "Bob", "organisation": {"name": "Université du temps libre", "phone": "03 53 01 42 10"}},
        "sender": UTL,
        "sender_name": "Université du temps libre",
        "now": NOW,
    }
    return actions.queue(**{**fields, **given})


def invitation(attendee: str = BOB, sequence: int = 0) -> CalendarPart:
    """A REQUEST for the lecture of 29 January, as the calendar room writes it."""
    paris = ZoneInfo("Europe/Paris")
    entry = Entry(
        uid="uid-1@utl.example",
        sequence=sequence,
        dtstamp=NOW,
        starts_at=LECTURE.astimezone(paris),
        ends_at=(LECTURE + timedelta(minutes=90)).astimezone(paris),
        zone="Europe/Paris",
        summary="Mittelbau-Dora : un camp de concentration secret",
        organizer=Organizer(UTL, "Université du temps libre"),
        attendee=Attendee(attendee, "Bob Vasseur"),
    )
    return CalendarPart(request(entry).decode(), "REQUEST", entry.uid, sequence)


def states() -> dict[str, str]:
    """State of each message by its recipient, read anew."""
    db.session.rollback()
    return {message.recipient: message.state for message in db.session.scalars(select(Message))}

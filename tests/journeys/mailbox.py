"""Reading mail as its recipient does: from the bytes that the relay took."""

import re
from email.message import EmailMessage
from typing import Any

from icalendar import Calendar

LINK = re.compile(r"https?://[^\s>\"]+")


def text_of(message: EmailMessage) -> str:
    body = message.get_body(("plain",))
    assert body
    return str(body.get_content())


def link_in(message: EmailMessage, path: str) -> str:
    """The first link in the plain text whose address holds `path`."""
    return next(found[0] for found in LINK.finditer(text_of(message)) if path in found[0])


def calendar_in(message: EmailMessage) -> tuple[Calendar, Any]:
    """The calendar that mail programs read, and its one entry. Its method agrees with its part's."""
    (part,) = (leaf for leaf in message.walk() if leaf.get_content_type() == "text/calendar")
    content = part.get_payload(decode=True)
    assert isinstance(content, bytes)
    calendar = Calendar.from_ical(content)
    assert part.get_param("method") == calendar["METHOD"]
    (entry,) = calendar.walk("VEVENT")
    assert isinstance(calendar, Calendar)
    return calendar, entry


def invitations(messages: list[EmailMessage]) -> list[EmailMessage]:
    """Those with something for the calendar."""
    return [mail for mail in messages if any(part.get_content_type() == "text/calendar" for part in mail.walk())]

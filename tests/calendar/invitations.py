"""Entries and mails that the tests of this room start from."""

from dataclasses import replace
from datetime import UTC, date, datetime
from email.message import EmailMessage
from typing import Any

from icalendar import Calendar

from events.calendar.rules import Attendee, Entry, Organizer, Partstat

ORGANIZER = Organizer("r-7f3k@replies.example", "Les Amis du Quai")
BOB = Attendee("bob@example.org", "Bob Caron", Partstat.ACCEPTED)

TALK = Entry(
    uid="4b1d6a@events.example",
    sequence=3,
    dtstamp=datetime(2026, 1, 15, 9, tzinfo=UTC),
    starts_at=datetime(2026, 1, 29, 13, 30, tzinfo=UTC),
    ends_at=datetime(2026, 1, 29, 15, 0, tzinfo=UTC),
    zone="Europe/Paris",
    summary="Le phare, la nuit",
    description="Une heure et demie.\nEntrée libre.",
    location="Auditorium, musée, rue du Port, Calais",
    geo=(50.9581, 1.8513),
    url="https://events.example/season/talks/le-phare/",
    organizer=ORGANIZER,
    attendee=BOB,
    venue="museum",
)

CONGRESS = replace(TALK, starts_at=date(2026, 5, 9), ends_at=date(2026, 5, 11), transparent=True)


def mail(raw: bytes, method: str) -> EmailMessage:
    """A mail as INVITE and CANCEL leave: alternative texts, the calendar inline, and again attached."""
    message = EmailMessage()
    message["From"] = f"{ORGANIZER.name} <{ORGANIZER.address}>"
    message["To"] = "Bob Caron <Bob@Example.org>"
    message["Subject"] = "Le phare, la nuit"
    message["Message-ID"] = "<1@events.example>"
    message["Auto-Submitted"] = "auto-generated"
    message["X-Auto-Response-Suppress"] = "OOF, AutoReply"
    message.set_content("Jeudi 29 janvier")
    message.add_alternative("<p>Jeudi 29 janvier</p>", subtype="html")
    message.add_alternative(raw, **_inline(method))
    message.add_attachment(raw, maintype="application", subtype="ics", filename="invite.ics")
    return message


def _inline(method: str) -> dict[str, Any]:
    params = {"method": method, "charset": "UTF-8", "component": "VEVENT"}
    return {"maintype": "text", "subtype": "calendar", "cte": "base64", "params": params}


def parsed(raw: bytes) -> Any:
    """The calendar as icalendar reads it; its properties are of too many types to tell apart here."""
    return Calendar.from_ical(raw)


def event_of(raw: bytes) -> Any:
    (event,) = parsed(raw).walk("VEVENT")
    return event

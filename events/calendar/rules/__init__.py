"""The calendar's decisions, from plain values: no database, no HTTP, no clock."""

from events.calendar.rules.appointment import Appointment, Guest, Host
from events.calendar.rules.entry import Attendee, Entry, Organizer, Partstat, Status
from events.calendar.rules.itip import cancellation, feed, request
from events.calendar.rules.lint_file import lint
from events.calendar.rules.lint_mail import lint_message
from events.calendar.rules.sequence import Occasion, next_sequence, occasion

__all__ = [
    "Appointment",
    "Attendee",
    "Entry",
    "Guest",
    "Host",
    "Occasion",
    "Organizer",
    "Partstat",
    "Status",
    "cancellation",
    "feed",
    "lint",
    "lint_message",
    "next_sequence",
    "occasion",
    "request",
]

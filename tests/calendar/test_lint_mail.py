"""Envelope, parts and calendar of a mail agree, or the mail stays."""

from collections.abc import Callable
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

import pytest

from events.calendar.rules import cancellation, lint_message, request
from tests.calendar.invitations import TALK, mail


def invitation() -> EmailMessage:
    return mail(request(TALK), "REQUEST")


def part(message: EmailMessage, kind: str) -> EmailMessage:
    (found,) = (leaf for leaf in message.walk() if leaf.get_content_type() == kind)
    assert isinstance(found, EmailMessage)
    return found


def set_header(name: str, value: str | None) -> Callable[[EmailMessage], None]:
    def change(message: EmailMessage) -> None:
        del message[name]
        if value is not None:
            message[name] = value

    return change


def set_param(name: str, value: str | None) -> Callable[[EmailMessage], None]:
    def change(message: EmailMessage) -> None:
        calendar = part(message, "text/calendar")
        calendar.del_param(name) if value is None else calendar.set_param(name, value)

    return change


def attach_another(message: EmailMessage) -> None:
    part(message, "application/ics").set_content(
        request(TALK).replace(b"SEQUENCE:3", b"SEQUENCE:4"),
        maintype="application",
        subtype="ics",
        filename="invite.ics",
    )


def rename(message: EmailMessage) -> None:
    part(message, "application/ics").set_param("filename", "x.ics", header="Content-Disposition")


def hide_inline(message: EmailMessage) -> None:
    part(message, "text/calendar")["Content-Disposition"] = "attachment"


def write_plainly(message: EmailMessage) -> None:
    params: Any = {"method": "REQUEST", "charset": "UTF-8", "component": "VEVENT"}
    part(message, "text/calendar").set_content(
        request(TALK), maintype="text", subtype="calendar", cte="8bit", params=params
    )


def drop_attachment(message: EmailMessage) -> None:
    payload: Any = message.get_payload()
    payload.pop()


def test_a_whole_invitation_passes() -> None:
    assert lint_message(invitation()) == []


@pytest.mark.parametrize("talk_cancelled", [True, False])
def test_a_whole_cancellation_passes(talk_cancelled: bool) -> None:
    message = mail(cancellation(TALK, talk_cancelled=talk_cancelled), "CANCEL")
    assert lint_message(message, talk_cancelled=talk_cancelled) == []
    assert lint_message(message, talk_cancelled=not talk_cancelled)


def test_it_passes_again_as_received() -> None:
    received = message_from_bytes(invitation().as_bytes(policy=policy.SMTP), policy=policy.default)
    assert lint_message(received) == []


@pytest.mark.parametrize(
    ("fault", "change"),
    [
        ("ATTENDEE is not exactly the recipient", set_header("To", "eve@example.org")),
        ("To is not exactly one address", set_header("To", "bob@example.org, eve@example.org")),
        ("To is not exactly", set_header("To", None)),
        ("for one person", set_header("Cc", "eve@example.org")),
        ("ORGANIZER is not the sender", set_header("From", "info@events.example")),
        ("From is not exactly one address", set_header("From", None)),
        ("Message-ID is missing", set_header("Message-ID", None)),
        ("Auto-Submitted is not", set_header("Auto-Submitted", None)),
        ("X-Auto-Response-Suppress is not", set_header("X-Auto-Response-Suppress", "All")),
        ("no List-Unsubscribe", set_header("List-Unsubscribe", "<https://events.example/>")),
        ("method parameter is missing", set_param("method", None)),
        ("METHOD is not the message's", set_param("method", "CANCEL")),
        ("METHOD is neither", set_param("method", "request")),
        ("charset parameter", set_param("charset", "latin-1")),
        ("component parameter", set_param("component", None)),
        ("calls itself an attachment", hide_inline),
        ("two calendar parts differ", attach_another),
        ("attachment is not called", rename),
        ("not in base64", write_plainly),
        ("the parts are not", drop_attachment),
    ],
)
def test_a_broken_mail_is_caught(fault: str, change: Callable[[EmailMessage], None]) -> None:
    message = invitation()
    change(message)
    assert any(fault in found for found in lint_message(message))


def test_a_mail_without_calendar_is_no_invitation() -> None:
    message = EmailMessage()
    message.set_content("Bonjour")
    assert any("the parts are not" in fault for fault in lint_message(message))

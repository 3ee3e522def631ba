"""From a row of the outbox to the message that leaves."""

from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP, SMTPUTF8
from typing import Any

from css_inline import CSSInliner
from flask import render_template
from flask_babel import force_locale

from events.kit.settings import settings
from events.kit.text import clean_line, clean_text, shorten
from events.mail.harmless import harmless_name, harmless_values, header_text
from events.mail.links import links
from events.mail.models import Message
from events.mail.wording import wording

inliner = CSSInliner(load_remote_stylesheets=False)


def rendered(message: Message, *, now: datetime, masked: bool = False) -> EmailMessage:
    """The whole mail: text, HTML and, when there is a calendar part, multipart/mixed with it inline and attached.

    `masked` replaces the secrets of links by "…", for copies that are shown. Raises what the templates raise.
    """
    words = _words(message, masked=masked)
    email = EmailMessage(policy=_policy(message))
    _add_headers(email, message, words["subject"], now, masked=masked)
    email.set_content(words["text"], cte="quoted-printable")
    email.add_alternative(words["html"], subtype="html", cte="quoted-printable")
    if message.calendar:
        _add_calendar(email, message)
    return email


def envelope_address(address: str) -> str:
    """One address as SMTP wants it, its local part quoted where it must be and its domain in ASCII (RFC 5321)."""
    return str(_address(address).addr_spec)


def _words(message: Message, *, masked: bool) -> dict[str, str]:
    values = harmless_values(message.values, settings().base_url)
    context: dict[str, Any] = {
        "values": values,
        "organisation": values.get("organisation") or {},
        "language": message.language,
        "sender_name": message.sender_name,
        **links(masked=masked),
        **wording(message.language),
    }
    room, _, name = message.template.partition("/")
    folder = f"{room}/mail/{name}"
    with force_locale(message.language):
        subject = header_text(render_template(f"{folder}/subject.txt", **context))
        context["subject"] = shorten(subject, 200)
        text = clean_text(render_template(f"{folder}/body.txt", **context))
        html = inliner.inline(render_template(f"{folder}/body.html", **context))
    return {"subject": context["subject"], "text": _without_gaps(text) + "\n", "html": html}


def _without_gaps(text: str) -> str:
    """At most one empty line in a row: what blocks and conditions of a template leave behind."""
    while "\n\n\n" in text:
        text = text.replace("\n\n\n", "\n\n")
    return text


def _policy(message: Message) -> Any:
    addresses = message.sender + message.recipient + message.reply_to
    local_parts = [address.rpartition("@")[0] for address in (message.sender, message.recipient, message.reply_to)]
    return SMTP if addresses.isascii() or all(part.isascii() for part in local_parts) else SMTPUTF8


def _add_headers(email: EmailMessage, message: Message, subject: str, now: datetime, *, masked: bool) -> None:
    """`leaving` among the values is the private link that ends what the mail belongs to, by one click (RFC 8058)."""
    email["From"] = _address(message.sender, message.sender_name)
    email["To"] = _address(message.recipient, harmless_name(message.recipient_name))
    if message.reply_to:
        email["Reply-To"] = _address(message.reply_to)
    email["Subject"] = subject
    email["Date"] = now
    email["Message-ID"] = message.message_id
    if message.references:
        email["References"] = header_text(message.references)
    if leaving := message.values.get("leaving"):
        email["List-Unsubscribe"] = f"<{links(masked=masked)['private_link'](*leaving)}>"
        email["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    email["Auto-Submitted"] = "auto-generated"
    email["X-Auto-Response-Suppress"] = "OOF, AutoReply"


def _address(address: str, name: str = "") -> Address:
    """One address whatever it contains: commas stay inside the quoted local part. ValueError without a domain."""
    local_part, at, domain = clean_line(address).rpartition("@")
    if not (at and local_part and domain) or "=?" in address:
        raise ValueError(f"{address!r} is no e-mail address")
    if len(local_part) > 1 and local_part[0] == local_part[-1] == '"':
        local_part = local_part[1:-1].replace('\\"', '"').replace("\\\\", "\\")
    return Address(shorten(header_text(name), 100), local_part, domain.encode("idna").decode())


def _add_calendar(email: EmailMessage, message: Message) -> None:
    """Outlook reads the inline part, others the attachment; both are the same bytes."""
    content = (message.calendar or "").encode()
    parameters = {"method": message.calendar_method or "", "charset": "UTF-8", "component": "VEVENT"}
    email.add_alternative(content, maintype="text", subtype="calendar", params=parameters)
    email.add_attachment(content, maintype="application", subtype="ics", filename="invite.ics")

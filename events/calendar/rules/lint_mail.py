"""The same lint for a whole mail: where its calendar parts stand, and that envelope and calendar agree.

multipart/mixed [ multipart/alternative [ text/plain, text/html, text/calendar ], application/ics ]: Outlook
rejects a `method` parameter other than METHOD, Evolution hides an inline part that is called an attachment.
"""

from collections.abc import Iterator, Sequence
from email.message import EmailMessage, Message
from email.utils import getaddresses

from events.calendar.rules.lint_file import lint

ATTACHMENT_NAME = "invite.ics"
SHAPE = ["text/plain", "text/html", "text/calendar", "application/ics"]
AUTOMATIC = {"Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "OOF, AutoReply"}


def lint_message(message: EmailMessage, *, talk_cancelled: bool | None = None) -> list[str]:
    """The faults of an invitation, its update or its cancellation, calendar included."""
    faults = list(_faults_of_headers(message))
    leaves = [part for part in message.walk() if not part.is_multipart()]
    if not _has_shape(message, leaves):
        return [*faults, "the parts are not mixed[alternative[text, HTML, calendar], attachment]"]
    inline, attachment = leaves[2:]
    faults += [
        *_faults_of_inline(inline),
        *_faults_of_attachment(attachment),
        *_faults_of_pair(inline, attachment),
    ]
    method = str(inline.get_param("method", ""))
    return faults + lint(
        _content(inline),
        method=method or "REQUEST",
        recipient=_only_address(message, "To"),
        organizer=_only_address(message, "From"),
        talk_cancelled=talk_cancelled,
    )


def _faults_of_headers(message: EmailMessage) -> Iterator[str]:
    for name in ("From", "To"):
        if not _only_address(message, name):
            yield f"{name} is not exactly one address"
    if message["Cc"] or message["Bcc"]:
        yield "an invitation is for one person"
    for name, value in AUTOMATIC.items():
        if message[name] != value:
            yield f"{name} is not {value}"
    if not message["Message-ID"]:
        yield "Message-ID is missing"
    if message["List-Unsubscribe"]:
        yield "an invitation has no List-Unsubscribe"


def _only_address(message: EmailMessage, name: str) -> str:
    found = getaddresses([str(value) for value in message.get_all(name, [])])
    return found[0][1] if len(found) == 1 else ""


def _has_shape(message: EmailMessage, leaves: Sequence[Message]) -> bool:
    parts = message.get_payload() if message.get_content_type() == "multipart/mixed" else []
    return (
        isinstance(parts, list)
        and [part.get_content_type() for part in parts if isinstance(part, Message)]
        == ["multipart/alternative", "application/ics"]
        and [leaf.get_content_type() for leaf in leaves] == SHAPE
    )


def _faults_of_inline(part: Message) -> Iterator[str]:
    if part.get_content_disposition() == "attachment":
        yield "the calendar part calls itself an attachment"
    if not part.get_param("method"):
        yield "the method parameter is missing"
    if str(part.get_param("charset", "")).upper() != "UTF-8":
        yield "the charset parameter is not UTF-8"
    if part.get_param("component") != "VEVENT":
        yield "the component parameter is not VEVENT"


def _faults_of_attachment(part: Message) -> Iterator[str]:
    if part.get_content_disposition() != "attachment" or part.get_filename() != ATTACHMENT_NAME:
        yield f"the attachment is not called {ATTACHMENT_NAME}"


def _faults_of_pair(inline: Message, attachment: Message) -> Iterator[str]:
    if _content(inline) != _content(attachment):
        yield "the two calendar parts differ"
    if {str(part["Content-Transfer-Encoding"]).lower() for part in (inline, attachment)} != {"base64"}:
        yield "a calendar part is not in base64"


def _content(part: Message) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""

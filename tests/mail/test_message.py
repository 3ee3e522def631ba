"""The message as its bytes, read back with the standard library: headers, parts, links."""

from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any, cast

import pytest
from flask import Flask

from events.calendar.rules import lint_message
from events.kit.tokens import link_token
from events.mail import links
from events.mail.render import envelope_address, rendered
from tests.factories import NOW
from tests.mail.letters import BOB, UTL, invitation, queue


def written(*, masked: bool = False, **given: Any) -> EmailMessage:
    """The bytes of a queued message, parsed."""
    content = rendered(queue(**given), now=NOW, masked=masked).as_bytes()
    return message_from_bytes(content, policy=default)


def body(email: EmailMessage, kind: str) -> str:
    part = email.get_body((kind,))
    assert part is not None
    return str(part.get_content())


def test_a_message_has_text_and_html_in_its_language(inside: Flask) -> None:
    english = written(language="en")
    assert english.get_content_type() == "multipart/alternative"
    assert [part.get_content_type() for part in english.iter_parts()] == ["text/plain", "text/html"]
    assert "Hello Bob," in body(english, "plain")
    assert '<html lang="en">' in body(english, "html")
    assert "http://127.0.0.1:8000/organise/" in body(english, "plain")


def test_style_is_written_into_the_elements(inside: Flask) -> None:
    html = body(written(), "html")
    assert "<style" not in html
    assert 'style="' in html
    assert "03 53 01 42 10" in html


def test_headers_say_that_a_machine_wrote(inside: Flask) -> None:
    email = written(references="<first@utl.example>", reply_to="r-abc@reply.example")
    assert email["Auto-Submitted"] == "auto-generated"
    assert email["X-Auto-Response-Suppress"] == "OOF, AutoReply"
    assert email["From"].addresses[0].display_name == "Université du temps libre"
    assert email["From"].addresses[0].addr_spec == UTL
    assert email["References"] == "<first@utl.example>"
    assert email["Reply-To"].addresses[0].addr_spec == "r-abc@reply.example"
    assert email["Date"].datetime == NOW
    assert email["List-Unsubscribe"] is None


def test_the_message_id_stays_the_same(inside: Flask) -> None:
    message = queue()
    assert {rendered(message, now=NOW)["Message-ID"] for _ in range(2)} == {message.message_id}


def test_an_invitation_has_the_same_calendar_inline_and_attached(inside: Flask) -> None:
    part = invitation()
    email = written(calendar=part)
    alternative, attached = email.iter_parts()
    inline = list(cast("EmailMessage", alternative).iter_parts())[2]
    assert email.get_content_type() == "multipart/mixed"
    assert inline.get_content_type() == "text/calendar"
    assert {name: inline.get_param(name) for name in ("method", "charset", "component")} == {
        "method": "REQUEST",
        "charset": "UTF-8",
        "component": "VEVENT",
    }
    assert inline["Content-Disposition"] is None
    assert (attached.get_content_type(), attached.get_filename()) == ("application/ics", "invite.ics")
    assert inline.get_payload(decode=True) == attached.get_payload(decode=True) == part.text.encode()
    assert {inline["Content-Transfer-Encoding"], attached["Content-Transfer-Encoding"]} == {"base64"}
    assert lint_message(email) == []


HOSTILE = [
    "Bob\r\nBcc: eve@example.org",
    "Bob\nBcc: eve@example.org",
    "Bob\rBcc: eve@example.org",
    "Bob\u2028Bcc: eve@example.org",
    "Bob\u0085Bcc: eve@example.org",
    "Bob\x00, eve@example.org",
    'Bob" <eve@example.org>, "',
    "Bob, eve@example.org",
    "=?utf-8?q?=0D=0ABcc:_eve@example.org?=",
    "==??utf-8?b?DQpCY2M6IGV2ZUBleGFtcGxlLm9yZw==?==?",
    "W" * 1000,
    "Zoé 🎓 \u202eeve",
]


@pytest.mark.parametrize("field", ["recipient_name", "sender_name", "references", "subject"])
@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_makes_another_header_or_recipient(inside: Flask, field: str, text: str) -> None:
    given = {"template": "mail/echo", "values": {"subject": text}} if field == "subject" else {field: text}
    inside.jinja_loader = with_echo(inside)
    email = written(**given)
    assert email["Bcc"] is None
    assert [address.addr_spec for address in email["To"].addresses] == [BOB]
    assert [address.addr_spec for address in email["From"].addresses] == [UTL]
    assert not email.defects


def with_echo(app: Flask) -> Any:
    """The templates, and one whose subject is a value."""
    from jinja2 import ChoiceLoader, DictLoader

    words = {"subject.txt": "{{ values.subject }}", "body.txt": "{{ values.subject }}", "body.html": "<p>.</p>"}
    echo = DictLoader({f"mail/mail/echo/{name}": text for name, text in words.items()})
    assert app.jinja_loader
    return ChoiceLoader([echo, app.jinja_loader])


@pytest.mark.parametrize(
    ("typed", "envelope"),
    [
        ('"bob,eve"@example.org', '"bob,eve"@example.org'),
        ("bob,eve@example.org", '"bob,eve"@example.org'),
        ("bob@exämple.org", "bob@xn--exmple-cua.org"),
        ('"bob@home"@example.org', '"bob@home"@example.org'),
    ],
)
def test_an_odd_address_is_one_recipient(inside: Flask, typed: str, envelope: str) -> None:
    assert envelope_address(typed) == envelope
    assert [address.addr_spec for address in written(recipient=typed)["To"].addresses] == [envelope]


@pytest.mark.parametrize("address", ["=?utf-8?q?=0D=0ABcc:_eve@example.org?=@example.org", "bob", "@example.org", ""])
def test_what_is_no_address_gets_no_mail(inside: Flask, address: str) -> None:
    with pytest.raises(ValueError, match="no e-mail address"):
        rendered(queue(recipient=address), now=NOW)


@pytest.mark.parametrize(
    "name",
    [
        "user,<br>Click <a href=https://evil.example>here</a>",
        "[Click](https://evil.example/)",
        "[Click][1] [1]: http://evil.example",
        "<https://evil.example>",
        "www.evil.example",
        "WWW.evil.example HTTPS://evil.example",
        "evil.example/login",
        "javascript:alert(1)",
        "mailto:eve@evil.example",
    ],
)
def test_a_name_sends_no_link_to_anyone(inside: Flask, name: str) -> None:
    email = written(values={"name": name}, recipient_name=name, language="en")
    for kind in ("plain", "html"):
        words = body(email, kind)
        for link in ("://evil", "www.evil", "evil.example", "](", "<br", "<a href=https", "javascript:a", "mailto:e"):
            assert link not in words.lower().replace("</a><br", "")
    assert "evil. example" in body(email, "plain").lower() or "alert" in name


def test_our_own_addresses_in_values_stay(inside: Flask) -> None:
    own = "http://127.0.0.1:8000/saison/"
    assert own in body(written(values={"name": own}), "plain")


def test_private_links_are_made_when_rendering_and_masked_in_copies(inside: Flask) -> None:
    made = links.links(masked=False)["private_link"]("/r/{token}/", "registration", "K7RM2XQA", 0)
    assert made == f"http://127.0.0.1:8000/r/{link_token('registration', 'K7RM2XQA', 0)}/"
    masked = links.links(masked=True)["private_link"]("/r/{token}/", "registration", "K7RM2XQA", 0)
    assert masked == "http://127.0.0.1:8000/r/…/"

"""The two ways out: a relay by SMTP, or a maildir that any mail program opens."""

import logging
import smtplib
import ssl
from collections.abc import Callable
from email.message import EmailMessage
from mailbox import Maildir
from pathlib import Path
from typing import Protocol, Self
from urllib.parse import SplitResult, unquote, urlsplit

from events.mail.models import Message

log = logging.getLogger(__name__)

TIMEOUT = 15
"""Seconds for each answer of the relay: a whole message stays within the lease."""

LOOPBACK = {"127.0.0.1", "::1", "localhost"}

Check = Callable[[Message, EmailMessage], list[str]]
checks_before_send: list[Check] = []


class TryLater(Exception):
    """This message may be taken later."""


class Undeliverable(Exception):
    """This message will never be taken."""


class RelayDown(Exception):
    """The relay takes no message at all now."""


class Carrier(Protocol):
    """Takes messages as long as its `with` block lasts. Raises TryLater, Undeliverable or RelayDown."""

    def __enter__(self) -> Self: ...

    def __exit__(self, *error: object) -> None: ...

    def carry(self, email: EmailMessage, sender: str, recipient: str) -> None: ...


def check_before_send(check: Check) -> Check:
    """Rooms above look at each message before it leaves; the faults they name make it fail instead."""
    checks_before_send.append(check)
    return check


def carrier(url: str, own_host: str) -> Carrier:
    """The carrier of EVENTS_MAIL_URL; `own_host` is what we call ourselves to a relay."""
    parts = urlsplit(url)
    if parts.scheme == "maildir":
        return ToMaildir(Path(url.removeprefix("maildir://")))
    return ToRelay(parts, own_host)


class ToMaildir:
    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        return None

    def carry(self, email: EmailMessage, sender: str, recipient: str) -> None:
        try:
            Maildir(self.folder, create=True).add(email.as_bytes(policy=email.policy.clone(linesep="\n")))
        except OSError as error:
            raise RelayDown(f"the maildir cannot be written: {error.strerror}") from error


class ToRelay:
    """One connection for many messages, opened for the first one and again after the relay closed it."""

    def __init__(self, url: SplitResult, own_host: str) -> None:
        self.url = url
        self.own_host = own_host
        self.connection: smtplib.SMTP | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        if self.connection:
            try:
                self.connection.quit()
            except (OSError, smtplib.SMTPException):
                self.connection.close()

    def carry(self, email: EmailMessage, sender: str, recipient: str) -> None:
        connection = self._connected()
        try:
            connection.send_message(email, sender, [recipient])
        except smtplib.SMTPRecipientsRefused as error:
            raise _by_code(*error.recipients[recipient]) from error
        except smtplib.SMTPSenderRefused as error:
            raise RelayDown(_said(error.smtp_code, error.smtp_error)) from error
        except smtplib.SMTPResponseException as error:
            raise _by_code(error.smtp_code, error.smtp_error) from error
        except smtplib.SMTPNotSupportedError as error:
            raise Undeliverable(f"the relay cannot take this address: {error}") from error
        except OSError as error:  # smtplib's SMTPServerDisconnected is one too
            connection.close()
            raise TryLater(f"the connection broke: {error or type(error).__name__}") from error

    def _connected(self) -> smtplib.SMTP:
        if self.connection is None or not _answers(self.connection):
            self.connection = self._connect()
        return self.connection

    def _connect(self) -> smtplib.SMTP:
        connection: smtplib.SMTP | None = None
        try:
            connection = self._open()
            self._introduce(connection)
        except smtplib.SMTPResponseException as error:
            self._close(connection)
            raise RelayDown(_said(error.smtp_code, error.smtp_error)) from error
        except OSError as error:
            self._close(connection)
            raise RelayDown(f"no connection to {self.url.hostname}: {error or type(error).__name__}") from error
        return connection

    def _open(self) -> smtplib.SMTP:
        host = self.url.hostname or "127.0.0.1"
        port = self.url.port or self._usual_port()
        if self.url.scheme == "smtps":
            return smtplib.SMTP_SSL(host, port, self.own_host, timeout=TIMEOUT, context=self._trust())
        return smtplib.SMTP(host, port, self.own_host, timeout=TIMEOUT)

    def _usual_port(self) -> int:
        if self.url.scheme == "smtps":
            return 465
        return 587 if self.url.username else 25

    def _introduce(self, connection: smtplib.SMTP) -> None:
        connection.ehlo()
        if connection.has_extn("starttls"):
            connection.starttls(context=self._trust())
            connection.ehlo()
        elif self.url.username and self.url.scheme == "smtp" and not self._is_near():
            raise OSError("it offers no encryption, so the password is not told")
        if self.url.username:
            connection.login(unquote(self.url.username), unquote(self.url.password or ""))

    def _is_near(self) -> bool:
        return self.url.hostname in LOOPBACK

    def _trust(self) -> ssl.SSLContext:
        """Certificates are verified, except on this machine, where relays sign their own."""
        context = ssl.create_default_context()
        if self._is_near():
            context.check_hostname = False
            context.verify_mode = ssl.CERT_NONE
        return context

    @staticmethod
    def _close(connection: smtplib.SMTP | None) -> None:
        if connection:
            connection.close()


def _answers(connection: smtplib.SMTP) -> bool:
    """Whether the connection still stands: relays close it after a number of messages or a while."""
    try:
        return connection.noop()[0] == 250
    except (OSError, smtplib.SMTPException):
        connection.close()
        return False


def _by_code(code: int, words: bytes | str) -> TryLater | Undeliverable:
    return Undeliverable(_said(code, words)) if code >= 500 else TryLater(_said(code, words))


def _said(code: int, words: bytes | str) -> str:
    return f"{code} {words.decode(errors='replace') if isinstance(words, bytes) else words}"

"""A real SMTP server on a free port of this machine, which answers as it is told."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from threading import Thread
from typing import Any, cast

from aiosmtpd.smtp import SMTP, Envelope, Session

Answer = Callable[[str], str | None]


def nothing_special(_address: str) -> str | None:
    return None


@dataclass
class Relay:
    """Takes mail; `on_mail`, `on_rcpt` and `on_data` may give another answer than 250 for an address.

    An answer of "drop" closes the connection without a word.
    """

    port: int = 0
    connections: int = 0
    greeting: str | None = None
    on_mail: Answer = nothing_special
    on_rcpt: Answer = nothing_special
    on_data: Answer = nothing_special
    recipients: list[str] = field(default_factory=list)
    contents: list[bytes] = field(default_factory=list)

    @property
    def messages(self) -> list[EmailMessage]:
        return [message_from_bytes(content, policy=default) for content in self.contents]

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.port}"

    async def handle_MAIL(  # noqa: N802 (aiosmtpd's name)
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        envelope.mail_from = address
        return self.on_mail(address) or "250 OK"

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        answer = self.on_rcpt(address)
        if answer is None:
            envelope.rcpt_tos.append(address)
        return answer or "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        answer = self.on_data(envelope.rcpt_tos[0])
        if answer == "drop":
            cast("Any", server).transport.abort()
            return "421 gone"
        if answer is None:
            self.recipients += envelope.rcpt_tos
            self.contents.append(cast("bytes", envelope.content))
        return answer or "250 OK"


class CountingSmtp(SMTP):
    """aiosmtpd's server, which counts connections and may greet with a refusal."""

    def __init__(self, relay: Relay) -> None:
        self.relay = relay
        super().__init__(relay, hostname="relay.example", enable_SMTPUTF8=True)

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.relay.connections += 1
        if self.relay.greeting:
            cast("asyncio.Transport", transport).write(f"{self.relay.greeting}\r\n".encode())
            transport.close()
        else:
            super().connection_made(transport)

    def connection_lost(self, error: Exception | None) -> None:
        if not self.relay.greeting:
            super().connection_lost(error)


@contextmanager
def running_relay(**answers: Any) -> Iterator[Relay]:
    """A relay that runs for a test, in a thread of its own."""
    relay = Relay(**answers)
    loop = asyncio.new_event_loop()
    thread = Thread(target=loop.run_forever)
    thread.start()
    server = asyncio.run_coroutine_threadsafe(_open(relay, loop), loop).result(5)
    relay.port = server.sockets[0].getsockname()[1]
    try:
        yield relay
    finally:
        asyncio.run_coroutine_threadsafe(_close(server), loop).result(5)
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


async def _open(relay: Relay, loop: asyncio.AbstractEventLoop) -> asyncio.Server:
    return await loop.create_server(lambda: CountingSmtp(relay), "127.0.0.1", 0)


async def _close(server: asyncio.Server) -> None:
    server.close()
    others = asyncio.all_tasks() - {asyncio.current_task()}
    for task in others:
        task.cancel()
    await asyncio.gather(*others, return_exceptions=True)
    await asyncio.sleep(0)

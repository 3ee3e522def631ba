"""The real server: it believes no header about who asks, and nobody keeps its threads by being silent."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing
from pathlib import Path

import pytest

from events.kit.server import SILENCE


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        number: int = free.getsockname()[1]
    environ = {**os.environ, "EVENTS_INSTANCE": str(tmp_path_factory.mktemp("served")), "PORT": str(number)}
    flask = Path(sys.executable).with_name("flask")
    server = subprocess.Popen([flask, "serve"], env=environ, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    for _attempt in range(300):
        time.sleep(0.1)
        try:
            if ask(number, "/healthz")[0] == 200:
                break
        except OSError:
            continue
    yield number
    server.send_signal(signal.SIGTERM)
    server.wait(30)


def ask(port: int, path: str, body: bytes | None = None, headers: dict[str, str] | None = None) -> tuple[int, str]:
    """The status; headers and page as one text."""
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=2 * SILENCE)) as connection:
        connection.request("POST" if body else "GET", path, body, headers or {})
        answer = connection.getresponse()
        return answer.status, f"{answer.headers}\n{answer.read().decode()}"


@pytest.mark.parametrize(
    "headers",
    [
        {"X-Forwarded-Proto": "https", "X-Forwarded-Ssl": "on"},
        {"X-Forwarded-Host": "evil.example", "X-Forwarded-For": "192.0.2.1", "Forwarded": "host=evil.example"},
        {"SCRIPT_NAME": "/evil"},
        {"Script_Name": "/evil"},
        {"PATH_INFO": "/set-up"},
    ],
)
def test_headers_of_proxies_are_not_believed(port: int, headers: dict[str, str]) -> None:
    status, answer = ask(port, "/sign-in", headers=headers)
    assert status == 200
    assert "Strict-Transport-Security" not in answer
    assert "evil" not in answer
    assert 'name="password"' in answer


def test_a_body_too_large_is_answered(port: int) -> None:
    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    assert ask(port, "/contact", b"x" * 6_000_000, kind)[0] == 413


def test_silent_browsers_do_not_keep_the_pages_from_the_others(port: int) -> None:
    kind = b"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 1000"
    with ExitStack() as silent:
        for _browser in range(8):
            connection = silent.enter_context(socket.create_connection(("127.0.0.1", port)))
            connection.sendall(b"POST /contact HTTP/1.1\r\nHost: 127.0.0.1\r\n" + kind + b"\r\n\r\na")
        time.sleep(0.3)
        assert ask(port, "/sign-in")[0] == 200

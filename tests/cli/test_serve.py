"""`flask serve` as a real process: pages and worker, a clean end, and sentences when it cannot start."""

import mailbox
import os
import re
import signal
import socket
import subprocess
import urllib.error
import urllib.request
from functools import partial
from pathlib import Path

import pytest

from events.extensions import db
from tests.conftest import make_app
from tests.mail.letters import queue
from tests.worker.processes import run, running, wait_until


@pytest.fixture
def port() -> int:
    with socket.socket() as attempt:
        attempt.bind(("127.0.0.1", 0))
        return int(attempt.getsockname()[1])


def answers(port: int, path: str = "/healthz") -> int | None:
    """The status of a page, None while nobody listens."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=5) as page:
            return int(page.status)
    except urllib.error.HTTPError as error:
        return error.code
    except OSError:
        return None


def serves(server: subprocess.Popen[str], port: int) -> bool:
    """Whether it answers yet; fails with what it said when it has ended instead."""
    assert server.poll() is None, server.stdout.read() if server.stdout else ""
    return answers(port) is not None


def children_of(process: subprocess.Popen[str]) -> list[int]:
    found = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text()
    return [int(pid) for pid in found.split()]


@pytest.mark.parametrize("signum", [signal.SIGINT, signal.SIGTERM])
def test_pages_and_worker_start_together_and_end_cleanly(tmp_path: Path, port: int, signum: signal.Signals) -> None:
    with running("serve", "--port", str(port), EVENTS_INSTANCE=str(tmp_path)) as server:
        wait_until(partial(serves, server, port))
        assert answers(port) == 200
        wait_until(lambda: len(children_of(server)) == 2)
        children = children_of(server)
        server.send_signal(signum)
        assert server.wait(15) == 0
        said = server.stdout.read() if server.stdout else ""
    assert not any(Path(f"/proc/{pid}").exists() for pid in children)
    assert "Traceback" not in said
    assert re.search(r"/set-up and give this code: [0-9A-Z]{4}(-[0-9A-Z]{4}){3}\n", said)


def test_a_queued_message_lands_in_the_maildir(tmp_path: Path, port: int) -> None:
    settings = {"EVENTS_INSTANCE": str(tmp_path)}
    with running("serve", "--port", str(port), **settings) as server:
        wait_until(partial(serves, server, port))
        with make_app(tmp_path).app_context():
            queue()
            db.engine.dispose()
        wait_until((tmp_path / "mail" / "new").is_dir)
        wait_until(lambda: len(mailbox.Maildir(tmp_path / "mail", create=False)) == 1)


def test_a_worker_that_died_is_started_again(tmp_path: Path, port: int) -> None:
    with running("serve", "--port", str(port), EVENTS_INSTANCE=str(tmp_path)) as server:
        wait_until(partial(serves, server, port))
        wait_until(lambda: len(children_of(server)) == 2)
        before = children_of(server)
        os.kill(before[-1], signal.SIGKILL)
        wait_until(lambda: len(children_of(server)) == 2 and children_of(server) != before)


def test_the_demonstration_starts_its_clock_for_all_commands(tmp_path: Path, port: int) -> None:
    with running("serve", "--demo", "--port", str(port), EVENTS_INSTANCE=str(tmp_path)) as server:
        wait_until(partial(serves, server, port), seconds=90)
        assert answers(port, "/") == 200
        assert (tmp_path / "clock").read_text() == "2026-01-15T10:00:00+01:00\n"
        server.send_signal(signal.SIGINT)
        assert server.wait(15) == 0
        said = server.stdout.read() if server.stdout else ""
    assert not (tmp_path / "clock").exists()
    assert "Sign in as" in said


def test_a_taken_port_is_one_sentence(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        number = taken.getsockname()[1]
        result = run("serve", "--port", str(number), EVENTS_INSTANCE=str(tmp_path))
    assert result.returncode == 1
    assert result.stderr.startswith(f"Error: Port {number} cannot be used")
    assert len(result.stderr.splitlines()) == 1


def test_a_newer_schema_is_one_sentence(tmp_path: Path, port: int) -> None:
    from tests.cli.test_commands import migrate_to

    with make_app(tmp_path).app_context():
        migrate_to("f00d")
        db.engine.dispose()
    result = run("serve", "--port", str(port), EVENTS_INSTANCE=str(tmp_path))
    assert (result.returncode, result.stderr) == (
        1,
        "Error: The database was made by a newer version of Estrade: start that one.\n",
    )


def test_the_demonstration_refuses_a_public_address(tmp_path: Path, port: int) -> None:
    settings = {"EVENTS_INSTANCE": str(tmp_path), "EVENTS_BASE_URL": "https://events.example.org"}
    result = run("serve", "--demo", "--port", str(port), **settings)
    assert result.returncode == 1
    assert "loopback" in result.stderr
    assert not (tmp_path / "clock").exists()

"""Real servers as processes of their own: `flask serve`, and the constant that it is measured against."""

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path

from benchmarks.places import ROOT, Place

STARTS_WITHIN = 30
"""Seconds."""


@dataclass(frozen=True)
class Server:
    """gunicorn's master, and below it the pages' process and (ours only) the worker."""

    master: int
    port: int
    started_in: float
    """Milliseconds from the command to the first answer."""

    @property
    def processes(self) -> list[int]:
        children = Path(f"/proc/{self.master}/task/{self.master}/children").read_text()
        return [self.master, *map(int, children.split())]

    def memory(self) -> float:
        """What its processes hold together, in MB, shared pages divided among those who share them (PSS)."""
        texts = (Path(f"/proc/{pid}/smaps_rollup").read_text() for pid in self.processes)
        return sum(int(re.findall(r"^Pss: +(\d+) kB", text, re.MULTILINE)[0]) for text in texts) / 1024

    def processor_time(self) -> float:
        """Milliseconds that the pages' process has computed so far."""
        fields = Path(f"/proc/{self.processes[1]}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) * 1000 / os.sysconf("SC_CLK_TCK")


@contextmanager
def our_server(place: Place) -> Iterator[Server]:
    port = free_port()
    with running(["-m", "flask", "serve", "--port", str(port)], port, place.environment) as server:
        yield server


@contextmanager
def constant_server() -> Iterator[Server]:
    port = free_port()
    with running(["-m", "benchmarks.constant", str(port)], port, dict(os.environ)) as server:
        yield server


@contextmanager
def running(arguments: list[str], port: int, environment: dict[str, str]) -> Iterator[Server]:
    start = time.perf_counter()
    command = [sys.executable, *arguments]
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL) as process:
        try:
            while not answers(port):
                if process.poll() is not None or time.perf_counter() - start > STARTS_WITHIN:
                    raise RuntimeError(f"{' '.join(arguments)} did not start")
                time.sleep(0.005)
            yield Server(process.pid, port, (time.perf_counter() - start) * 1000)
        finally:
            process.terminate()


def answers(port: int) -> bool:
    connection = HTTPConnection("127.0.0.1", port, timeout=STARTS_WITHIN)
    try:
        connection.request("GET", "/")
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()


def free_port() -> int:
    with socket.socket() as attempt:
        attempt.bind(("127.0.0.1", 0))
        return int(attempt.getsockname()[1])

"""Real `flask …` processes on an instance of their own."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[2]


def environment(**settings: str) -> dict[str, str]:
    """Ours without any setting of the service, and with those given."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("EVENTS_") and name != "PORT"}
    return kept | settings


@contextmanager
def running(*arguments: str, **settings: str) -> Iterator[subprocess.Popen[str]]:
    """`flask <arguments>` until the block ends; it is killed when it still runs then."""
    command = [sys.executable, "-m", "flask", *arguments]
    process = subprocess.Popen(
        command, cwd=ROOT, env=environment(**settings), text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    with process:
        try:
            yield process
        finally:
            process.kill()


def run(*arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
    """`flask <arguments>` to its end."""
    command = [sys.executable, "-m", "flask", *arguments]
    return subprocess.run(
        command, cwd=ROOT, env=environment(**settings), text=True, capture_output=True, timeout=60, check=False
    )


def wait_until(happened: Callable[[], object], seconds: float = 20) -> None:
    until = time.monotonic() + seconds
    while not happened():
        if time.monotonic() > until:
            raise TimeoutError("it did not happen in time")
        time.sleep(0.05)

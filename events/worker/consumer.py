"""Runs jobs as they come, and each minute looks at the rows for what got lost."""

import os
import signal
import time
from threading import Thread
from types import FrameType

from flask import Flask
from huey.consumer import Consumer

from events.kit.jobs import queue_of, run_each_minute, stopping

PATIENCE = 30
"""Seconds that a stop waits for the work at hand."""

SLOWEST_LOOK = 0.5
"""Seconds between two looks into an empty queue on SQLite."""


def run_worker(app: Flask, parent: int | None = None) -> None:
    """Work until SIGTERM or SIGINT, or until the process `parent` is gone."""
    stopping.clear()
    minutes = Thread(target=work_each_minute, args=(app, parent), name="minutes", daemon=True)
    minutes.start()
    queue = queue_of(app)
    if queue is None:
        wait_for_signal()
    else:
        PatientConsumer(queue, workers=1, periodic=False, max_delay=SLOWEST_LOOK, shutdown_timeout=PATIENCE).run()
    minutes.join(timeout=PATIENCE)


def work_each_minute(app: Flask, parent: int | None) -> None:
    """The periodic work, at once and then in each minute."""
    done = -1
    while not stopping.is_set():
        minute = int(time.time() // 60)
        if minute != done:
            with app.app_context():
                run_each_minute()
            done = minute
        if parent and os.getppid() != parent:
            os.kill(os.getpid(), signal.SIGTERM)
        stopping.wait(1)


def wait_for_signal() -> None:
    for signum in (signal.SIGTERM, signal.SIGINT):
        signal.signal(signum, lambda *_: stopping.set())
    stopping.wait()


class PatientConsumer(Consumer):  # type: ignore[misc]
    """huey's consumer, which finishes the work at hand on SIGTERM as on SIGINT."""

    def _set_signal_handlers(self) -> None:
        for signum in (signal.SIGTERM, signal.SIGINT):
            signal.signal(signum, self._handle_signal)

    def _handle_signal(self, signum: int, frame: FrameType | None) -> None:
        stopping.set()
        self._signum, self._restart, self._graceful = signum, False, True

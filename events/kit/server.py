"""The pages' server and the worker beside it: gunicorn's master looks after both."""

import contextvars
import gc
import os
import signal
import socket
import struct
import time
from collections.abc import Callable
from typing import Any

from flask import Flask
from gunicorn.app.base import BaseApplication
from gunicorn.arbiter import Arbiter

SILENCE = 10
"""Seconds that a browser may keep a thread waiting for more of its request, or for taking more of the answer."""

PATIENCE = 10
"""Seconds that a stop waits for answers being given and for the message being sent."""

STOPS = (signal.SIGTERM, signal.SIGINT)


class Pages(BaseApplication):  # type: ignore[misc]
    """The application as gunicorn wants it: loaded once, then shared by all processes."""

    def __init__(self, app: Flask, address: str) -> None:
        self.app = app
        self.address = address
        super().__init__()

    def load_config(self) -> None:
        chosen = {
            "bind": self.address,
            "preload_app": True,
            "workers": 1,
            "threads": 8,
            "worker_class": "gthread",
            "keepalive": 5,
            "timeout": 120,
            "graceful_timeout": PATIENCE,
            "loglevel": "warning",
            "control_socket_disable": True,
            "forwarded_allow_ips": "",  # EVENTS_PROXIES alone says whom to believe
            "forwarder_headers": "",
            "when_ready": be_impatient,
        }
        for name, value in chosen.items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        return self.app


class Master(Arbiter):  # type: ignore[misc]
    """gunicorn's master, which also starts the worker, again when it died, and stops it with the pages."""

    def __init__(self, pages: Pages, run_worker: Callable[[Flask, int], None]) -> None:
        self.run_worker = run_worker
        self.worker_pid = 0
        super().__init__(pages)

    def manage_workers(self) -> None:
        super().manage_workers()
        if not is_alive(self.worker_pid):
            self.worker_pid = self.start_worker()

    def start_worker(self) -> int:
        """Fork the worker; says its process id. In the child this never returns.

        Signals wait until the child has put off the master's way of taking them, which would lose them there.
        """
        signal.pthread_sigmask(signal.SIG_BLOCK, STOPS)
        pid = os.fork()
        if not pid:
            for stop in STOPS:
                signal.signal(stop, signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, STOPS)
        if pid:
            return pid
        status = 1
        try:
            for listener in self.LISTENERS:
                listener.close()
            contextvars.Context().run(self.run_worker, self.app.app, os.getppid())
            status = 0
        finally:
            os._exit(status)

    def stop(self, graceful: bool = True) -> None:
        if is_alive(self.worker_pid):
            os.kill(self.worker_pid, signal.SIGTERM)
        super().stop(graceful)
        until = time.monotonic() + PATIENCE
        while is_alive(self.worker_pid) and time.monotonic() < until:
            time.sleep(0.05)
        if is_alive(self.worker_pid):
            os.kill(self.worker_pid, signal.SIGKILL)


def be_impatient(master: Arbiter) -> None:
    """Connections take over the limits of the socket that they came in by."""
    for listener in master.LISTENERS:
        for direction in (socket.SO_RCVTIMEO, socket.SO_SNDTIMEO):
            listener.sock.setsockopt(socket.SOL_SOCKET, direction, struct.pack("ll", SILENCE, 0))


def is_alive(pid: int) -> bool:
    """Whether our child still runs; one that ended is laid to rest here."""
    if not pid:
        return False
    try:
        return os.waitpid(pid, os.WNOHANG)[0] == 0
    except ChildProcessError:
        return False


def run_server(app: Flask, address: str, run_worker: Any) -> None:
    """Serve on `address` (host:port) until SIGTERM or Ctrl-C; ends with SystemExit."""
    settle()
    Master(Pages(app, address), run_worker).run()


def settle() -> None:
    """What is loaded stays: forked processes share it, and no search for garbage goes through it again.

    A page makes tens of thousands of objects that live as long as its request; looking among them more seldom saves
    a third of the time of the large ones.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)

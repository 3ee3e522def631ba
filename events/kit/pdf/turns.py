"""Whose turn it is to draw: a turn is a lock on a file, so it holds across all processes of an installation."""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from fcntl import LOCK_EX, LOCK_NB, flock
from pathlib import Path

_POLL_SECONDS = 0.05


class PaperError(Exception):
    """No PDF came out; the subclasses say why."""


class PapersBusy(PaperError):
    """As many papers as the machine may draw at once are being drawn: ask again in a few seconds."""


@contextmanager
def turn(locks: Path, name: str, *, at_once: int, wait_seconds: float) -> Iterator[int]:
    """Holds one of the turns called ``name``, as an open lock file; a child that inherits it outlives no turn.

    Raises :class:`PapersBusy` when none of them was free for ``wait_seconds``.
    """
    locks.mkdir(parents=True, exist_ok=True)
    give_up = time.monotonic() + wait_seconds
    while (free := _free_turn(locks, name, at_once)) is None:
        if time.monotonic() >= give_up:
            raise PapersBusy(f"{name}: {at_once} being drawn already")
        time.sleep(_POLL_SECONDS)
    try:
        yield free
    finally:
        os.close(free)


def _free_turn(locks: Path, name: str, at_once: int) -> int | None:
    for number in range(at_once):
        found = os.open(locks / f"{name}-{number}.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            flock(found, LOCK_EX | LOCK_NB)
        except BlockingIOError:
            os.close(found)
        else:
            return found
    return None

"""Papers that are drawn once and kept in a folder, until what they say changes."""

import hashlib
from collections.abc import Callable
from functools import cache
from importlib.metadata import version
from pathlib import Path

from events.kit.pdf import turn

_DRAWN_BY = (
    "events/documents/*.py",
    "events/documents/fonts/index.json",
    "events/kit/*.py",
    "events/kit/pdf/*",
    "templates/documents/**/*.*",
    "translations/**/*.mo",
)


@cache
def code_version(root: Path) -> str:
    """Changes with all that draws papers: our files below ``root``, their sentences, the library."""
    files = sorted(file for pattern in _DRAWN_BY for file in root.glob(pattern) if file.is_file())
    digest = hashlib.sha256(version("weasyprint").encode())
    for file in files:
        digest.update(file.read_bytes())
    return digest.hexdigest()


def fingerprint(content: object, root: Path) -> str:
    """The same for the same plain values drawn by the same code: a strong ETag, and a part of a file's name."""
    return hashlib.sha256(f"{code_version(root)} {content!r}".encode(errors="replace")).hexdigest()[:32]


def kept(folder: Path, name: str, state: str, draw: Callable[[], bytes], *, wait_seconds: float) -> bytes:
    """The paper ``name`` in this state: as it was kept, or drawn now, once for all who ask at the same time.

    What was kept of another state goes. Raises what ``draw`` raises, and :class:`~events.kit.pdf.PapersBusy` when
    somebody else's drawing of it takes longer than ``wait_seconds``.
    """
    file = folder / f"{name}-{state}.pdf"
    if (found := _read(file)) is not None:
        return found
    with turn(folder, name, at_once=1, wait_seconds=wait_seconds):
        found = _read(file)
        return _keep(file, name, draw()) if found is None else found


def _read(file: Path) -> bytes | None:
    try:
        return file.read_bytes()
    except FileNotFoundError:
        return None


def _keep(file: Path, name: str, content: bytes) -> bytes:
    unfinished = file.with_suffix(".part")
    unfinished.write_bytes(content)
    unfinished.replace(file)
    for other in file.parent.glob(f"{name}-*.pdf"):
        if other != file:
            other.unlink(missing_ok=True)
    return content

"""From HTML to a tagged PDF (PDF/UA-1), in a child process that can't take the machine or its files with it.

WeasyPrint is imported by the child only: it and its libraries weigh 60 MB that no web or worker process should
carry. The child may use so much memory and time and no more, sees no font but those given to it, opens no
address and no file but the named assets, and at most :data:`PAPERS_AT_ONCE` run beside each other, whatever the
number of processes that ask. The same input gives the same bytes.
"""

import base64
import json
import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from events.kit.pdf.turns import PaperError, PapersBusy, turn

__all__ = [
    "PAPERS_AT_ONCE",
    "Asset",
    "PaperError",
    "PaperFailed",
    "PaperTooLarge",
    "PaperTooLong",
    "PapersBusy",
    "render",
    "turn",
]

PAPERS_AT_ONCE = 2
GIBIBYTE = 2**30

_HERE = Path(__file__).parent
_OUT_OF_MEMORY = 3

Asset = Path | bytes


class PaperTooLong(PaperError):
    """The paper took longer than it may; its process and all it started are gone."""


class PaperTooLarge(PaperError):
    """The paper needed more memory than it may; its process is gone."""


class PaperFailed(PaperError):
    """The paper's process ended with an error, which is the text of this exception."""


def render(
    html: str,
    *,
    locks: Path,
    stylesheets: Sequence[str] = (),
    assets: Mapping[str, Asset] | None = None,
    timeout_seconds: float = 60,
    memory_bytes: int = GIBIBYTE,
    wait_seconds: float = 10,
) -> bytes:
    """Renders a whole HTML document, which must carry ``lang`` and ``<title>``, and gives the PDF's bytes.

    It must bring at least one font (``@font-face`` with an ``asset:`` source): there is no other.

    ``stylesheets`` are CSS texts. ``assets`` are what the document may use besides: a file of the project or bytes
    made here, reached as ``asset:<name>`` from HTML and CSS. Any other address, of whatever scheme, stays unopened
    and the document is drawn without it. ``locks`` is a folder shared by all processes of the installation.

    Raises :class:`PapersBusy` after ``wait_seconds`` without a turn, :class:`PaperTooLong`,
    :class:`PaperTooLarge` or :class:`PaperFailed`.
    """
    paper = json.dumps({"html": html, "stylesheets": list(stylesheets), "assets": _portable(assets or {})})
    with turn(locks, "paper", at_once=PAPERS_AT_ONCE, wait_seconds=wait_seconds) as held:
        return _drawn_by_child(paper.encode(), held, timeout_seconds, memory_bytes)


def _portable(assets: Mapping[str, Asset]) -> dict[str, dict[str, str]]:
    return {
        name: {"path": str(asset)} if isinstance(asset, Path) else {"base64": base64.b64encode(asset).decode()}
        for name, asset in assets.items()
    }


def _drawn_by_child(paper: bytes, held: int, timeout_seconds: float, memory_bytes: int) -> bytes:
    limits = [str(memory_bytes), str(int(timeout_seconds) + 1)]
    child = subprocess.Popen(
        [sys.executable, "-I", str(_HERE / "child.py"), *limits],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=_environment(),
        pass_fds=(held,),
        start_new_session=True,
    )
    try:
        pdf, complaint = child.communicate(paper, timeout=timeout_seconds)
    except subprocess.TimeoutExpired:
        raise PaperTooLong(f"not done after {timeout_seconds:g} seconds") from None
    finally:
        _end_with_children(child)
    if child.returncode:
        raise _error_for(child.returncode, complaint.decode(errors="replace").strip())
    return pdf


def _environment() -> dict[str, str]:
    kept = {name: os.environ[name] for name in ("PATH", "LD_LIBRARY_PATH", "TMPDIR") if name in os.environ}
    return kept | {"LANG": "C.UTF-8", "FONTCONFIG_FILE": str(_HERE / "fonts.conf"), "SOURCE_DATE_EPOCH": "0"}


def _end_with_children(child: subprocess.Popen[bytes]) -> None:
    try:
        os.killpg(child.pid, signal.SIGKILL)
    except ProcessLookupError:
        return
    child.communicate()


def _error_for(returncode: int, complaint: str) -> PaperError:
    if returncode == -signal.SIGXCPU:
        return PaperTooLong("used up its processor time")
    if returncode == _OUT_OF_MEMORY or "allocate" in complaint:
        return PaperTooLarge("used up its memory")
    return PaperFailed(complaint or f"ended with status {returncode}")

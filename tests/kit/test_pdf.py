"""Papers are drawn by a real child process; nothing here is simulated."""

import fcntl
import io
import re
import subprocess
import sys
import threading
import time
from contextlib import ExitStack
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from events.kit import pdf

PAGE = "<!DOCTYPE html><html lang='{language}'><head><title>{title}</title></head><body>{body}</body></html>"
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010100000000376ef9240000000a49444154789c6360000000020001"
    "48afa4710000000049454e44ae426082"
)


FONT = Path(pdf.__file__).parents[2] / "documents" / "fonts" / "EstradeText-400.ttf"
ROOT = Path(pdf.__file__).parents[3]
FACE = "@font-face { font-family: Text; src: url(asset:font) } * { font-family: Text }"


def page(body: str, language: str = "fr", title: str = "Été") -> str:
    return PAGE.format(body=body, language=language, title=title)


def render(html: str, locks: Path, *, assets: dict[str, pdf.Asset] | None = None, **limits: float) -> bytes:
    return pdf.render(
        html,
        locks=locks,
        stylesheets=[FACE],
        assets={"font": FONT, **(assets or {})},
        timeout_seconds=limits.get("timeout_seconds", 60),
        wait_seconds=limits.get("wait_seconds", 10),
        memory_bytes=int(limits.get("memory_bytes", pdf.GIBIBYTE)),
    )


def words(content: bytes) -> str:
    return subprocess.run(["pdftotext", "-", "-"], input=content, capture_output=True, check=True).stdout.decode()


def test_a_paper_is_tagged_and_says_its_language_and_title(tmp_path: Path) -> None:
    content = render(page("<h1>Bonjour</h1>"), tmp_path)
    assert content.startswith(b"%PDF-")
    assert "Bonjour" in words(content)
    catalog: Any = PdfReader(io.BytesIO(content)).root_object
    assert catalog["/Lang"] == "fr"
    assert catalog["/MarkInfo"]["/Marked"]
    assert catalog["/StructTreeRoot"]["/K"]
    assert catalog["/ViewerPreferences"]["/DisplayDocTitle"]
    metadata = catalog["/Metadata"].get_data().decode()
    assert re.search(r"pdfuaid:part(>|=\")1", metadata)
    assert "Été" in metadata


def test_the_same_paper_is_the_same_to_the_byte(tmp_path: Path) -> None:
    first = render(page("<p>Un"), tmp_path, assets={"dot.png": PIXEL})
    assert render(page("<p>Un"), tmp_path, assets={"dot.png": PIXEL}) == first


def test_the_parent_never_loads_weasyprint() -> None:
    command = "import sys, events.kit.pdf, events.documents.badges; sys.exit('weasyprint' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", command], cwd=ROOT, check=False).returncode == 0


def test_named_assets_are_drawn(tmp_path: Path) -> None:
    (tmp_path / "dot.png").write_bytes(PIXEL)
    body = "<img src='asset:memory' alt=a><img src='asset:file' alt=b>"
    content = render(page(body), tmp_path, assets={"memory": PIXEL, "file": tmp_path / "dot.png"})
    assert content.count(b"/Subtype /Image") >= 1
    assert b"/Subtype /Image" not in render(page(body), tmp_path)


class _Witness(BaseHTTPRequestHandler):
    seen: list[str] = []

    def do_GET(self) -> None:
        self.seen.append(self.path)
        self.send_response(200)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Says nothing."""


@pytest.mark.parametrize(
    "markup",
    [
        "<img src='{url}' alt=x>",
        "<link rel=stylesheet href='{url}'>",
        "<link rel=attachment href='{url}'>",
        "<a rel=attachment href='{url}'>x</a>",
        "<style>@import url('{url}');</style>",
        "<style>body {{ background: url('{url}') }}</style>",
        "<style>li {{ list-style-image: url('{url}') }}</style><li>x</li>",
        "<style>p::before {{ content: url('{url}') }}</style><p>x</p>",
        "<style>@font-face {{ font-family: F; src: url('{url}') }} p {{ font-family: F }}</style><p>x</p>",
        "<object data='{url}'></object>",
        "<embed src='{url}'>",
        "<base href='{url}'><img src='x.png' alt=x>",
        "<svg><image href='{url}' width='9' height='9'/><use href='{url}#a'/></svg>",
        "<input type=image src='{url}' alt=x>",
    ],
)
def test_no_tag_opens_an_address_or_a_file(markup: str, tmp_path: Path) -> None:
    secret = tmp_path / "secret.css"
    secret.write_text("p::after { content: 'stolen' }")
    server = HTTPServer(("127.0.0.1", 0), _Witness)
    _Witness.seen = []
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        for url in (f"http://127.0.0.1:{server.server_port}/x", secret.as_uri(), str(secret), "file:///etc/passwd"):
            content = render(page(markup.format(url=url) + "<p>still here</p>"), tmp_path)
            text = words(content)
            assert "still here" in text
            assert "stolen" not in text
            assert "/Names" not in PdfReader(io.BytesIO(content)).root_object
            assert b"root:" not in content
    finally:
        server.shutdown()
        server.server_close()
    assert _Witness.seen == []


@pytest.mark.parametrize("url", ["data:image/svg+xml,<svg/>", "asset:../../etc/passwd", "asset:", "ftp://127.0.0.1/"])
def test_odd_addresses_are_left_out(url: str, tmp_path: Path) -> None:
    content = render(page(f"<p>still here</p><img src='{url}' alt=''>"), tmp_path, assets={"a": PIXEL})
    assert "still here" in words(content)


def test_a_paper_that_takes_too_long_is_ended(tmp_path: Path) -> None:
    start = time.monotonic()
    with pytest.raises(pdf.PaperTooLong):
        render(page("<p>long</p>" * 100_000), tmp_path, timeout_seconds=1.5)
    assert time.monotonic() - start < 10
    assert "short" in words(render(page("<p>short"), tmp_path, wait_seconds=0))


def test_a_paper_that_needs_too_much_memory_is_ended(tmp_path: Path) -> None:
    with pytest.raises(pdf.PaperTooLarge):
        render(page("<table>" + "<tr><td>x" * 50_000), tmp_path, memory_bytes=200 * 2**20)


def test_papers_wait_for_their_turn_and_then_say_so(tmp_path: Path) -> None:
    with ExitStack() as others:
        for number in range(pdf.PAPERS_AT_ONCE):
            lock = others.enter_context((tmp_path / f"paper-{number}.lock").open("w"))
            fcntl.flock(lock, fcntl.LOCK_EX)
        with pytest.raises(pdf.PapersBusy):
            render(page("x"), tmp_path, wait_seconds=0.2)
        threading.Timer(0.3, lock.close).start()
        assert render(page("x"), tmp_path, wait_seconds=10)


def test_the_child_sees_no_font_of_the_machine(tmp_path: Path) -> None:
    content = render(page("<p style='font-family: DejaVu Sans, sans-serif'>x \u4e2d"), tmp_path)
    listed = subprocess.run(["pdffonts", "-"], input=content, capture_output=True, check=True).stdout.decode()
    assert [line.split()[0].partition("+")[2] for line in listed.splitlines()[2:]] == ["Text"]


def test_the_child_gets_no_secret_from_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EVENTS_SECRET_KEY", "hush")
    assert "EVENTS_SECRET_KEY" not in pdf._environment()

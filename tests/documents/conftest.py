"""An environment with the project's templates and no translations, and what looks into a finished PDF."""

import io
import re
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from jinja2 import Environment, FileSystemLoader, select_autoescape
from PIL import Image
from pypdf import PdfReader

from events.documents.paper import Paper

ROOT = Path(__file__).parents[2]
MM_PER_POINT = 25.4 / 72


@dataclass(frozen=True)
class Word:
    """A word where it stands on its page (from 1), mm from the top left corner."""

    text: str
    page: int
    left: float
    top: float
    right: float
    bottom: float


class Printed:
    """A PDF as a reader, a printer or a screen reader meets it."""

    def __init__(self, content: bytes) -> None:
        self.content = content

    def _asked(self, *command: str) -> bytes:
        return subprocess.run(command, input=self.content, capture_output=True, check=True).stdout

    @property
    def text(self) -> str:
        """The text layer, with plain spaces."""
        return " ".join(self._asked("pdftotext", "-layout", "-", "-").decode().split())

    @property
    def words(self) -> list[Word]:
        found, page = [], 0
        for line in self._asked("pdftotext", "-bbox", "-", "-").decode().splitlines():
            page += "<page " in line
            if "<word " in line:
                edges = [float(edge) * MM_PER_POINT for edge in re.findall(r'="([\d.-]+)"', line)]
                found.append(Word(re.sub(r"<[^>]+>", "", line).strip(), page, *edges))
        return found

    @property
    def fonts(self) -> set[str]:
        lines = self._asked("pdffonts", "-").decode().splitlines()[2:]
        return {line.split()[0].partition("+")[2] for line in lines}

    @property
    def catalog(self) -> Any:
        return PdfReader(io.BytesIO(self.content)).root_object

    @property
    def page_count(self) -> int:
        return len(PdfReader(io.BytesIO(self.content)).pages)

    def picture(self, page: int = 1, dpi: int = 300) -> Image.Image:
        first_and_last = ("-f", str(page), "-l", str(page))
        return Image.open(io.BytesIO(self._asked("pdftoppm", "-r", str(dpi), *first_and_last, "-png", "-")))


@pytest.fixture(scope="session")
def environment() -> Environment:
    made = Environment(
        loader=FileSystemLoader(ROOT / "templates"),
        autoescape=select_autoescape(),
        extensions=["jinja2.ext.i18n"],
    )
    made.install_null_translations(newstyle=True)  # type: ignore[attr-defined]
    return made


@pytest.fixture(scope="session")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Paper], Printed]:
    locks = tmp_path_factory.mktemp("locks")
    return lambda paper: Printed(paper.draw(locks))

"""A paper on its way to becoming a PDF: its HTML, its styles and the few files it may use."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from jinja2 import Environment

from events.documents.typefaces import TITLES, family, font_faces, needed_for, stack
from events.kit import pdf


@dataclass(frozen=True)
class Paper:
    """What is rendered: nothing outside it is ever opened."""

    html: str
    stylesheets: tuple[str, ...]
    assets: Mapping[str, pdf.Asset] = field(default_factory=dict)

    def draw(self, locks: Path, *, timeout_seconds: float = 60, wait_seconds: float = 10) -> bytes:
        """The PDF, tagged as PDF/UA-1; raises what :func:`events.kit.pdf.render` raises."""
        return pdf.render(
            self.html,
            stylesheets=self.stylesheets,
            assets=self.assets,
            locks=locks,
            timeout_seconds=timeout_seconds,
            wait_seconds=wait_seconds,
        )


def compose(
    environment: Environment,
    name: str,
    values: Mapping[str, object],
    *,
    pictures: Mapping[str, bytes] | None = None,
    titles: bool = True,
) -> Paper:
    """Fills ``documents/<name>/page.html`` and ``print.css``, with the fonts that their letters need."""
    html = environment.get_template(f"documents/{name}/page.html").render(values)
    loaded = needed_for(html)
    faces, fonts = font_faces([*loaded, *(family(title) for title in TITLES if titles)])
    style = environment.get_template(f"documents/{name}/print.css").render(values)
    root = f":root {{ --text: {stack(loaded)} }}"
    return Paper(html, (faces, root, style), {**fonts, **(pictures or {})})

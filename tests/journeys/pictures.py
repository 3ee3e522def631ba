"""Takes the README's pictures from the served demonstration, in French: `make pictures`."""

import subprocess
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import BrowserContext, Page

from tests.journeys.conftest import Site, Visitor, demonstration
from tests.journeys.test_desk import sign_in

FOLDER = Path(__file__).parents[2] / "docs" / "pictures"
TALK = "mittelbau-dora-un-camp-de-concentration-secret-tres-meurtrier"
SEASON = "/les-conferences-du-jeudi"


@pytest.fixture(scope="module")
def site(migrated_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The demonstration at the address that `make run` gives it, for the papers that name it."""
    with demonstration(migrated_sqlite, tmp_path_factory, "http://127.0.0.1:8000") as site:
        yield site


@pytest.fixture
def reader(site: Site, visitor: Visitor) -> BrowserContext:
    return visitor(site, locale="fr", viewport={"width": 1280, "height": 1500})


def test_public_pages(reader: BrowserContext) -> None:
    page = reader.new_page()
    take(page, "home", "/")
    take(page, "talk", f"{SEASON}/talks/{TALK}/")
    page.goto(f"{SEASON}/register?talk={TALK}")
    page.locator("[name=name]").fill("Jeanne Lefebvre")
    page.locator("[name=email]").fill("jeanne.lefebvre@example.org")
    page.locator("h1").click()
    take(page, "register")
    page.locator("[name=companions]").fill("Paul Lefebvre")
    page.locator("main form button").click()
    page.wait_for_url("**/r/*/?new=1")
    take(page, "own-page")


def test_an_organisers_pages_and_papers(reader: BrowserContext, tmp_path: Path) -> None:
    page = reader.new_page()
    sign_in(page, "ada@estrade.example", "conference-du-jeudi")
    page.wait_for_url("**/organise/")
    page.set_viewport_size({"width": 1280, "height": 1100})
    take(page, "organiser", f"/organise{SEASON}/registrations/?talk={TALK}")
    take_paper(page, f"{SEASON}/programme.pdf", "programme", tmp_path, "-r", "72", "-f", "1", "-l", "2")
    take_paper(page, f"/organise{SEASON}/badges.pdf?talk={TALK}", "badges", tmp_path, "-r", "100", "-l", "1")


def take(page: Page, name: str, address: str | None = None) -> None:
    if address:
        page.goto(address)
    page.evaluate("document.fonts.ready")
    keep(Image.open(BytesIO(page.screenshot())).convert("RGB"), name)


def take_paper(page: Page, address: str, name: str, folder: Path, *options: str) -> None:
    """Its first pages side by side."""
    answer = page.request.get(address, timeout=60_000)
    assert answer.ok
    file = folder / f"{name}.pdf"
    file.write_bytes(answer.body())
    subprocess.run(["pdftoppm", "-png", *options, file, folder / name], check=True)
    keep(beside_each_other(sorted(folder.glob(f"{name}-*.png"))), name)


def keep(picture: Image.Image, name: str) -> None:
    """In few colours: half the bytes, and nobody sees it."""
    picture.quantize(256).save(FOLDER / f"{name}.png", optimize=True)


def beside_each_other(files: list[Path]) -> Image.Image:
    sheets = [Image.open(file).convert("RGB") for file in files]
    gap = 2 * (len(sheets) - 1)
    whole = Image.new("RGB", (sum(sheet.width for sheet in sheets) + gap, sheets[0].height), "#d6cebb")
    for number, sheet in enumerate(sheets):
        whole.paste(sheet, (number * (sheets[0].width + 2), 0))
    return whole

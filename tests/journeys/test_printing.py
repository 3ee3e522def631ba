"""The confirmation on paper: what one takes along, and nothing that can only be clicked."""

import io

from playwright.sync_api import Page
from pypdf import PdfReader

from tests.journeys.conftest import Site, Visitor

SEASON = "/les-conferences-du-jeudi"


def registered(page: Page, *companions: str) -> Page:
    page.goto(f"{SEASON}/register")
    page.locator("[name=name]").fill("Jeanne Lefebvre")
    page.locator("[name=email]").fill("jeanne@example.org")
    page.locator("[name=companions]").fill("\n".join(companions))
    for tick in page.locator("[name=talks]").all()[:2]:
        tick.check()
    page.locator("main form button").click()
    page.wait_for_url("**/r/*/?new=1")
    return page


def printed(page: Page) -> tuple[int, str]:
    """How many sheets of A4, and their words."""
    paper = PdfReader(io.BytesIO(page.pdf(format="A4")))
    words = " ".join(sheet.extract_text() for sheet in paper.pages)
    return len(paper.pages), " ".join(words.split())


def test_the_confirmation_prints_on_two_sheets(site: Site, visitor: Visitor) -> None:
    page = registered(visitor(site, locale="en").new_page(), "Paul Lefebvre")
    number = page.locator(".ticket strong").first.inner_text()
    codes = page.locator(".tickets").inner_text().split("\n")

    sheets, words = printed(page)

    assert sheets <= 2
    for name in ("Jeanne Lefebvre", "Paul Lefebvre", "Mittelbau", number, *codes):
        assert name.replace("\u202f", " ") in words.replace("\u202f", " ")
    for action in ("Give back", "My seats", "Keep these changes", "This page stays yours", "Demonstration: today"):
        assert action not in words


def test_the_own_page_prints_without_its_buttons(site: Site, visitor: Visitor) -> None:
    page = registered(visitor(site, locale="en").new_page())
    page.goto(page.url.partition("?")[0])
    sheets, words = printed(page)
    assert sheets <= 2
    assert "Jeanne Lefebvre" in words
    assert "Give" not in words

"""Forms for everybody: by keyboard alone, with mistakes, and four times as large."""

import re

from playwright.sync_api import Page, expect

from tests.journeys.conftest import Site, Visitor

REGISTER = "/les-conferences-du-jeudi/register"
FORM_PAGES = (REGISTER, "/my-seats", "/contact", "/sign-in", "/rencontres-du-temps-libre-2026/register")
SMALL = 44
"""Pixels below which a finger misses (WCAG 2.5.5)."""


def tab_to(page: Page, name: str) -> None:
    """Presses Tab until the field of this name has the focus."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.name") == name:
            return
    raise AssertionError(f"Tab never reaches the field {name}")


def test_registering_by_keyboard(site: Site, visitor: Visitor) -> None:
    page = visitor(site).new_page()
    page.goto(REGISTER)
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_in_viewport()
    page.keyboard.press("Enter")
    for name, words in (("name", "Paul Duval"), ("phone", "03 21 00 00 00")):
        tab_to(page, name)
        page.keyboard.type(words)
    tab_to(page, "talks")
    page.keyboard.press("Space")
    tab_to(page, "newsletter")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Send my registration")).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/r/\w+/\?new=1"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Your registration is noted")


def test_mistakes_are_named_first_and_nothing_is_lost(site: Site, visitor: Visitor) -> None:
    page = visitor(site, locale="fr").new_page()
    page.goto(REGISTER)
    page.locator("[name=email]").fill("jeanne@")
    page.locator("[name=companions]").fill("Paul Lefebvre\nLuc Roy")
    page.locator("[name=notes]").fill("À bientôt !")
    page.locator("[name=talks]").nth(1).check()
    page.locator("main form button").click()

    summary = page.locator("#errors")
    expect(summary).to_be_focused()
    assert summary.locator("a").count() == 2
    expect(page.locator("[name=email]")).to_have_value("jeanne@")
    expect(page.locator("[name=companions]")).to_have_value("Paul Lefebvre\nLuc Roy")
    expect(page.locator("[name=notes]")).to_have_value("À bientôt !")
    expect(page.locator("[name=talks]").nth(1)).to_be_checked()
    summary.locator("a[href='#name']").click()
    expect(page.locator("[name=name]")).to_be_focused()


def test_a_form_left_open_too_long_comes_back_with_its_text(site: Site, visitor: Visitor) -> None:
    context = visitor(site)
    page = context.new_page()
    page.goto(REGISTER)
    page.locator("[name=name]").fill("Jeanne Lefebvre")
    page.locator("[name=email]").fill("jeanne@example.org")
    page.locator("[name=talks]").first.check()
    context.clear_cookies()
    page.locator("main form button").click()
    expect(page.locator("main li").first).to_have_text("Jeanne Lefebvre")
    page.get_by_role("button", name="Send it again").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your registration is noted")


def test_at_four_hundred_per_cent_nothing_scrolls_sideways(site: Site, visitor: Visitor) -> None:
    """1280 px at 400 % are 320 px."""
    page = visitor(site, viewport={"width": 320, "height": 256}).new_page()
    for address in FORM_PAGES:
        page.goto(address)
        check_room(page, address)
        button = page.locator("main form").last.locator("button")
        button.click()
        check_room(page, f"{address} with mistakes")


def check_room(page: Page, where: str) -> None:
    assert page.evaluate("document.documentElement.scrollWidth") <= 320, where
    for box in page.locator("main .box, main .button").all():
        size = box.bounding_box()
        assert size is None or size["height"] >= SMALL, f"{where}: {box}"

"""A reader finds talks, keeps them in her browser and takes them along: by mouse, by keyboard, without scripts."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Site, Visitor
from tests.journeys.test_public_pages import READERS, RULES

CONGRESS = "/rencontres-du-temps-libre-2026"
CHOICE = f"{CONGRESS}/my-programme/"


def choose(page: Page, *numbers: int) -> None:
    page.goto(f"{CONGRESS}/schedule/")
    for number in numbers:
        page.locator(".choose").nth(number).click()


def test_chosen_talks_stay_in_the_browser_and_leave_it_on_request(site: Site, visitor: Visitor) -> None:
    here = visitor(site)
    page = here.new_page()
    choose(page, 1, 2)
    expect(page.get_by_text("2 talks chosen")).to_be_visible()
    page.reload()
    expect(page.locator(".is-chosen")).to_have_count(2)
    page.goto(CHOICE)
    expect(page.locator(".chosen")).to_have_count(2)
    expect(page.get_by_text("At the same time as")).to_have_count(2)
    assert here.cookies() == []
    page.get_by_role("link", name="Make a private link").click()
    page.get_by_role("button", name="Make my private page").click()
    expect(page.locator(".chosen")).to_have_count(2)
    elsewhere = visitor(site).new_page()
    elsewhere.goto(page.url)
    expect(elsewhere.locator(".chosen")).to_have_count(2)
    page.goto(CHOICE)
    page.locator(".choose").first.click()
    expect(page.locator(".chosen")).to_have_count(1)
    page.locator(".choose").first.click()
    expect(page.get_by_role("heading", name="No talk yet")).to_be_visible()


def test_the_keyboard_is_enough(site: Site, visitor: Visitor) -> None:
    page = visitor(site).new_page()
    page.goto(f"{CONGRESS}/schedule/")
    page.get_by_label("Find a talk").focus()
    page.keyboard.type("mémoire")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").filter(has_text="found")).to_be_visible()
    page.locator(".slot-link").first.focus()
    page.keyboard.press("Tab")
    expect(page.locator(".choose").first).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".is-chosen")).to_have_count(1)
    page.get_by_role("link", name="My programme").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".chosen")).to_have_count(1)


def test_a_form_does_without_scripts(site: Site, visitor: Visitor) -> None:
    page = visitor(site, java_script_enabled=False).new_page()
    page.goto(f"{CONGRESS}/schedule/")
    expect(page.locator(".choose")).to_have_count(0)
    page.locator(".slot-link").first.click()
    page.get_by_role("link", name="My programme").click()
    page.get_by_role("link", name="Choose among all talks").click()
    ticks = page.get_by_role("checkbox")
    expect(ticks.and_(page.locator(":checked"))).to_have_count(1)
    ticks.nth(3).check()
    page.get_by_role("button", name="Make my private page").click()
    expect(page.locator(".chosen")).to_have_count(2)


@pytest.mark.parametrize(
    ("zone", "says"), [("Europe/Paris", False), ("Europe/Berlin", False), ("America/Montreal", True)]
)
def test_whoever_lives_by_another_clock_is_told(site: Site, visitor: Visitor, zone: str, says: bool) -> None:
    page = visitor(site, timezone_id=zone).new_page()
    page.goto(f"{CONGRESS}/schedule/")
    line = page.locator("[data-zone]")
    assert line.is_visible() == says
    if says:
        expect(line).to_contain_text("When it is 9\u00a0am there, it is 3\u00a0am where you are.")


@pytest.mark.parametrize("reader", READERS, ids=lambda reader: "-".join(map(str, reader)))
def test_axe_finds_nothing_where_talks_are_chosen(site: Site, visitor: Visitor, reader: tuple[str, str, int]) -> None:
    language, scheme, width = reader
    page = visitor(site, locale=language, color_scheme=scheme, viewport={"width": width, "height": 900}).new_page()
    axe, findings = Axe(), []

    def look() -> None:
        page.wait_for_load_state()
        result = axe.run(page, options=RULES)
        if result.violations_count:
            findings.append(f"{page.url}\n{result.generate_report()}")
        assert page.evaluate("document.documentElement.scrollWidth") <= width

    choose(page, 1, 2)
    look()
    for path in (f"{CONGRESS}/schedule/?q=memoire&room=", f"{CONGRESS}/schedule/2026-06-12/", "/search?q=mer", CHOICE):
        page.goto(path)
        look()
    page.locator("[data-own-link]").click()
    page.wait_for_url("**/my-programme/link?*")
    look()
    page.locator("form [type=submit]").click()
    expect(page.locator(".chosen")).to_have_count(2)
    look()
    assert not findings, "\n".join(findings)

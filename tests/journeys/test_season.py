"""A season planned in an afternoon, on a telephone and without JavaScript."""

from playwright.sync_api import Page, expect

from tests.journeys.conftest import Site, Visitor
from tests.journeys.test_desk import sign_in

SEASON = "/organise/les-conferences-du-jeudi/season"


def ask_for_dates(page: Page) -> None:
    """Thursdays at half past two in autumn 2026."""
    page.get_by_role("link", name="Make dates").click()
    for name, value in (("hour", "14:30"), ("starts_on", "2026-10-08"), ("ends_on", "2026-11-12")):
        page.locator(f"[name={name}]").fill(value)
    page.get_by_role("button", name="Show the dates").click()


def test_dates_are_made_filled_and_taken_back(site: Site, visitor: Visitor) -> None:
    page = visitor(site, java_script_enabled=False, viewport={"width": 360, "height": 740}).new_page()
    sign_in(page, "ada@estrade.example", "conference-du-jeudi")
    page.goto(SEASON)
    ask_for_dates(page)
    ticks = page.locator("[name=dates]")
    assert [tick.is_checked() for tick in ticks.all()] == [True, True, False, False, True, True]
    ticks.nth(5).uncheck()
    page.get_by_role("button", name="Make the ticked dates").click()
    expect(page.get_by_text("3 dates have been made.")).to_be_visible()

    line = page.locator("details.date", has_text="Conférence du jeudi 8 octobre")
    line.locator("summary").click()
    line.locator("[name=title]").fill("Les marées")
    line.locator("[name=speakers]").first.fill("Agnès Brunel")
    line.locator("[name=room]").select_option(index=1)
    line.get_by_role("button", name="Save this date").click()
    expect(page.locator("details.date", has_text="Les marées")).to_contain_text("Agnès Brunel")

    page.get_by_role("button", name="Delete the 2 empty dates").click()
    expect(page.locator("details.date", has_text="Conférence du jeudi")).to_have_count(0)
    expect(page.locator("details.date", has_text="Les marées")).to_have_count(1)

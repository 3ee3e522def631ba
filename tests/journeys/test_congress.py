"""Coming to a congress, with one of its workshops."""

import re

from playwright.sync_api import expect

from tests.journeys.conftest import Site, Visitor
from tests.journeys.mailbox import calendar_in, invitations

REGISTER = "/rencontres-du-temps-libre-2026/register"


def test_a_seat_at_the_congress_and_one_in_a_workshop(site: Site, visitor: Visitor) -> None:
    page = visitor(site, locale="fr", java_script_enabled=False).new_page()
    page.goto(REGISTER)
    workshop = page.locator("input[name=talks]").first
    title = page.locator(f"label[for='{workshop.get_attribute('id')}'] .choice-name").inner_text()
    workshop.check()
    page.locator("[name=name]").fill("Jeanne Lefebvre")
    page.locator("[name=phone]").fill("06.39.98.41.27")
    page.locator("[name=email]").fill("jeanne.congres@example.org")
    page.locator("main form button").click()

    expect(page.locator(".ticket-title")).to_have_text([re.compile("Rencontres"), title])
    expect(page.locator("[name=phone]")).to_have_value("06 39 98 41 27")
    entries = [calendar_in(mail)[1] for mail in invitations(site.post_arrives())]
    assert [entry["TRANSP"] for entry in entries if "TRANSP" in entry] == ["TRANSPARENT"]
    whole = next(entry for entry in entries if "TRANSP" in entry)
    assert not hasattr(whole["DTSTART"].dt, "hour")


def test_a_lecture_of_the_congress_is_no_workshop(site: Site, visitor: Visitor) -> None:
    """Lectures come with the seat at the congress; only what has seats of its own is offered."""
    page = visitor(site).new_page()
    page.goto(REGISTER)
    assert 0 < page.locator("input[name=talks]").count() < 10
    expect(page.get_by_role("heading", name="Workshops")).to_be_visible()

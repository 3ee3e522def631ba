"""The welcome desk: somebody without e-mail gets a seat, and the waiting list moves."""

import re

from playwright.sync_api import Page, expect

from tests.journeys.conftest import Site, Visitor
from tests.journeys.mailbox import calendar_in, invitations

SEASON = "/organise/les-conferences-du-jeudi"
FULL = "les-deux-caps-cent-millions-d-annees-de-craie"


def sign_in(page: Page, email: str, password: str) -> None:
    page.goto("/sign-in")
    page.locator("[name=email]").fill(email)
    page.locator("[name=password]").fill(password)
    page.locator("main form button").first.click()


def as_dora(page: Page) -> Page:
    sign_in(page, "dora@estrade.example", "accueil-du-jeudi")
    return page


def test_a_name_is_enough_at_the_desk(site: Site, visitor: Visitor) -> None:
    page = as_dora(visitor(site).new_page())
    page.goto(f"{SEASON}/registrations/new")
    page.get_by_label("Name", exact=True).fill("Raymonde Vasseur")
    page.get_by_label(re.compile("Mittelbau")).check()
    page.locator("main").get_by_role("button", name="Register").click()

    expect(page.locator("main")).to_contain_text("Raymonde Vasseur")
    number = re.search(r"\d{3}\u202f\d{3}", page.locator("main").inner_text())
    assert number
    page.goto(f"{SEASON}/registrations/?q={number[0].replace(chr(0x202F), '')}")
    expect(page.get_by_role("row", name=re.compile("Raymonde Vasseur"))).to_contain_text("no e-mail")
    assert site.post_arrives() == []


def test_the_waiting_list_moves_when_a_seat_is_given_back(site: Site, visitor: Visitor) -> None:
    reader = visitor(site, java_script_enabled=False).new_page()
    reader.goto(f"/les-conferences-du-jeudi/register?talk={FULL}")
    reader.locator("[name=name]").fill("Jeanne Lefebvre")
    reader.locator("[name=email]").fill("jeanne@example.org")
    reader.get_by_role("button", name="Send my registration").click()
    expect(reader.locator(".notice.waiting")).to_contain_text("you are on the waiting list")
    (word,) = site.post_arrives()
    assert invitations([word]) == []

    dora = as_dora(visitor(site).new_page())
    free_seats(dora, reader)
    offered = [mail for mail in invitations(site.post_arrives()) if "jeanne@example.org" in mail["To"]]
    assert calendar_in(offered[-1])[1]["STATUS"] == "TENTATIVE"

    reader.get_by_role("button", name=re.compile("^Yes")).click()
    expect(reader.locator("main")).to_contain_text("your seats are reserved")
    confirmed = [mail for mail in invitations(site.post_arrives()) if "jeanne@example.org" in mail["To"]]
    calendar, entry = calendar_in(confirmed[-1])
    assert (calendar["METHOD"], entry["STATUS"]) == ("REQUEST", "CONFIRMED")


def free_seats(dora: Page, reader: Page) -> None:
    """Gives registrations back at the desk, one after the other, until Jeanne's turn has come."""
    own_page = reader.url.partition("?")[0]
    for _ in range(8):
        dora.goto(f"{SEASON}/registrations/?talk={FULL}")
        dora.get_by_role("row").filter(has_text="reserved").get_by_role("link", name="Show").first.click()
        dora.locator("main form[action$=cancellation] button").first.click()
        reader.goto(own_page)
        if reader.get_by_role("button", name=re.compile("^Yes")).count():
            return
    raise AssertionError("eight registrations were given back and the waiting list did not move")

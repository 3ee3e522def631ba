"""Pages that one reaches by a link, a password or a mistake: axe-core finds nothing on them either."""

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect
from sqlalchemy import select

from events.extensions import db
from events.kit.tokens import link_token
from events.programme.models import Speaker
from events.programme.policies import KIND
from tests.journeys.conftest import Site, Visitor
from tests.journeys.test_desk import sign_in
from tests.journeys.test_public_pages import READERS, RULES

SEASON = "/les-conferences-du-jeudi"
TALK = f"{SEASON}/talks/mittelbau-dora-un-camp-de-concentration-secret-tres-meurtrier/"


def register(page: Page, site: Site) -> list[str]:
    """With mistakes, then rightly; and one's own page later."""
    page.goto(f"{SEASON}/register")
    page.locator("main form button").click()
    expect(page.locator("#errors")).to_be_visible()
    findings = look(page, "registration with mistakes")
    page.locator("[name=name]").fill("Jeanne Lefebvre")
    page.locator("[name=phone]").fill("03 21 00 00 00")
    page.locator("[name=companions]").fill("Paul Lefebvre")
    for tick in page.locator("[name=talks]").all()[:3]:
        tick.check()
    page.locator("main form button").click()
    page.wait_for_url("**/r/*/?new=1")
    findings += look(page, "confirmation")
    own_page = page.url.partition("?")[0]
    findings += visit(page, own_page)
    page.locator("form[action*='/talks/'] button").first.click()
    page.wait_for_url("**/r/*/?given=1")
    return findings + look(page, "a seat given back")


def find_again(page: Page, site: Site) -> list[str]:
    page.goto("/my-seats")
    page.locator("main form button").click()
    expect(page.locator("#errors")).to_be_visible()
    findings = look(page, "my seats with a mistake")
    page.locator("[name=email]").fill("jeanne@example.org")
    page.locator("main form button").click()
    expect(page.locator("#errors")).to_have_count(0)
    return findings + look(page, "the link is on its way")


def organise(page: Page, site: Site) -> list[str]:
    """Every other page on a telephone, the others on a wide screen."""
    sign_in(page, "ada@estrade.example", "conference-du-jeudi")
    page.wait_for_url("**/organise/")
    organiser = f"/organise{SEASON}"
    pages = (
        "/organise/",
        f"{organiser}/",
        f"/organise{TALK}",
        f"/organise{TALK}cancellation",
        f"{organiser}/talks/",
        f"{organiser}/season",
        f"{organiser}/dates",
        f"{organiser}/next-season",
        "/organise/school-holidays/",
        f"{organiser}/speakers/",
        f"{organiser}/registrations/",
        f"{organiser}/registrations/new",
        f"{organiser}/papers/",
        f"{organiser}/calls/",
        f"{organiser}/conflicts",
        f"{organiser}/proposals/",
        f"{organiser}/activity/",
        f"{organiser}/settings",
    )
    narrow = page.evaluate("window.innerWidth") < 720
    findings = [finding for address in pages[narrow::2] for finding in visit(page, address)]
    page.goto(f"{organiser}/new-talk")
    page.locator("main form button").last.click()
    expect(page.locator("#errors")).to_be_visible()
    return findings + look(page, "a talk with mistakes")


def speak(page: Page, site: Site) -> list[str]:
    with site.app.app_context():
        speaker = db.session.scalars(select(Speaker)).first()
        assert speaker
        address = f"/speakers/{link_token(KIND, speaker.reference, speaker.link_generation)}/"
        db.session.remove()
    return visit(page, address)


def look(page: Page, what: str) -> list[str]:
    reach, width = page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
    findings = [f"{what}: {reach} px at {width}"] if reach > width else []
    result = Axe().run(page, options=RULES)
    return findings + ([f"{what}\n{result.generate_report()}"] if result.violations_count else [])


def visit(page: Page, address: str) -> list[str]:
    answer = page.goto(address)
    assert answer
    assert answer.ok, address
    return look(page, address)


@pytest.mark.parametrize("story", [register, find_again, organise, speak])
@pytest.mark.parametrize("reader", READERS[:2], ids=lambda reader: "-".join(map(str, reader)))
def test_axe_finds_nothing(
    site: Site, visitor: Visitor, reader: tuple[str, str, int], story: Callable[[Page, Site], list[str]]
) -> None:
    language, scheme, width = reader
    size = {"width": width, "height": 900}
    page = visitor(site, locale=language, color_scheme=scheme, viewport=size).new_page()
    assert story(page, site) == []


@pytest.mark.parametrize("reader", READERS[2:], ids=lambda reader: "-".join(map(str, reader)))
def test_axe_finds_nothing_on_the_first_page_of_all(
    empty_site: Site, visitor: Visitor, reader: tuple[str, str, int]
) -> None:
    language, scheme, width = reader
    size = {"width": width, "height": 900}
    page = visitor(empty_site, locale=language, color_scheme=scheme, viewport=size).new_page()
    findings = visit(page, "/set-up")
    page.locator("main form button").click()
    expect(page.locator("#errors")).to_be_visible()
    assert findings + look(page, "set-up with mistakes") == []

"""Every public page in a browser: axe-core finds nothing, and nothing scrolls sideways."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page
from sqlalchemy import select

from events.event.models import Event
from events.extensions import db
from events.programme.models import Speaker, Talk
from events.programme.rules import TalkState
from tests.journeys.conftest import Site

READERS = (("fr", "light", 360), ("en", "dark", 1280), ("fr", "dark", 1280), ("en", "light", 360))
"""Two pairs that differ in language, scheme and width: one opens half of the pages, the other the rest."""

WIDTHS = (320, 360, 900, 960, 1280)
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag2aaa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
FIXED = (
    "/",
    "/subjects/",
    "/subjects/le-detroit/",
    "/contact",
    "/privacy",
    "/legal",
    "/accessibility",
    "/my-seats",
    "/sign-in",
    "/nothing/",
)


def addresses(site: Site) -> list[str]:
    """The fixed pages, and of each event its own, a talk's, schedule, changes and registration; one speaker's."""
    found = list(FIXED)
    with site.app.app_context():
        for event in db.session.scalars(select(Event).order_by(Event.id)):
            talk = db.session.scalars(select(Talk).filter_by(event_id=event.id, state=TalkState.PUBLISHED)).first()
            assert talk
            found += [
                f"/{event.slug}/{page}" for page in ("", "schedule/", "changes/", f"talks/{talk.slug}/", "register")
            ]
            found += [f"/{event.slug}/{page}" for page in ("speakers/", "news/", "widget")]
            found += [f"/{event.slug}/tracks/{event.tracks[0].slug}/"]
        found.append(f"/{event.slug}/speakers/{speaker_of(event)}/")
        db.session.remove()
    return found


def speaker_of(event: Event) -> str:
    return db.session.scalars(select(Speaker.slug).filter_by(event_id=event.id)).first() or ""


@pytest.fixture(params=READERS, ids=lambda reader: "-".join(map(str, reader)))
def reader(request: pytest.FixtureRequest, browser: Browser, site: Site) -> Iterator[Page]:
    language, scheme, width = request.param
    context = browser.new_context(
        base_url=site.address, locale=language, color_scheme=scheme, viewport={"width": width, "height": 900}
    )
    yield context.new_page()
    context.close()


def test_axe_finds_nothing(site: Site, reader: Page, request: pytest.FixtureRequest) -> None:
    axe, findings = Axe(), []
    number = READERS.index(request.node.callspec.params["reader"])
    for address in addresses(site)[number // 2 :: 2]:
        reader.goto(address)
        result = axe.run(reader, options=RULES)
        if result.violations_count:
            findings.append(f"{address}\n{result.generate_report()}")
    assert not findings, "\n".join(findings)


def test_nothing_scrolls_sideways(site: Site, browser: Browser) -> None:
    context = browser.new_context(base_url=site.address, locale="fr")
    page, wide = context.new_page(), []
    for address in addresses(site):
        page.goto(address)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            reach = page.evaluate("document.documentElement.scrollWidth")
            if reach > width:
                wide.append(f"{address}: {reach} px at {width}")
    context.close()
    assert not wide, "\n".join(wide)


def test_pages_ask_nobody_else_and_log_nothing(site: Site, browser: Browser) -> None:
    context = browser.new_context(base_url=site.address, locale="fr")
    page, complaints, asked = context.new_page(), [], set()
    page.on("console", lambda message: complaints.append(message.text))
    page.on("request", lambda request: asked.add(request.url.split("/")[2]))
    for address in addresses(site):
        if address != "/nothing/":
            page.goto(address)
    context.close()
    assert complaints == []
    assert asked == {site.address.removeprefix("http://")}

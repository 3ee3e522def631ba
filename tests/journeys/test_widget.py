"""The widget in a page of another origin, with a strict policy of its own."""

from collections.abc import Iterator

import pytest
from flask import Flask, Response
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Site, Visitor, answering, free_port

POLICY = "default-src 'none'; script-src {site}; frame-src {site}"


def host_of(site: Site, slug: str) -> Flask:
    host = Flask("host")

    @host.get("/<way>")
    def page(way: str) -> Response:
        lines = {
            "script": f'<script src="{site.address}/{slug}/widget.js" data-n="3" data-lang="fr" async></script>',
            "frame": f'<iframe src="{site.address}/{slug}/widget?n=2&amp;lang=en" title="x"></iframe>',
            "other": f'<iframe src="{site.address}/{slug}/" title="x"></iframe>',
        }
        response = Response(f"<!DOCTYPE html><title>Host</title><body>{lines[way]}", mimetype="text/html")
        response.headers["Content-Security-Policy"] = POLICY.format(site=site.address)
        return response

    return host


@pytest.fixture
def elsewhere(site: Site) -> Iterator[str]:
    port = free_port()
    with answering(host_of(site, "les-conferences-du-jeudi"), port):
        yield f"http://127.0.0.1:{port}"


def test_one_line_shows_the_next_talks_at_their_full_height(site: Site, visitor: Visitor, elsewhere: str) -> None:
    page: Page = visitor(site).new_page()
    page.goto(f"{elsewhere}/script")
    frame = page.frame_locator("iframe")
    frame.locator(".widget-title").first.wait_for()
    assert frame.locator(".widget-title").count() == 3
    expect(page.locator("iframe")).not_to_have_attribute("height", "480")
    inner = next(one for one in page.frames if "/widget" in one.url)
    height = int(page.locator("iframe").get_attribute("height") or 0)
    assert height == inner.evaluate("Math.ceil(document.body.offsetHeight)")
    assert inner.evaluate("document.documentElement.scrollHeight") <= height
    assert page.context.cookies() == []
    frame.locator(".widget-title a").first.click()
    page.wait_for_url(f"{site.address}/**")
    assert page.locator("main h1").count() == 1


def test_messages_of_others_do_not_resize_it(site: Site, visitor: Visitor, elsewhere: str) -> None:
    page: Page = visitor(site).new_page()
    page.goto(f"{elsewhere}/script")
    expect(page.locator("iframe")).not_to_have_attribute("height", "480")
    before = page.locator("iframe").get_attribute("height")
    page.evaluate("window.postMessage({ estrade: 4000 }, '*')")
    page.wait_for_timeout(200)
    assert page.locator("iframe").get_attribute("height") == before


def test_nothing_else_can_be_framed(site: Site, visitor: Visitor, elsewhere: str) -> None:
    page: Page = visitor(site).new_page()
    page.goto(f"{elsewhere}/frame")
    page.frame_locator("iframe").locator(".widget-title").first.wait_for()
    page.goto(f"{elsewhere}/other")
    page.wait_for_timeout(500)
    framed = next(one for one in page.frames if one != page.main_frame)
    assert framed.url.startswith("chrome-error:")

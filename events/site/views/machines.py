"""For programs: is the service well, what may be crawled, and the sign in the browser's tab."""

from flask import Response, jsonify, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from events.event.queries import public_events
from events.extensions import limiter
from events.kit import clock
from events.kit.settings import absolute
from events.kit.static import static_url
from events.programme.queries.content import public_subjects
from events.site.caching import fresh
from events.site.health import state_of_database, state_of_redis, state_of_worker
from events.site.queries import slugs_of_public_news, slugs_of_public_talks
from events.site.views.blueprint import site

ROBOTS = """User-agent: *
Disallow: /organise/
Disallow: /r/
Disallow: /speakers/
Disallow: /check-in/
Disallow: /my-seats
Disallow: /sign-in

Sitemap: {sitemap}
"""


@site.get("/healthz")
@limiter.exempt
def healthz() -> ResponseReturnValue:
    """503 only when the database doesn't answer; the worker's and Redis's state stand in the body."""
    database = state_of_database()
    worker = state_of_worker(clock.now()) if database == "ok" else "unknown"
    state = {"status": database, "database": database, "worker": worker, "redis": state_of_redis()}
    return jsonify(state), 200 if database == "ok" else 503


@site.get("/robots.txt")
def robots() -> Response:
    return fresh(Response(ROBOTS.format(sitemap=absolute(url_for("site.sitemap"))), mimetype="text/plain"))


@site.get("/sitemap.xml")
def sitemap() -> Response:
    """Every public page, in the form of sitemaps.org."""
    addresses = [url_for("site.home")]
    for event in public_events():
        addresses += [url_for(page, event_slug=event.slug) for page in ("site.event", "site.schedule", "site.speakers")]
    for event_slug, talk_slug in slugs_of_public_talks():
        addresses.append(url_for("site.talk", event_slug=event_slug, talk_slug=talk_slug))
    for event_slug, news_slug in slugs_of_public_news():
        addresses.append(url_for("site.news_item", event_slug=event_slug, news_slug=news_slug))
    addresses += [url_for("site.subject", subject_slug=subject.slug) for subject in public_subjects()]
    page = render_template("site/sitemap.xml", addresses=[absolute(address) for address in addresses])
    return fresh(Response(page, mimetype="application/xml"))


@site.get("/favicon.ico")
def favicon() -> ResponseReturnValue:
    return redirect(static_url("icons/estrade.svg"), 301)

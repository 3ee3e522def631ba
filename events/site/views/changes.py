"""What has changed: the changelog, what is new since a printed version, and the Atom feed."""

from flask import Response, abort, render_template, request, url_for
from flask.typing import ResponseReturnValue

from events.event.models import Event
from events.event.queries import public_news
from events.kit.languages import current_language
from events.kit.settings import absolute, settings
from events.programme.queries import find_latest_release
from events.site.caching import public_file, public_page
from events.site.changes import changelog_of, changes_in_words_since
from events.site.content import shown_news
from events.site.finding import public_event
from events.site.views.blueprint import site


@site.get("/<event_slug>/changes/")
@public_page
def changes(event_slug: str) -> ResponseReturnValue:
    """All versions, the newest first; with ?since=N, what differs from version N, in one list."""
    event = public_event(event_slug)
    number = _number_asked("since")
    if number:
        return since_page(event, number)
    log = changelog_of(event, current_language(), _number_asked("page") or 1)
    if log.page > log.pages:
        abort(404)
    return render_template("site/changes.html", event=event, log=log)


def since_page(event: Event, number: int) -> str:
    """For whoever holds a printed programme; a number that isn't out yet is none."""
    latest = find_latest_release(event.id)
    if latest is None or number > latest.number:
        abort(404)
    found = changes_in_words_since(event, number, current_language())
    return render_template("site/changes_since.html", event=event, number=number, latest=latest, changes=found)


@site.get("/<event_slug>/feed.atom")
@public_file
def changes_feed(event_slug: str) -> Response:
    """The newest versions and all the news as Atom (RFC 4287)."""
    event, language = public_event(event_slug), current_language()
    log, news = changelog_of(event, language), public_news(event.id)
    moments = [version.updated for version in log.versions] + [item.published_at for item in news if item.published_at]
    page = render_template(
        "site/feed.xml",
        event=event,
        versions=log.versions,
        news=[(item.slug, shown_news(event, item, language)) for item in news],
        updated=max(moments, default=event.created_at),
        tag=tag_of(event),
        address=absolute(url_for("site.changes_feed", event_slug=event.slug)),
        log_address=absolute(url_for("site.changes", event_slug=event.slug)),
        absolute=absolute,
    )
    return Response(page, mimetype="application/atom+xml")


def tag_of(event: Event) -> str:
    """The event's name for ever (RFC 4151): neither its address nor its title is in it."""
    return f"tag:{settings().base_host},{event.created_at:%Y-%m-%d}:event-{event.id}"


def _number_asked(name: str) -> int | None:
    """404 for what is no number."""
    asked = request.args.get(name, "")
    if not asked:
        return None
    return int(asked) if asked.isascii() and asked.isdecimal() and len(asked) < 7 else abort(404)

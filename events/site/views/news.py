"""News of an event, for the public."""

from flask import abort, render_template
from flask.typing import ResponseReturnValue

from events.event.queries import find_news, public_news
from events.kit.languages import current_language
from events.site.caching import public_page
from events.site.content import data_of_news, shown_news
from events.site.finding import public_event
from events.site.views.blueprint import site


@site.get("/<event_slug>/news/")
@public_page
def news(event_slug: str) -> ResponseReturnValue:
    """All of it: the pinned first, then the newest."""
    event, language = public_event(event_slug), current_language()
    shown = [shown_news(event, item, language) for item in public_news(event.id)]
    return render_template("site/news.html", event=event, news=shown)


@site.get("/<event_slug>/news/<news_slug>/")
@public_page
def news_item(event_slug: str, news_slug: str) -> ResponseReturnValue:
    event, language = public_event(event_slug), current_language()
    item = find_news(event.id, news_slug)
    if item is None or item.published_at is None:
        abort(404)
    shown, data = shown_news(event, item, language), data_of_news(event, item, language)
    return render_template("site/news_item.html", event=event, item=shown, data=data)

"""Looking for talks at all events, past ones too."""

from flask import Response, render_template, request
from flask.typing import ResponseReturnValue

from events.kit import clock
from events.kit.languages import current_language
from events.site.schedule.filters import typed_text
from events.site.schedule.found import MOST_FOUND, found_at_events
from events.site.views.blueprint import site


@site.get("/search")
def search() -> ResponseReturnValue:
    """The form, and what was found by event; nothing of it is kept, for anybody can make up words."""
    text = typed_text(request.args)
    found, more = found_at_events(text, clock.now(), current_language())
    page = render_template("site/search.html", text=text, found=found, more=more, most=MOST_FOUND)
    response = Response(page, mimetype="text/html")
    response.cache_control.no_cache = True
    return response

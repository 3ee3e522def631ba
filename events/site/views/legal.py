"""Legal notice, privacy and accessibility: the organisation's own texts, and what the service itself does."""

from flask import abort, render_template
from flask.typing import ResponseReturnValue

from events.event.queries import public_events
from events.site.caching import public_page
from events.site.context import organisation_of_page
from events.site.views.blueprint import site


@site.get("/legal", defaults={"page": "legal"})
@site.get("/privacy", defaults={"page": "privacy"})
@site.get("/accessibility", defaults={"page": "accessibility"})
@public_page
def legal(page: str) -> ResponseReturnValue:
    """The page says so when the organisation has not written its text yet."""
    organisation = organisation_of_page() or abort(404)
    text = {"legal": organisation.legal, "privacy": organisation.privacy, "accessibility": organisation.accessibility}
    events = public_events() if page == "privacy" else []
    return render_template("site/legal.html", page=page, text=text[page], events=events)

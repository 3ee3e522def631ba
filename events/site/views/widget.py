"""The next talks in somebody else's page: a frame, a script that puts it there, and what organisers copy."""

from pathlib import Path

from flask import Response, current_app, g, render_template, request
from flask.typing import ResponseReturnValue

from events.event.access import event_page
from events.event.models import Event
from events.event.policies import can_edit_programme
from events.event.rules import EventState
from events.kit import clock
from events.kit.headers import may_be_framed
from events.kit.languages import current_language
from events.kit.localised import LANGUAGES, in_language
from events.kit.settings import absolute
from events.kit.typography import typeset
from events.programme.queries import public_slots
from events.site.caching import public_file, public_page
from events.site.finding import public_event
from events.site.season import next_talks
from events.site.views.blueprint import site

USUAL, MOST = 5, 20
"""Talks in the frame."""


@site.get("/<event_slug>/widget")
@may_be_framed
@public_page
def widget(event_slug: str) -> ResponseReturnValue:
    """The next `n` talks; links open in place of the page around."""
    event, language = public_event(event_slug), current_language()
    talks = next_talks(event, public_slots(event.id), clock.now(), language, wanted_number())
    return render_template("site/widget.html", event=event, talks=talks)


@site.get("/<event_slug>/widget.js")
@may_be_framed
@public_file
def widget_script(event_slug: str) -> Response:
    """The same script for every event: it knows the event by its own address."""
    public_event(event_slug)
    script = Path(str(current_app.static_folder)) / "js" / "widget.js"
    return Response(script.read_bytes(), mimetype="text/javascript")


@site.get("/organise/<event_slug>/widget")
@event_page(can_edit_programme)
def widget_snippets(event: Event) -> ResponseReturnValue:
    """Two lines to copy, either of which will do, and what readers will see."""
    number, lang = wanted_number(), request.args.get("language", event.language)
    lang = lang if lang in LANGUAGES else event.language
    g.policy_changes = {"frame_src": "'self'"}
    title = typeset(in_language(event.title, lang), lang)
    return render_template(
        "site/widget_snippets.html",
        event=event,
        is_public=event.state == EventState.PUBLISHED,
        number=number,
        lang=lang,
        title=title,
        address=absolute(f"/{event.slug}/widget"),
    )


def wanted_number() -> int:
    """What `n` asks for, from 1 to 20."""
    typed = request.args.get("n", "")
    number = int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 4 else USUAL
    return min(max(number, 1), MOST)

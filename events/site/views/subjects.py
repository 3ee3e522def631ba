"""What talks are about, over all seasons; and the files that remain of a talk."""

from flask import Response, abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from events.kit import clock
from events.kit.languages import current_language
from events.programme.queries.content import (
    find_file,
    find_subject_at,
    find_subject_formerly_at,
    public_slots_about,
    public_subjects,
)
from events.programme.views.materials import kept_file
from events.site.caching import public_page
from events.site.finding import public_event, public_talk
from events.site.shown import words
from events.site.subjects import ahead_and_past
from events.site.views.blueprint import site


@site.get("/subjects/")
@public_page
def subjects() -> ResponseReturnValue:
    language = current_language()
    rows = [(words(one.name, language), url_for("site.subject", subject_slug=one.slug)) for one in public_subjects()]
    return render_template("site/subjects.html", subjects=rows)


@site.get("/subjects/<subject_slug>/")
@public_page
def subject(subject_slug: str) -> ResponseReturnValue:
    """Its talks ahead and over, in whatever public event; nothing while there is none."""
    found = find_subject_at(subject_slug)
    if found is None:
        merged = find_subject_formerly_at(subject_slug) or abort(404)
        return redirect(url_for("site.subject", subject_slug=merged.slug), 301)
    slots = public_slots_about([found.id]) or abort(404)
    ahead, past = ahead_and_past(slots, clock.now(), current_language())
    return render_template("site/subject.html", name=words(found.name, current_language()), ahead=ahead, past=past)


@site.get("/<event_slug>/talks/<talk_slug>/files/<file>")
def talk_file(event_slug: str, talk_slug: str, file: str) -> Response:
    """Gone as soon as the talk is no longer public."""
    talk = public_talk(public_event(event_slug), talk_slug)
    answer = kept_file(talk, find_file(talk.id, file) or abort(404))
    answer.headers["Cache-Control"] = "public, no-cache"
    return answer

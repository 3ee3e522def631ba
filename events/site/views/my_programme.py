"""My programme: talks that a reader chose, in her browser alone or behind a private link, without an account."""

from collections.abc import Collection

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from events.event.models import Event
from events.extensions import limiter
from events.kit import clock
from events.kit.errors import Refused
from events.kit.languages import current_language
from events.kit.localised import in_language
from events.kit.tokens import link_token
from events.programme.actions.personal import (
    MOST_TALKS,
    choose_talks,
    delete_programme,
    make_programme,
    renew_link,
)
from events.programme.models import PersonalProgramme
from events.programme.queries import public_slots
from events.programme.queries.personal import PROGRAMME_LINK, find_personal_programme
from events.site.caching import public_page
from events.site.calendars import calendar_of
from events.site.finding import public_event
from events.site.schedule.chosen import chosen_days, slots_of_talks
from events.site.views.blueprint import site
from events.site.views.calendars import calendar_file

LARGEST_ID = 2**31 - 1
POSTS = "60/minute"


@site.get("/<event_slug>/my-programme/")
@public_page
def my_programme(event_slug: str) -> ResponseReturnValue:
    """What the browser keeps, put there by a script; the talks that the address names otherwise."""
    event = public_event(event_slug)
    ids = _ids(request.args.getlist("talk"))
    days = chosen_days(event, slots_of_talks(event, ids), current_language())
    return render_template("site/my_programme.html", event=event, days=days, ids=ids)


@site.get("/<event_slug>/my-programme/link")
def programme_choice(event_slug: str) -> ResponseReturnValue:
    """The form that makes a private link; of the talks that the address names, or of all."""
    event = public_event(event_slug)
    return _choice(event, _ids(request.args.getlist("talk")), only_named=not request.args.get("all"))


@site.post("/<event_slug>/my-programme/link")
@limiter.limit(POSTS)
def make_private_programme(event_slug: str) -> ResponseReturnValue:
    event = public_event(event_slug)
    ids = _ids(request.form.getlist("talk"))
    try:
        programme = make_programme(event, ids, now=clock.now())
    except Refused as refused:
        return _choice(event, ids, error=str(refused)), 422
    return _to(event, programme)


@site.get("/<event_slug>/my-programme/<token>/")
def private_programme(event_slug: str, token: str) -> ResponseReturnValue:
    event = public_event(event_slug)
    programme = _programme(event, token)
    days = chosen_days(event, slots_of_talks(event, _chosen_ids(programme)), current_language())
    return render_template("site/private_programme.html", event=event, token=token, days=days)


@site.get("/<event_slug>/my-programme/<token>/talks")
def private_choice(event_slug: str, token: str) -> ResponseReturnValue:
    event = public_event(event_slug)
    return _choice(event, _chosen_ids(_programme(event, token)), token)


@site.post("/<event_slug>/my-programme/<token>/talks")
@limiter.limit(POSTS)
def change_private_programme(event_slug: str, token: str) -> ResponseReturnValue:
    event = public_event(event_slug)
    programme, ids = _programme(event, token), _ids(request.form.getlist("talk"))
    try:
        choose_talks(programme, ids)
    except Refused as refused:
        return _choice(event, ids, token, error=str(refused)), 422
    return _to(event, programme)


@site.post("/<event_slug>/my-programme/<token>/link")
@limiter.limit(POSTS)
def renew_private_programme(event_slug: str, token: str) -> ResponseReturnValue:
    """Another address; the old one opens nothing any more."""
    event = public_event(event_slug)
    programme = _programme(event, token)
    renew_link(programme)
    return _to(event, programme)


@site.post("/<event_slug>/my-programme/<token>/deletion")
@limiter.limit(POSTS)
def delete_private_programme(event_slug: str, token: str) -> ResponseReturnValue:
    event = public_event(event_slug)
    delete_programme(_programme(event, token))
    return redirect(url_for("site.my_programme", event_slug=event.slug), 303)


@site.get("/<event_slug>/my-programme/<token>/calendar.ics")
def private_programme_calendar(event_slug: str, token: str) -> ResponseReturnValue:
    """The chosen talks as a subscription, with the UIDs of the public calendar."""
    event, language = public_event(event_slug), current_language()
    slots = slots_of_talks(event, _chosen_ids(_programme(event, token)))
    response = calendar_file(calendar_of(event, in_language(event.title, language), slots, language), event.slug)
    response.add_etag()
    return response.make_conditional(request)


def _programme(event: Event, token: str) -> PersonalProgramme:
    return find_personal_programme(event.id, token) or abort(404)


def _chosen_ids(programme: PersonalProgramme) -> list[int]:
    return [one.talk_id for one in programme.chosen]


def _to(event: Event, programme: PersonalProgramme) -> ResponseReturnValue:
    token = link_token(PROGRAMME_LINK, programme.reference, programme.link_generation)
    return redirect(url_for("site.private_programme", event_slug=event.slug, token=token), 303)


def _choice(event: Event, ids: Collection[int], token: str = "", *, only_named: bool = False, error: str = "") -> str:
    """Talks to tick by day: those named alone, where any is, else all."""
    named = slots_of_talks(event, ids) if only_named else []
    slots = named or [(slot, slot.talk) for slot in public_slots(event.id) if slot.talk]
    return render_template(
        "site/programme_choice.html",
        event=event,
        token=token,
        days=chosen_days(event, slots, current_language(), compared=False),
        chosen=set(ids),
        more=bool(named),
        error=error,
    )


def _ids(typed: Collection[str]) -> list[int]:
    """Numbers that can be ids of talks, each once; one more than a programme may hold, so that it is refused."""
    numbers = (int(text) for text in typed if text.isascii() and text.isdigit() and len(text) <= len(str(LARGEST_ID)))
    return list(dict.fromkeys(number for number in numbers if number <= LARGEST_ID))[: MOST_TALKS + 1]

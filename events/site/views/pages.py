"""Home, event, talk, speaker and schedule pages."""

from collections.abc import Sequence

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from events.event.context import use_event
from events.event.models import Event
from events.event.queries import public_events
from events.event.rules import EventKind
from events.kit import clock
from events.kit.languages import current_language
from events.kit.settings import absolute
from events.people.queries import is_empty_installation
from events.programme.models import ReleasedSlot, Talk
from events.programme.queries import public_slots, slots_of_talk
from events.registration.shown_terms import can_register_now, words_of_terms
from events.site.caching import public_page
from events.site.congress import congress_of
from events.site.content import on_event_page
from events.site.finding import public_event, public_talk
from events.site.metadata import data_of_event, data_of_talk
from events.site.schedule.facets import facets_of
from events.site.schedule.zone import zone_of
from events.site.season import season_of, years_of
from events.site.shown import main_showing, names_in_words, papers_of, shown_talk, words
from events.site.shown_speakers import picture_address, shown_speaker
from events.site.subjects import on_the_same, remains_of, subject_links
from events.site.views.blueprint import site


@site.get("/")
@public_page
def home() -> ResponseReturnValue:
    """The running season in full and the other events; an empty installation is set up first."""
    if is_empty_installation():
        return redirect(url_for("people.set_up"))
    events, today = public_events(), clock.now().date()
    running = [event for event in events if event.ends_on >= today]
    if not running:
        return render_template("site/no_event.html", others=events)
    first = min(running, key=lambda event: (event.kind != EventKind.SEASON, event.starts_on))
    return event_page(first, others=[event for event in events if event is not first])


@site.get("/<event_slug>/")
@public_page
def event(event_slug: str) -> ResponseReturnValue:
    """A season as on the home page, a congress with its days; a single event is its talk's page."""
    return event_page(public_event(event_slug))


def event_page(event: Event, others: Sequence[Event] = (), bar: str = "") -> ResponseReturnValue:
    """`others` are further events, listed at the end of the home page; `bar` stands on top of a preview."""
    use_event(event)
    slots = public_slots(event.id) if event.kind != EventKind.CONGRESS else ()
    if event.kind == EventKind.SINGLE and not others and not bar and (talk := only_talk(slots)):
        return redirect(url_for("site.talk", event_slug=event.slug, talk_slug=talk.slug))
    language = current_language()
    values = {
        "event": event,
        "others": others,
        "papers": papers_of(event),
        "data": data_of_event(event, language),
        "picture": picture_address(event.picture),
        "bar": bar,
        "terms": words_of_terms(event, None, clock.now(), language),
        **on_event_page(event, language),
    }
    if event.kind == EventKind.CONGRESS:
        return render_template(
            "site/congress.html", congress=congress_of(event, facets_of(event), clock.now(), language), **values
        )
    season = season_of(event, slots, clock.now(), language)
    return render_template("site/season.html", season=season, years=years_of(event), **values)


def only_talk(slots: Sequence[ReleasedSlot]) -> Talk | None:
    return next((slot.talk for slot in slots if slot.talk), None)


@site.get("/<event_slug>/talks/<talk_slug>/")
@public_page
def talk(event_slug: str, talk_slug: str) -> ResponseReturnValue:
    """A talk, whether ahead, cancelled or over."""
    event = public_event(event_slug)
    return talk_page(event, public_talk(event, talk_slug))


def talk_page(event: Event, talk: Talk, bar: str = "") -> str:
    """`bar` is what stands on top of a preview."""
    now, language = clock.now(), current_language()
    slots = slots_of_talk(talk)
    showings = [shown_talk(event, talk, slot, now, language) for slot in slots]
    return render_template(
        "site/talk.html",
        bar=bar,
        event=event,
        talk=talk,
        title=words(talk.title, language),
        abstract=words(talk.abstract, language),
        further=words(talk.description, language),
        names=names_in_words(talk),
        showings=showings,
        main=main_showing(showings),
        card=absolute(url_for("site.talk_card", event_slug=event.slug, talk_slug=talk.slug)),
        picture=picture_address(talk.picture),
        speakers=[shown_speaker(event, speaker, language) for speaker in talk.speakers],
        room=next((slot.room for slot in slots if slot.room), None),
        remains=remains_of(event, talk, language),
        same_subject=on_the_same(talk, now, language),
        subjects=subject_links(talk, language),
        zone=zone_of(event, [slot.room.venue.town for slot in slots if slot.room], slots),
        data=data_of_talk(event, talk, slots, language),
        terms=words_of_terms(event, talk, now, language),
        is_open=can_register_now(event, talk, now),
    )

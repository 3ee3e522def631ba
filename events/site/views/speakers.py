"""Everybody who speaks at an event, and what each speaks about, there and at other events of the organisation."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from events.kit import clock
from events.kit.languages import current_language
from events.programme.queries.content import public_slots_of_person, public_speakers
from events.site.caching import public_page
from events.site.finding import public_event, public_speaker
from events.site.metadata import data_of_speaker
from events.site.shown import shown_talk
from events.site.shown_speakers import shown_speaker
from events.site.speakers import by_letter
from events.site.views.blueprint import site

ON_ONE_PAGE = 120
"""Speakers; beyond, each letter has a page of its own."""


@site.get("/<event_slug>/speakers/")
@public_page
def speakers(event_slug: str) -> ResponseReturnValue:
    """By the letter of the family name; `letter` asks for one of many."""
    event = public_event(event_slug)
    everybody = public_speakers(event.id)
    letters = by_letter(event, everybody, current_language())
    names = list(letters)
    wanted = request.args.get("letter", "").upper() if len(everybody) > ON_ONE_PAGE else ""
    if len(everybody) > ON_ONE_PAGE:
        wanted = wanted if wanted in letters else names[0]
        letters = {wanted: letters[wanted]}
    return render_template(
        "site/speakers.html", event=event, letters=letters, names=names, wanted=wanted, number=len(everybody)
    )


@site.get("/<event_slug>/speakers/<speaker_slug>/")
@public_page
def speaker(event_slug: str, speaker_slug: str) -> ResponseReturnValue:
    """Who somebody is, what she speaks about at this event, and at others."""
    event = public_event(event_slug)
    person = public_speaker(event, speaker_slug)
    language, now = current_language(), clock.now()
    given = [(slot.talk, slot) for slot in public_slots_of_person(person.person_id) if slot.talk]
    here = [shown_talk(event, talk, slot, now, language) for talk, slot in given if talk.event_id == event.id]
    elsewhere = [
        shown_talk(talk.event, talk, slot, now, language) for talk, slot in reversed(given) if talk.event_id != event.id
    ]
    shown = shown_speaker(event, person, language)
    return render_template(
        "site/speaker.html",
        event=event,
        slug=person.slug,
        speaker=shown,
        talks=here,
        elsewhere=elsewhere,
        data=data_of_speaker(shown),
    )

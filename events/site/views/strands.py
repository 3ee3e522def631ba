"""Talks of one track and of one room, each with a calendar to subscribe to; and the calendar of a speaker."""

from collections.abc import Callable

from flask import Response, abort, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from events.event.models import Event
from events.kit import clock
from events.kit.languages import current_language
from events.kit.localised import in_language
from events.programme.models import ReleasedSlot
from events.programme.queries import public_slots
from events.site.caching import public_file, public_page
from events.site.calendars import calendar_of
from events.site.finding import public_event, public_speaker
from events.site.shown import Words, place_in_words, shown_talk, words
from events.site.views.blueprint import site
from events.site.views.calendars import calendar_file

Belongs = Callable[[ReleasedSlot], bool]


@site.get("/<event_slug>/tracks/<track_slug>/")
@public_page
def track(event_slug: str, track_slug: str) -> ResponseReturnValue:
    event = public_event(event_slug)
    slots = slots_that(event, of_track(track_slug))
    name = words(slots[0].talk.track.name if slots[0].talk and slots[0].talk.track else None, current_language())
    address = url_for("site.track_calendar", event_slug=event.slug, track_slug=track_slug)
    return strand_page(event, slots, name, _("Track"), address)


@site.get("/<event_slug>/tracks/<track_slug>.ics")
@public_file
def track_calendar(event_slug: str, track_slug: str) -> Response:
    event = public_event(event_slug)
    slots = slots_that(event, of_track(track_slug))
    name = slots[0].talk.track.name if slots[0].talk and slots[0].talk.track else {}
    return strand_calendar(event, slots, in_language(name, current_language()), track_slug)


@site.get("/<event_slug>/rooms/<room_slug>/")
@public_page
def room(event_slug: str, room_slug: str) -> ResponseReturnValue:
    event = public_event(event_slug)
    slots = slots_that(event, in_room(room_slug))
    address = url_for("site.room_calendar", event_slug=event.slug, room_slug=room_slug)
    return strand_page(event, slots, Words(slots[0].room.name if slots[0].room else ""), _("Room"), address)


@site.get("/<event_slug>/rooms/<room_slug>.ics")
@public_file
def room_calendar(event_slug: str, room_slug: str) -> Response:
    event = public_event(event_slug)
    slots = slots_that(event, in_room(room_slug))
    return strand_calendar(event, slots, slots[0].room.name if slots[0].room else "", room_slug)


@site.get("/<event_slug>/speakers/<speaker_slug>.ics")
@public_file
def speaker_calendar(event_slug: str, speaker_slug: str) -> Response:
    event = public_event(event_slug)
    speaker = public_speaker(event, speaker_slug)
    slots = slots_that(event, lambda slot: slot.talk is not None and speaker in slot.talk.speakers)
    return strand_calendar(event, slots, speaker.person.name, speaker_slug)


def slots_that(event: Event, belongs: Belongs) -> list[ReleasedSlot]:
    """Published talks of the latest release; 404 when none is among them."""
    return [slot for slot in public_slots(event.id) if slot.talk and belongs(slot)] or abort(404)


def of_track(track_slug: str) -> Belongs:
    return lambda slot: bool(slot.talk and slot.talk.track and slot.talk.track.slug == track_slug)


def in_room(room_slug: str) -> Belongs:
    return lambda slot: bool(slot.room and slot.room.slug == room_slug)


def strand_page(event: Event, slots: list[ReleasedSlot], name: Words, kind: str, calendar: str) -> str:
    now, language = clock.now(), current_language()
    shown = [shown_talk(event, slot.talk, slot, now, language) for slot in slots if slot.talk]
    place = place_in_words(slots[0].room) if kind == _("Room") else ""
    return render_template(
        "site/strand.html",
        event=event,
        name=name,
        kind=kind,
        place=place,
        ahead=[talk for talk in shown if not talk.is_over],
        past=[talk for talk in reversed(shown) if talk.is_over],
        calendar=calendar,
    )


def strand_calendar(event: Event, slots: list[ReleasedSlot], name: str, slug: str) -> Response:
    """All of it, a cancelled talk as cancelled."""
    language = current_language()
    title = f"{name}, {in_language(event.title, language)}"
    talks = [(slot, slot.talk) for slot in slots if slot.talk]
    return calendar_file(calendar_of(event, title, talks, language), f"{event.slug}-{slug}")

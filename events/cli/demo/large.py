"""A congress of 500 talks with 1 000 registrations, always the same: to see how the service behaves at size."""

import random
from collections.abc import Iterator, Mapping
from datetime import datetime, time, timedelta
from itertools import islice, product
from typing import Any

from events.cli.demo.programme import Made, placement
from events.event.actions import RoomDetails, VenueDetails, add_room, add_venue
from events.programme.actions import NamedSpeaker, TalkDetails, create_talk
from events.programme.rules import TalkState
from events.registration.actions import register
from events.registration.rules import Claim, Source

WORKSHOP_SEATS = 20
WORKSHOP_EVERY = 10


def add_large_programme(made: Made, facts: Mapping[str, Any]) -> None:
    """Its rooms and talks: one for each room and hour, until there are enough."""
    by: dict[str, Any] = {"now": made.now, "account_id": made.account_id}
    venue = add_venue(made.event.organisation_id, VenueDetails(**facts["venue"]), **by)
    made.rooms = {name: add_room(venue, RoomDetails(name, seats=120), **by).id for name in facts["words"]["rooms"]}
    for number, (moment, room) in enumerate(islice(places_of(facts), facts["talks"])):
        _add_talk(made, facts, number, {"starts": moment, "room": room})


def add_large_audience(made: Made, facts: Mapping[str, Any]) -> None:
    """Each registration is for one or two people and, now and then, a workshop."""
    chance = random.Random(facts["registrations"])  # noqa: S311 (the same draw each time is what is wanted)
    workshops = [talk.id for talk in made.talks.values() if talk.bookable]
    names = _names(facts)
    for _ in range(facts["registrations"]):
        claim = Claim(
            name=next(names),
            phone="03 53 01 49 00",
            companions=(next(names),) if chance.random() < 0.4 else (),
            talk_ids=(chance.choice(workshops),) if chance.random() < 0.5 else (),
            source=Source.DESK,
        )
        register(made.event, claim, now=made.now, account_id=made.account_id)


def places_of(facts: Mapping[str, Any]) -> Iterator[tuple[datetime, str]]:
    """Hours and rooms, day by day."""
    days = (facts["ends_on"] - facts["starts_on"]).days + 1
    dates = [facts["starts_on"] + timedelta(days=day) for day in range(days)]
    for day, hour, room in product(dates, facts["words"]["hours"], facts["words"]["rooms"]):
        yield datetime.combine(day, time(hour)), room


def _add_talk(made: Made, facts: Mapping[str, Any], number: int, place: Mapping[str, Any]) -> None:
    is_workshop = number % WORKSHOP_EVERY == 0
    format_id, duration = made.formats["workshop" if is_workshop else "lecture"]
    tracks = list(made.tracks.values())
    details = TalkDetails(
        title=title_of(facts, number),
        abstract={"fr": "Un sujet parmi cinq cents.", "en": "One subject among five hundred."},
        duration=duration,
        bookable=is_workshop,
        format_id=format_id,
        track_id=tracks[number % len(tracks)],
        state=TalkState.PUBLISHED,
    )
    talk = create_talk(
        made.event,
        details,
        limit=WORKSHOP_SEATS if is_workshop else None,
        speakers=[NamedSpeaker(speaker_of(facts, number))],
        placement=placement(made, place),
        now=made.now,
        account_id=made.account_id,
    )
    made.talks[details.title["fr"]] = talk


def title_of(facts: Mapping[str, Any], number: int) -> dict[str, str]:
    subjects, views = facts["words"]["subjects"], facts["words"]["views"]
    subject, view = subjects[number % len(subjects)], views[number // len(subjects)]
    return {language: f"{subject[language]} {view[language]}" for language in ("fr", "en")}


def speaker_of(facts: Mapping[str, Any], number: int) -> str:
    """Each of 625 names in turn, so that nobody is in two places."""
    words = facts["words"]
    return f"{words['first_names'][number % 25]} {words['surnames'][number // 25 % 25]}"


def _names(facts: Mapping[str, Any]) -> Iterator[str]:
    words = facts["words"]
    while True:
        yield from (f"{first} {last}" for last, first in product(words["surnames"], words["first_names"]))

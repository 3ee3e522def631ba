"""An event of the demonstration with its tracks, formats, talks and breaks, from its file."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from events.cli.demo.content import content
from events.event.actions import EventDetails, add_track, create_event, set_event_limit
from events.event.models import Event
from events.event.rules import EventKind, ReleaseMode
from events.programme.actions import (
    NamedSpeaker,
    Placement,
    ProfileDetails,
    TalkDetails,
    add_break,
    add_format,
    create_talk,
    edit_speaker,
    move_slot,
)
from events.programme.models import Talk
from events.programme.queries import draft_slots, formats_of
from events.programme.rules import FormatKind, TalkState

DOORS = timedelta(minutes=30)


@dataclass
class Made:
    """What one event consists of by now: ids by the keys of the content, talks by their French titles."""

    event: Event
    rooms: Mapping[str, int]
    now: datetime
    account_id: int
    tracks: dict[str, int] = field(default_factory=dict)
    formats: dict[str, tuple[int, int]] = field(default_factory=dict)
    talks: dict[str, Talk] = field(default_factory=dict)


def make_event(facts: Mapping[str, Any], organisation_id: int, rooms: Mapping[str, int], **by: Any) -> Made:
    """The event without talks; `by` says `now` and `account_id`. Its timetable waits for a release."""
    details = EventDetails(**event_texts(facts), release_mode=ReleaseMode.MANUAL)
    event = create_event(organisation_id, EventKind(facts["kind"]), details, demonstration=True, **by)
    set_event_limit(event, facts.get("seats"), **by)
    made = Made(event, rooms, **by)
    made.tracks = {row["key"]: add_track(event, row["name"], **by).id for row in facts["track"]}
    made.formats = {row["key"]: (_format_id(event, row), row["duration"]) for row in facts["format"]}
    return made


def event_texts(facts: Mapping[str, Any]) -> dict[str, Any]:
    """What the content says that is an event's own, as EventDetails calls it."""
    kept = ("title", "subtitle", "description", "admission", "starts_on", "ends_on")
    return {key: facts[key] for key in kept if key in facts}


def add_talk(made: Made, facts: Mapping[str, Any], doors: timedelta | None = None) -> None:
    """One published talk, where the first version of the programme has it."""
    format_id, _ = made.formats[facts.get("format", "lecture")]
    texts = {key: facts[key] for key in ("title", "subtitle", "abstract", "admission", "language") if key in facts}
    details = TalkDetails(
        **texts,
        duration=duration_of(made, facts),
        bookable=facts.get("bookable", True),
        format_id=format_id,
        track_id=made.tracks.get(facts.get("track", "")),
        state=TalkState.PUBLISHED,
    )
    talk = create_talk(
        made.event,
        details,
        limit=facts.get("seats"),
        speakers=[_named(key) for key in facts["speakers"]],
        placement=placement(made, {**facts, **facts.get("before", {})}, doors),
        now=made.now,
        account_id=made.account_id,
    )
    made.talks[facts["title"]["fr"]] = talk


def add_breaks(made: Made, rows: list[dict[str, Any]]) -> None:
    for row in rows:
        minutes = (row["ends"] - row["starts"]) // timedelta(minutes=1)
        place = Placement(row["starts"])
        add_break(made.event, row["title"], place, minutes, now=made.now, account_id=made.account_id)


def move_to_second_version(made: Made, rows: list[dict[str, Any]], now: datetime) -> None:
    """Bring the talks that the first version had elsewhere to where they stand now."""
    slots = {slot.talk_id: slot for slot in draft_slots(made.event.id)}
    for facts in rows:
        if "before" in facts:
            slot = slots[made.talks[facts["title"]["fr"]].id]
            move_slot(slot, placement(made, facts), duration_of(made, facts), now=now, account_id=made.account_id)


def describe_speakers(made: Made) -> None:
    """Write the biographies of everybody who speaks and has none yet."""
    profiles = {person["name"]: person for person in content("speakers").values()}
    for speaker in {speaker for talk in made.talks.values() for speaker in talk.speakers}:
        known, profile = profiles[speaker.person.name], speaker.person.profile
        if profile is None or not profile.biography:
            details = ProfileDetails(known.get("affiliation", {}), known["biography"])
            version = profile.version if profile else 0
            edit_speaker(speaker, version, details, now=made.now, account_id=made.account_id)


def placement(made: Made, facts: Mapping[str, Any], doors: timedelta | None = None) -> Placement:
    place = Placement(facts["starts"], made.rooms.get(facts.get("room", "")))
    return replace(place, doors_at=facts["starts"] - doors) if doors else place


def duration_of(made: Made, facts: Mapping[str, Any]) -> int:
    """Minutes: until the end that is given, else as said, else as usual for the format."""
    if "ends" in facts:
        return int((facts["ends"] - facts["starts"]) // timedelta(minutes=1))
    return int(facts.get("duration") or made.formats[facts.get("format", "lecture")][1])


def _format_id(event: Event, row: Mapping[str, Any]) -> int:
    """The event's own format of that name, or a new one."""
    same = (found.id for found in formats_of(event.id) if found.name["fr"] == row["name"]["fr"])
    return next(same, 0) or add_format(event, FormatKind(row["kind"]), row["name"], row["duration"]).id


def _named(key: str) -> NamedSpeaker:
    known = content("speakers")[key]
    return NamedSpeaker(known["name"], known.get("email", ""))

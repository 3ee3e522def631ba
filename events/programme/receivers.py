"""What this room does when something happens below it, or in it."""

from collections.abc import Sequence
from datetime import datetime

from events.event.models import Event, Track
from events.event.signals import event_created, track_renamed
from events.programme.actions import add_format, index_talks_of_track
from events.programme.actions.speaker_calendar import keep_calendar, keep_calendars_of
from events.programme.models import Speaker
from events.programme.rules import USUAL_FORMATS, Change
from events.programme.signals import schedule_released, speaker_invited


@event_created.connect
def offer_usual_formats(event: Event, **_: object) -> None:
    """A new event has the usual formats to choose from."""
    for kind, name, duration in USUAL_FORMATS:
        add_format(event, kind, dict(name), duration)


@speaker_invited.connect
def put_dates_into_calendar(_sender: object, speaker: Speaker, now: datetime, **_: object) -> None:
    keep_calendar(speaker, now=now)


@schedule_released.connect
def tell_speakers(_sender: object, changes: Sequence[Change], now: datetime, **_: object) -> None:
    keep_calendars_of({change.talk_id for change in changes if change.talk_id is not None}, now=now)


@track_renamed.connect
def find_talks_by_new_name(track: Track, **_: object) -> None:
    index_talks_of_track(track.id)

"""What registration does when the programme or the number of seats changes, in the same transaction."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from events.event.models import Event
from events.event.signals import event_limit_changed
from events.programme.models import Release, Talk
from events.programme.rules import Audience, Change
from events.programme.signals import audience_asked, schedule_released, talk_limit_changed
from events.registration.actions import fill_free_seats, tell_of_release
from events.registration.queries.calls import audience_of_talks


@schedule_released.connect
def on_schedule_released(_sender: object, release: Release, changes: Sequence[Change], now: datetime, **_: Any) -> None:
    tell_of_release(release, changes, now)


@audience_asked.connect
def on_audience_asked(_sender: object, talk_ids: Sequence[int], **_: Any) -> Audience:
    return audience_of_talks(talk_ids)


@event_limit_changed.connect
def on_event_limit_changed(event: Event, now: datetime, **_: Any) -> None:
    fill_free_seats(event.id, None, now=now)


@talk_limit_changed.connect
def on_talk_limit_changed(talk: Talk, now: datetime, **_: Any) -> None:
    fill_free_seats(talk.event_id, talk.id, now=now)

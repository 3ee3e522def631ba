"""When a speaker can come, as she or an organiser says."""

from collections.abc import Sequence
from datetime import datetime

from events.activity.actions import note
from events.extensions import db
from events.kit.database import take_version
from events.kit.transaction import transaction
from events.programme.models import Speaker, SpeakerAvailability
from events.programme.rules.bookings import Window


def set_availability(
    speaker: Speaker, version: int, windows: Sequence[Window], *, now: datetime, account_id: int | None = None
) -> None:
    """She can come in these windows only; without any, always. Raises kit.database.Stale when it was set since."""
    with transaction():
        db.session.refresh(speaker, with_for_update={"of": Speaker})
        take_version(speaker, version)
        speaker.availability.clear()
        db.session.flush()
        speaker.availability.extend(SpeakerAvailability(starts_at=start, ends_at=end) for start, end in windows)
        key = f"event:{speaker.event_id}"
        note("availability set", f"speaker:{speaker.id}", now=now, account_id=account_id, event_key=key)

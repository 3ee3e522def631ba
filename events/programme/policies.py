"""How long a speaker's link opens her page."""

from datetime import datetime
from zoneinfo import ZoneInfo

from events.programme.models import Speaker
from events.programme.rules import speaker_link_ends

KIND = "speaker"
"""What her links are made for (kit.tokens)."""


def is_open(speaker: Speaker, now: datetime) -> bool:
    """Until 60 days after the event; a link asked for later opens two weeks."""
    event = speaker.event
    return now.astimezone(ZoneInfo(event.zone)).date() <= speaker_link_ends(event.ends_on, speaker.invited_at)

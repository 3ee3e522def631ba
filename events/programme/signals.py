"""What this room announces, inside the transaction in which it happened."""

from blinker import signal

schedule_released = signal("schedule-released")
"""sender: the Release; release=, changes=list[Change], now=."""

talk_limit_changed = signal("talk-limit-changed")
"""sender: the Talk whose number of seats changed; now=."""

speaker_invited = signal("speaker-invited")
"""sender: the Speaker who gets her link; speaker=, now=."""

audience_asked = signal("audience-asked")
"""sender: None; talk_ids= of talks that change. Each receiver answers with the Audience that it knows of."""

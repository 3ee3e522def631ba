"""What this room announces, inside the transaction in which it happened."""

from blinker import signal

event_created = signal("event-created")
"""sender: the new Event; now=."""

track_renamed = signal("track-renamed")
"""sender: the Track whose name was changed."""

event_limit_changed = signal("event-limit-changed")
"""sender: the Event whose number of seats changed; now=."""

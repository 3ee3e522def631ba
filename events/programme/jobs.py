"""What is done beside the pages."""

from events.kit.jobs import every_minute
from events.programme.actions import index_missing_talks


def index_missing() -> None:
    """Talks older than the search, right after an upgrade; no work at any other time."""
    index_missing_talks()


every_minute("index-missing-talks", index_missing)

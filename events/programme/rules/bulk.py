"""What may be done to many talks at once."""

from enum import StrEnum


class BulkAct(StrEnum):
    PUBLISH = "publish"
    TAKE_BACK = "take-back"
    TRACK = "track"
    FORMAT = "format"
    ROOM = "room"
    LANGUAGE = "language"
    CAPACITY = "capacity"
    DELETE = "delete"


WITH_VALUE = frozenset([BulkAct.TRACK, BulkAct.FORMAT, BulkAct.ROOM, BulkAct.LANGUAGE, BulkAct.CAPACITY])
"""Acts that ask for something more: which track, how many seats …"""


class Missing(StrEnum):
    """What an organiser looks for to complete it."""

    DATE = "date"
    SPEAKER = "speaker"
    ROOM = "room"


class Shown(StrEnum):
    """States by which the list of talks is narrowed."""

    TO_COMPLETE = "to-complete"
    DRAFT = "draft"
    PUBLISHED = "published"
    CANCELLED = "cancelled"
    POSTPONED = "postponed"

"""States of seats, and how people came to us."""

from enum import StrEnum


class SeatState(StrEnum):
    CONFIRMED = "confirmed"
    WAITING = "waiting"
    OFFERED = "offered"
    CANCELLED = "cancelled"


class Source(StrEnum):
    WEB = "web"
    PHONE = "phone"
    DESK = "desk"

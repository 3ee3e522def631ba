"""A judge: libical, the library of Evolution and KOrganizer, with its table of iTIP restrictions."""

import ctypes
from collections.abc import Iterator
from ctypes import c_char_p, c_int, c_void_p
from ctypes.util import find_library
from datetime import UTC, datetime

import pytest

VEVENT = 4


class _Time(ctypes.Structure):
    """icaltimetype of libical 3: year to second, two flags, and the zone it found for the TZID."""

    _fields_ = (("numbers", c_int * 8), ("zone", c_void_p))


class Libical:
    def __init__(self, path: str) -> None:
        self._c = ctypes.CDLL(path)
        self._c.icalparser_parse_string.argtypes = [c_char_p]
        self._c.icalparser_parse_string.restype = c_void_p
        for name in ("icalrestriction_check", "icalcomponent_count_errors"):
            getattr(self._c, name).argtypes = [c_void_p]
        self._c.icalcomponent_free.argtypes = [c_void_p]
        self._c.icalcomponent_as_ical_string.argtypes = [c_void_p]
        self._c.icalcomponent_as_ical_string.restype = c_char_p
        for name in ("icalcomponent_get_first_component", "icalcomponent_get_next_component"):
            getattr(self._c, name).argtypes = [c_void_p, c_int]
            getattr(self._c, name).restype = c_void_p
        for name in ("icalcomponent_get_dtstart", "icalcomponent_get_dtend"):
            getattr(self._c, name).argtypes = [c_void_p]
            getattr(self._c, name).restype = _Time
        self._c.icaltime_as_timet_with_zone.argtypes = [_Time, c_void_p]
        self._c.icaltime_as_timet_with_zone.restype = ctypes.c_long

    def faults(self, raw: bytes) -> list[str]:
        """The X-LIC-ERROR lines libical adds; empty when it parses and respects the restrictions."""
        calendar = self._c.icalparser_parse_string(raw)
        if not calendar:
            return ["libical cannot parse it"]
        try:
            respected = self._c.icalrestriction_check(calendar)
            if respected and not self._c.icalcomponent_count_errors(calendar):
                return []
            written = self._c.icalcomponent_as_ical_string(calendar).decode(errors="replace")
            return [line for line in written.splitlines() if line.startswith("X-LIC-ERROR")] or ["refused"]
        finally:
            self._c.icalcomponent_free(calendar)

    def instants(self, raw: bytes) -> list[tuple[datetime, datetime]]:
        """Start and end of each VEVENT, by the file's own VTIMEZONE if libical knows no zone of its TZID."""
        calendar = self._c.icalparser_parse_string(raw)
        try:
            return [
                (
                    self._instant(self._c.icalcomponent_get_dtstart(event)),
                    self._instant(self._c.icalcomponent_get_dtend(event)),
                )
                for event in self._events(calendar)
            ]
        finally:
            self._c.icalcomponent_free(calendar)

    def _instant(self, time: _Time) -> datetime:
        return datetime.fromtimestamp(self._c.icaltime_as_timet_with_zone(time, time.zone), UTC)

    def _events(self, calendar: int) -> Iterator[int]:
        event = self._c.icalcomponent_get_first_component(calendar, VEVENT)
        while event:
            yield event
            event = self._c.icalcomponent_get_next_component(calendar, VEVENT)


def load() -> Libical:
    path = find_library("ical")
    if path is None:
        pytest.skip("libical is not installed (Debian: libical3)")
    return Libical(path)

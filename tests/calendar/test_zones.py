"""Our VTIMEZONEs give the right instants by two readers not ours: dateutil (inside icalendar) and libical."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from icalendar import Timezone

from events.calendar.rules import Entry, feed, request
from events.calendar.rules.zones import fits, vtimezone
from tests.calendar import libical
from tests.calendar.invitations import TALK, parsed

RULED = [
    "Europe/Paris",
    "Europe/London",
    "Europe/Dublin",
    "Europe/Lisbon",
    "America/New_York",
    "America/St_Johns",
    "America/Sao_Paulo",
    "Australia/Sydney",
    "Australia/Lord_Howe",
    "Pacific/Auckland",
    "Asia/Tokyo",
    "Asia/Kathmandu",
]
YEARS = range(2025, 2029)


def talk(zone: str, start: datetime, length: timedelta = timedelta(minutes=90)) -> Entry:
    return replace(TALK, zone=zone, starts_at=start, ends_at=start + length)


def dense(zone: str) -> Iterator[datetime]:
    """Every 61 hours, and each half hour around each change of the clock."""
    clock, instant = ZoneInfo(zone), datetime(YEARS.start, 1, 1, tzinfo=UTC)
    while instant.year in YEARS:
        following = instant + timedelta(hours=61)
        yield instant
        if instant.astimezone(clock).utcoffset() != following.astimezone(clock).utcoffset():
            yield from (instant + timedelta(minutes=30 * step) for step in range(1, 2 * 61))
        instant = following


@pytest.mark.parametrize("zone", RULED)
def test_dateutil_reads_the_real_offsets(zone: str) -> None:
    read = Timezone.from_ical(vtimezone(zone).to_ical())
    assert isinstance(read, Timezone)
    clock = read.to_tz(lookup_tzid=False)
    judged = 0
    for instant in dense(zone):
        local = instant.astimezone(ZoneInfo(zone))
        if fits(zone, instant):
            judged += 1
            assert local.replace(tzinfo=clock).utcoffset() == local.utcoffset(), local
    assert judged > 500


@pytest.mark.parametrize("zone", RULED)
def test_libical_reads_the_real_instants(zone: str) -> None:
    judge = libical.load()
    entries = [replace(talk(zone, instant), uid=str(n)) for n, instant in enumerate(dense(zone))]
    raw = feed("Judged", entries).replace(zone.encode(), b"Judged")  # a name it has no clock of its own for
    assert b"DTSTART;TZID=Judged" in raw
    assert judge.instants(raw) == [(entry.starts_at, entry.ends_at) for entry in entries]


@pytest.mark.parametrize("zone", ["Africa/Casablanca", "America/Santiago", "Asia/Jerusalem", "Etc/UTC"])
def test_a_zone_without_plain_yearly_rules_is_written_in_utc(zone: str) -> None:
    raw = request(talk(zone, datetime(2026, 3, 5, 18, tzinfo=UTC)))
    assert b"DTSTART:20260305T180000Z\r\nDTEND:20260305T193000Z\r\n" in raw
    assert b"VTIMEZONE" not in raw


@pytest.mark.parametrize(
    ("zone", "year"), [("America/Sao_Paulo", 2018), ("Europe/Moscow", 2014), ("Europe/Paris", 1969)]
)
def test_a_year_that_did_not_follow_todays_rules_is_written_in_utc(zone: str, year: int) -> None:
    assert not fits(zone, datetime(year, 6, 1, 12, tzinfo=UTC))


@pytest.mark.parametrize(
    ("start", "length"),
    [
        (datetime(2026, 10, 25, 0, 30, tzinfo=UTC), timedelta(hours=2)),
        (datetime(2026, 10, 25, 1, 30, tzinfo=UTC), timedelta(hours=2)),
        (datetime(2026, 10, 24, 22, 0, tzinfo=UTC), timedelta(hours=3)),
    ],
)
def test_a_start_or_end_in_the_doubled_hour_is_written_in_utc(start: datetime, length: timedelta) -> None:
    raw = request(talk("Europe/Paris", start, length))
    assert f"DTSTART:{start:%Y%m%dT%H%M%SZ}\r\nDTEND:{start + length:%Y%m%dT%H%M%SZ}\r\n".encode() in raw
    assert b"TZID" not in raw


def test_an_entry_around_the_doubled_hour_keeps_its_zone() -> None:
    raw = request(talk("Europe/Paris", datetime(2026, 10, 24, 23, 30, tzinfo=UTC), timedelta(hours=3)))
    assert b"DTSTART;TZID=Europe/Paris:20261025T013000\r\nDTEND;TZID=Europe/Paris:20261025T033000\r\n" in raw


def test_paris_is_written_with_one_rule_for_summer_and_one_for_winter() -> None:
    (zone,) = parsed(request(TALK)).walk("VTIMEZONE")
    assert [part.name for part in zone.subcomponents] == ["DAYLIGHT", "STANDARD"]
    assert b"RDATE" not in zone.to_ical()


def test_tokyo_is_written_as_one_standard_time() -> None:
    (zone,) = parsed(request(replace(TALK, zone="Asia/Tokyo"))).walk("VTIMEZONE")
    assert [part.name for part in zone.subcomponents] == ["STANDARD"]
    assert "RRULE" not in zone.subcomponents[0]


def test_dublin_has_its_larger_offset_in_summer() -> None:
    raw = request(replace(TALK, zone="Europe/Dublin"))
    daylight = next(iter(parsed(raw).walk("DAYLIGHT")))
    assert daylight["TZOFFSETTO"].to_ical() == "+0100"
    assert daylight["RRULE"]["BYMONTH"] == [3]


@pytest.mark.parametrize("server", ["Pacific/Auckland", "America/New_York", "UTC"])
def test_the_servers_own_zone_changes_nothing(server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    import time

    expected = request(TALK)
    monkeypatch.setenv("TZ", server)
    time.tzset()
    try:
        assert request(TALK) == expected
    finally:
        monkeypatch.undo()
        time.tzset()


def test_a_feed_writes_each_zone_once() -> None:
    entries = [replace(TALK, uid=str(n), zone=zone) for n, zone in enumerate(("Europe/Paris", "Asia/Tokyo") * 2)]
    calendar = parsed(feed("Saison", entries))
    assert [str(zone["TZID"]) for zone in calendar.walk("VTIMEZONE")] == ["Asia/Tokyo", "Europe/Paris"]
    assert all(event["DTSTART"].dt == TALK.starts_at for event in calendar.walk("VEVENT"))

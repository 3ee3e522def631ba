"""Calendars of other programs, awkward ones too."""

from contextlib import suppress
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from events.kit.errors import Refused
from events.programme.exchange.calendars.parsing import MOST_ENTRIES, is_calendar
from events.programme.exchange.calendars.reading import read_calendar
from events.programme.exchange.report import Report, Unreadable
from events.programme.exchange.setting import Setting
from events.programme.exchange.shape import Schedule
from events.programme.rules import SlotState

pytestmark = pytest.mark.usefixtures("sentences")

SPRING = Setting(date(2026, 1, 1), date(2026, 6, 30))
AWKWARD = Path(__file__).parents[4].parent / "shared" / "data" / "ics"


def calendar(*entries: str, above: str = "") -> bytes:
    """A calendar with these entries, lines parted by |."""
    blocks = (f"BEGIN:VEVENT\n{entry}\nEND:VEVENT".replace("|", "\n") for entry in entries)
    text = "\n".join(("BEGIN:VCALENDAR", "VERSION:2.0", *filter(None, (above,)), *blocks, "END:VCALENDAR", ""))
    return text.replace("\n", "\r\n").encode()


def read(*entries: str, above: str = "") -> tuple[Schedule, list[str]]:
    report = Report()
    return read_calendar(calendar(*entries, above=above), report, SPRING), [str(line) for line in report.lines]


LECTURE = (
    "UID:one@example.org|SUMMARY:La dentelle"
    "|DTSTART;TZID=Europe/Paris:20260129T143000|DTEND;TZID=Europe/Paris:20260129T160000"
)


def test_an_entry_is_a_talk_with_its_time() -> None:
    about = "|LOCATION:Salle A\\, Maison des associations|DESCRIPTION:Un métier.|CATEGORIES:Mémoire,Art|URL:https://example.org/"
    schedule, report = read(LECTURE + about)
    talk, slot = schedule.talks[0], schedule.slots[0]
    assert (slot.starts_at, slot.minutes) == (datetime(2026, 1, 29, 13, 30, tzinfo=UTC), 90)
    assert (talk.title, talk.abstract, talk.track) == ({"": "La dentelle"}, {"": "Un métier."}, {"": "Mémoire"})
    assert [(room.name, room.venue) for room in schedule.rooms] == [("Salle A", "Maison des associations")]
    assert talk.links[0].url == "https://example.org/"
    assert report == []


def test_the_guid_is_the_uid_or_made_from_it() -> None:
    uid = "0f9a1a2e-8f0b-4c55-9f53-6d7d2b6b9b11"
    mine = read(LECTURE.replace("one@example.org", uid))[0].slots[0]
    theirs = [read(LECTURE)[0].slots[0].guid for _again in range(2)]
    assert mine.guid == uid
    assert theirs[0] == theirs[1]
    assert UUID(theirs[0]).version == 5


def test_a_zone_without_its_rules_and_one_that_nobody_knows() -> None:
    schedule, report = read(LECTURE.replace("Europe/Paris", "Custom/Nowhere"))
    assert schedule.slots[0].starts_at == datetime(2026, 1, 29, 14, 30)
    assert any("Custom/Nowhere" in line for line in report)


def test_a_zone_with_rules_of_its_own() -> None:
    offset = "BEGIN:STANDARD\nDTSTART:19700101T000000\nTZOFFSETFROM:+0300\nTZOFFSETTO:+0300\nEND:STANDARD"
    rules = f"BEGIN:VTIMEZONE\nTZID:Mine\n{offset}\nEND:VTIMEZONE"
    schedule, _report = read(LECTURE.replace("Europe/Paris", "Mine"), above=rules)
    assert schedule.slots[0].starts_at == datetime(2026, 1, 29, 11, 30, tzinfo=UTC)


def test_a_floating_hour_is_one_of_the_event() -> None:
    schedule, _report = read("SUMMARY:Un|DTSTART:20260129T143000|DURATION:PT45M")
    assert (schedule.slots[0].starts_at, schedule.slots[0].minutes) == (datetime(2026, 1, 29, 14, 30), 45)


@pytest.mark.parametrize("end", ["", "|DTEND:20260129T100000Z", "|DURATION:-PT5M", "|DTEND:nonsense"])
def test_without_an_end_it_lasts_as_usual(end: str) -> None:
    schedule, report = read(f"SUMMARY:Un|DTSTART:20260129T143000Z{end}")
    assert schedule.slots[0].minutes == 60
    assert len(report) == 1


@pytest.mark.parametrize(
    "start", ["|DTSTART;VALUE=DATE:20260129", "|DTSTART:nonsense", "|DTSTART:00010101T000000Z", ""]
)
def test_without_an_hour_it_waits_for_its_date(start: str) -> None:
    schedule, report = read(f"SUMMARY:Un{start}")
    assert (len(schedule.talks), schedule.slots) == (1, ())
    assert len(report) == 1


def test_a_series_keeps_its_hour_and_ends_with_the_event() -> None:
    schedule, _report = read(f"{LECTURE}|RRULE:FREQ=WEEKLY|EXDATE;TZID=Europe/Paris:20260205T143000")
    starts = [slot.starts_at for slot in schedule.slots]
    assert len(schedule.talks) == 1
    assert starts[1] == datetime(2026, 2, 12, 13, 30, tzinfo=UTC)
    assert starts[-1] == datetime(2026, 6, 25, 12, 30, tzinfo=UTC)
    assert len({slot.guid for slot in schedule.slots}) == len(starts) == 21


def test_a_series_may_say_when_it_ends() -> None:
    until = read(f"{LECTURE}|RRULE:FREQ=WEEKLY;UNTIL=20260212T133000Z")[0]
    count = read(f"{LECTURE}|RRULE:FREQ=WEEKLY;COUNT=3")[0]
    assert [len(one.slots) for one in (until, count)] == [3, 3]


def test_a_time_of_a_series_that_was_moved_is_there_once() -> None:
    moved = (
        "UID:one@example.org|SUMMARY:La dentelle|RECURRENCE-ID;TZID=Europe/Paris:20260205T143000"
        "|DTSTART;TZID=Europe/Paris:20260206T100000|DURATION:PT1H"
    )
    schedule, _report = read(f"{LECTURE}|RRULE:FREQ=WEEKLY;COUNT=2", moved)
    assert [slot.starts_at.day for slot in schedule.slots] == [29, 6]


ODD = [
    "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
    "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
    "FREQ=DAILY;BYHOUR=1,2;BYMINUTE=1,2",
]


@pytest.mark.parametrize("rule", ["FREQ=SECONDLY", "FREQ=NEVER", "%n;BYMONTH=", "FREQ=YEARLY;BYMONTH=13", *ODD])
def test_a_rule_that_cannot_be_read_means_once(rule: str) -> None:
    schedule, _report = read(f"{LECTURE}|RRULE:{rule}")
    assert len(schedule.slots) == 1


def test_a_cancelled_entry_is_cancelled() -> None:
    assert read(f"{LECTURE}|STATUS:CANCELLED")[0].slots[0].state == SlotState.CANCELLED


def test_entries_stand_alone_and_in_several_calendars() -> None:
    alone = f"BEGIN:VEVENT\n{LECTURE}\nEND:VEVENT\n".replace("|", "\n").encode()
    for content in (alone, b"\xef\xbb\xbf" + alone, calendar(LECTURE) + calendar(LECTURE), alone.replace(b"\n", b"\r")):
        assert is_calendar(content)
        assert read_calendar(content, Report(), SPRING).talks


def test_one_entry_that_cannot_be_read_costs_no_other() -> None:
    broken = calendar("SUMMARY:Un|DTSTART:20260129T143000Z", "SUMMARY:Deux|DTSTART;;X:1|DTSTART:20260130T143000Z")
    content = broken.replace(b"END:VCALENDAR", b"BEGIN:\r\n;;;\r\nEND:NOTHING\r\nEND:VCALENDAR")
    titles = [talk.key for talk in read_calendar(content, Report(), SPRING).talks]
    assert titles == ["Un", "Deux"]


@pytest.mark.parametrize(
    "content",
    [
        b"BEGIN:VCALENDAR\nEND:VCALENDAR\n",
        b"BEGIN:V\nRRULE:%n;BYMONTH=",
        calendar("DTSTART:20260129T143000Z"),
        b"BEGIN:VCALENDAR\n" * 1000,
    ],
    ids=["empty", "fuzz", "untitled", "nested"],
)
def test_a_calendar_without_talks_is_refused_with_one_sentence(content: bytes) -> None:
    assert is_calendar(content)
    with pytest.raises(Unreadable) as refused:
        read_calendar(content, Report(), SPRING)
    assert "alend" in str(refused.value)


def test_too_many_entries_are_refused_before_they_are_read() -> None:
    with pytest.raises(Unreadable, match=str(MOST_ENTRIES)):
        read_calendar(calendar(*(["SUMMARY:Un"] * (MOST_ENTRIES + 1))), Report(), SPRING)


@pytest.mark.skipif(not AWKWARD.is_dir(), reason="reads ../shared/data, which is not here")
def test_awkward_calendars_are_read_or_refused_with_one_sentence() -> None:
    files = sorted(AWKWARD.glob("*.ics"))
    read_ones = []
    for file in files:
        assert is_calendar(file.read_bytes()), file.name
        with suppress(Unreadable):
            read_ones.append((file.name, read_calendar(file.read_bytes(), Report(), SPRING)))
    assert len(files) > len(read_ones) > 5


@settings(deadline=None)
@given(st.one_of(st.binary(max_size=200), st.text("DTSRUEL:;=\n2026T0129Z-P\\,%", max_size=120).map(str.encode)))
def test_any_bytes_in_an_entry_are_read_or_refused(content: bytes) -> None:
    with suppress(Refused):
        read_calendar(
            b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:Un\n" + content + b"\nEND:VEVENT\nEND:VCALENDAR\n",
            Report(),
            SPRING,
        )


@settings(deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    is_calendar(content)
    with suppress(Refused):
        read_calendar(content, Report(), SPRING)

"""The table of what each file carries; faults of the generator that people would meet in their calendars."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest

from events.calendar.rules import Attendee, Entry, Partstat, Status, cancellation, feed, lint, request
from tests.calendar import libical
from tests.calendar.invitations import BOB, CONGRESS, ORGANIZER, TALK, event_of, parsed

DEAD = replace(TALK, status=Status.CANCELLED)
FILES = {
    "request": request(TALK),
    "offered seat": request(replace(TALK, status=Status.TENTATIVE)),
    "congress": request(CONGRESS),
    "dead talk": cancellation(DEAD, talk_cancelled=True),
    "un-invited": cancellation(TALK, talk_cancelled=False),
    "congress un-invited": cancellation(CONGRESS, talk_cancelled=False),
    "feed": feed("Saison", [TALK, replace(DEAD, uid="2"), replace(CONGRESS, uid="3")]),
    "empty feed": feed("Saison", []),
}


@pytest.mark.parametrize("raw", FILES.values(), ids=FILES.keys())
def test_libical_finds_the_itip_table_respected(raw: bytes) -> None:
    assert libical.load().faults(raw) == []


def test_libical_does_judge() -> None:
    judge = libical.load()
    assert judge.faults(request(TALK).replace(b"ORGANIZER;", b"X-NOBODY;"))
    assert judge.faults(b"BEGIN:VCALENDAR\r\nEND:VEVENT\r\n")


@pytest.mark.parametrize("name", FILES)
def test_our_own_lint_finds_nothing(name: str) -> None:
    method = str(parsed(FILES[name]).get("METHOD", "")) or None
    assert lint(FILES[name], method=method, recipient=BOB.address, organizer=ORGANIZER.address) == []


def test_a_request_keeps_uid_and_sequence_and_takes_the_messages_own_stamp() -> None:
    event = event_of(request(replace(TALK, sequence=7, dtstamp=datetime(2026, 1, 20, 8, tzinfo=UTC))))
    assert event["UID"] == TALK.uid
    assert event["SEQUENCE"] == 7
    assert event["DTSTAMP"].dt == datetime(2026, 1, 20, 8, tzinfo=UTC)


def test_a_request_is_one_from_the_organizer_to_one_attendee() -> None:
    calendar, event = parsed(FILES["request"]), event_of(FILES["request"])
    assert calendar["METHOD"] == "REQUEST"
    assert event["ORGANIZER"] == "mailto:r-7f3k@replies.example"
    assert event["ATTENDEE"] == "mailto:bob@example.org"
    assert event["ATTENDEE"].params["PARTSTAT"] == "ACCEPTED"
    assert event["ATTENDEE"].params["RSVP"] == "TRUE"
    assert event["X-MICROSOFT-DISALLOW-COUNTER"] == "TRUE"


def test_someone_invited_by_others_has_yet_to_answer() -> None:
    event = event_of(request(replace(TALK, attendee=Attendee("sam@example.org"))))
    assert event["ATTENDEE"].params["PARTSTAT"] == Partstat.NEEDS_ACTION
    assert "CN" not in event["ATTENDEE"].params


def test_a_request_is_confirmed_and_an_offered_seat_tentative() -> None:
    assert event_of(FILES["request"])["STATUS"] == "CONFIRMED"
    assert event_of(FILES["offered seat"])["STATUS"] == "TENTATIVE"


def test_what_is_cancelled_is_not_requested() -> None:
    with pytest.raises(ValueError, match="cancelled"):
        request(DEAD)


def test_a_dead_talk_is_cancelled_with_status() -> None:
    assert parsed(FILES["dead talk"])["METHOD"] == "CANCEL"
    assert event_of(FILES["dead talk"])["STATUS"] == "CANCELLED"


def test_an_uninvited_person_gets_a_cancel_without_status() -> None:
    assert parsed(FILES["un-invited"])["METHOD"] == "CANCEL"
    assert "STATUS" not in event_of(FILES["un-invited"])
    assert event_of(FILES["un-invited"])["UID"] == TALK.uid


@pytest.mark.parametrize("missing", ["organizer", "attendee"])
def test_a_mail_without_people_is_refused(missing: str) -> None:
    people: dict[str, Any] = {missing: None}
    with pytest.raises(ValueError, match="one organizer and one attendee"):
        request(replace(TALK, **people))


def test_a_congress_ends_the_day_after_its_last_and_blocks_no_time() -> None:
    raw = FILES["congress"]
    assert b"DTSTART;VALUE=DATE:20260509\r\nDTEND;VALUE=DATE:20260511\r\n" in raw
    assert b"TRANSP:TRANSPARENT" in raw
    assert b"TZID" not in raw


def test_a_place_has_decimal_points() -> None:
    assert b"\r\nGEO:50.9581;1.8513\r\n" in FILES["request"]
    assert b"\r\nGEO:0.0;-0.1276\r\n" in request(replace(TALK, geo=(0.00002, -0.1276)))


def test_a_feed_has_a_name_an_interval_and_no_method() -> None:
    lines = feed("Quai, saison; 2026", [TALK]).split(b"\r\n")
    assert not any(line.startswith(b"METHOD") for line in lines)
    assert b"NAME:Quai\\, saison\\; 2026" in lines
    assert b"X-WR-CALNAME:Quai\\, saison\\; 2026" in lines
    assert b"REFRESH-INTERVAL;VALUE=DURATION:PT1H" in lines
    assert b"X-PUBLISHED-TTL:PT1H" in lines


def test_a_feed_tells_of_no_person() -> None:
    for secret in (b"ATTENDEE", b"ORGANIZER", b"r-7f3k", b"bob@", b"VALARM"):
        assert secret not in FILES["feed"]


def test_a_feed_keeps_cancelled_talks_as_cancelled() -> None:
    events = parsed(FILES["feed"]).walk("VEVENT")
    assert [str(event["STATUS"]) for event in events] == ["CONFIRMED", "CANCELLED", "CONFIRMED"]
    assert all(event["LAST-MODIFIED"].dt == TALK.dtstamp for event in events)


NAIVE = datetime(2026, 1, 29, 14, 30)
FIXED = datetime(2026, 1, 29, 14, 30, tzinfo=timezone(timedelta(hours=1)))


@pytest.mark.parametrize(
    "change",
    [
        {"starts_at": NAIVE},
        {"starts_at": FIXED},
        {"dtstamp": NAIVE},
        {"ends_at": TALK.starts_at},
        {"ends_at": date(2026, 1, 30)},
        {"geo": (91.0, 0.0)},
        {"geo": (float("nan"), 0.0)},
    ],
)
def test_an_impossible_entry_is_refused(change: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        replace(TALK, **change)


def test_an_inclusive_last_day_is_refused() -> None:
    with pytest.raises(ValueError, match="day after"):
        replace(CONGRESS, ends_at=CONGRESS.starts_at)


def test_entries_are_values() -> None:
    same: Entry = replace(TALK)
    assert same == TALK
    assert request(same) == request(TALK)

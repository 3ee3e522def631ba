"""Each broken file is caught, by name; so a fault put into the generator cannot leave the house."""

import re
from dataclasses import replace

import pytest

from events.calendar.rules import cancellation, feed, lint, request
from tests.calendar.invitations import BOB, CONGRESS, ORGANIZER, TALK

REQUEST = request(TALK)
CONGRESS_REQUEST = request(CONGRESS)
DEAD = cancellation(TALK, talk_cancelled=True)
GONE = cancellation(TALK, talk_cancelled=False)
FEED = feed("Saison", [TALK])
EVENT = REQUEST[REQUEST.index(b"BEGIN:VEVENT") : REQUEST.index(b"END:VCALENDAR")]
ZONE = REQUEST[REQUEST.index(b"BEGIN:VTIMEZONE") : REQUEST.index(b"BEGIN:VEVENT")]
ALARM = b"BEGIN:VALARM\r\nACTION:DISPLAY\r\nTRIGGER:-PT15M\r\nDESCRIPTION:x\r\nEND:VALARM\r\n"


def faults(raw: bytes, method: str | None = "REQUEST") -> list[str]:
    return lint(raw, method=method, recipient=BOB.address, organizer=ORGANIZER.address)


BROKEN: list[tuple[str, bytes, bytes]] = [
    ("does not end with CRLF", b"\r\n", b"\n"),
    ("does not end with CRLF", b"STATUS:", b"X-A:b\rSTATUS:"),
    ("longer than 75 octets", b"STATUS:", b"X-A:" + b"b" * 72 + b"\r\nSTATUS:"),
    ("empty line", b"STATUS:", b"\r\nSTATUS:"),
    ("not UTF-8, or was folded inside", b"STATUS:", b"X-A:\xc3\r\n \xa9\r\nSTATUS:"),
    ("not UTF-8", b"STATUS:", b"X-A:\xe9\r\nSTATUS:"),
    ("control character", b"Le phare", b"Le\x1bphare"),
    ("control character", b"Le phare", b"Le\xe2\x80\xa8phare"),
    ("not NAME;PARAMETER=value:value", b"STATUS:", b"no colon here\r\nSTATUS:"),
    ("BEGIN and its END", b"END:VEVENT", b"END:VTODO"),
    ("exactly one VCALENDAR", b"END:VCALENDAR\r\n", b""),
    ("METHOD is not the message's", b"METHOD:REQUEST", b"METHOD:PUBLISH"),
    ("METHOD is not the message's", b"METHOD:REQUEST\r\n", b""),
    ("VERSION is not 2.0", b"VERSION:2.0\r\n", b""),
    ("PRODID is missing", b"PRODID:", b"X-PRODID:"),
    ("exactly one VEVENT", EVENT, b""),
    ("exactly one VEVENT", EVENT, EVENT * 2),
    ("component other than", EVENT, EVENT + b"BEGIN:VTODO\r\nEND:VTODO\r\n"),
    ("exactly one UID", b"UID:4b1d6a@events.example\r\n", b""),
    ("exactly one UID", b"UID:", b"UID:2\r\nUID:"),
    ("exactly one DTSTAMP", b"DTSTAMP:", b"X-DTSTAMP:"),
    ("exactly one SEQUENCE", b"SEQUENCE:3\r\n", b""),
    ("exactly one ORGANIZER", b"ORGANIZER;", b"X-ORGANIZER;"),
    ("exactly one SUMMARY", b"SUMMARY:Le phare\\, la nuit", b"SUMMARY:"),
    ("exactly one STATUS", b"STATUS:CONFIRMED\r\n", b""),
    ("exactly one DTEND", b"DTEND;", b"X-DTEND;"),
    ("more than one LOCATION", b"LOCATION:", b"LOCATION:x\r\nLOCATION:"),
    ("SEQUENCE is not a number", b"SEQUENCE:3", b"SEQUENCE:-3"),
    ("ATTENDEE is not exactly", b"ATTENDEE;", b"ATTENDEE:mailto:eve@example.org\r\nATTENDEE;"),
    ("ATTENDEE is not exactly", b"mailto:bob@", b"mailto:eve@"),
    ("ATTENDEE is not exactly", b"mailto:bob@", b"bob@"),
    ("ORGANIZER is not the sender", b"mailto:r-7f3k@", b"mailto:r-eve@"),
    ("PARTSTAT is unknown", b"PARTSTAT=ACCEPTED", b"PARTSTAT=YES"),
    ("RSVP is neither", b"RSVP=TRUE", b"RSVP=YES"),
    ("STATUS does not go", b"STATUS:CONFIRMED", b"STATUS:CANCELLED"),
    ("STATUS does not go", b"STATUS:CONFIRMED", b"STATUS:Confirmed"),
    ("VTIMEZONE is missing", ZONE, b""),
    ("VTIMEZONE is written twice", ZONE, ZONE * 2),
    ("VTIMEZONE is not used", b"TZID:Europe/Paris", b"TZID:Europe/Berlin"),
    ("another instant by the VTIMEZONE", b"TZOFFSETTO:+0100", b"TZOFFSETTO:-0500"),
    ("another instant by the VTIMEZONE", b"BYMONTH=10", b"BYMONTH=2"),
    ("VTIMEZONE cannot be read", b"TZOFFSETTO:+0100", b"TZOFFSETTO:CET"),
    ("VTIMEZONE cannot be read", b"BYDAY=-1SU", b"BYDAY=SU"),
    ("unknown TZID", b"Europe/Paris", b"Europe/Calais"),
    ("DTSTART is floating", b"DTSTART;TZID=Europe/Paris:", b"DTSTART:"),
    ("DTSTART is floating", b"DTSTART;TZID=Europe/Paris:20260129T143000", b"DTSTART:20260129T143000+0100"),
    ("DTEND is not after", b"DTEND;TZID=Europe/Paris:20260129T16", b"DTEND;TZID=Europe/Paris:20260129T14"),
    (
        "one of DTSTART and DTEND is a day",
        b"DTEND;TZID=Europe/Paris:20260129T160000",
        b"DTEND;VALUE=DATE:20260130",
    ),
    ("DTSTAMP is not in UTC", b"DTSTAMP:20260115T090000Z", b"DTSTAMP:20260115T090000"),
    ("another component inside VEVENT", b"END:VEVENT", ALARM + b"END:VEVENT"),
    ("SUMMARY is not escaped", b"phare\\,", b"phare,"),
    ("SUMMARY is not escaped", b"phare\\,", b"phare\\x,"),
    ("GEO is not two numbers", b"GEO:50.9581;1.8513", b"GEO:50,9581;1,8513"),
    ("GEO is not two numbers", b"GEO:50.9581;1.8513", b"GEO:50.9581\\;1.8513"),
    ("TRANSP is unknown", b"TRANSP:OPAQUE", b"TRANSP:FREE"),
]


@pytest.mark.parametrize(("fault", "old", "new"), BROKEN)
def test_a_broken_request_is_caught(fault: str, old: bytes, new: bytes) -> None:
    assert old in REQUEST
    assert any(fault in found for found in faults(REQUEST.replace(old, new)))


def test_swapped_offsets_are_caught() -> None:
    swapped = REQUEST.replace(b"OFFSETFROM", b"?").replace(b"OFFSETTO", b"OFFSETFROM").replace(b"?", b"OFFSETTO")
    assert any("VTIMEZONE" in fault for fault in faults(swapped))
    renamed = re.sub(rb"DAYLIGHT|STANDARD", lambda m: b"STANDARD" if m[0] == b"DAYLIGHT" else b"DAYLIGHT", REQUEST)
    assert any("VTIMEZONE" in fault for fault in faults(renamed))


def test_summer_rules_at_winters_date_are_caught() -> None:
    swapped = REQUEST.replace(b"BYMONTH=10", b"BYMONTH=?").replace(b"BYMONTH=3", b"BYMONTH=10")
    assert any("another instant" in fault for fault in faults(swapped.replace(b"BYMONTH=?", b"BYMONTH=3")))


def test_a_doubled_wall_time_is_caught() -> None:
    raw = re.sub(rb"Paris:20260129T14", b"Paris:20261025T02", REQUEST).replace(b"Paris:20260129", b"Paris:20261025")
    assert faults(raw) == ["DTSTART is another instant by the VTIMEZONE"]


def test_an_inclusive_last_day_is_caught() -> None:
    assert "DTEND is not after DTSTART" in faults(CONGRESS_REQUEST.replace(b"20260511", b"20260509"))


def test_a_day_with_a_zone_is_caught() -> None:
    raw = CONGRESS_REQUEST.replace(b"DTSTART;VALUE=DATE", b"DTSTART;TZID=Europe/Paris;VALUE=DATE")
    assert "DTSTART is not a plain day" in faults(raw)


def test_the_recipients_capitals_do_not_matter() -> None:
    assert lint(REQUEST, method="REQUEST", recipient="Bob@EXAMPLE.org") == []
    assert faults(REQUEST.replace(b"mailto:bob", b"MAILTO:Bob")) == []


def test_the_mime_method_is_the_method() -> None:
    found = lint(GONE, method="CANCEL", recipient=BOB.address, mime_method="REQUEST")
    assert found == ["the method parameter is not METHOD"]


def test_a_cancellation_sent_as_request_is_caught() -> None:
    assert faults(GONE.replace(b"METHOD:CANCEL", b"METHOD:REQUEST"), "CANCEL")
    assert "STATUS does not go with METHOD" in faults(DEAD.replace(b"METHOD:CANCEL", b"METHOD:REQUEST"))
    assert faults(REQUEST, "CANCEL")


@pytest.mark.parametrize(("raw", "talk_cancelled"), [(DEAD, True), (GONE, False)])
def test_the_status_of_a_cancellation_tells_whether_the_talk_died(raw: bytes, talk_cancelled: bool) -> None:
    def found(claim: bool) -> list[str]:
        return lint(raw, method="CANCEL", recipient=BOB.address, talk_cancelled=claim)

    assert found(talk_cancelled) == []
    assert found(not talk_cancelled) == ["STATUS is CANCELLED exactly when the talk is cancelled"]


@pytest.mark.parametrize(
    ("fault", "raw"),
    [
        ("METHOD is not the message's", FEED.replace(b"CALSCALE", b"METHOD:PUBLISH\r\nCALSCALE")),
        ("names people", FEED.replace(b"SUMMARY", b"ATTENDEE:mailto:eve@example.org\r\nSUMMARY")),
        ("names people", FEED.replace(b"SUMMARY", b"ORGANIZER:mailto:r-7f3k@replies.example\r\nSUMMARY")),
        (
            "LAST-MODIFIED is not in UTC",
            FEED.replace(b"MODIFIED:20260115T090000Z", b"MODIFIED:20260115T090000"),
        ),
    ],
)
def test_a_broken_feed_is_caught(fault: str, raw: bytes) -> None:
    assert any(fault in found for found in lint(raw, method=None))


def test_an_unknown_method_is_caught() -> None:
    assert "METHOD is neither REQUEST nor CANCEL" in lint(REQUEST, method="PUBLISH", recipient=BOB.address)


@pytest.mark.parametrize("raw", [b"", b"\r\n", b"\xff\xfe", b"BEGIN:VCALENDAR", b"END:VCALENDAR\r\n", b"\0" * 99])
def test_rubbish_is_a_fault_and_no_traceback(raw: bytes) -> None:
    assert faults(raw)


def test_a_title_that_is_nothing_but_controls_is_caught() -> None:
    assert "there is not exactly one SUMMARY" in faults(request(replace(TALK, summary="\0\x1b")))

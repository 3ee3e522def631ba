"""Whatever people type: it comes back as they meant it, and no line of the file is theirs."""

import unicodedata
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from events.calendar.rules import Attendee, Organizer, feed, lint, request
from events.calendar.rules.text import common_name, link, mailto, one_line, paragraphs
from tests.calendar.invitations import BOB, ORGANIZER, TALK, event_of, parsed

NASTY = "\r\n\0\x1b\v\f\x85\u2028\u2029\ud800,;:\\\"^'éÉe\u0301😀\u200d|=nN\t "
hostile = st.text(st.characters(exclude_categories=()) | st.sampled_from(NASTY), max_size=160)


@settings(max_examples=60, deadline=None)
@given(title=hostile, text=hostile, place=hostile, name=hostile)
def test_hostile_text_comes_back_clean(title: str, text: str, place: str, name: str) -> None:
    entry = replace(
        TALK,
        summary=f"x{title}",
        description=text,
        location=place,
        organizer=Organizer(ORGANIZER.address, name),
        attendee=replace(BOB, name=name),
    )
    raw = request(entry)
    assert lint(raw, method="REQUEST", recipient=BOB.address, organizer=ORGANIZER.address) == []
    event = event_of(raw)
    assert event["SUMMARY"] == one_line(f"x{title}")
    assert event.get("DESCRIPTION", "") == paragraphs(text)
    assert event.get("LOCATION", "") == one_line(place)
    assert event["ATTENDEE"].params.get("CN", "") == common_name(name)


@settings(max_examples=40, deadline=None)
@given(name=hostile, uid=hostile, url=hostile)
def test_hostile_names_of_feeds_forge_no_line(name: str, uid: str, url: str) -> None:
    raw = feed(name, [replace(TALK, uid=f"x{uid}", url=url)])
    assert lint(raw, method=None) == []
    assert len(parsed(raw).walk("VEVENT")) == 1


@pytest.mark.parametrize("name", ["NAME", "X-WR-CALNAME"])
def test_a_lone_carriage_return_injects_no_property(name: str) -> None:
    calendar = parsed(feed("Saison\rATTENDEE:mailto:eve@example.org", [TALK]))
    assert calendar[name] == "Saison ATTENDEE:mailto:eve@example.org"
    assert "ATTENDEE" not in calendar


@pytest.mark.parametrize("letter", ["é", "😀", "漢"])
@pytest.mark.parametrize("shift", range(5))
def test_a_line_is_never_folded_inside_a_character(letter: str, shift: int) -> None:
    title = "a" * shift + letter * 60
    raw = request(replace(TALK, summary=title))
    assert all(len(line) <= 75 and line.decode() for line in raw.split(b"\r\n")[:-1])
    assert event_of(raw)["SUMMARY"] == title


def test_what_stays_and_what_goes() -> None:
    assert paragraphs("a\r\nb\rc\u2028d\x85e\x00f\x1b\tg\ud800\x7f") == "a\nb\nc\nd\nef g"
    assert one_line("  a\n\n b\u00a0c ") == "a b c"
    assert paragraphs("e\u0301") == unicodedata.normalize("NFC", "é")
    assert common_name('Léa "la\nGrande" ^n; Caron') == "Léa la Grande n; Caron"
    assert link("https://a.example/é b\r\nX:1") == "https://a.example/%C3%A9%20b%20X:1"


TWO = "bob@x.example, eve@x.example"


@pytest.mark.parametrize("address", ["", "bob", TWO, "b\r\n@x.example", "b@x@y", "b\0@x.example"])
def test_what_is_not_one_address_is_refused(address: str) -> None:
    with pytest.raises(ValueError, match="address"):
        mailto(address)


@pytest.mark.parametrize("address", ["o'neil+a@x.example", "50%@x.example", "léa@x.example", "a?cc=eve@x.example"])
def test_an_odd_address_is_still_the_recipient(address: str) -> None:
    raw = request(replace(TALK, attendee=Attendee(address)))
    assert lint(raw, method="REQUEST", recipient=address) == []

"""What the demonstration's texts promise, whatever the database."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from events.cli.demo.content import FOLDER, content
from events.cli.demo.large import places_of, speaker_of, title_of
from events.cli.demo.seating import seating, wishes

HOLIDAYS = [
    (date(2025, 10, 18), date(2025, 11, 2)),
    (date(2025, 12, 20), date(2026, 1, 4)),
    (date(2026, 2, 14), date(2026, 3, 1)),
    (date(2026, 4, 11), date(2026, 4, 26)),
]
"""School holidays of zone B, first and last day."""

SEASON = content("season")["talk"]
CONGRESS = [*content("friday")["talk"], *content("saturday")["talk"]]
DORA = next(talk for talk in SEASON if talk["title"]["fr"].startswith("Mittelbau-Dora"))


def texts(value: Any, path: str = "") -> Iterator[tuple[str, dict[str, str]]]:
    """Every text in two languages, with where it stands."""
    if isinstance(value, dict) and "fr" in value:
        yield path, value
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from texts(item, f"{path}/{key}")
    elif isinstance(value, list):
        for number, item in enumerate(value):
            yield from texts(item, f"{path}/{number}")


def span(talk: dict[str, Any], version: int) -> tuple[datetime, datetime, str]:
    facts = {**talk, **talk.get("before", {})} if version == 1 else talk
    minutes = {row["key"]: row["duration"] for row in content("congress")["format"]}
    length = talk.get("duration", minutes[talk.get("format", "lecture")])
    return facts["starts"], facts["starts"] + timedelta(minutes=length), facts["room"]


@pytest.mark.parametrize("file", sorted(path.stem for path in FOLDER.glob("*.toml")))
def test_every_text_stands_in_both_languages_with_typographic_apostrophes(file: str) -> None:
    found = dict(texts(content(file)))
    assert [path for path, text in found.items() if not (text.get("fr") and text.get("en"))] == []
    assert [path for path, text in found.items() if "'" in text["fr"] + text["en"]] == []


@pytest.mark.parametrize("talk", [*SEASON, *CONGRESS], ids=lambda talk: talk["title"]["en"])
def test_every_talk_has_its_texts_and_known_speakers(talk: dict[str, Any]) -> None:
    assert {"fr", "en"} <= talk["title"].keys() & talk["abstract"].keys()
    assert set(talk["speakers"]) <= content("speakers").keys()


def test_everybody_described_speaks_somewhere() -> None:
    assert {key for talk in [*SEASON, *CONGRESS] for key in talk["speakers"]} == content("speakers").keys()


def test_the_season_keeps_to_thursdays_outside_the_holidays() -> None:
    days = [talk["starts"].date() for talk in SEASON if talk.get("format") != "outing"]
    assert {day.strftime("%A") for day in days} == {"Thursday"}
    assert [day for day in days for first, last in HOLIDAYS if first <= day <= last] == []
    assert len(set(days)) == len(days)


@pytest.mark.parametrize("version", [1, 2])
def test_nobody_and_no_room_is_in_two_places_at_the_congress(version: int) -> None:
    for number, talk in enumerate(CONGRESS):
        starts, ends, room = span(talk, version)
        for other in CONGRESS[number + 1 :]:
            other_starts, other_ends, other_room = span(other, version)
            if starts < other_ends and other_starts < ends:
                assert room != other_room, (talk["title"]["fr"], other["title"]["fr"])
                assert not set(talk["speakers"]) & set(other["speakers"]), (talk["title"]["fr"], other["title"]["fr"])


def test_the_lecture_of_29_january_keeps_to_what_is_known() -> None:
    assert DORA["title"]["fr"] == "Mittelbau-Dora : un camp de concentration secret très meurtrier"
    assert DORA["subtitle"]["fr"] == "L’exemple des déportés du Calaisis"
    assert DORA["starts"].date() == date(2026, 1, 29)
    assert [content("speakers")[key]["name"] for key in DORA["speakers"]] == ["Dominique Mathieu", "Lionel Roux"]
    known = ["3 octobre 1942", "Peenemünde", "Éperlecques", "Helfaut-Wizernes", "Nordhausen", "Mittelwerk", "V2"]
    known += ["Septembre 1943", "Novembre 1944", "60 000", "9 000", "Buchenwald", "von Braun", "Bringer", "Vernon"]
    spaced = " ".join(DORA["abstract"]["fr"].replace("\n", " ").split())
    assert [fact for fact in known if fact.replace("von Braun", "Wernher von Braun") not in spaced] == []


def test_seats_are_taken_to_the_last_and_the_next_households_wait() -> None:
    households = [["a", "b"], ["c"], ["d", "e", "f"], ["g"]]
    assert seating(households, {"taken": 4, "first": 1, "waiting": 1}) == ([1, 2], [3])
    with pytest.raises(ValueError, match="too few households"):
        seating(households, {"taken": 8, "first": 0})


def test_who_waits_registers_last() -> None:
    audience = {"talk": "x", "taken": 1, "first": 1, "waiting": 1}
    found = wishes([["a"], ["b"]], [audience])
    assert [(wish.names, wish.waits) for wish in found] == [(["b"], False), (["a"], True)]


def test_the_large_congress_has_500_different_talks_in_their_own_places() -> None:
    facts = content("large")
    assert (facts["talks"], facts["registrations"]) == (500, 1000)
    numbers = range(facts["talks"])
    assert len({title_of(facts, number)["fr"] for number in numbers}) == 500
    assert len({speaker_of(facts, number) for number in numbers}) == 500
    assert len(set(places_of(facts))) == len(list(places_of(facts))) >= 500

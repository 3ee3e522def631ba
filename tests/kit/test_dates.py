from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from events.kit import dates

PARIS = ZoneInfo("Europe/Paris")


def plain(words: str) -> str:
    return words.replace("\u202f", " ").replace("\u00a0", " ")


def at(year: int, month: int, day: int, hour: int, minute: int) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=PARIS)


def test_day_in_words_follows_the_language() -> None:
    assert plain(dates.day_in_words(date(2026, 10, 6), "fr")) == "mardi 6 octobre 2026"
    assert plain(dates.day_in_words(date(2026, 10, 6), "en")) == "Tuesday 6 October 2026"
    assert plain(dates.day_in_words(date(2026, 3, 1), "fr", year=False)) == "dimanche 1er mars"
    assert plain(dates.day_in_words(date(2026, 3, 1), "en", weekday=False)) == "1 March 2026"


@pytest.mark.parametrize(
    ("hour", "minute", "french", "english"),
    [
        (18, 30, "18 h 30", "6:30 pm"),
        (9, 0, "9 h", "9 am"),
        (9, 5, "9 h 05", "9:05 am"),
        (12, 0, "12 h", "12 noon"),
        (0, 0, "0 h", "12 midnight"),
        (0, 15, "0 h 15", "12:15 am"),
    ],
)
def test_hour_in_words_follows_the_language(hour: int, minute: int, french: str, english: str) -> None:
    moment = at(2026, 1, 29, hour, minute)
    assert plain(dates.hour_in_words(moment, "fr")) == french
    assert plain(dates.hour_in_words(moment, "en")) == english


def test_hour_in_words_cannot_break_across_lines() -> None:
    assert " " not in dates.hour_in_words(at(2026, 1, 29, 18, 30), "fr")
    assert " " not in dates.hour_in_words(at(2026, 1, 29, 18, 30), "en")


def test_hour_in_words_keeps_the_zone_it_is_given() -> None:
    assert plain(dates.hour_in_words(datetime(2026, 7, 1, 16, 30, tzinfo=UTC), "fr")) == "16 h 30"
    assert plain(dates.hour_in_words(datetime(2026, 7, 1, 16, 30, tzinfo=UTC).astimezone(PARIS), "fr")) == "18 h 30"


def test_hour_in_words_refuses_a_moment_without_a_zone() -> None:
    with pytest.raises(ValueError, match="time zone"):
        dates.hour_in_words(datetime(2026, 1, 29, 18, 30), "fr")


def test_moment_and_hours_in_words() -> None:
    start, end = at(2026, 10, 6, 18, 30), at(2026, 10, 6, 20, 0)
    assert plain(dates.moment_in_words(start, "fr")) == "mardi 6 octobre 2026 à 18 h 30"
    assert plain(dates.moment_in_words(start, "en-GB")) == "Tuesday 6 October 2026 at 6:30 pm"
    assert plain(dates.hours_in_words(start, end, "fr")) == "de 18 h 30 à 20 h"
    assert plain(dates.hours_in_words(start, end, "en")) == "6:30 pm to 8 pm"


@pytest.mark.parametrize(
    ("first", "last", "french", "english"),
    [
        (date(2026, 5, 19), date(2026, 5, 23), "du 19 au 23 mai 2026", "19 to 23 May 2026"),
        (date(2026, 5, 1), date(2026, 5, 3), "du 1er au 3 mai 2026", "1 to 3 May 2026"),
        (date(2026, 5, 30), date(2026, 6, 2), "du 30 mai au 2 juin 2026", "30 May to 2 June 2026"),
        (
            date(2026, 12, 29),
            date(2027, 1, 3),
            "du 29 décembre 2026 au 3 janvier 2027",
            "29 December 2026 to 3 January 2027",
        ),
        (date(2026, 5, 19), date(2026, 5, 19), "19 mai 2026", "19 May 2026"),
    ],
)
def test_days_in_words_repeat_nothing(first: date, last: date, french: str, english: str) -> None:
    assert plain(dates.days_in_words(first, last, "fr")) == french
    assert plain(dates.days_in_words(first, last, "en")) == english


def test_months_in_words_elide_in_french() -> None:
    assert dates.months_in_words(date(2026, 1, 8), date(2026, 3, 5), "fr") == "de janvier à mars"
    assert dates.months_in_words(date(2026, 10, 8), date(2026, 12, 5), "fr") == "d’octobre à décembre"
    assert dates.months_in_words(date(2026, 1, 8), date(2026, 1, 29), "fr") == "janvier"
    assert dates.months_in_words(date(2026, 1, 8), date(2026, 3, 5), "en") == "January to March"

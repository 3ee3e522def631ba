"""Days and hours in words, in French and in English, for pages, mails and papers.

Moments are aware datetimes and are worded in the zone they carry: convert first (``moment.astimezone(zone)``).
Languages are BCP 47 tags; any other than French is worded in British English. Spaces that must not break are
U+00A0 and U+202F (see :mod:`events.kit.typography`).
"""

from datetime import date, datetime

from babel.dates import format_date

from events.kit.typography import NARROW, NO_BREAK, ordinal_day


def weekday_in_words(day: date, language: str) -> str:
    """« jeudi », "Thursday"."""
    return format_date(_date_of(day), "EEEE", locale=_locale(language))


def month_in_words(day: date, language: str, *, year: bool = False) -> str:
    """« janvier », "January"; with its year « janvier 2026 »."""
    name = format_date(_date_of(day), "LLLL", locale=_locale(language))
    return f"{name} {day.year}" if year else name


def day_in_words(day: date, language: str, *, weekday: bool = True, year: bool = True) -> str:
    """« mardi 6 octobre 2026 », « dimanche 1er mars 2026 », "Tuesday 6 October 2026"."""
    words = f"{ordinal_day(day.day, language)}{NO_BREAK}{month_in_words(day, language, year=year)}"
    return f"{weekday_in_words(day, language)} {words}" if weekday else words


def short_weekday(day: date, language: str) -> str:
    """« jeu. », "Thu"."""
    return format_date(_date_of(day), "EEE", locale=_locale(language))


def hour_in_words(moment: datetime, language: str) -> str:
    """« 18 h 30 », « 9 h »; "6:30 pm", "9 am", "12 noon", "12 midnight". Refuses a moment without a zone."""
    _refuse_naive(moment)
    if _is_french(language):
        words = f"{moment.hour}{NARROW}h"
        return f"{words}{NARROW}{moment.minute:02d}" if moment.minute else words
    return _twelve_hour_clock(moment)


def hours_in_words(start: datetime, end: datetime, language: str) -> str:
    """« de 18 h 30 à 20 h », "6:30 pm to 8 pm"."""
    first, last = hour_in_words(start, language), hour_in_words(end, language)
    return f"de {first} à {last}" if _is_french(language) else f"{first} to {last}"


def moment_in_words(moment: datetime, language: str, *, year: bool = True) -> str:
    """« mardi 6 octobre 2026 à 18 h 30 », "Tuesday 6 October 2026 at 6:30 pm"."""
    join = f"à{NO_BREAK}" if _is_french(language) else f"at{NO_BREAK}"
    return f"{day_in_words(moment, language, year=year)} {join}{hour_in_words(moment, language)}"


def days_in_words(first: date, last: date, language: str) -> str:
    """« du 19 au 23 mai 2026 », « du 30 mai au 2 juin 2026 »; one day alone is « 19 mai 2026 ».

    Repeats neither a month nor a year that both days share. In English: "19 to 23 May 2026".
    """
    first, last = _date_of(first), _date_of(last)
    end = day_in_words(last, language, weekday=False)
    if first == last:
        return end
    start = _day_as_far_as_it_differs(first, last, language)
    return f"du {start} au {end}" if _is_french(language) else f"{start} to {end}"


def months_in_words(first: date, last: date, language: str) -> str:
    """« de janvier à mars », « d’octobre à décembre », "January to March"; one month alone is its name."""
    start, end = month_in_words(first, language), month_in_words(last, language)
    if (first.year, first.month) == (last.year, last.month):
        return start
    if not _is_french(language):
        return f"{start} to {end}"
    return f"{'d’' if start[0] in 'ao' else 'de '}{start} à {end}"


def _day_as_far_as_it_differs(first: date, last: date, language: str) -> str:
    if (first.year, first.month) == (last.year, last.month):
        return ordinal_day(first.day, language)
    return day_in_words(first, language, weekday=False, year=first.year != last.year)


def _twelve_hour_clock(moment: datetime) -> str:
    if moment.minute == 0 and moment.hour in (0, 12):
        return f"12{NO_BREAK}{'noon' if moment.hour else 'midnight'}"
    hour, half = moment.hour % 12 or 12, "am" if moment.hour < 12 else "pm"
    minutes = f":{moment.minute:02d}" if moment.minute else ""
    return f"{hour}{minutes}{NO_BREAK}{half}"


def _refuse_naive(moment: datetime) -> None:
    if moment.tzinfo is None:
        raise ValueError("a moment needs its time zone before it can be put into words")


def _date_of(day: date) -> date:
    return day.date() if isinstance(day, datetime) else day


def _is_french(language: str) -> bool:
    return language.lower().startswith("fr")


def _locale(language: str) -> str:
    return "fr" if _is_french(language) else "en_GB"

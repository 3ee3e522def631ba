"""What a reader asks the schedule for: a plain GET form, whose state is its address."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from babel import Locale
from flask_babel import gettext as _
from sqlalchemy import ColumnElement, or_
from werkzeug.datastructures import MultiDict

from events.kit.localised import in_language
from events.kit.text import clean_line
from events.kit.typography import typeset
from events.programme.models import ReleasedSlot, Talk
from events.programme.queries.search import holds_words
from events.site.schedule.facets import Facets
from events.site.schedule.words import day_words

LONGEST_TEXT = 200
MOST_VALUES = 20
"""Of one field; further ones are left out."""

A_DAY_ANYWHERE = timedelta(hours=14), timedelta(hours=36)
"""A local day, whatever its zone, lies between midnight UTC less the first and plus the second."""

MOST_DAYS = 14
"""Of a congress; the days of a season are too many to choose from, and found by month."""

FIELDS = ("day", "track", "room", "format", "language")


@dataclass(frozen=True)
class Wanted:
    """Words to look for, and for each field the values that were chosen, known or not."""

    text: str
    values: dict[str, tuple[str, ...]]

    def __bool__(self) -> bool:
        return self.picks_talks or bool(self.values["day"])

    @property
    def picks_talks(self) -> bool:
        """Whether more than a day is asked for; breaks aren't shown then."""
        return bool(self.text) or any(self.values[name] for name in FIELDS if name != "day")

    @property
    def only_day(self) -> str:
        """The one day that is asked for and nothing else; else nothing."""
        days = self.values["day"]
        return days[0] if len(days) == 1 and not self.picks_talks else ""


@dataclass(frozen=True)
class Choice:
    value: str
    words: str
    chosen: bool


@dataclass(frozen=True)
class Field:
    """One select; `several` when the address names more than one of its choices."""

    name: str
    label: str
    all: str
    choices: list[Choice]

    @property
    def several(self) -> bool:
        return sum(choice.chosen for choice in self.choices) > 1

    @property
    def is_chosen(self) -> bool:
        return any(choice.chosen for choice in self.choices)


def wanted_of(typed: "MultiDict[str, str]") -> Wanted:
    """What an address asks for; empty values ask for nothing."""
    values = {name: tuple(dict.fromkeys(filter(None, typed.getlist(name))))[:MOST_VALUES] for name in FIELDS}
    return Wanted(typed_text(typed), values)


def typed_text(typed: "MultiDict[str, str]") -> str:
    """What is looked for, of a length that can be shown again."""
    return clean_line(typed.get("q", "")[: 10 * LONGEST_TEXT])[:LONGEST_TEXT]


def conditions(wanted: Wanted, facets: Facets) -> list[ColumnElement[bool]] | None:
    """For a `where` on released slots and their talks; None when nothing can be found.

    A value that isn't there is left out beside one that is, and finds nothing where it stands alone.
    """
    found: list[ColumnElement[bool] | None] = []
    if wanted.picks_talks:
        found.append(ReleasedSlot.talk_id.is_not(None))
    if wanted.text:
        found.append(holds_words(wanted.text))
    for name, meanings in _columns(facets).items():
        if wanted.values[name]:
            found.append(_any_of(meanings, wanted.values[name]))
    known = [one for one in found if one is not None]
    return known if len(known) == len(found) else None


def _columns(facets: Facets) -> dict[str, dict[str, ColumnElement[bool]]]:
    """For each field what its values mean."""
    return {
        "day": {day.isoformat(): _about(day) for day in facets.days},
        "track": {track.slug: Talk.track_id == track.id for track in facets.tracks},
        "room": {str(room.id): ReleasedSlot.room_id == room.id for room in facets.rooms},
        "format": {kind.slug: Talk.format_id == kind.id for kind in facets.formats},
        "language": {language: Talk.language == language for language in facets.languages},
    }


def _any_of(known: dict[str, ColumnElement[bool]], values: Sequence[str]) -> ColumnElement[bool] | None:
    meant = [known[value] for value in values if value in known]
    return or_(*meant) if meant else None


def _about(day: date) -> ColumnElement[bool]:
    """That day in any zone; days.py leaves out what belongs to its neighbours."""
    midnight = datetime.combine(day, time(), tzinfo=UTC)
    before, after = A_DAY_ANYWHERE
    return ReleasedSlot.starts_at.between(midnight - before, midnight + after)


def fields_of(wanted: Wanted, facets: Facets, language: str) -> list[Field]:
    """The selects that leave something to choose: one track does, for talks may have none."""

    def field(name: str, label: str, everything: str, rows: Sequence[tuple[str, str]]) -> Field:
        return Field(name, label, everything, [Choice(key, text, key in wanted.values[name]) for key, text in rows])

    def named(things: Sequence[Any]) -> list[tuple[str, str]]:
        return [(thing.slug, typeset(in_language(thing.name, language), language)) for thing in things]

    days = [(day.isoformat(), day_words(day, language)) for day in facets.days if len(facets.days) <= MOST_DAYS]
    rooms = [(str(room.id), room.name) for room in facets.rooms]
    languages = [(code, language_in_words(code, language)) for code in facets.languages]
    offered = [
        field("day", _("Day"), _("All days"), days),
        field("track", _("Track"), _("All tracks"), named(facets.tracks)),
        field("room", _("Room"), _("All rooms"), rooms),
        field("format", _("Format"), _("All formats"), named(facets.formats)),
        field("language", _("Language"), _("All languages"), languages),
    ]
    return [one for one in offered if len(one.choices) > (one.name != "track")]


def language_in_words(code: str, language: str) -> str:
    """« français », "French"; a code that nobody knows stays as it is."""
    return str(Locale.parse(language).languages.get(code, code))

"""Days on which associations give no talks: French school holidays by zone, public holidays, and closures of their own.

The official calendar stands in `official.toml`, with its sources. An organisation's own rows win over it.
"""

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

SATURDAY = 5
ALSACE_MOSELLE = frozenset(["57", "67", "68"])
"""Departments with two public holidays more: Good Friday and 26 December."""

_BETTER = {"Armistice": "Armistice 1918", "Fête de la Victoire": "Victoire 1945", "Labor Day": "Labour Day"}


@dataclass(frozen=True)
class Period:
    """Days without talks, first and last included. `key` names an official one: "2026-2027-winter-b"."""

    name: Mapping[str, str]
    first: date
    last: date
    key: str = ""
    year: str = ""

    def covers(self, day: date) -> bool:
        return self.first <= day <= self.last


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads((Path(__file__).parent / "official.toml").read_text("utf-8"))


def zones() -> Mapping[str, str]:
    """The academies of each zone."""
    return {zone: facts["academies"] for zone, facts in _table()["zones"].items()}


def sources() -> Mapping[str, str]:
    """Where the dates of each school year come from."""
    return {year["name"]: year["source"] for year in _table()["years"]}


def zone_of(postcode: str) -> str:
    """The zone of a French postcode; '' where it has none."""
    department = postcode.strip()[:2]
    return next((zone for zone, facts in _table()["zones"].items() if department in facts["departments"].split()), "")


def is_in_alsace_moselle(postcode: str) -> bool:
    return postcode.strip()[:2] in ALSACE_MOSELLE


@cache
def official_periods(zone: str) -> Sequence[Period]:
    """All school holidays of a zone that the table knows, by time; none for an unknown zone."""
    if zone not in zones():
        return ()
    return tuple(_period(year, season, zone) for year in _table()["years"] for season in _table()["names"])


def find_official(key: str) -> Period | None:
    every = (period for zone in zones() for period in official_periods(zone))
    return next((period for period in every if period.key == key), None)


@cache
def public_holidays(year: int, alsace_moselle: bool = False) -> Sequence[Period]:
    """The public holidays of France in one year, by date."""
    from holidays import country_holidays

    part = "57" if alsace_moselle else None
    french, english = (country_holidays("FR", part, year, language=words) for words in ("fr", "en_US"))
    return tuple(
        Period({"fr": _well_written(french[day]), "en": _well_written(english[day])}, day, day)
        for day in sorted(french)
    )


def days_off(
    first: date, last: date, *, school: Iterable[Period] = (), public: bool = False, alsace_moselle: bool = False
) -> list[Period]:
    """School holidays and, when asked for, public holidays that touch the days from `first` to `last`."""
    years = range(first.year, last.year + 1) if public else ()
    every = [*school, *(period for year in years for period in public_holidays(year, alsace_moselle))]
    return [period for period in every if period.first <= last and period.last >= first]


def _period(year: Mapping[str, Any], season: str, zone: str) -> Period:
    days = year[season]
    shared = isinstance(days, list)
    leaving, returning = days if shared else days[zone]
    key = f"{year['name']}-{season}" + ("" if shared else f"-{zone.lower()}")
    return Period(_table()["names"][season], _first_free(leaving), returning - timedelta(days=1), key, year["name"])


def _first_free(leaving: date) -> date:
    """Hardly a school has classes on a Saturday: the Saturday of leaving is free, another last day isn't."""
    return leaving if leaving.weekday() == SATURDAY else leaving + timedelta(days=1)


def _well_written(name: str) -> str:
    return _BETTER.get(name, name).replace("'", "’")

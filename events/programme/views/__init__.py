"""Organisers' pages of talks, speakers, breaks and releases; the speaker's own page."""

from flask import Blueprint

from events.programme.views import (
    breaks,
    conflicts,
    dates,
    exchange,
    materials,
    next_season,
    own_materials,
    own_page,
    proposals,
    releases,
    season,
    setbacks,
    speakers,
    subjects,
    talk_acts,
    talk_list,
    talks,
    timetable,
)
from events.programme.views.blueprint import programme

blueprints: tuple[Blueprint, ...] = (programme,)

__all__ = [
    "blueprints",
    "breaks",
    "conflicts",
    "dates",
    "exchange",
    "materials",
    "next_season",
    "own_materials",
    "own_page",
    "proposals",
    "releases",
    "season",
    "setbacks",
    "speakers",
    "subjects",
    "talk_acts",
    "talk_list",
    "talks",
    "timetable",
]

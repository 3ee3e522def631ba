"""Whom to ring, on paper: a box to tick, the telephone, and what to tell; by talk, with 12 pt letters."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from zoneinfo import ZoneInfo

from flask_babel import gettext as _
from jinja2 import Environment

from events.documents.paper import Paper, compose
from events.event.models import Event
from events.kit.dates import day_in_words
from events.kit.localised import in_language
from events.kit.typography import typeset
from events.registration.queries.calls import calls_of
from events.registration.shown_calls import ShownCall, shown_calls


@dataclass(frozen=True)
class TalkToTell:
    """The calls about one talk."""

    title: str
    calls: list[ShownCall]


def calls_to_print(event: Event, language: str) -> list[ShownCall]:
    """Those not made yet."""
    return shown_calls(event, [call for call in calls_of(event.id) if not call.done_at], language)


def call_sheet(
    environment: Environment, event: Event, calls: Sequence[ShownCall], language: str, now: datetime
) -> Paper:
    """A4, portrait."""
    by_talk = groupby(calls, key=lambda call: call.title)
    values = {
        "language": language,
        "title": _("People to ring"),
        "event": typeset(in_language(event.title, language), language),
        "organisation": event.organisation.name,
        "day": day_in_words(now.astimezone(ZoneInfo(event.zone)), language),
        "count": len(calls),
        "talks": [TalkToTell(title, list(group)) for title, group in by_talk],
    }
    return compose(environment, "call-sheet", values)

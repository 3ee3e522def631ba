"""Names and addresses of the things that acts were done to, as they are called today."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from events.event.models import Closure, Event, NewsItem, Partner, Room, Track, Venue
from events.extensions import db
from events.kit.languages import localised
from events.people.models import Account, Organisation
from events.programme.models import Slot, Speaker, Subject, Talk, TimetableProposal
from events.registration.models import Registration
from events.registration.rules import number_in_words


@dataclass(frozen=True)
class Thing:
    """`address` is '' where there is no page of it."""

    name: str
    address: str = ""


@dataclass(frozen=True)
class _Kind:
    """How rows of one kind are read (with what is joined), named and addressed."""

    model: Any
    name: Callable[[Any], str]
    address: Callable[[Any], str]
    joined: tuple[str, ...] = ()


def _event(row: Event) -> str:
    return url_for("event.overview", event_slug=row.slug)


def _talk(row: Talk) -> str:
    return url_for("programme.talk_edit", event_slug=row.event.slug, talk_slug=row.slug)


def _slot_name(row: Slot) -> str:
    return localised(row.talk.title if row.talk else row.title)


def _slot(row: Slot) -> str:
    return _talk(row.talk) if row.talk else url_for("programme.breaks", event_slug=row.event.slug)


def _speaker(row: Speaker) -> str:
    return url_for("programme.speaker_edit", event_slug=row.event.slug, speaker_slug=row.slug)


def _registration_name(row: Registration) -> str:
    return number_in_words(row.number) if row.erased_at else f"{row.person.name} ({number_in_words(row.number)})"


def _registration(row: Registration) -> str:
    return url_for("registration.registration", event_slug=row.event.slug, number=row.number)


def _proposal(row: TimetableProposal) -> str:
    return url_for("programme.proposal", event_slug=row.event.slug, proposal_id=row.id)


_KINDS: Mapping[str, _Kind] = {
    "event": _Kind(Event, lambda row: localised(row.title), _event),
    "talk": _Kind(Talk, lambda row: localised(row.title), _talk, ("event",)),
    "slot": _Kind(Slot, _slot_name, _slot, ("event", "talk")),
    "speaker": _Kind(Speaker, lambda row: row.person.name, _speaker, ("event", "person")),
    "proposal": _Kind(TimetableProposal, lambda _row: _("Proposed timetable"), _proposal, ("event",)),
    "track": _Kind(
        Track,
        lambda row: localised(row.name),
        lambda row: url_for("event.track", event_slug=row.event.slug, track_id=row.id),
        ("event",),
    ),
    "subject": _Kind(
        Subject, lambda row: localised(row.name), lambda row: url_for("programme.subject", subject_id=row.id)
    ),
    "news": _Kind(
        NewsItem,
        lambda row: localised(row.title),
        lambda row: url_for("event.news_item", event_slug=row.event.slug, news_slug=row.slug),
        ("event",),
    ),
    "partner": _Kind(
        Partner,
        lambda row: row.name,
        lambda row: url_for("event.partner", event_slug=row.event.slug, partner_id=row.id),
        ("event",),
    ),
    "venue": _Kind(Venue, lambda row: row.name, lambda row: url_for("event.venue", venue_id=row.id)),
    "room": _Kind(Room, lambda row: row.name, lambda row: url_for("event.room", venue_id=row.venue_id, room_id=row.id)),
    "closure": _Kind(Closure, lambda row: localised(row.name), lambda row: url_for("event.closure", closure_id=row.id)),
    "registration": _Kind(Registration, _registration_name, _registration, ("event", "person")),
    "account": _Kind(Account, lambda row: row.name, lambda _row: ""),
    "organisation": _Kind(Organisation, lambda row: row.name, lambda _row: url_for("people.organisation")),
}


def things_called(keys: Iterable[str]) -> dict[str, Thing]:
    """By key ("talk:12"), those that still exist; one query for each kind."""
    by_kind: dict[str, set[int]] = {}
    for key in keys:
        kind, _, number = key.partition(":")
        if kind in _KINDS and number.isdecimal():
            by_kind.setdefault(kind, set()).add(int(number))
    return {
        f"{kind}:{row.id}": Thing(_KINDS[kind].name(row), _KINDS[kind].address(row))
        for kind, ids in by_kind.items()
        for row in _rows(_KINDS[kind], ids)
    }


def _rows(kind: _Kind, ids: Collection[int]) -> Iterable[Any]:
    query = select(kind.model).where(kind.model.id.in_(ids))
    return db.session.scalars(query.options(*(joinedload(getattr(kind.model, name)) for name in kind.joined)))

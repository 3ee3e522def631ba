"""What each version of a timetable changed, as readers are told: published talks only, in words."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from zoneinfo import ZoneInfo

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from events.event.models import Event
from events.event.queries import rooms_of
from events.event.rules import ReleaseMode
from events.kit import dates
from events.programme.changes import change_in_words
from events.programme.models import Release, Talk
from events.programme.queries import changes_of_releases, changes_since, releases_of
from events.programme.rules import Change, net_changes
from events.site.queries import number_of_talks_in, public_talks_among
from events.site.shown import Words, words

VERSIONS_ON_A_PAGE = 20
NAMED_AT_MOST = 100
"""Talks that one version names; readers of more look at the programme."""


@dataclass(frozen=True)
class ShownChange:
    """A talk, its address and what happened to it: phrases without a subject."""

    title: Words
    address: str
    phrases: list[str]


@dataclass(frozen=True)
class ShownVersion:
    """One version, or those of one day where each saved change makes one. `number` is that of the first.

    `note` stands instead of changes, or counts those that aren't named.
    """

    number: int
    title: str
    name: str
    day: str
    updated: datetime
    changes: list[ShownChange]
    note: str


@dataclass(frozen=True)
class Changelog:
    """One page of it; `page` and `pages` count from 1."""

    versions: list[ShownVersion]
    page: int
    pages: int


def changelog_of(event: Event, language: str, page: int = 1) -> Changelog:
    """All versions, the newest first."""
    groups = _groups(event, releases_of(event.id))
    pages = max(1, -(-len(groups) // VERSIONS_ON_A_PAGE))
    shown = groups[(page - 1) * VERSIONS_ON_A_PAGE : page * VERSIONS_ON_A_PAGE]
    steps = changes_of_releases(event.id, [release.number for group in shown for release in group])
    changed = [net_changes(steps[release.number] for release in reversed(group)) for group in shown]
    wording = _Wording.of(event, [change for changes in changed for change in changes], language)
    versions = [_version(event, group, changes, wording) for group, changes in zip(shown, changed, strict=True)]
    return Changelog(versions, page, pages)


def changes_in_words_since(event: Event, number: int, language: str) -> list[ShownChange]:
    """What whoever holds version `number` in her hands should know."""
    changes = [change for change in changes_since(event.id, number) if not change.is_detail]
    return _Wording.of(event, changes, language).shown(changes)


@dataclass(frozen=True)
class _Wording:
    event: Event
    talks: Mapping[int, Talk]
    rooms: Mapping[int, str]
    language: str

    @classmethod
    def of(cls, event: Event, changes: Iterable[Change], language: str) -> "_Wording":
        ids = {change.talk_id for change in changes if change.talk_id is not None}
        talks = {talk.id: talk for talk in public_talks_among(ids)} if ids else {}
        rooms = {room.id: room.name for room in rooms_of(event.organisation_id)} if ids else {}
        return cls(event, talks, rooms, language)

    def shown(self, changes: Sequence[Change]) -> list[ShownChange]:
        known = [change for change in changes if change.talk_id in self.talks and not change.is_detail]
        return [self._shown(change) for change in sorted(known, key=_when)]

    def _shown(self, change: Change) -> ShownChange:
        talk = self.talks[change.talk_id or 0]
        address = url_for("site.talk", event_slug=self.event.slug, talk_slug=talk.slug)
        phrases = change_in_words(change, self.rooms, self.language)
        return ShownChange(words(talk.title, self.language), address, phrases)


def _when(change: Change) -> tuple[datetime, int]:
    place = change.after or change.before
    if place is None:
        raise ValueError("a change has a before or an after")
    return place.starts_at, change.slot_id


def _groups(event: Event, releases: Sequence[Release]) -> list[list[Release]]:
    """Versions released by hand stand alone; where each saved change makes one, those of a day stand together."""
    if event.release_mode == ReleaseMode.MANUAL:
        return [[release] for release in releases]
    return [list(group) for _key, group in groupby(releases, key=lambda release: _together(event, release))]


def _together(event: Event, release: Release) -> tuple[date, int]:
    """The first version and named ones keep a place of their own."""
    alone = release.number if release.name or release.number == 1 else 0
    return release.created_at.astimezone(ZoneInfo(event.zone)).date(), alone


def _version(event: Event, group: Sequence[Release], changes: Sequence[Change], wording: _Wording) -> ShownVersion:
    newest, oldest = group[0], group[-1]
    shown = wording.shown(changes)
    return ShownVersion(
        number=oldest.number,
        title=_title(oldest.number, newest.number),
        name=newest.name,
        day=dates.day_in_words(newest.created_at.astimezone(ZoneInfo(event.zone)), wording.language),
        updated=newest.created_at,
        changes=shown[:NAMED_AT_MOST],
        note=_note(oldest, shown),
    )


def _title(first: int, last: int) -> str:
    if first == last:
        return _("Version %(number)s", number=first)
    return _("Versions %(first)s to %(last)s", first=first, last=last)


def _note(oldest: Release, shown: Sequence[ShownChange]) -> str:
    if oldest.number == 1:
        count = number_of_talks_in(oldest)
        return ngettext("The programme is public: one talk.", "The programme is public: %(num)s talks.", count)
    if len(shown) > NAMED_AT_MOST:
        return _("and %(num)s further changes", num=len(shown) - NAMED_AT_MOST)
    return "" if shown else _("Only details changed: doors, breaks.")

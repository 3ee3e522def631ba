"""Strands and formats that a file names: the event's own of this name, else new ones."""

from collections.abc import Iterable, Mapping, Sequence

from flask_babel import lazy_gettext as _l
from sqlalchemy import insert, select

from events.event.actions import slug_of
from events.event.models import Event, Track
from events.event.rules import free_slug
from events.extensions import LocalisedText, db
from events.programme.actions.imports.words import resolved
from events.programme.exchange.report import Report
from events.programme.exchange.shape import FiledTalk, FiledTrack, Words
from events.programme.models import TalkFormat
from events.programme.rules import FormatKind

WORKSHOPS = ("workshop", "atelier", "hands-on", "tutorial", "tutoriel", "sprint")


def imported_tracks(event: Event, filed: Sequence[FiledTrack], report: Report) -> Mapping[str, int]:
    """Ids by name (of any language); a track without a colour gets the file's."""
    standing = db.session.scalars(select(Track).filter_by(event_id=event.id).order_by(Track.position)).all()
    known = {name: track for track in reversed(standing) for name in track.name.values()}
    taken = {track.slug for track in standing}
    rows = []
    for position, track in enumerate(filed, start=len(standing)):
        name = resolved(track.name, event.language)
        old = _known(known, name)
        if old is not None:
            if track.colour and not old.colour:
                old.colour = track.colour
                report.done(_l("Its colour is known now."), _any(name))
            continue
        slug = free_slug(slug_of(track.slug or _any(name)), taken, otherwise="track")
        taken.add(slug)
        rows.append({"event_id": event.id, "slug": slug, "name": name, "position": position, "colour": track.colour})
    if rows:
        db.session.execute(insert(Track), rows)
    return _ids(Track, event.id)


def imported_formats(event: Event, talks: Iterable[FiledTalk], minutes: Mapping[str, int]) -> Mapping[str, int]:
    """Ids by name; a new format is as long as the first talk that has it."""
    known = _ids(TalkFormat, event.id)
    taken = set(db.session.scalars(select(TalkFormat.slug).filter_by(event_id=event.id)))
    rows: dict[str, dict[str, object]] = {}
    for talk in talks:
        name = resolved(talk.format, event.language)
        words = _any(name)
        if not words or words in rows or any(word in known for word in name.values()):
            continue
        slug = free_slug(slug_of(words), taken, otherwise="format")
        taken.add(slug)
        length = minutes.get(talk.key, 60)
        rows[words] = {"event_id": event.id, "slug": slug, "kind": _kind(words), "name": name, "duration": length}
    if rows:
        db.session.execute(insert(TalkFormat), list(rows.values()))
    return _ids(TalkFormat, event.id)


def id_of(named: Mapping[str, int], words: Words) -> int | None:
    """What has this name in any of its languages."""
    return next((named[name] for name in words.values() if name in named), None)


def _known(known: Mapping[str, Track], name: LocalisedText) -> Track | None:
    return next((known[words] for words in name.values() if words in known), None)


def _ids(model: type[Track] | type[TalkFormat], event_id: int) -> dict[str, int]:
    rows = db.session.execute(select(model.id, model.name).where(model.event_id == event_id).order_by(model.id.desc()))
    return {words: row_id for row_id, name in rows for words in name.values()}


def _kind(name: str) -> FormatKind:
    return FormatKind.WORKSHOP if any(word in name.casefold() for word in WORKSHOPS) else FormatKind.LECTURE


def _any(name: LocalisedText) -> str:
    return next(iter(name.values()), "")

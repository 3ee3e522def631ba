"""Thematic tracks of an event."""

from datetime import datetime

from flask_babel import lazy_gettext as _
from sqlalchemy.exc import IntegrityError

from events.activity.actions import note
from events.event.actions.events import raise_revision
from events.event.actions.slugs import slug_of
from events.event.models import Event, Track
from events.event.rules import free_slug
from events.event.signals import track_renamed
from events.extensions import LocalisedText, db
from events.kit.database import take_version
from events.kit.errors import Refused
from events.kit.localised import in_language
from events.kit.transaction import transaction


class TrackInUse(Refused):
    """A track that talks belong to cannot be deleted."""


def add_track(event: Event, name: LocalisedText, *, now: datetime, account_id: int | None = None) -> Track:
    """The last track of the event, with an address from its name."""
    with transaction():
        taken = {track.slug for track in event.tracks}
        slug = free_slug(slug_of(in_language(name, event.language)), taken, otherwise="track")
        position = max((track.position for track in event.tracks), default=-1) + 1
        track = Track(event_id=event.id, slug=slug, name=name, position=position)
        db.session.add(track)
        db.session.flush()
        _note("added", track, now, account_id)
    return track


def edit_track(
    track: Track, version: int, name: LocalisedText, *, now: datetime, account_id: int | None = None
) -> None:
    """Raises kit.database.Stale when somebody saved it since `version`."""
    with transaction():
        db.session.refresh(track, with_for_update=True)
        take_version(track, version)
        track.name = name
        _note("edited", track, now, account_id)
        track_renamed.send(track)


def delete_track(track: Track, *, now: datetime, account_id: int | None = None) -> None:
    """Raises TrackInUse when a talk belongs to it."""
    try:
        with transaction():
            _note("deleted", track, now, account_id)
            db.session.delete(track)
            db.session.flush()
    except IntegrityError as error:
        raise TrackInUse(_("Talks belong to this track, so it cannot be deleted.")) from error


def _note(verb: str, track: Track, now: datetime, account_id: int | None) -> None:
    raise_revision(track.event_id)
    note(verb, f"track:{track.id}", now=now, account_id=account_id, event_key=f"event:{track.event_id}")

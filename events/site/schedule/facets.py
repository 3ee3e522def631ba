"""What an event's public talks can be told apart by: days, rooms, tracks, formats, languages."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from events.event.models import Event, Room, Track
from events.extensions import db
from events.programme.models import ReleasedSlot, Talk, TalkFormat
from events.programme.queries import latest_of
from events.programme.rules import TalkState


@dataclass(frozen=True)
class Facets:
    """`days` say how many talks each has; rooms, tracks and formats in the order of the event; languages as codes."""

    days: Mapping[date, int]
    rooms: Sequence[Room]
    tracks: Sequence[Track]
    formats: Sequence[TalkFormat]
    languages: Sequence[str]

    @property
    def talks(self) -> int:
        return sum(self.days.values())


def facets_of(event: Event) -> Facets:
    """Of the latest release, read in four statements and without the talks themselves."""
    columns = (
        ReleasedSlot.starts_at,
        ReleasedSlot.zone,
        ReleasedSlot.room_id,
        Talk.track_id,
        Talk.format_id,
        Talk.language,
    )
    query = select(*columns).join(ReleasedSlot.talk).where(latest_of(event.id), Talk.state == TalkState.PUBLISHED)
    rows = db.session.execute(query).all()
    days = Counter(start.astimezone(ZoneInfo(zone)).date() for start, zone, *_ in rows)
    _starts, _zones, rooms, tracks, formats, languages = zip(*rows, strict=True) if rows else [()] * 6
    return Facets(
        days=dict(sorted(days.items())),
        rooms=_rooms(rooms),
        tracks=db.session.scalars(select(Track).where(Track.id.in_(_known(tracks))).order_by(Track.position)).all(),
        formats=db.session.scalars(
            select(TalkFormat).where(TalkFormat.id.in_(_known(formats))).order_by(TalkFormat.id)
        ).all(),
        languages=sorted(set(languages)),
    )


def _rooms(ids: Collection[int | None]) -> Sequence[Room]:
    query = select(Room).where(Room.id.in_(_known(ids))).options(joinedload(Room.venue))
    return db.session.scalars(query.order_by(Room.position, Room.name)).all()


def _known(ids: Collection[int | None]) -> list[int]:
    return sorted({found for found in ids if found is not None})

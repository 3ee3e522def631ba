"""The dates of a term: made in one act, taken back in one act, and filled one by one as people confirm."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from uuid import uuid4
from zoneinfo import ZoneInfo

from events.activity.actions import note
from events.event.actions import lock_event, slug_of
from events.event.models import Event
from events.event.queries import school_zone_of
from events.event.rules import free_slug
from events.extensions import db
from events.kit.transaction import transaction
from events.people.models import Organisation
from events.programme.actions.naming import taken_slugs
from events.programme.actions.releases import publish_at_once
from events.programme.actions.search import index_talks
from events.programme.actions.slots import Placement, write_place
from events.programme.actions.talks import delete_talks
from events.programme.models import Slot, Talk, TalkCapacity, TalkSeries
from events.programme.queries import formats_of
from events.programme.queries.season import dates_of, untouched_talks
from events.programme.rules.planning import working_title


@dataclass(frozen=True)
class NewDate:
    """A talk to come at a wall time; `duration` in minutes, `limit` None without a limit of seats."""

    starts_at: datetime
    duration: int
    room_id: int | None = None
    doors: time | None = None
    format_id: int | None = None
    limit: int | None = None
    bookable: bool = True
    admission: Mapping[str, str] | None = None

    @property
    def placement(self) -> Placement:
        doors = datetime.combine(self.starts_at.date(), self.doors) if self.doors else None
        return Placement(self.starts_at, self.room_id, doors)


def make_dates(
    event: Event,
    dates: Sequence[NewDate],
    *,
    now: datetime,
    account_id: int | None = None,
    school_zone: str | None = None,
) -> TalkSeries | None:
    """A draft with a working title for each date, one release for all of them. Dates that are there stay alone.

    `school_zone` is kept for the organisation's next dates. None when all of them are there already.
    Raises WrongTime for an hour that the clocks jump over.
    """
    with transaction():
        lock_event(event)
        _keep_zone(event.organisation, school_zone, now, account_id)
        new = dates_to_come(event, dates)
        if not new:
            return None
        series = TalkSeries(event_id=event.id, created_at=now, created_by_id=account_id)
        db.session.add(series)
        db.session.flush()
        talks = _add_talks(event, series, new, now)
        index_talks([talk.id for talk in talks])
        key = f"event:{event.id}"
        note("dates made", key, now=now, account_id=account_id, event_key=key, talks=[talk.id for talk in talks])
        publish_at_once(event, now=now, account_id=account_id)
    return series


def dates_to_come(event: Event, dates: Iterable[NewDate]) -> list[NewDate]:
    """Those of the dates that the event hasn't yet: at the same moment nothing of this format or in this room."""
    there = _standing(event)
    return [new for new in dates if not _is_there(new, there.get(new.starts_at, ()))]


def delete_untouched(series: TalkSeries, *, now: datetime, account_id: int | None = None) -> int:
    """Delete the talks of a series that nobody has named, given a speaker or a text, published or registered for.

    Says how many there were. Raises HasRegistrations when somebody had registered and gave the seat back.
    """
    event = db.session.get_one(Event, series.event_id)
    key = f"event:{event.id}"
    with transaction():
        lock_event(event)
        talks = untouched_talks(series)
        if talks:
            delete_talks(talks)
            note("dates deleted", key, now=now, account_id=account_id, event_key=key, talks=talks)
            publish_at_once(event, now=now, account_id=account_id)
    return len(talks)


def _keep_zone(owner: Organisation, zone: str | None, now: datetime, account_id: int | None) -> None:
    if zone is None or zone == school_zone_of(owner):
        return
    owner.school_zone = zone
    owner.version += 1
    note("changed", f"organisation:{owner.id}", now=now, account_id=account_id, organisation_id=owner.id)


def _standing(event: Event) -> dict[datetime, list[tuple[int | None, int | None]]]:
    """(room, format) of what the event has at each wall time of its zone."""
    standing: dict[datetime, list[tuple[int | None, int | None]]] = {}
    for slot in dates_of(event.id):
        wall = slot.starts_at.astimezone(ZoneInfo(event.zone)).replace(tzinfo=None, fold=0)
        standing.setdefault(wall, []).append((slot.room_id, slot.talk.format_id if slot.talk else None))
    return standing


def _is_there(new: NewDate, standing: Iterable[tuple[int | None, int | None]]) -> bool:
    return any(
        format_id == new.format_id or (room_id is not None and room_id == new.room_id)
        for room_id, format_id in standing
    )


def _add_talks(event: Event, series: TalkSeries, dates: Sequence[NewDate], now: datetime) -> list[Talk]:
    names = {row.id: row.name for row in formats_of(event.id)}
    taken, talks = taken_slugs(event.id), []
    for new in dates:
        title = working_title(names.get(new.format_id or 0), new.starts_at.date(), event.language)
        slug = free_slug(slug_of(title[event.language]), taken, otherwise="talk")
        taken.add(slug)
        talk = _new_talk(event, new, title, now)
        talk.slug, talk.series_id = slug, series.id
        slot = Slot(guid=str(uuid4()), event_id=event.id, talk=talk)
        write_place(slot, event, new.placement, new.duration)
        db.session.add_all([talk, slot])
        talks.append(talk)
    db.session.flush()
    return talks


def _new_talk(event: Event, new: NewDate, title: dict[str, str], now: datetime) -> Talk:
    return Talk(
        event_id=event.id,
        guid=str(uuid4()),
        title=title,
        has_working_title=True,
        duration=new.duration,
        format_id=new.format_id,
        language=event.language,
        bookable=new.bookable,
        admission=dict(new.admission or {}),
        capacity=TalkCapacity(limit=new.limit),
        created_at=now,
    )

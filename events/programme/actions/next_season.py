"""A new season in the shape of an old one: its dates, formats, tracks, team and settings; no talk, nobody's name."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from flask_babel import lazy_gettext as _
from sqlalchemy import delete

from events.activity.actions import note
from events.event.actions import EventDetails, add_track, create_event, lock_event
from events.event.models import Event, TeamMember
from events.event.queries import organisations_events, team_of
from events.event.rules import EventKind, RegistrationScope, ReleaseMode
from events.extensions import LocalisedText, db
from events.kit.errors import Refused
from events.kit.transaction import transaction
from events.programme.actions.season import NewDate, make_dates
from events.programme.models import TalkFormat
from events.programme.queries import formats_of


@dataclass(frozen=True)
class NextSeason:
    """What the new season is called, its days, and its dates; their formats are those of the old season."""

    title: LocalisedText
    starts_on: date
    ends_on: date
    dates: Sequence[NewDate]


class SeasonThere(Refused):
    """Somebody pressed twice, or was quicker."""

    def __init__(self) -> None:
        super().__init__(_("There is an event with this title and this first day already."))


def take_up_season(old: Event, season: NextSeason, *, now: datetime, account_id: int | None = None) -> Event:
    """The new season, a draft with registration closed. Raises SeasonThere, and WrongTime."""
    with transaction():
        lock_event(old)
        if any((one.title, one.starts_on) == (season.title, season.starts_on) for one in _known(old)):
            raise SeasonThere
        new = _create(old, season, now, account_id)
        formats = _copy_formats(old, new)
        for track in old.tracks:
            add_track(new, dict(track.name), now=now, account_id=account_id)
        for member in team_of(old.id):
            db.session.add(TeamMember(event_id=new.id, account_id=member.account_id, role=member.role))
        dates = [replace(one, format_id=formats.get(one.format_id or 0)) for one in season.dates]
        make_dates(new, dates, now=now, account_id=account_id)
        key = f"event:{new.id}"
        note("taken up from", key, now=now, account_id=account_id, event_key=key, event=old.id)
    return new


def _known(old: Event) -> Sequence[Event]:
    return organisations_events(old.organisation_id)


def _create(old: Event, season: NextSeason, now: datetime, account_id: int | None) -> Event:
    details = EventDetails(
        title=season.title,
        starts_on=season.starts_on,
        ends_on=season.ends_on,
        admission=dict(old.admission),
        language=old.language,
        zone=old.zone,
        release_mode=ReleaseMode(old.release_mode),
        registration_scope=RegistrationScope(old.registration_scope),
        invitation_lead_days=old.invitation_lead_days,
        retention_weeks=old.retention_weeks,
    )
    kind, limit = EventKind(old.kind), old.capacity.limit
    return create_event(old.organisation_id, kind, details, limit=limit, now=now, account_id=account_id)


def _copy_formats(old: Event, new: Event) -> dict[int, int]:
    """The old season's formats in the place of the usual ones; says which became which, by id."""
    db.session.execute(delete(TalkFormat).where(TalkFormat.event_id == new.id))
    copies = {}
    for row in formats_of(old.id):
        copy = TalkFormat(event_id=new.id, slug=row.slug, kind=row.kind, name=dict(row.name), duration=row.duration)
        db.session.add(copy)
        db.session.flush()
        copies[row.id] = copy.id
    return copies

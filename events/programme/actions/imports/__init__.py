"""A whole schedule from a file into an event, in one transaction; repeated, it changes only what the file changed."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from flask_babel import lazy_gettext as _l

from events.activity.actions import note
from events.event.actions import lock_event, raise_revision
from events.event.models import Event
from events.extensions import db
from events.kit.transaction import transaction
from events.programme.actions.imports.identity import doubled_guids, guids_elsewhere, known_addresses, slot_guids
from events.programme.actions.imports.kinds import imported_formats, imported_tracks
from events.programme.actions.imports.people import imported_speakers
from events.programme.actions.imports.places import imported_rooms
from events.programme.actions.imports.slots import Placing, place_slots, standing_slots
from events.programme.actions.imports.talks import Found, Imported, imported_talks
from events.programme.actions.releases import publish_at_once
from events.programme.actions.search import index_talks
from events.programme.actions.speaker_calendar import keep_calendars
from events.programme.exchange.report import Mark, Report
from events.programme.exchange.shape import Schedule
from events.programme.models import Slot


def import_schedule(
    event: Event, schedule: Schedule, report: Report, *, now: datetime, account_id: int | None = None
) -> None:
    """Talks with their texts, people, halls, strands and times. The timetable's changes are released as the event is.

    Slots are known by the guid of the file, else by one made of the event, the talk's code or number, and which of its
    slots it is. What the file says goes over what stands there; what it doesn't say stays.
    """
    with transaction():
        lock_event(event)
        addresses, standing = known_addresses(event), standing_slots(event.id)
        elsewhere = guids_elsewhere((slot.guid for slot in schedule.slots), event.id)
        if elsewhere:
            report.mended(
                _l(
                    "Another event here has some of its guids: others are made for them (%(number)d).",
                    number=len(elsewhere),
                )
            )
        if doubled := doubled_guids(schedule):
            report.mended(_l("Some guids stand there twice: others are made (%(number)d).", number=doubled))
        guids = slot_guids(schedule, addresses, standing, elsewhere)
        talks = _import_talks(event, schedule, guids, standing, addresses, report, now)
        rooms = imported_rooms(event, schedule.rooms, schedule.event, report, now=now, account_id=account_id)
        placing = Placing(event, rooms, talks.ids, report)
        place_slots(placing, schedule, guids, standing)
        _keep_days(event, report)
        _finish(event, schedule, talks, placing, now, account_id)


def _import_talks(
    event: Event,
    schedule: Schedule,
    guids: list[str],
    standing: Mapping[str, Slot],
    addresses: list[str],
    report: Report,
    now: datetime,
) -> Imported:
    known = ((slot.talk, standing.get(guid)) for slot, guid in zip(schedule.slots, guids, strict=True))
    by_slots = {key: slot.talk_id for key, slot in known if slot and slot.talk_id}
    minutes: dict[str, int] = {}
    for slot in schedule.slots:
        minutes.setdefault(slot.talk, slot.minutes)
    found = Found(
        tracks=imported_tracks(event, schedule.tracks, report),
        formats=imported_formats(event, schedule.talks, minutes),
        speakers=imported_speakers(event, schedule.talks, report, now),
        minutes=minutes,
    )
    return imported_talks(event, schedule.talks, by_slots, addresses, found, report, now)


def _keep_days(event: Event, report: Report) -> None:
    """The event lasts as long as its talks do; the small hours belong to the evening before."""
    db.session.flush()
    taking_place = [_day(slot, event.zone) for slot in standing_slots(event.id).values() if slot.state != "unscheduled"]
    first, last = min([event.starts_on, *taking_place]), max([event.ends_on, *taking_place])
    if (first, last) != (event.starts_on, event.ends_on):
        event.starts_on, event.ends_on = first, last
        report.done(_l("The event now lasts from %(first)s to %(last)s.", first=first, last=last))


def _day(slot: Slot, zone: str) -> date:
    return (slot.starts_at.astimezone(ZoneInfo(zone)) - timedelta(hours=6)).date()


def _finish(
    event: Event, schedule: Schedule, talks: Imported, placing: Placing, now: datetime, account_id: int | None
) -> None:
    """Whatever follows a change, once for the whole file."""
    if not any(placing.report.marked(Mark.DONE)):
        placing.report.done(_l("Nothing has changed."))
        return
    touched = talks.new | talks.changed
    raise_revision(event.id)
    index_talks(touched)
    keep_calendars(talks.speakers_changed, now=now)
    key = f"event:{event.id}"
    numbers = {"talks": len(schedule.talks), "slots": len(schedule.slots), "new": len(talks.new)}
    note("imported", key, now=now, account_id=account_id, event_key=key, **numbers)
    publish_at_once(event, now=now, account_id=account_id)

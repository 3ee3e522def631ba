"""One act on many talks: all of them or none, one version of the timetable at the end, a note on each talk."""

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime

from flask_babel import lazy_gettext as _
from sqlalchemy import select

from events.activity.actions import note
from events.event.actions import lock_event, raise_revision
from events.event.models import Event
from events.extensions import db
from events.kit.errors import Refused
from events.kit.transaction import transaction
from events.programme.actions.naming import follow_date
from events.programme.actions.releases import publish_at_once
from events.programme.actions.search import index_talks
from events.programme.actions.speaker_calendar import keep_calendars
from events.programme.actions.speakers import invite_speaker
from events.programme.actions.talks import delete_talks
from events.programme.models import Slot, Speaker, Talk, TalkCapacity
from events.programme.queries import draft_slots_of_talk
from events.programme.rules import TalkState
from events.programme.rules.bulk import BulkAct
from events.programme.signals import talk_limit_changed

Value = int | str | None

VERBS = {
    BulkAct.PUBLISH: "published",
    BulkAct.TAKE_BACK: "taken back",
    BulkAct.TRACK: "edited",
    BulkAct.FORMAT: "edited",
    BulkAct.LANGUAGE: "edited",
    BulkAct.ROOM: "moved",
    BulkAct.DELETE: "deleted",
}
COLUMNS = {BulkAct.TRACK: "track_id", BulkAct.FORMAT: "format_id", BulkAct.LANGUAGE: "language"}


class Gone(Refused):
    """Some of the talks were deleted meanwhile."""

    def __init__(self) -> None:
        super().__init__(_("Some of these talks are no longer there. Look at the list again."))


def change_talks(
    event: Event,
    talk_ids: Collection[int],
    act: BulkAct,
    value: Value = None,
    *,
    now: datetime,
    account_id: int | None = None,
) -> int:
    """Do the act to each of these talks that it changes, and say how many these were.

    `value` is a track's, format's or room's id, a language or a number of seats; None takes it away.
    Raises Gone, and HasRegistrations when one to be deleted had registrations.
    """
    with transaction():
        lock_event(event)
        changed = [talk for talk in _locked(event, talk_ids) if concerns(talk, act, value)]
        ids = [talk.id for talk in changed]
        if changed:
            _do(event, changed, act, value, now, account_id)
            raise_revision(event.id)
            publish_at_once(event, now=now, account_id=account_id)
    return len(ids)


def concerns(talk: Talk, act: BulkAct, value: Value) -> bool:
    """Whether the act changes anything about the talk. Only drafts that nobody registered for are deleted."""
    match act:
        case BulkAct.PUBLISH:
            return talk.state != TalkState.PUBLISHED
        case BulkAct.TAKE_BACK:
            return talk.state != TalkState.DRAFT
        case BulkAct.ROOM:
            return any(slot.room_id != value for slot in draft_slots_of_talk(talk))
        case BulkAct.CAPACITY:
            return talk.capacity.limit != value
        case BulkAct.DELETE:
            return talk.state == TalkState.DRAFT and talk.capacity.taken + talk.capacity.waiting == 0
        case _:
            return bool(getattr(talk, COLUMNS[act]) != value)


def invite_speakers(speakers: Sequence[Speaker], *, now: datetime, account_id: int | None = None) -> int:
    """Mail each of them who has an e-mail address the link of her own page; says how many these were."""
    with transaction():
        reachable = [speaker for speaker in speakers if speaker.person.email]
        for speaker in reachable:
            invite_speaker(speaker, now=now, account_id=account_id)
    return len(reachable)


def _locked(event: Event, talk_ids: Collection[int]) -> Sequence[Talk]:
    query = select(Talk).where(Talk.event_id == event.id, Talk.id.in_(talk_ids)).order_by(Talk.id)
    query = query.with_for_update(of=Talk).execution_options(populate_existing=True)
    talks = db.session.scalars(query).all()
    if len(talks) != len(set(talk_ids)):
        raise Gone
    return talks


def _do(event: Event, talks: Sequence[Talk], act: BulkAct, value: Value, now: datetime, account_id: int | None) -> None:
    if act is BulkAct.CAPACITY:
        _set_limits(event, talks, int(value) if value is not None else None, now, account_id)
        return
    for talk in talks:
        note(VERBS[act], f"talk:{talk.id}", now=now, account_id=account_id, event_key=f"event:{event.id}")
    if act is BulkAct.DELETE:
        _delete(talks, now)
        return
    for talk in talks:
        _write(talk, act, value)
        talk.version += 1
    index_talks([talk.id for talk in talks])


def _set_limits(event: Event, talks: Sequence[Talk], limit: int | None, now: datetime, account_id: int | None) -> None:
    ids = [talk.id for talk in talks]
    query = select(TalkCapacity).where(TalkCapacity.talk_id.in_(ids)).order_by(TalkCapacity.talk_id)
    db.session.scalars(query.with_for_update().execution_options(populate_existing=True)).all()
    for talk in talks:
        talk.capacity.limit = limit
        talk.version += 1
        note("limit set", f"talk:{talk.id}", now=now, account_id=account_id, event_key=f"event:{event.id}")
    db.session.flush()
    for talk in talks:
        talk_limit_changed.send(talk, now=now)


def _write(talk: Talk, act: BulkAct, value: Value) -> None:
    if act in COLUMNS:
        setattr(talk, COLUMNS[act], value)
        db.session.flush()
        db.session.expire(talk, ["format", "track"])
        for slot in draft_slots_of_talk(talk)[:1]:
            follow_date(slot)
    elif act is BulkAct.ROOM:
        for slot in _elsewhere(talk, value):
            slot.room_id = value  # type: ignore[assignment]
            slot.version += 1
    else:
        talk.state = TalkState.PUBLISHED if act is BulkAct.PUBLISH else TalkState.DRAFT


def _elsewhere(talk: Talk, room_id: Value) -> Iterator[Slot]:
    return (slot for slot in draft_slots_of_talk(talk) if slot.room_id != room_id)


def _delete(talks: Sequence[Talk], now: datetime) -> None:
    speakers = [row.speaker_id for talk in talks for row in talk.talk_speakers]
    delete_talks([talk.id for talk in talks])
    keep_calendars(speakers, now=now)

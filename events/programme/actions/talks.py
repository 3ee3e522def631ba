"""Talks: made, edited, published, copied, deleted. Texts go live when saved, times with a release."""

from collections.abc import Sequence
from dataclasses import dataclass, field, fields
from datetime import datetime
from uuid import uuid4

from flask_babel import lazy_gettext as _
from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError

from events.activity.actions import note
from events.event.actions import lock_event, raise_revision, slug_of
from events.event.models import Event
from events.event.rules import free_slug
from events.extensions import LocalisedText, db
from events.kit.database import take_version
from events.kit.errors import Refused
from events.kit.localised import in_language
from events.kit.transaction import transaction
from events.programme.actions.materials import files_of, forget_files
from events.programme.actions.naming import follow_date, name_talk, new_slug
from events.programme.actions.search import index_talks
from events.programme.actions.slots import Placement, add_slot, move_slot, unschedule_slot
from events.programme.actions.speaker_calendar import keep_calendars
from events.programme.actions.speakers import NamedSpeaker, name_speaker
from events.programme.actions.subjects import copy_subjects, set_subjects
from events.programme.models import (
    FormerTalkSlug,
    ReleasedSlot,
    Slot,
    Talk,
    TalkCapacity,
    TalkFormat,
    TalkMaterial,
    TalkSpeaker,
    TalkSubject,
)
from events.programme.queries import draft_slots_of_talk
from events.programme.rules import FormatKind, TalkState
from events.programme.signals import talk_limit_changed


@dataclass(frozen=True)
class TalkDetails:
    """What an organiser writes about a talk; `duration` in minutes, `limit` None without a limit of seats."""

    title: LocalisedText
    duration: int
    subtitle: LocalisedText = field(default_factory=dict)
    abstract: LocalisedText = field(default_factory=dict)
    description: LocalisedText = field(default_factory=dict)
    admission: LocalisedText = field(default_factory=dict)
    language: str = "fr"
    bookable: bool = True
    format_id: int | None = None
    track_id: int | None = None
    picture_id: int | None = None
    state: TalkState = TalkState.DRAFT


class HasRegistrations(Refused):
    """A talk that people registered for is cancelled, never deleted."""


def create_talk(
    event: Event,
    details: TalkDetails,
    *,
    now: datetime,
    limit: int | None = None,
    speakers: Sequence[NamedSpeaker] = (),
    placement: Placement | None = None,
    subjects: Sequence[str] = (),
    account_id: int | None = None,
) -> Talk:
    """A new talk with an address from its title; with a placement it gets its first slot."""
    with transaction():
        lock_event(event)
        slug = new_slug(event, details.title)
        talk = Talk(event_id=event.id, guid=str(uuid4()), slug=slug, created_at=now, capacity=TalkCapacity(limit=limit))
        _write(talk, details)
        db.session.add(talk)
        db.session.flush()
        set_speakers(talk, speakers)
        set_subjects(talk, subjects)
        index_talks([talk.id])
        note_on_talk("created", talk, now, account_id)
        if placement:
            add_slot(talk, placement, details.duration, now=now, account_id=account_id)
    return talk


def edit_talk(
    talk: Talk,
    version: int,
    details: TalkDetails,
    *,
    limit: int | None,
    speakers: Sequence[NamedSpeaker],
    placement: Placement | None,
    subjects: Sequence[str] | None = None,
    now: datetime,
    account_id: int | None = None,
) -> None:
    """Save what was written (`subjects` None leaves those); without a placement the talk leaves the draft timetable.

    Raises kit.database.Stale when somebody saved it since `version`, WrongTime for an impossible time.
    """
    with transaction():
        lock_event(talk.event)
        db.session.refresh(talk, with_for_update={"of": Talk})
        take_version(talk, version)
        _write(talk, details)
        come_or_gone = set_speakers(talk, speakers)
        if subjects is not None:
            set_subjects(talk, subjects)
        index_talks([talk.id])
        set_talk_limit(talk, limit, now=now, account_id=account_id)
        note_on_talk("edited", talk, now, account_id)
        _reschedule(talk, placement, now, account_id)
        for slot in draft_slots_of_talk(talk)[:1]:
            follow_date(slot)
        keep_calendars(come_or_gone, now=now)


def set_talk_limit(talk: Talk, limit: int | None, *, now: datetime, account_id: int | None = None) -> None:
    """Seats of the talk; None is without limit. May lie below what is taken: nobody loses a seat."""
    with transaction():
        lock_event(talk.event)
        capacity = talk.capacity
        db.session.refresh(capacity, with_for_update=True)
        if capacity.limit != limit:
            capacity.limit = limit
            note_on_talk("limit set", talk, now, account_id)
            talk_limit_changed.send(talk, now=now)


def open_talk(talk: Talk, *, now: datetime, account_id: int | None = None) -> None:
    """Let people register for it from now on, whatever its date."""
    with transaction():
        talk.bookable = True
        talk.registration_opened_at = now
        note_on_talk("registration opened", talk, now, account_id)


def publish_talk(talk: Talk, *, now: datetime, account_id: int | None = None) -> None:
    """Let the public see it, once its event is public."""
    _set_state(talk, TalkState.PUBLISHED, "published", now, account_id)


def take_back_talk(talk: Talk, *, now: datetime, account_id: int | None = None) -> None:
    """Hide it from the public again."""
    _set_state(talk, TalkState.DRAFT, "taken back", now, account_id)


def duplicate_talk(talk: Talk, *, now: datetime, account_id: int | None = None) -> Talk:
    """A draft with the same texts, speakers, subjects and seats, and no date."""
    with transaction():
        values = {item.name: getattr(talk, item.name) for item in fields(TalkDetails)} | {"state": TalkState.DRAFT}
        people = [NamedSpeaker(speaker.person.name, person_id=speaker.person_id) for speaker in talk.speakers]
        limit = talk.capacity.limit
        details = TalkDetails(**values)
        copy = create_talk(talk.event, details, limit=limit, speakers=people, now=now, account_id=account_id)
        copy_subjects(talk, copy)
        index_talks([copy.id])
    return copy


def delete_talk(talk: Talk, *, now: datetime, account_id: int | None = None) -> None:
    """Delete it with its times. Raises HasRegistrations when anybody ever registered for it."""
    with transaction():
        lock_event(talk.event)
        speakers = [row.speaker_id for row in talk.talk_speakers]
        note_on_talk("deleted", talk, now, account_id)
        delete_talks([talk.id])
        keep_calendars(speakers, now=now)


def add_format(event: Event, kind: FormatKind, name: LocalisedText, duration: int) -> TalkFormat:
    """Lecture, workshop, outing …: a format that talks of the event may have; `duration` in minutes."""
    with transaction():
        taken = set(db.session.scalars(select(TalkFormat.slug).filter_by(event_id=event.id)))
        slug = free_slug(slug_of(in_language(name, event.language)), taken, otherwise=kind)
        found = TalkFormat(event_id=event.id, slug=slug, kind=kind, name=name, duration=duration)
        db.session.add(found)
    return found


def _reschedule(talk: Talk, placement: Placement | None, now: datetime, account_id: int | None) -> None:
    """The form edits a talk's first slot; further ones stand where they are."""
    first = next(iter(draft_slots_of_talk(talk)), None)
    if first and placement:
        move_slot(first, placement, talk.duration, now=now, account_id=account_id)
    elif first:
        unschedule_slot(first, now=now, account_id=account_id)
    elif placement:
        add_slot(talk, placement, talk.duration, now=now, account_id=account_id)


def set_speakers(talk: Talk, named: Sequence[NamedSpeaker]) -> set[int]:
    """The speakers in this order, each once; says (by id) who is new and who isn't named any more."""
    found = [name_speaker(talk.event, speaker, now=talk.created_at) for speaker in named]
    ids = list(dict.fromkeys(speaker.id for speaker in found))
    before = [row.speaker_id for row in talk.talk_speakers]
    if ids == before:
        return set()
    db.session.execute(delete(TalkSpeaker).where(TalkSpeaker.talk_id == talk.id))
    db.session.expire(talk, ["talk_speakers"])
    db.session.add_all(TalkSpeaker(talk_id=talk.id, speaker_id=id_, position=n) for n, id_ in enumerate(ids))
    db.session.flush()
    return set(ids) ^ set(before)


def _write(talk: Talk, details: TalkDetails) -> None:
    for item in fields(details):
        if item.name != "title":
            setattr(talk, item.name, getattr(details, item.name))
    name_talk(talk, details.title)


def _set_state(talk: Talk, state: TalkState, verb: str, now: datetime, account_id: int | None) -> None:
    with transaction():
        db.session.refresh(talk, with_for_update={"of": Talk})
        if talk.state != state:
            talk.state = state
            note_on_talk(verb, talk, now, account_id)


def delete_talks(talk_ids: Sequence[int]) -> None:
    """Delete these talks with all that is theirs alone. Raises HasRegistrations when anybody registered for one."""
    files = files_of(talk_ids)
    try:
        with transaction():
            _delete_rows_of(talk_ids)
    except IntegrityError as error:
        raise HasRegistrations(_("People have registered for this talk: cancel it instead.")) from error
    forget_files(files)


def _delete_rows_of(talk_ids: Sequence[int]) -> None:
    slots = select(Slot.id).where(Slot.talk_id.in_(talk_ids))
    for rows in (
        delete(ReleasedSlot).where(ReleasedSlot.slot_id.in_(slots)),
        delete(Slot).where(Slot.talk_id.in_(talk_ids)),
        delete(TalkSpeaker).where(TalkSpeaker.talk_id.in_(talk_ids)),
        delete(TalkSubject).where(TalkSubject.talk_id.in_(talk_ids)),
        delete(TalkMaterial).where(TalkMaterial.talk_id.in_(talk_ids)),
        delete(TalkCapacity).where(TalkCapacity.talk_id.in_(talk_ids)),
        delete(FormerTalkSlug).where(FormerTalkSlug.talk_id.in_(talk_ids)),
        delete(Talk).where(Talk.id.in_(talk_ids)),
    ):
        db.session.execute(rows.execution_options(synchronize_session=False))
    db.session.expire_all()


def note_on_talk(verb: str, talk: Talk, now: datetime, account_id: int | None) -> None:
    raise_revision(talk.event_id)
    note(verb, f"talk:{talk.id}", now=now, account_id=account_id, event_key=f"event:{talk.event_id}")

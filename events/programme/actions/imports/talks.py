"""Talks of a file: those that earlier imports brought are brought up to date, the others are new."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import delete, insert, select

from events.event.actions import slug_of
from events.event.models import Event
from events.event.rules import RegistrationScope, free_slug
from events.extensions import db
from events.kit.localised import in_language
from events.programme.actions.imports.identity import talk_guids, talk_guids_elsewhere
from events.programme.actions.imports.kinds import id_of
from events.programme.actions.imports.materials import import_materials
from events.programme.actions.imports.people import key_of
from events.programme.actions.imports.words import renewed, resolved
from events.programme.exchange.report import Report
from events.programme.exchange.shape import FiledTalk
from events.programme.models import FormerTalkSlug, Talk, TalkCapacity, TalkSpeaker
from events.programme.rules import TalkState

TEXTS = ("title", "subtitle", "abstract", "description")


@dataclass(frozen=True)
class Found:
    """What the talks of a file may hang on, by the names that the file has for them."""

    tracks: Mapping[str, int]
    formats: Mapping[str, int]
    speakers: Mapping[str, int]
    minutes: Mapping[str, int]


@dataclass
class Imported:
    """Ids of talks by their keys in the file, and which of them are new or changed."""

    ids: dict[str, int] = field(default_factory=dict)
    new: set[int] = field(default_factory=set)
    changed: set[int] = field(default_factory=set)
    speakers_changed: set[int] = field(default_factory=set)


def imported_talks(
    event: Event,
    talks: Sequence[FiledTalk],
    by_slots: Mapping[str, int],
    addresses: Sequence[str],
    found: Found,
    report: Report,
    now: datetime,
) -> Imported:
    """`by_slots` are talks known already by a slot of theirs; otherwise the talk's own guid or code tells."""
    standing = {talk.id: talk for talk in db.session.scalars(select(Talk).filter_by(event_id=event.id))}
    done, missing = Imported(), []
    speakers = _speakers_of(event.id)
    for filed, talk_id in zip(talks, _known_ids(talks, by_slots, addresses, standing), strict=True):
        if talk_id is None:
            missing.append(filed)
        else:
            done.ids[filed.key] = talk_id
            _renew(event, standing[talk_id], filed, found, done)
            _renew_speakers(standing[talk_id], speakers.get(talk_id, []), filed, found, done)
    if missing:
        _add_talks(event, missing, standing, addresses, found, done, now)
        report.done(_l("New talks: %(number)d.", number=len(missing)))
    import_materials(event, talks, done.ids, report)
    for filed in talks:
        if done.ids[filed.key] in done.changed:
            report.done(_l("Its texts or its speakers have changed."), in_language(dict(filed.title), event.language))
    return done


def _known_ids(
    talks: Sequence[FiledTalk], by_slots: Mapping[str, int], addresses: Sequence[str], standing: Mapping[int, Talk]
) -> list[int | None]:
    """Each talk of the event is one talk of the file at most."""
    by_guid = {talk.guid: talk.id for talk in standing.values()}
    by_code = {talk.code: talk.id for talk in standing.values() if talk.code}
    claimed: set[int] = set()
    found: list[int | None] = []
    for filed in talks:
        guesses = [by_slots.get(filed.key), *(by_guid.get(guid) for guid in talk_guids(filed.key, addresses))]
        guesses.append(by_code.get(filed.code))
        talk_id = next((guess for guess in guesses if guess is not None and guess not in claimed), None)
        claimed |= {talk_id} if talk_id else set()
        found.append(talk_id)
    return found


def _renew(event: Event, talk: Talk, filed: FiledTalk, found: Found, done: Imported) -> None:
    """What the file says goes over what stands there; what it doesn't say stays."""
    for name, value in _values(event, filed, found, talk).items():
        if getattr(talk, name) != value:
            setattr(talk, name, value)
            done.changed.add(talk.id)
    if talk.id in done.changed:
        talk.version += 1


def _values(event: Event, filed: FiledTalk, found: Found, talk: Talk | None) -> dict[str, Any]:
    texts = {name: renewed(getattr(talk, name) if talk else {}, getattr(filed, name), event.language) for name in TEXTS}
    plain = {
        "language": filed.language or (talk.language if talk else event.language),
        "code": filed.code,
        "licence": filed.licence,
        "duration": found.minutes.get(filed.key),
        "format_id": id_of(found.formats, filed.format),
        "track_id": id_of(found.tracks, filed.track),
    }
    said = {name: value for name, value in plain.items() if value}
    return {**texts, **said, "do_not_record": filed.do_not_record}


def _speakers_of(event_id: int) -> dict[int, list[int]]:
    """Ids in their order, by talk."""
    query = select(TalkSpeaker.talk_id, TalkSpeaker.speaker_id).join(Talk).where(Talk.event_id == event_id)
    found: dict[int, list[int]] = {}
    for talk_id, speaker_id in db.session.execute(query.order_by(TalkSpeaker.talk_id, TalkSpeaker.position)):
        found.setdefault(talk_id, []).append(speaker_id)
    return found


def _renew_speakers(talk: Talk, before: list[int], filed: FiledTalk, found: Found, done: Imported) -> None:
    after = _named(filed, found)
    if not after or after == before:
        return
    db.session.execute(delete(TalkSpeaker).where(TalkSpeaker.talk_id == talk.id))
    db.session.execute(insert(TalkSpeaker), _named_rows(talk.id, after))
    done.changed.add(talk.id)
    done.speakers_changed |= set(before) ^ set(after)


def _named(filed: FiledTalk, found: Found) -> list[int]:
    return list(dict.fromkeys(found.speakers[key_of(person)] for person in filed.persons))


def _named_rows(talk_id: int, speaker_ids: Sequence[int]) -> list[dict[str, int]]:
    return [{"talk_id": talk_id, "speaker_id": row_id, "position": n} for n, row_id in enumerate(speaker_ids)]


def _add_talks(
    event: Event,
    talks: Sequence[FiledTalk],
    standing: Mapping[int, Talk],
    addresses: Sequence[str],
    found: Found,
    done: Imported,
    now: datetime,
) -> None:
    """A schedule's talks are announced ones, so they are published; their times wait for a release all the same."""
    guids = _free_guids([talk_guids(filed.key, addresses)[0] for filed in talks], event.id, standing)
    former = db.session.scalars(select(FormerTalkSlug.slug).filter_by(event_id=event.id))
    taken = {*(talk.slug for talk in standing.values()), *former}
    rows = [_new_row(event, filed, guid, taken, found, now) for filed, guid in zip(talks, guids, strict=True)]
    ids = db.session.scalars(insert(Talk).returning(Talk.id, sort_by_parameter_order=True), rows).all()
    limits = [{"talk_id": row_id, "limit": filed.limit} for row_id, filed in zip(ids, talks, strict=True)]
    db.session.execute(insert(TalkCapacity), limits)
    named = [row for row_id, filed in zip(ids, talks, strict=True) for row in _named_rows(row_id, _named(filed, found))]
    if named:
        db.session.execute(insert(TalkSpeaker), named)
    done.ids |= {filed.key: row_id for row_id, filed in zip(ids, talks, strict=True)}
    done.new |= set(ids)


def _free_guids(wanted: list[str], event_id: int, standing: Mapping[int, Talk]) -> list[str | None]:
    """None where another talk has it already."""
    taken = talk_guids_elsewhere(wanted, event_id) | {talk.guid for talk in standing.values()}
    return [None if guid in taken else guid for guid in wanted]


def _new_row(
    event: Event, filed: FiledTalk, guid: str | None, taken: set[str], found: Found, now: datetime
) -> dict[str, Any]:
    title = in_language(resolved(filed.title, event.language), event.language)
    slug = free_slug(filed.slug or slug_of(title), taken, otherwise="talk")
    taken.add(slug)
    usual = {"code": "", "licence": "", "format_id": None, "track_id": None, "duration": 60}
    return {
        **usual,
        **_values(event, filed, found, None),
        "event_id": event.id,
        "guid": guid or talk_guids(slug, [event.slug, str(now)])[1],
        "slug": slug,
        "state": TalkState.PUBLISHED,
        "bookable": event.registration_scope == RegistrationScope.TALK or filed.limit is not None,
        "created_at": now,
    }

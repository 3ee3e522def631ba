"""Speakers that a file names: those of the event with this guid or name, else people the organisation knows, else new.

What a speaker wrote about herself stays; only where there is nothing the file's words are taken.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import insert, select
from sqlalchemy.orm import joinedload

from events.event.actions import slug_of
from events.event.models import Event
from events.event.rules import free_slug
from events.extensions import db
from events.kit.database import new_guid
from events.kit.tokens import new_reference
from events.people.models import Person, SpeakerProfile
from events.programme.actions.imports.words import resolved
from events.programme.exchange.report import Report
from events.programme.exchange.shape import FiledPerson, FiledTalk
from events.programme.models import Speaker
from events.programme.queries import known_speakers


def imported_speakers(event: Event, talks: Iterable[FiledTalk], report: Report, now: datetime) -> Mapping[str, int]:
    """Ids of the event's speakers by `key_of` the file's people."""
    people: dict[str, FiledPerson] = {}
    for person in (person for talk in talks for person in talk.persons):
        people.setdefault(key_of(person), person)
    found = _standing(event, people, report)
    missing = {key: person for key, person in people.items() if key not in found}
    if missing:
        found |= _new_speakers(event, missing, report, now)
        report.done(_l("New speakers: %(number)d.", number=len(missing)))
    return found


def key_of(person: FiledPerson) -> str:
    return person.guid or person.name.casefold()


def _standing(event: Event, people: Mapping[str, FiledPerson], report: Report) -> dict[str, int]:
    """Those whom the event has already; a name means one person only."""
    query = select(Speaker).filter_by(event_id=event.id).options(joinedload(Speaker.person).joinedload(Person.profile))
    speakers = db.session.scalars(query.order_by(Speaker.id)).unique().all()
    by_guid = {speaker.guid: speaker for speaker in speakers}
    found = {key: by_guid[person.guid] for key, person in people.items() if person.guid in by_guid}
    claimed = {speaker.id for speaker in found.values()}
    by_name = {speaker.person.name.casefold(): speaker for speaker in reversed(speakers) if speaker.id not in claimed}
    for key, person in people.items():
        if key not in found and (named := by_name.pop(person.name.casefold(), None)):
            found[key] = named
    for key, speaker in found.items():
        _fill_profile(event, speaker.person, people[key], report)
    return {key: speaker.id for key, speaker in found.items()}


def _fill_profile(event: Event, person: Person, filed: FiledPerson, report: Report) -> None:
    """Where nothing stands."""
    profile = person.profile
    said = {
        "biography": resolved(filed.biography, event.language),
        "affiliation": resolved(filed.affiliation, event.language),
        "website": filed.website,
    }
    news = {name: words for name, words in said.items() if words and not (profile and getattr(profile, name))}
    if news and profile is None:
        person.profile = profile = SpeakerProfile()
    for name, words in news.items():
        setattr(profile, name, words)
    if filed.email and not person.email:
        person.email = news["email"] = filed.email
    if news:
        report.done(_l("More is known about this speaker now."), person.name)


def _new_speakers(event: Event, people: Mapping[str, FiledPerson], report: Report, now: datetime) -> dict[str, int]:
    persons = _persons(event, people, report, now)
    taken = set(db.session.scalars(select(Speaker.slug).filter_by(event_id=event.id)))
    rows = [_row(event, person, persons[key], taken) for key, person in people.items()]
    ids = db.session.scalars(insert(Speaker).returning(Speaker.id, sort_by_parameter_order=True), rows).all()
    return dict(zip(people, ids, strict=True))


def _row(event: Event, person: FiledPerson, person_id: int, taken: set[str]) -> dict[str, Any]:
    slug = free_slug(person.slug or slug_of(person.name), taken, otherwise="speaker")
    taken.add(slug)
    return {
        "event_id": event.id,
        "person_id": person_id,
        "slug": slug,
        "guid": person.guid or new_guid(),
        "number": person.number,
        "reference": new_reference(),
    }


def _persons(event: Event, people: Mapping[str, FiledPerson], report: Report, now: datetime) -> dict[str, int]:
    """People who spoke for the organisation elsewhere, found by name; the others are new."""
    here = set(db.session.scalars(select(Speaker.person_id).filter_by(event_id=event.id)))
    known = {p.name.casefold(): p for p in reversed(known_speakers(event.organisation_id)) if p.id not in here}
    found: dict[str, int] = {}
    for key, filed in people.items():
        if person := known.pop(filed.name.casefold(), None):
            _fill_profile(event, person, filed, report)
            found[key] = person.id
    new = {key: person for key, person in people.items() if key not in found}
    return found | _new_persons(event, new, now)


def _new_persons(event: Event, people: Mapping[str, FiledPerson], now: datetime) -> dict[str, int]:
    if not people:
        return {}
    shared = {"organisation_id": event.organisation_id, "language": event.language, "created_at": now}
    rows = [{"name": person.name, "email": person.email, **shared} for person in people.values()]
    ids = db.session.scalars(insert(Person).returning(Person.id, sort_by_parameter_order=True), rows).all()
    profiles = [
        {
            "person_id": person_id,
            "biography": resolved(person.biography, event.language),
            "affiliation": resolved(person.affiliation, event.language),
            "website": person.website,
        }
        for person_id, person in zip(ids, people.values(), strict=True)
    ]
    db.session.execute(insert(SpeakerProfile), profiles)
    return dict(zip(people, ids, strict=True))

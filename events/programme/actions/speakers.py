"""Speakers: people named on talks, what the public reads about them, and the links of their own pages."""

from dataclasses import asdict, dataclass, field
from datetime import datetime

from sqlalchemy import select

from events.activity.actions import note
from events.event.actions import raise_revision, slug_of
from events.event.models import Event
from events.event.rules import free_slug
from events.extensions import LocalisedText, db
from events.kit.database import take_version
from events.kit.tokens import new_reference
from events.kit.transaction import transaction
from events.people.models import Person, SpeakerProfile
from events.programme.actions.search import index_talks_of_person
from events.programme.mails import invitation_to_speaker
from events.programme.models import Speaker
from events.programme.policies import is_open
from events.programme.queries import known_speakers
from events.programme.signals import speaker_invited


@dataclass(frozen=True)
class NamedSpeaker:
    """Somebody to be named on a talk: a known person by `person_id`, else by name (and e-mail, when typed)."""

    name: str
    email: str = ""
    affiliation: LocalisedText = field(default_factory=dict)
    person_id: int | None = None


@dataclass(frozen=True)
class ProfileDetails:
    """What the public reads about a speaker; the biography is Markdown."""

    affiliation: LocalisedText = field(default_factory=dict)
    biography: LocalisedText = field(default_factory=dict)
    website: str = ""
    picture_id: int | None = None


def name_speaker(event: Event, named: NamedSpeaker, *, now: datetime) -> Speaker:
    """The speaker meant, made when she is new to the event or to the organisation.

    A name alone means the person of that name who spoke before; with another e-mail it means somebody else.
    """
    with transaction():
        return ensure_speaker(event, _known_person(event, named) or _new_person(event, named, now))


def ensure_speaker(event: Event, person: Person) -> Speaker:
    """The person as a speaker of this event."""
    with transaction():
        found = db.session.scalar(select(Speaker).filter_by(event_id=event.id, person_id=person.id))
        if found:
            return found
        taken = set(db.session.scalars(select(Speaker.slug).filter_by(event_id=event.id)))
        slug = free_slug(slug_of(person.name), taken, otherwise="speaker")
        speaker = Speaker(event_id=event.id, person=person, slug=slug, reference=new_reference())
        db.session.add(speaker)
        db.session.flush()
    return speaker


def edit_speaker(
    speaker: Speaker,
    version: int,
    details: ProfileDetails,
    *,
    now: datetime,
    name: str | None = None,
    email: str | None = None,
    account_id: int | None = None,
) -> None:
    """Save her text and photograph, and (organisers only) name and e-mail; None leaves those.

    `version` 0 means that nothing had been written yet. Raises kit.database.Stale.
    """
    with transaction():
        profile = _profile(speaker)
        take_version(profile, version)
        for key, value in asdict(details).items():
            setattr(profile, key, value)
        speaker.person.name = name or speaker.person.name
        speaker.person.email = speaker.person.email if email is None else email
        _raise_revisions(speaker.person_id)
        index_talks_of_person(speaker.person_id)
        _note("edited", speaker, now, account_id)


def invite_speaker(speaker: Speaker, *, now: datetime, account_id: int | None = None) -> None:
    """Mail her the link of her own page, and whatever listens to `speaker_invited` adds. She needs an e-mail."""
    with transaction():
        speaker.invited_at = now
        invitation_to_speaker(speaker, now)
        _note("invited", speaker, now, account_id)
        speaker_invited.send(speaker, speaker=speaker, now=now)


def send_link_again(speaker: Speaker, *, now: datetime) -> None:
    """She asked for it herself, from a page that says the same to everybody.

    When the time of her link is over, old ones stay closed and the new one opens two weeks.
    """
    with transaction():
        if not is_open(speaker, now):
            speaker.link_generation += 1
            speaker.invited_at = now
        invitation_to_speaker(speaker, now, strangers_act=f"speaker-link:{speaker.id}")


def rotate_link(speaker: Speaker, *, now: datetime, account_id: int | None = None) -> None:
    """Links mailed so far open nothing any more."""
    with transaction():
        speaker.link_generation += 1
        _note("link renewed", speaker, now, account_id)


def _known_person(event: Event, named: NamedSpeaker) -> Person | None:
    known = known_speakers(event.organisation_id)
    if named.person_id:
        return next((person for person in known if person.id == named.person_id), None)
    same = [person for person in known if person.name.casefold() == named.name.casefold()]
    if named.email:
        same = [person for person in same if person.email.casefold() in {"", named.email.casefold()}]
    return same[0] if same else None


def _new_person(event: Event, named: NamedSpeaker, now: datetime) -> Person:
    person = Person(
        organisation_id=event.organisation_id,
        name=named.name,
        email=named.email,
        language=event.language,
        created_at=now,
        profile=SpeakerProfile(affiliation=named.affiliation),
    )
    db.session.add(person)
    db.session.flush()
    return person


def _profile(speaker: Speaker) -> SpeakerProfile:
    """Hers, locked; a new one (version 0) when nothing was written yet."""
    profile = db.session.get(SpeakerProfile, speaker.person_id)
    if profile:
        db.session.refresh(profile, with_for_update=True)
        return profile
    profile = SpeakerProfile(person_id=speaker.person_id, version=0)
    db.session.add(profile)
    return profile


def _raise_revisions(person_id: int) -> None:
    """The profile is seen at each event where the person speaks."""
    for event_id in db.session.scalars(select(Speaker.event_id).filter_by(person_id=person_id)).all():
        raise_revision(event_id)


def _note(verb: str, speaker: Speaker, now: datetime, account_id: int | None) -> None:
    note(verb, f"speaker:{speaker.id}", now=now, account_id=account_id, event_key=f"event:{speaker.event_id}")

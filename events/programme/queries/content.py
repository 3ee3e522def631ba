"""Reading subjects, the talks about them in any event of the organisation, and what remains of talks."""

from collections.abc import Collection, Sequence

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import joinedload, selectinload

from events.event.models import Event
from events.event.rules import EventState
from events.extensions import db
from events.people.models import Person, SpeakerProfile
from events.programme.models import (
    FormerSubjectSlug,
    Release,
    ReleasedSlot,
    Speaker,
    Subject,
    Talk,
    TalkMaterial,
    TalkSpeaker,
    TalkSubject,
)
from events.programme.queries import public_slots_where
from events.programme.rules import SlotKind, TalkState


def subjects_of(organisation_id: int) -> Sequence[Subject]:
    """Every subject of the organisation, by address (so by its first name)."""
    return db.session.scalars(select(Subject).filter_by(organisation_id=organisation_id).order_by(Subject.slug)).all()


def talks_by_subject(organisation_id: int) -> dict[int, int]:
    """How many talks, drafts too, each subject has, by its id."""
    query = select(TalkSubject.subject_id, func.count()).join(Subject, Subject.id == TalkSubject.subject_id)
    query = query.where(Subject.organisation_id == organisation_id).group_by(TalkSubject.subject_id)
    return {subject_id: number for subject_id, number in db.session.execute(query)}  # noqa: C416 (mypy)


def public_subjects() -> Sequence[Subject]:
    """Subjects that a published talk of a published event is about."""
    about = (
        select(TalkSubject.subject_id)
        .join(Talk, Talk.id == TalkSubject.talk_id)
        .join(Event, Event.id == Talk.event_id)
        .where(_is_public())
    )
    return db.session.scalars(select(Subject).where(Subject.id.in_(about)).order_by(Subject.slug)).all()


def find_subject(organisation_id: int, subject_id: int) -> Subject | None:
    return db.session.scalar(select(Subject).filter_by(organisation_id=organisation_id, id=subject_id))


def find_subject_at(slug: str) -> Subject | None:
    return db.session.scalar(select(Subject).filter_by(slug=slug))


def find_subject_formerly_at(slug: str) -> Subject | None:
    """What the subject was merged into that once had this address."""
    former = db.session.get(FormerSubjectSlug, slug)
    return former.subject if former else None


def public_slots_about(subject_ids: Collection[int]) -> Sequence[ReleasedSlot]:
    """Where the latest releases of all public events put published talks on these subjects, by time."""
    about = select(TalkSubject.talk_id).where(TalkSubject.subject_id.in_(subject_ids))
    return _slots_anywhere(ReleasedSlot.talk_id.in_(about))


def public_slots_of_person(person_id: int) -> Sequence[ReleasedSlot]:
    """Where the latest releases of all public events put published talks that she gives, by time."""
    return _slots_anywhere(Talk.talk_speakers.any(TalkSpeaker.speaker.has(person_id=person_id)))


def public_speakers(event_id: int) -> Sequence[Speaker]:
    """Everybody who gives a published talk of the event, with photograph and talks."""
    speaks = Speaker.talk_speakers.any(TalkSpeaker.talk.has(state=TalkState.PUBLISHED))
    query = select(Speaker).where(Speaker.event_id == event_id, speaks)
    query = query.options(
        joinedload(Speaker.person).joinedload(Person.profile).joinedload(SpeakerProfile.picture),
        selectinload(Speaker.talk_speakers).joinedload(TalkSpeaker.talk),
    )
    return db.session.scalars(query).unique().all()


def find_material(talk_id: int, material_id: int) -> TalkMaterial | None:
    return db.session.scalar(select(TalkMaterial).filter_by(talk_id=talk_id, id=material_id))


def find_file(talk_id: int, file: str) -> TalkMaterial | None:
    """What was uploaded for the talk under this random name."""
    return db.session.scalar(select(TalkMaterial).filter_by(talk_id=talk_id, file=file))


def _slots_anywhere(where: ColumnElement[bool]) -> Sequence[ReleasedSlot]:
    newest = select(Release.id).where(Release.event_id == Talk.event_id).order_by(Release.number.desc()).limit(1)
    latest = ReleasedSlot.release_id == newest.correlate(Talk).scalar_subquery()
    query = public_slots_where(and_(latest, _is_public(), ReleasedSlot.kind == SlotKind.TALK, where)).join(Talk.event)
    query = query.options(joinedload(ReleasedSlot.talk).joinedload(Talk.event))
    return db.session.scalars(query).unique().all()


def _is_public() -> ColumnElement[bool]:
    return and_(Talk.state == TalkState.PUBLISHED, Event.state == EventState.PUBLISHED)

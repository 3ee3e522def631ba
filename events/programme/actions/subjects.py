"""What talks are about: named with a talk, renamed, merged, deleted; one list for all events of an organisation."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from flask_babel import lazy_gettext as _
from sqlalchemy import delete, select, update

from events.activity.actions import note
from events.event.actions import raise_revision, slug_of
from events.event.rules import free_slug
from events.extensions import LocalisedText, db
from events.kit.database import take_version
from events.kit.errors import Refused
from events.kit.transaction import transaction
from events.programme.actions.search import index_talks, index_talks_about
from events.programme.models import FormerSubjectSlug, Subject, Talk, TalkSubject
from events.programme.queries.content import subjects_of


class AlreadyCalled(Refused):
    """Another subject has this name: the two are merged rather."""


def set_subjects(talk: Talk, names: Sequence[str]) -> None:
    """The talk is about these; a name that no subject of the organisation has makes a new one.

    Who calls it raises the revision of the talk's event; pages of other events follow within a minute.
    """
    with transaction():
        before = {subject.id for subject in talk.subjects}
        after = {_subject_called(talk, name).id for name in names}
        if before == after:
            return
        db.session.execute(delete(TalkSubject).where(TalkSubject.talk_id == talk.id))
        db.session.add_all(TalkSubject(talk_id=talk.id, subject_id=subject_id) for subject_id in sorted(after))
        db.session.flush()
        db.session.expire(talk, ["subjects"])


def copy_subjects(talk: Talk, copy: Talk) -> None:
    """The copy is about the same."""
    with transaction():
        db.session.add_all(TalkSubject(talk_id=copy.id, subject_id=subject.id) for subject in talk.subjects)


def rename_subject(
    subject: Subject, version: int, name: LocalisedText, *, now: datetime, account_id: int | None = None
) -> None:
    """Its address stays. Raises kit.database.Stale, and AlreadyCalled when another subject has the name."""
    with transaction():
        db.session.refresh(subject, with_for_update={"of": Subject})
        take_version(subject, version)
        others = [other for other in subjects_of(subject.organisation_id) if other.id != subject.id]
        if any(_is_called(other, words) for other in others for words in name.values()):
            raise AlreadyCalled(_("Another subject has this name. Merge the two instead."))
        subject.name = name
        raise_revisions_about({subject.id})
        index_talks_about(subject.id)
        _note("renamed", subject, now, account_id)


def merge_subject(subject: Subject, into: Subject, *, now: datetime, account_id: int | None = None) -> None:
    """Talks about `subject` are about `into` from now on, and its address leads there."""
    with transaction():
        raise_revisions_about({subject.id, into.id})
        there = select(TalkSubject.talk_id).where(TalkSubject.subject_id == into.id)
        of_it = TalkSubject.subject_id == subject.id
        db.session.execute(
            update(TalkSubject).where(of_it, TalkSubject.talk_id.not_in(there)).values(subject_id=into.id),
            execution_options={"synchronize_session": False},
        )
        db.session.execute(update(FormerSubjectSlug).filter_by(subject_id=subject.id).values(subject_id=into.id))
        db.session.add(FormerSubjectSlug(slug=subject.slug, subject_id=into.id))
        _note("merged", subject, now, account_id)
        _delete(subject)
        index_talks_about(into.id)


def delete_subject(subject: Subject, *, now: datetime, account_id: int | None = None) -> None:
    """No talk is about it any more."""
    with transaction():
        raise_revisions_about({subject.id})
        talks = db.session.scalars(select(TalkSubject.talk_id).filter_by(subject_id=subject.id)).all()
        db.session.execute(delete(FormerSubjectSlug).filter_by(subject_id=subject.id))
        _note("deleted", subject, now, account_id)
        _delete(subject)
        index_talks(talks)


def raise_revisions_about(subject_ids: Iterable[int]) -> None:
    """Of all events with talks on these subjects, whose pages name each other.

    In the order of their ids, so that no two wait for each other.
    """
    about = select(TalkSubject.talk_id).where(TalkSubject.subject_id.in_(list(subject_ids)))
    events = select(Talk.event_id).where(Talk.id.in_(about)).distinct().order_by(Talk.event_id)
    for event_id in db.session.scalars(events).all():
        raise_revision(event_id)


def _subject_called(talk: Talk, name: str) -> Subject:
    organisation_id = talk.event.organisation_id
    found = next((subject for subject in subjects_of(organisation_id) if _is_called(subject, name)), None)
    if found:
        return found
    taken = {*db.session.scalars(select(Subject.slug)), *db.session.scalars(select(FormerSubjectSlug.slug))}
    slug = free_slug(slug_of(name), taken, otherwise="subject")
    subject = Subject(organisation_id=organisation_id, slug=slug, name={talk.event.language: name})
    db.session.add(subject)
    db.session.flush()
    return subject


def _is_called(subject: Subject, name: str) -> bool:
    return any(words.casefold() == name.casefold() for words in subject.name.values())


def _delete(subject: Subject) -> None:
    db.session.execute(delete(TalkSubject).where(TalkSubject.subject_id == subject.id))
    db.session.delete(subject)
    db.session.flush()
    db.session.expire_all()


def _note(verb: str, subject: Subject, now: datetime, account_id: int | None) -> None:
    note(verb, f"subject:{subject.id}", now=now, account_id=account_id, organisation_id=subject.organisation_id)

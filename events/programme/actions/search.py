"""Keeping what talks are found by: whoever saves words of talks calls `index_talks`, once for all of them."""

from collections.abc import Callable, Collection, Iterator, Sequence

from sqlalchemy import Select, delete, insert, select

from events.event.models import Track
from events.extensions import LocalisedText, db
from events.kit.search import indexed
from events.kit.transaction import transaction
from events.people.models import Person, SpeakerProfile
from events.programme.models import Speaker, Subject, Talk, TalkIndex, TalkSpeaker, TalkSubject

AT_ONCE = 500
"""Talks read and written by one statement: databases allow only so many values in it."""

Texts = Iterator[tuple[int, LocalisedText]]


def index_talks(talk_ids: Collection[int]) -> None:
    """Keep the words of these talks as they are now. Rows of events are locked before, if at all."""
    ids = sorted(set(talk_ids))
    with transaction():
        db.session.flush()
        for start in range(0, len(ids), AT_ONCE):
            _index(ids[start : start + AT_ONCE])


def index_talks_of_person(person_id: int) -> None:
    """Her name or what she does was changed: it is found at whatever event she speaks."""
    query = select(TalkSpeaker.talk_id).join(Speaker, Speaker.id == TalkSpeaker.speaker_id)
    _index_those(query.where(Speaker.person_id == person_id))


def index_talks_of_track(track_id: int) -> None:
    """Its name was changed."""
    _index_those(select(Talk.id).filter_by(track_id=track_id))


def index_talks_about(subject_id: int) -> None:
    """Its name was changed, or further talks are about it."""
    _index_those(select(TalkSubject.talk_id).filter_by(subject_id=subject_id))


def index_missing_talks() -> int:
    """Talks whose words were never kept (they are older than the search); says how many there were."""
    missing = select(Talk.id).where(~select(TalkIndex.talk_id).filter_by(talk_id=Talk.id).exists())
    ids = db.session.scalars(missing).all()
    if ids:
        index_talks(ids)
    return len(ids)


def index_all_talks() -> int:
    """All talks anew; says how many there are."""
    ids = db.session.scalars(select(Talk.id)).all()
    index_talks(ids)
    return len(ids)


def _index_those(query: Select[int]) -> None:
    with transaction():
        db.session.flush()
        index_talks(db.session.scalars(query).all())


def _index(ids: Sequence[int]) -> None:
    db.session.execute(select(Talk.id).where(Talk.id.in_(ids)).order_by(Talk.id).with_for_update())
    texts: dict[int, list[tuple[str, str]]] = {talk_id: [] for talk_id in ids}
    for source in SOURCES:
        for talk_id, text in source(ids):
            texts[talk_id] += (text or {}).items()
    db.session.execute(delete(TalkIndex).where(TalkIndex.talk_id.in_(ids)).execution_options(synchronize_session=False))
    db.session.execute(insert(TalkIndex), [{"talk_id": key, "words": indexed(found)} for key, found in texts.items()])


def _own_words(ids: Sequence[int]) -> Texts:
    query = select(Talk.id, Talk.title, Talk.subtitle, Talk.abstract, Talk.description).where(Talk.id.in_(ids))
    for talk_id, *texts in db.session.execute(query):
        yield from ((talk_id, text) for text in texts)


def _track(ids: Sequence[int]) -> Texts:
    query = select(Talk.id, Track.name).join(Track, Track.id == Talk.track_id).where(Talk.id.in_(ids))
    yield from ((talk_id, name) for talk_id, name in db.session.execute(query))


def _speakers(ids: Sequence[int]) -> Texts:
    """Names belong to no language, and are found as they are written."""
    query = (
        select(TalkSpeaker.talk_id, Person.name, SpeakerProfile.affiliation)
        .join(Speaker, Speaker.id == TalkSpeaker.speaker_id)
        .join(Person, Person.id == Speaker.person_id)
        .outerjoin(SpeakerProfile, SpeakerProfile.person_id == Person.id)
        .where(TalkSpeaker.talk_id.in_(ids))
    )
    for talk_id, name, affiliation in db.session.execute(query):
        yield talk_id, {"": name}
        yield talk_id, affiliation


def _subjects(ids: Sequence[int]) -> Texts:
    query = select(TalkSubject.talk_id, Subject.name).join(Subject, Subject.id == TalkSubject.subject_id)
    yield from ((talk_id, name) for talk_id, name in db.session.execute(query.where(TalkSubject.talk_id.in_(ids))))


SOURCES: tuple[Callable[[Sequence[int]], Texts], ...] = (_own_words, _track, _speakers, _subjects)
"""Whatever a talk is found by; each gives (id of the talk, text in its languages) for the ids that it is asked for."""

"""Talks are found by all their words, whoever saved them last."""

from collections.abc import Callable

from flask import Flask
from sqlalchemy import event as events_of
from sqlalchemy import select

from events.event.actions import edit_track
from events.event.models import Event
from events.extensions import db
from events.programme.actions import (
    NamedSpeaker,
    ProfileDetails,
    TalkDetails,
    create_talk,
    delete_subject,
    delete_talk,
    duplicate_talk,
    edit_speaker,
    edit_talk,
    index_all_talks,
    index_missing_talks,
    index_talks,
    merge_subject,
    rename_subject,
)
from events.programme.models import Talk, TalkIndex
from events.programme.queries.search import holds_words
from tests.factories import NOW, EventFactory, TalkFactory, TrackFactory


def found(text: str) -> list[str]:
    where = holds_words(text)
    return [] if where is None else list(db.session.scalars(select(Talk.slug).where(where).order_by(Talk.id)))


def a_talk(event: Event, **more: object) -> Talk:
    track = TrackFactory.make(event=event, name={"fr": "Mémoires"})
    details = TalkDetails(
        title={"fr": "Les vélos"},
        subtitle={"fr": "Une œuvre"},
        abstract={"fr": "De l’eau à **Dunkerque**.", "en": "Bicycles"},
        duration=60,
        track_id=track.id,
    )
    speaker = NamedSpeaker("Zoé Lefèvre", affiliation={"fr": "historienne"})
    return create_talk(event, details, speakers=[speaker], now=NOW)


def test_a_new_talk_is_found_by_all_its_words(inside: Flask) -> None:
    talk = a_talk(EventFactory.make())
    for query in ("velo", "oeuvre", "eau dunkerque", "bicycle", "zoe lefevre", "historiennes", "memoire"):
        assert found(query) == [talk.slug], query
    assert found("velo paris") == []


def test_it_is_found_by_what_was_saved_last(inside: Flask) -> None:
    talk = a_talk(EventFactory.make())
    edit_talk(
        talk,
        talk.version,
        TalkDetails(title={"fr": "Les bateaux"}, duration=60),
        limit=None,
        speakers=[NamedSpeaker("Ali")],
        placement=None,
        now=NOW,
    )
    assert [found(query) for query in ("bateau ali", "velo", "zoe")] == [[talk.slug], [], []]


def test_a_speakers_new_name_and_a_tracks_find_her_talks(inside: Flask) -> None:
    talk = a_talk(EventFactory.make())
    (speaker,) = talk.speakers
    version = speaker.person.profile.version if speaker.person.profile else 0
    edit_speaker(speaker, version, ProfileDetails(affiliation={"fr": "géologue"}), name="Zoé Martin", now=NOW)
    assert talk.track
    edit_track(talk.track, talk.track.version, {"fr": "Rivages"}, now=NOW)
    assert [found(query) for query in ("martin geologues", "rivage", "lefevre", "memoire")] == [
        [talk.slug],
        [talk.slug],
        [],
        [],
    ]


def test_a_talk_is_found_by_its_subjects_whatever_becomes_of_them(inside: Flask) -> None:
    event = EventFactory.make()
    talk = create_talk(event, TalkDetails(title={"fr": "A"}, duration=60), subjects=["Marées", "Ports"], now=NOW)
    copy = duplicate_talk(talk, now=NOW)
    assert found("maree") == [talk.slug, copy.slug]
    tides, ports = sorted(talk.subjects, key=lambda subject: subject.slug)
    rename_subject(tides, tides.version, {"fr": "Estrans"}, now=NOW)
    assert [len(found(query)) for query in ("maree", "estran")] == [0, 2]
    merge_subject(tides, ports, now=NOW)
    assert [len(found(query)) for query in ("estran", "port")] == [0, 2]
    delete_subject(ports, now=NOW)
    assert found("port") == []


def test_what_is_deleted_is_forgotten(inside: Flask) -> None:
    delete_talk(a_talk(EventFactory.make()), now=NOW)
    assert db.session.scalars(select(TalkIndex)).all() == []


def test_talks_older_than_the_search_are_taken_up_once(inside: Flask) -> None:
    talk = TalkFactory.make(title={"fr": "Les vélos"})
    assert found("velo") == []
    assert (index_missing_talks(), index_missing_talks(), index_all_talks()) == (1, 0, 1)
    assert found("velo") == [talk.slug]


def test_many_talks_take_as_many_statements_as_one(inside: Flask) -> None:
    talks = [TalkFactory.make().id for _ in range(30)]
    assert statements_of(lambda: index_talks(talks[:1])) == statements_of(lambda: index_talks(talks)) == 7


def statements_of(act: Callable[[], None]) -> int:
    statements: list[str] = []

    def count(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        if statement.split(maxsplit=1)[0] in {"SELECT", "INSERT", "DELETE"}:
            statements.append(statement)

    events_of.listen(db.engine, "before_cursor_execute", count)
    try:
        act()
    finally:
        events_of.remove(db.engine, "before_cursor_execute", count)
    return len(statements)

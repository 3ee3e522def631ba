"""Subjects: written with a talk, shared by all events of an organisation, renamed, merged, deleted."""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from events.event.models import Event
from events.extensions import db
from events.kit import clock
from events.programme.models import Subject, Talk, TalkSubject
from tests.factories import (
    LECTURE,
    NOW,
    EventFactory,
    SubjectFactory,
    TalkMaterialFactory,
    TalkSubjectFactory,
    scheduled_talk,
)
from tests.people.cast import Cast, sign_in, token
from tests.site.pages import page, queries_of, words

TALK: dict[str, Any] = {"title": "Le tulle", "language": "fr", "duration": "90", "state": "published"}
NEW = "/organise/saison/new-talk"


@pytest.fixture(autouse=True)
def _january(app: Flask) -> None:
    clock.start_at(NOW)


@pytest.fixture
def ada(client: FlaskClient, cast: Cast) -> FlaskClient:
    return sign_in(client, cast.ada)


def send(client: FlaskClient, address: str, form: dict[str, Any]) -> int:
    form = {**form, "csrf_token": token(client, "/organise/account")}
    return client.post(address, data=form).status_code


def subjects_of(slug: str) -> list[str]:
    talk = db.session.scalars(select(Talk).filter_by(slug=slug)).one()
    return [subject.name["fr"] for subject in talk.subjects]


def about(event: Event, subject: Subject, slug: str, days: int, **fields: Any) -> Talk:
    talk = scheduled_talk(event, slug=slug, title={"fr": slug}, starts_at=LECTURE + timedelta(days=days), **fields)
    TalkSubjectFactory.make(talk_id=talk.id, subject_id=subject.id)
    return talk


@pytest.mark.parametrize(
    "typed", [["Déportation", "Fusées"], ["Déportation, Fusées"], ["déportation ; Fusées; fusées"]]
)
def test_subjects_are_written_with_a_talk(app: Flask, ada: FlaskClient, typed: list[str]) -> None:
    assert send(ada, NEW, {**TALK, "subjects": typed}) == 303
    with app.app_context():
        assert [name.casefold() for name in subjects_of("le-tulle")] == ["déportation", "fusées"]


def test_a_known_subject_is_recognised_and_a_form_without_the_field_leaves_them(app: Flask, ada: FlaskClient) -> None:
    send(ada, NEW, {**TALK, "subjects": "Déportation"})
    send(ada, NEW, {**TALK, "title": "La mémoire", "subjects": "DÉPORTATION"})
    send(ada, "/organise/saison/talks/le-tulle/", {**TALK, "version": "1"})
    with app.app_context():
        assert db.session.scalars(select(Subject.slug)).all() == ["deportation"]
        assert subjects_of("le-tulle") == subjects_of("la-memoire") == ["Déportation"]
    send(ada, "/organise/saison/talks/le-tulle/", {**TALK, "subjects": "", "version": "2"})
    with app.app_context():
        assert subjects_of("le-tulle") == []


def test_a_talk_names_others_on_its_subject(app: Flask, client: FlaskClient, cast: Cast) -> None:
    """Those ahead, then the recorded, then the latest of those that are over; of other seasons, too."""
    with app.app_context():
        event = db.session.merge(cast.event)
        other = EventFactory.make(slug="avant", organisation=event.organisation)
        foreign = EventFactory.make(slug="ailleurs")
        draft = EventFactory.make(slug="brouillon", state="draft", organisation=event.organisation)
        subject = SubjectFactory.make(organisation_id=event.organisation_id)
        about(event, subject, "celle-ci", 0)
        about(event, subject, "plus-tard", 14)
        about(event, subject, "bientot", 7)
        recorded = about(other, subject, "enregistree", -300)
        TalkMaterialFactory.make(talk=recorded, kind="recording", url="https://video.example/1")
        about(other, subject, "passee", -100)
        about(other, subject, "ancienne", -400)
        about(other, subject, "la-plus-ancienne", -500)
        about(event, subject, "cachee", 3, state="draft")
        about(draft, subject, "pas-encore", 4)
        scheduled_talk(foreign, slug="sans-sujet", title={"fr": "sans-sujet"})
    shown = words(client, "/saison/talks/celle-ci/?lang=fr").split("Sur le même sujet", 1)[1].split("Toutes", 1)[0]
    order = [shown.index(slug) for slug in ("bientot", "plus-tard", "enregistree", "passee", "ancienne")]
    assert order == sorted(order)
    assert "enregistrement" in shown
    for hidden in ("la-plus-ancienne", "cachee", "pas-encore", "sans-sujet", "celle-ci"):
        assert hidden not in shown
    assert "Sur le même sujet" not in words(client, "/ailleurs/talks/sans-sujet/?lang=fr")


def test_a_subject_has_a_page_with_all_its_talks(app: Flask, client: FlaskClient, cast: Cast) -> None:
    with app.app_context():
        event = db.session.merge(cast.event)
        subject = SubjectFactory.make(organisation_id=event.organisation_id, slug="deportation")
        SubjectFactory.make(organisation_id=event.organisation_id, slug="vide", name={"fr": "Vide"})
        for number in range(8):
            about(event, subject, f"conference-{number}", 7 * number - 28)
    shown = words(client, "/subjects/deportation/?lang=fr")
    order = [shown.index(f"conference-{number}") for number in (2, 3, 4, 5, 6, 7, 1, 0)]
    assert order == sorted(order)
    assert words(client, "/subjects/?lang=en").count("Deportation") == 1
    assert "Vide" not in words(client, "/subjects/?lang=fr")
    assert client.get("/subjects/vide/").status_code == 404
    assert client.get("/subjects/rien/").status_code == 404


def test_as_many_queries_for_one_talk_on_a_subject_as_for_thirty(app: Flask, client: FlaskClient, cast: Cast) -> None:
    with app.app_context():
        event = db.session.merge(cast.event)
        for slug, many in (("un", 2), ("trente", 31)):
            subject = SubjectFactory.make(organisation_id=event.organisation_id, slug=slug)
            for number in range(many):
                about(event, subject, f"{slug}-{number}", 7 * number)
    for path in ("/subjects/{}/", "/saison/talks/{}-0/"):
        assert queries_of(app, client, path.format("un")) == queries_of(app, client, path.format("trente"))


def test_merging_moves_talks_and_addresses(app: Flask, ada: FlaskClient) -> None:
    send(ada, NEW, {**TALK, "subjects": "Déportation, Camps", "starts_at": "2026-01-29T18:30"})
    send(ada, NEW, {**TALK, "title": "La mémoire", "subjects": "Camps", "starts_at": "2026-02-05T18:30"})
    with app.app_context():
        ids = {slug: id_ for slug, id_ in db.session.execute(select(Subject.slug, Subject.id))}  # noqa: C416 (mypy)
    address = f"/organise/subjects/{ids['camps']}"
    assert send(ada, f"{address}/merger", {"into": ""}) == 422
    assert send(ada, f"{address}/merger", {"into": "999"}) == 404
    assert send(ada, f"{address}/merger", {"into": str(ids["deportation"])}) == 303
    with app.app_context():
        assert subjects_of("le-tulle") == subjects_of("la-memoire") == ["Déportation"]
    answer = ada.get("/subjects/camps/")
    assert (answer.status_code, answer.location) == (301, "/subjects/deportation/")


def test_renaming_keeps_the_address_and_refuses_a_name_that_is_taken(app: Flask, ada: FlaskClient) -> None:
    send(ada, NEW, {**TALK, "subjects": "Déportation, Camps", "starts_at": "2026-01-29T18:30"})
    with app.app_context():
        camps = db.session.scalars(select(Subject.id).filter_by(slug="camps")).one()
    assert send(ada, f"/organise/subjects/{camps}", {"name": "déportation", "version": "1"}) == 422
    assert send(ada, f"/organise/subjects/{camps}", {"name": "Les camps", "version": "1"}) == 303
    assert send(ada, f"/organise/subjects/{camps}", {"name": "Lagers", "version": "1"}) == 409
    assert "Les camps" in words(app.test_client(), "/subjects/camps/?lang=fr")
    assert send(ada, f"/organise/subjects/{camps}/deletion", {}) == 303
    with app.app_context():
        assert subjects_of("le-tulle") == ["Déportation"]


def test_subjects_of_another_organisation_are_not_found(app: Flask, client: FlaskClient, cast: Cast) -> None:
    with app.app_context():
        subject = SubjectFactory.make(organisation_id=cast.organisation.id).id
    eve = sign_in(client, cast.eve)
    for path in ("", "/merger", "/deletion"):
        assert send(eve, f"/organise/subjects/{subject}{path}", {"name": "x", "version": "1"}) == 404


def test_a_deleted_talk_leaves_nothing_and_a_copy_is_about_the_same(app: Flask, ada: FlaskClient) -> None:
    send(ada, NEW, {**TALK, "subjects": "Déportation"})
    send(ada, "/organise/saison/talks/le-tulle/copies", {})
    with app.app_context():
        assert subjects_of("le-tulle-2") == ["Déportation"]
    assert send(ada, "/organise/saison/talks/le-tulle/deletion", {}) == 303
    with app.app_context():
        assert len(db.session.scalars(select(TalkSubject)).all()) == 1


def test_a_hostile_subject_stays_text(app: Flask, ada: FlaskClient) -> None:
    hostile = "<script>alert(1)</script>"
    for title in ("Le tulle", "La mémoire"):
        send(ada, NEW, {**TALK, "title": title, "subjects": hostile, "starts_at": "2026-01-29T18:30"})
    for path in ("/saison/talks/le-tulle/", "/subjects/", "/subjects/script-alert-1-script/"):
        assert "<script>alert" not in page(app.test_client(), path)

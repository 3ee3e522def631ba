"""A talk is cancelled, postponed or moved: everybody who holds or waits for a seat learns of it."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event as events_of
from sqlalchemy import select

from events.event.models import Event
from events.extensions import db
from events.kit import clock
from events.mail.models import Message
from events.mail.render import rendered
from events.people.models import Organisation
from events.programme import actions
from events.programme.actions import Placement
from events.programme.models import Talk
from events.programme.queries import audience_of, draft_slots
from events.programme.rules import Audience
from events.registration.actions import give_back_all, record_call, register, reopen_call
from events.registration.models import Call, Registration, Seat
from events.registration.queries.calls import calls_of
from events.registration.rules import Claim, SeatState, Source
from events.registration.shown_calls import ShownCall, shown_calls
from tests.factories import NOW, AccountFactory, EventFactory, scheduled_talk
from tests.people.cast import Cast, sign_in, token
from tests.registration.test_receivers import leave, sent_entries
from tests.site.pages import words

FLOOD = {"fr": "Salle inondée.", "en": "The room is flooded."}
NEW_DATE = Placement(datetime(2026, 2, 5, 18, 30))
HOUR = timedelta(hours=1)


def seat(event: Event, talk: Talk, name: str, email: str = "", *companions: str, phone: str = "") -> Registration:
    claim = Claim(name=name, email=email, phone=phone, companions=companions, talk_ids=(talk.id,), source=Source.DESK)
    return register(event, claim, now=NOW)


@pytest.fixture
def lecture(inside: Flask) -> Talk:
    """Three seats: Bob with Jean by e-mail, Renée by telephone; Sam waits by e-mail, Paul by telephone."""
    event = EventFactory.make()
    talk = scheduled_talk(event)
    talk.capacity.limit = 3
    db.session.commit()
    seat(event, talk, "Bob", "bob@example.org", "Jean")
    seat(event, talk, "Renée", phone="03 21 00 00 01")
    seat(event, talk, "Sam", "sam@example.org")
    seat(event, talk, "Paul", phone="03 21 00 00 02")
    leave()
    return talk


def letters() -> dict[str, str]:
    """What is queued, as it leaves: recipient to subject and words."""
    found = {}
    for message in db.session.scalars(select(Message).where(Message.state == "queued").order_by(Message.id)):
        email = rendered(message, now=NOW)
        body = email.get_body(("plain",))
        found[message.recipient] = f"{email['Subject']}\n" + " ".join(body.get_content().split() if body else ())
    return found


def to_ring(talk: Talk) -> dict[str, ShownCall]:
    return {call.name: call for call in shown_calls(talk.event, calls_of(talk.event_id), "fr") if not call.done_at}


def test_who_is_told_is_known_before(lecture: Talk) -> None:
    assert audience_of([lecture.id]) == Audience(by_mail=2, waiting=1, by_telephone=2)


def test_a_cancellation_reaches_everybody_once(lecture: Talk) -> None:
    actions.cancel_talk(lecture, FLOOD, now=NOW + HOUR)

    told = letters()
    assert set(told) == {"bob@example.org", "sam@example.org"}
    assert told["bob@example.org"].startswith("Annulé")
    assert told["sam@example.org"].startswith("Annulé")
    assert "liste d’attente" in told["sam@example.org"]
    for letter in told.values():
        assert "Salle inondée." in letter
        assert "03 53 01 42 10" in letter.replace("\u202f", " ")
    assert [entry[0] for entry in sent_entries()] == ["REQUEST", "CANCEL"]
    calls = to_ring(lecture)
    assert set(calls) == {"Renée", "Paul"}
    assert calls["Renée"].sentences == [
        "Annulée ; elle était prévue le jeudi 29 janvier 2026 à 18 h 30. Salle inondée.".replace(" ;", "\u202f;")
        .replace("29 janvier", "29\u00a0janvier")
        .replace("à 18 h 30", "à\u00a018\u202fh\u202f30")
    ]
    assert calls["Paul"].holds.endswith("en liste d’attente")


def test_a_postponed_talk_keeps_seats_and_places_and_tells_its_new_date(lecture: Talk) -> None:
    actions.postpone_talk(lecture, FLOOD, now=NOW + HOUR)
    told = letters()
    assert "Vos places sont gardées" in told["bob@example.org"]
    assert "Votre place dans la liste est gardée" in told["sam@example.org"]
    leave()

    actions.move_slot(lecture.slots[0], NEW_DATE, 90, now=NOW + 2 * HOUR)

    told = letters()
    assert set(told) == {"bob@example.org", "sam@example.org"}
    assert all("5\u00a0février" in letter or "5 février" in letter for letter in told.values())
    entries = sent_entries()
    assert [entry[:2] for entry in entries] == [("REQUEST", 0), ("CANCEL", 1), ("REQUEST", 2)]
    assert len({entry[3] for entry in entries}) == 1
    (said,) = to_ring(lecture)["Renée"].sentences
    assert said.replace("\u00a0", " ").startswith("Reportée : du jeudi 29 janvier".replace(" :", "\u202f:"))
    assert db.session.scalars(select(Seat.state)).all().count(SeatState.CONFIRMED) == 3


def test_who_was_not_rung_before_the_revival_needs_no_call(lecture: Talk) -> None:
    actions.cancel_talk(lecture, FLOOD, now=NOW + HOUR)
    done = db.session.scalars(select(Call).join(Call.registration).order_by(Call.id)).first()
    assert done
    record_call(done, "répondeur", now=NOW + HOUR, account_id=account())
    actions.revive_talk(lecture, now=NOW + 2 * HOUR)

    calls = to_ring(lecture)
    assert list(calls) == ["Renée"]
    assert calls["Renée"].sentences[0].startswith("A lieu finalement")


def test_a_postponed_talk_that_is_cancelled_after_all_is_told_to_everybody(lecture: Talk) -> None:
    actions.postpone_talk(lecture, FLOOD, now=NOW + HOUR)
    leave()
    actions.cancel_talk(lecture, FLOOD, now=NOW + 2 * HOUR)
    told = letters()
    assert set(told) == {"bob@example.org", "sam@example.org"}
    assert all(letter.startswith("Annulé") for letter in told.values())
    assert to_ring(lecture)["Renée"].sentences[0].startswith("Annulée")


def account() -> int:
    return AccountFactory.make().id


def test_a_tick_taken_back_tells_everything_since(lecture: Talk) -> None:
    actions.cancel_talk(lecture, FLOOD, now=NOW + HOUR)
    who = account()
    call = db.session.scalars(select(Call).order_by(Call.id)).all()[0]
    record_call(call, "", now=NOW, account_id=who)
    actions.revive_talk(lecture, now=NOW + 2 * HOUR)
    actions.move_slot(lecture.slots[0], NEW_DATE, 90, now=NOW + 3 * HOUR)
    reopen_call(call, now=NOW, account_id=who)
    (said,) = to_ring(lecture)["Renée"].sentences
    assert said.startswith("Déplacée")


def test_nobody_moves_up_to_a_cancelled_talk_but_to_a_revived_one(lecture: Talk) -> None:
    actions.cancel_talk(lecture, FLOOD, now=NOW + HOUR)
    leave()
    give_back_all(db.session.get_one(Registration, 1), now=NOW + HOUR)
    leave()
    states = dict(db.session.execute(select(Seat.registration_id, Seat.state)).all())
    assert states == {1: "cancelled", 2: "confirmed", 3: "waiting", 4: "waiting"}

    actions.revive_talk(lecture, now=NOW + 2 * HOUR)
    states = dict(db.session.execute(select(Seat.registration_id, Seat.state)).all())
    assert states == {1: "cancelled", 2: "confirmed", 3: "offered", 4: "offered"}


def test_one_of_two_talks_is_cancelled_and_the_other_not_spoken_of(inside: Flask) -> None:
    event = EventFactory.make()
    ill, well = scheduled_talk(event), scheduled_talk(event, title={"fr": "Le tulle"})
    register(event, Claim(name="Bob", email="bob@example.org", talk_ids=(ill.id, well.id)), now=NOW)
    leave()
    actions.cancel_talk(ill, FLOOD, now=NOW + HOUR)
    (letter,) = letters().values()
    assert "Le tulle" not in letter


def test_a_date_far_away_is_told_by_mail_too(inside: Flask) -> None:
    """Who registered for many talks at once is invited later, but learns of a change now."""
    event = EventFactory.make()
    talks = [scheduled_talk(event, starts_at=NOW + timedelta(days=90 + n)) for n in range(7)]
    register(event, Claim(name="Bob", email="bob@example.org", talk_ids=tuple(talk.id for talk in talks)), now=NOW)
    leave()
    actions.cancel_talk(talks[3], FLOOD, now=NOW + HOUR)
    assert list(letters()) == ["bob@example.org"]


def test_a_large_release_without_registrations_asks_little(inside: Flask) -> None:
    event = EventFactory.make(kind="congress", release_mode="manual")
    counts = []
    for more in (1, 40):
        for _ in range(more):
            scheduled_talk(event)
        asked: list[str] = []

        def count(*args: object, asked: list[str] = asked) -> None:
            asked.append(str(args[2]))

        events_of.listen(db.engine, "before_cursor_execute", count)
        for slot in draft_slots(event.id):
            slot.starts_at += HOUR
            slot.ends_at += HOUR
        db.session.commit()
        asked.clear()
        actions.release(event, now=NOW + more * HOUR)
        events_of.remove(db.engine, "before_cursor_execute", count)
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_before_pressing_the_pages_say_who_will_be_told(app: Flask, client: FlaskClient, cast: Cast) -> None:
    clock.start_at(NOW)
    with app.app_context():
        event = db.session.get_one(Event, cast.event.id)
        event.release_mode = "manual"
        talk = scheduled_talk(event, slug="dora")
        talk.capacity.limit = 1
        db.session.commit()
        seat(event, talk, "Bob", "bob@example.org")
        seat(event, talk, "Sam", "sam@example.org")
        seat(event, talk, "Renée")
    sign_in(client, cast.erin)
    page = words(client, "/organise/saison/talks/dora/cancellation?lang=en")
    assert "2 registrations are told by mail (one of them on the waiting list)" in page
    assert "one person without e-mail is to be rung" in page
    with app.app_context():
        actions.move_slot(db.session.scalars(select(Talk)).one().slots[0], NEW_DATE, 90, now=NOW)
    page = words(client, "/organise/saison/release?lang=en")
    assert "2 registrations are told by mail" in page
    assert "one person without e-mail is to be rung" in page
    clock.start_at(None)


@pytest.fixture
def ringing(app: Flask, cast: Cast) -> Iterator[int]:
    """A call to Renée, by its id."""
    clock.start_at(NOW)
    with app.app_context():
        event = db.session.get_one(Event, cast.event.id)
        talk = scheduled_talk(event)
        seat(event, talk, "Renée", phone="03 21 00 00 01")
        actions.cancel_talk(talk, FLOOD, now=NOW)
        call = db.session.scalars(select(Call.id)).one()
    yield call
    clock.start_at(None)


def test_a_talk_that_was_set_back_leads_to_whom_to_ring(client: FlaskClient, cast: Cast, ringing: int) -> None:
    assert ringing
    sign_in(client, cast.ada)
    talk = client.get("/organise/saison/talks/").text.split("/organise/saison/talks/")[1:]
    page = next(slug for slug in (part.split('"')[0] for part in talk) if slug.endswith("/"))
    assert 'href="/organise/saison/calls/"' in client.get(f"/organise/saison/talks/{page}").text


def test_the_page_says_whom_to_ring_and_what_to_say(client: FlaskClient, cast: Cast, ringing: int) -> None:
    sign_in(client, cast.dora)
    page = client.get("/organise/saison/calls/?lang=fr").text
    assert 'href="tel:0321000001"' in page
    assert "Salle inondée." in page
    assert "1 personne à appeler" in client.get("/organise/saison/").text
    form = {"csrf_token": token(client, "/organise/saison/calls/"), "note": "a remercié"}
    assert client.post(f"/organise/saison/calls/{ringing}/done", data=form).status_code == 303
    page = client.get("/organise/saison/calls/").text
    assert "a remercié" in page
    assert "Dora" in page
    assert "à appeler" not in client.get("/organise/saison/").text
    assert client.post(f"/organise/saison/calls/{ringing}/reopening", data=form).status_code == 303
    assert "1 personne à appeler" in client.get("/organise/saison/").text


def test_a_note_too_long_keeps_what_was_typed(app: Flask, client: FlaskClient, cast: Cast, ringing: int) -> None:
    sign_in(client, cast.dora)
    form = {"csrf_token": token(client, "/organise/saison/calls/"), "note": "x" * 600}
    answer = client.post(f"/organise/saison/calls/{ringing}/done", data=form)
    assert answer.status_code == 422
    assert "x" * 600 in answer.text
    with app.app_context():
        assert db.session.get_one(Call, ringing).done_at is None


def test_a_call_of_another_event_is_not_found(app: Flask, client: FlaskClient, cast: Cast, ringing: int) -> None:
    with app.app_context():
        EventFactory.make(organisation=db.session.get_one(Organisation, cast.organisation.id), slug="autre")
    sign_in(client, cast.ada)
    form = {"csrf_token": token(client, "/organise/saison/calls/")}
    assert client.post(f"/organise/autre/calls/{ringing}/done", data=form).status_code == 404
    with app.app_context():
        assert db.session.get_one(Call, ringing).done_at is None

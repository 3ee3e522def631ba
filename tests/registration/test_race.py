"""Fifty processes want the last seats at the same moment."""

import multiprocessing
import os
import sys
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from multiprocessing.synchronize import Barrier

from flask import Flask
from sqlalchemy import func, select

from events.event.models import Event
from events.extensions import db
from events.kit.errors import Refused
from events.mail.models import Message
from events.programme.actions import set_talk_limit
from events.programme.models import Talk
from events.registration.actions import accept_offer, give_back_all, lapse_offers, promote_by_hand, register
from events.registration.models import Registration, Seat
from events.registration.rules import Claim
from tests.factories import NOW, EventFactory, scheduled_talk

RACERS = 50
SEATS = 5
LATER = NOW + timedelta(hours=1)
MUCH_LATER = NOW + timedelta(days=3)


def race(app: Flask, act: str) -> list[int]:
    """Exit codes of all racers; each a process of its own with connections of its own."""
    with app.app_context():
        db.engine.dispose()
    context = multiprocessing.get_context("fork")
    barrier = context.Barrier(RACERS)
    racers = [context.Process(target=run, args=(app, barrier, act, number)) for number in range(RACERS)]
    for racer in racers:
        racer.start()
    for racer in racers:
        racer.join(120)
    return [racer.exitcode if racer.exitcode is not None else -1 for racer in racers]


def run(app: Flask, barrier: Barrier, act: str, number: int) -> None:
    status = 1
    try:
        with app.app_context():
            db.engine.dispose(close=False)
            barrier.wait(60)
            ACTS[act](number)
        status = 0
    except BaseException as error:  # noqa: BLE001 (whatever went wrong is told by the exit code)
        sys.stderr.write(f"{type(error).__name__}: {error}\n")
    finally:
        os._exit(status)


def claim_seat(number: int) -> None:
    event, talk = db.session.scalars(select(Event)).one(), db.session.scalars(select(Talk)).one()
    claim = Claim(name=f"Racer {number}", email=f"racer{number}@example.org", talk_ids=(talk.id,))
    register(event, claim, now=NOW)


def same_form(_number: int) -> None:
    event, talk = db.session.scalars(select(Event)).one(), db.session.scalars(select(Talk)).one()
    claim = Claim(name="Jeanne", email="jeanne@example.org", talk_ids=(talk.id,))
    register(event, claim, now=NOW, idempotency_key="the same form")


def give_back_or_claim(number: int) -> None:
    """Odd racers give back one of the first registrations, even ones claim."""
    if number % 2:
        registration = db.session.get_one(Registration, 1 + number % SEATS)
        give_back_all(registration, now=NOW)
    else:
        claim_seat(number)


def anything(number: int) -> None:
    """Claims, seats given back, yes and no to offers, offers that lapse, promotions by hand, limits up and down."""
    talk = db.session.scalars(select(Talk)).one()
    registration = db.session.get_one(Registration, 1 + number % (3 * SEATS))
    acts: dict[int, Callable[[], object]] = {
        0: lambda: claim_seat(number),
        1: lambda: give_back_all(registration, now=LATER),
        2: lambda: accept_offer(registration, talk.id, now=LATER),
        3: lambda: promote_by_hand(registration, talk.id, now=LATER, account_id=None),
        4: lambda: set_talk_limit(talk, SEATS - 2 + number % 5, now=LATER),
        5: lambda: lapse_offers(MUCH_LATER),
    }
    with suppress(Refused):
        acts[number % len(acts)]()


ACTS = {"claim": claim_seat, "same": same_form, "mixed": give_back_or_claim, "anything": anything}


def start(app: Flask) -> None:
    with app.app_context():
        talk = scheduled_talk(EventFactory.make())
        talk.capacity.limit = SEATS
        db.session.commit()


def numbers(app: Flask) -> tuple[int, int, int, int]:
    """taken, waiting: as counted and as rows."""
    with app.app_context():
        capacity = db.session.scalars(select(Talk)).one().capacity
        counted = db.session.execute(select(Seat.state, func.count()).group_by(Seat.state))
        rows = dict(counted.all())
        held = rows.get("confirmed", 0) + rows.get("offered", 0)
        return capacity.taken, held, capacity.waiting, rows.get("waiting", 0)


def test_the_last_seats_are_given_once(app: Flask) -> None:
    start(app)
    assert set(race(app, "claim")) == {0}
    assert numbers(app) == (SEATS, SEATS, RACERS - SEATS, RACERS - SEATS)


def test_the_same_form_sent_fifty_times_is_one_registration(app: Flask) -> None:
    start(app)
    assert set(race(app, "same")) == {0}
    assert numbers(app) == (1, 1, 0, 0)
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(Message)) == 1


def test_giving_back_and_claiming_at_once_keeps_the_counts(app: Flask) -> None:
    start(app)
    with app.app_context():
        for number in range(SEATS):
            claim_seat(1000 + number)
    assert set(race(app, "mixed")) == {0}
    assert numbers(app) == (SEATS, SEATS, RACERS // 2 - SEATS, RACERS // 2 - SEATS)


def test_everything_at_once_gives_no_seat_twice_and_loses_none(app: Flask) -> None:
    start(app)
    with app.app_context():
        for number in range(3 * SEATS):
            claim_seat(1000 + number)
        for number in range(1, 3):
            give_back_all(db.session.get_one(Registration, number), now=LATER)
    assert set(race(app, "anything")) == {0}
    taken, held, waiting, rows = numbers(app)
    assert (taken, waiting) == (held, rows)
    with app.app_context():
        highest = SEATS + 2
        assert taken <= highest
        claims = 3 * SEATS + len(range(0, RACERS, 6))
        assert db.session.scalar(select(func.count()).select_from(Seat)) == claims
        offered = select(func.count()).select_from(Seat)
        assert db.session.scalar(offered.where((Seat.state == "offered") != Seat.offer_ends_at.is_not(None))) == 0
        capacity = db.session.scalars(select(Talk)).one().capacity
        assert waiting == 0 or taken >= (capacity.limit or 0)

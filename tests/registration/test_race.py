"""Fifty processes want the last seats at the same moment."""

import multiprocessing
import os
import sys
from multiprocessing.synchronize import Barrier

from flask import Flask
from sqlalchemy import func, select

from events.event.models import Event
from events.extensions import db
from events.programme.models import Talk
from events.registration.actions import give_back_all, register
from events.registration.models import Registration, Seat
from events.registration.rules import Claim
from tests.factories import NOW, EventFactory, scheduled_talk

RACERS = 50
SEATS = 5


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
    register(event, Claim(name="Jeanne", talk_ids=(talk.id,)), now=NOW, idempotency_key="the same form")


def give_back_or_claim(number: int) -> None:
    """Odd racers give back one of the first registrations, even ones claim."""
    if number % 2:
        registration = db.session.get_one(Registration, 1 + number % SEATS)
        give_back_all(registration, now=NOW)
    else:
        claim_seat(number)


ACTS = {"claim": claim_seat, "same": same_form, "mixed": give_back_or_claim}


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


def test_giving_back_and_claiming_at_once_keeps_the_counts(app: Flask) -> None:
    start(app)
    with app.app_context():
        for number in range(SEATS):
            claim_seat(1000 + number)
    assert set(race(app, "mixed")) == {0}
    assert numbers(app) == (SEATS, SEATS, RACERS // 2 - SEATS, RACERS // 2 - SEATS)

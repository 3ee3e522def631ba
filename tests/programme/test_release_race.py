"""Several people press "publish" at the same moment: one version, and everybody concerned is told once."""

import multiprocessing
import os
import sys
from datetime import timedelta
from multiprocessing.synchronize import Barrier

from flask import Flask
from sqlalchemy import func, select

from events.event.models import Event
from events.extensions import db
from events.mail.models import Message
from events.programme import actions
from events.programme.models import Release, ReleasedSlot, Talk
from events.registration.actions import register
from events.registration.models import Call
from events.registration.rules import Claim, Source
from tests.factories import NOW, EventFactory
from tests.programme.test_actions import LATER, edit, make_talk

RACERS = 6
SNOW = {"fr": "Neige"}


def publish() -> None:
    actions.release(db.session.scalars(select(Event)).one(), now=NOW)


def cancel() -> None:
    talk = db.session.scalars(select(Talk).order_by(Talk.id)).all()[0]
    actions.cancel_talk(talk, SNOW, now=NOW, at_once=True)


ACTS = {"publish": publish, "cancel": cancel}


def start(app: Flask) -> None:
    """Version 1 with two talks, of which one moves in the draft; Bob has a seat of the first, Renée no e-mail."""
    with app.app_context():
        event = EventFactory.make(kind="congress", release_mode="manual", registration_scope="talk")
        first, second = make_talk(event), make_talk(event)
        actions.release(event, now=NOW)
        for name, email in (("Bob", "bob@example.org"), ("Renée", "")):
            claim = Claim(name=name, email=email, talk_ids=(first.id,), source=Source.DESK)
            register(event, claim, now=NOW - timedelta(hours=1))
        edit(second, placement=LATER)


def race(app: Flask, act: str) -> list[int | None]:
    with app.app_context():
        db.engine.dispose()
    context = multiprocessing.get_context("fork")
    barrier = context.Barrier(RACERS)
    racers = [context.Process(target=run, args=(app, barrier, act)) for _ in range(RACERS)]
    for racer in racers:
        racer.start()
    for racer in racers:
        racer.join(120)
    return [racer.exitcode for racer in racers]


def run(app: Flask, barrier: Barrier, act: str) -> None:
    status = 1
    try:
        with app.app_context():
            db.engine.dispose(close=False)
            barrier.wait(60)
            ACTS[act]()
        status = 0
    except BaseException as error:  # noqa: BLE001 (whatever went wrong is told by the exit code)
        sys.stderr.write(f"{type(error).__name__}: {error}\n")
    finally:
        os._exit(status)


def test_pressed_by_several_at_once_it_is_one_version(app: Flask) -> None:
    start(app)
    assert set(race(app, "publish")) == {0}
    with app.app_context():
        assert list(db.session.scalars(select(Release.number).order_by(Release.id))) == [1, 2]
        assert db.session.scalar(select(func.count()).select_from(ReleasedSlot)) == 4


def test_cancelled_by_several_at_once_everybody_is_told_once(app: Flask) -> None:
    start(app)
    assert set(race(app, "cancel")) == {0}
    with app.app_context():
        assert list(db.session.scalars(select(Release.number).order_by(Release.id))) == [1, 2]
        assert db.session.scalar(select(func.count()).select_from(Call)) == 1
        methods = list(db.session.scalars(select(Message.calendar_method).order_by(Message.id)))
        assert methods.count("CANCEL") == 1
        moved = db.session.scalars(select(ReleasedSlot.starts_at).join(Release).where(Release.number == 2)).all()
        assert len(set(moved)) == 1

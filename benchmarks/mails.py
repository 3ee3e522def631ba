"""An invitation from its row in the outbox to the relay's 250, against smtplib sending the same bytes."""

import smtplib
from itertools import count

from sqlalchemy import select

from app import create_app
from benchmarks.figures import Figure, Figures, in_turn, milliseconds
from benchmarks.places import SEASON, TALK, Place
from benchmarks.relay import running_relay
from events.config import read_settings
from events.event.queries import get_event
from events.extensions import db
from events.kit import clock
from events.mail.jobs import deliver_outbox
from events.mail.models import Message
from events.mail.render import rendered
from events.mail.rules import MessageState
from events.programme.queries import find_talk
from events.registration.actions import register
from events.registration.rules import Claim

AT_ONCE = 20
numbers = count()


def measure(place: Place) -> Figures:
    """Rendered, linted, sent and noted, one after the other over one connection."""
    with running_relay() as port:
        chosen = {"EVENTS_MAIL_URL": f"smtp://127.0.0.1:{port}", "EVENTS_JOBS_URL": "memory://"}
        app = create_app(read_settings({**place.settings, **chosen}))
        with app.app_context():
            deliver_outbox()
            content = fill_outbox()
            deliver_outbox()
            sides = in_turn(deliver, lambda: send(port, content))
            db.session.remove()
            db.engine.dispose()
    yield Figure(f"mail sent ({len(content) / 1024:.0f} kB)", "ms", *sides)


def deliver() -> float:
    fill_outbox()
    taken = milliseconds(deliver_outbox) / AT_ONCE
    db.session.rollback()
    if db.session.scalar(select(Message.id).where(Message.state != MessageState.SENT)):
        raise RuntimeError("mail was left behind")
    return taken


def fill_outbox() -> bytes:
    """Invitations of so many people, and what one of them looks like."""
    event = get_event(SEASON)
    talk = find_talk(event.id, TALK)
    if talk is None:
        raise LookupError(TALK)
    talk_ids = (talk.id,)
    for number in range(AT_ONCE):
        address = f"dominique-{next(numbers)}@example.org"
        register(event, Claim(name=f"Dominique {number}", email=address, talk_ids=talk_ids), now=clock.now())
    last = db.session.scalars(select(Message).order_by(Message.id.desc()).limit(1)).one()
    return rendered(last, now=clock.now()).as_bytes()


def send(port: int, content: bytes) -> float:
    with smtplib.SMTP("127.0.0.1", port) as connection:
        return milliseconds(lambda: connection.sendmail("a@example.org", ["b@example.org"], content), AT_ONCE)

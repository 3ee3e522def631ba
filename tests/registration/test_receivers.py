"""A change of the programme reaches the calendars of those who hold a seat."""

from datetime import timedelta

import icalendar
from flask import Flask
from sqlalchemy import select

from events.event.models import Event
from events.extensions import db
from events.mail.models import Message
from events.programme.actions import add_slot, cancel_talk, move_slot, release, revive_talk, unschedule_slot
from events.programme.actions.slots import Placement
from events.programme.models import Talk
from events.registration.actions import register
from events.registration.models import Registration
from events.registration.rules import Claim, Source
from tests.factories import NOW, EventFactory, scheduled_talk


def registered(**fields: str) -> tuple[Event, Talk, Registration]:
    event = EventFactory.make(**fields)
    talk = scheduled_talk(event)
    made = register(event, Claim(name="Bob", email="bob@example.org", talk_ids=(talk.id,)), now=NOW)
    leave()
    return event, talk, made


def leave() -> None:
    """What is queued leaves; else a newer entry would replace it in the outbox."""
    for message in db.session.scalars(select(Message)):
        message.state = "sent"
    db.session.commit()


def sent_entries() -> list[tuple[str, int, str | None, str]]:
    """method, sequence, status and uid of every calendar message."""
    found = []
    for message in db.session.scalars(select(Message).where(Message.calendar.is_not(None)).order_by(Message.id)):
        calendar = icalendar.Calendar.from_ical((message.calendar or "").encode())
        entry = calendar.walk("VEVENT")[0]
        found.append((str(calendar["METHOD"]), int(str(entry["SEQUENCE"])), entry.get("STATUS"), str(entry["UID"])))
    return found


def later(talk: Talk, hours: int) -> Placement:
    wall = talk.slots[0].starts_at.replace(tzinfo=None) + timedelta(hours=1 + hours)
    return Placement(starts_at=wall, room_id=None)


def test_a_move_a_cancellation_and_a_revival_are_one_entry(inside: Flask) -> None:
    _event, talk, _bob = registered()

    move_slot(talk.slots[0], later(talk, 2), 90, now=NOW + timedelta(hours=1))
    leave()
    cancel_talk(talk, {"fr": "Salle inondée"}, now=NOW + timedelta(hours=2))
    leave()
    revive_talk(talk, now=NOW + timedelta(hours=3))

    entries = sent_entries()
    assert [entry[:3] for entry in entries] == [
        ("REQUEST", 0, "CONFIRMED"),
        ("REQUEST", 1, "CONFIRMED"),
        ("CANCEL", 2, "CANCELLED"),
        ("REQUEST", 3, "CONFIRMED"),
    ]
    assert len({entry[3] for entry in entries}) == 1
    cancelled = db.session.scalars(select(Message).filter_by(template="registration/cancellation")).one()
    assert cancelled.values["reason"] == "Salle inondée"
    moved = db.session.scalars(select(Message).where(Message.calendar_sequence == 1)).one()
    assert moved.values["before"]["starts_at"] < moved.values["facts"]["starts_at"]


def test_a_congress_says_nothing_before_its_release(inside: Flask) -> None:
    event, talk, _bob = registered(release_mode="manual")

    move_slot(talk.slots[0], later(talk, 2), 90, now=NOW + timedelta(hours=1))
    assert len(sent_entries()) == 1

    release(event, now=NOW + timedelta(hours=2))
    release(event, now=NOW + timedelta(hours=2))
    assert [entry[:2] for entry in sent_entries()] == [("REQUEST", 0), ("REQUEST", 1)]


def test_a_date_taken_off_the_timetable_leaves_the_calendar(inside: Flask) -> None:
    _event, talk, _bob = registered()

    unschedule_slot(talk.slots[0], now=NOW + timedelta(hours=1))

    assert [entry[:3] for entry in sent_entries()] == [("REQUEST", 0, "CONFIRMED"), ("CANCEL", 1, "CANCELLED")]


def test_who_registered_before_there_was_a_date_is_invited_when_it_comes(inside: Flask) -> None:
    event, talk, _bob = registered()
    again = later(talk, 3)
    unschedule_slot(talk.slots[0], now=NOW)
    register(event, Claim(name="Ada", email="ada@example.org", talk_ids=(talk.id,), source=Source.DESK), now=NOW)
    leave()

    add_slot(talk, again, 90, now=NOW + timedelta(hours=1))

    news = [message.recipient for message in db.session.scalars(select(Message).where(Message.created_at > NOW))]
    assert sorted(news) == ["ada@example.org", "bob@example.org"]

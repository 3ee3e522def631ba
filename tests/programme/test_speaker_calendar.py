"""An invited speaker's dates follow the programme by themselves."""

from datetime import timedelta

import icalendar
from flask import Flask
from sqlalchemy import select

from events.extensions import db
from events.mail.models import Message
from events.programme.actions import cancel_talk, delete_talk, invite_speaker, move_slot
from events.programme.actions.slots import Placement
from events.programme.models import Speaker, Talk
from tests.factories import NOW, EventFactory, PersonFactory, SpeakerFactory, TalkSpeakerFactory, scheduled_talk


def speaking(event_fields: dict[str, str] | None = None) -> tuple[Speaker, Talk]:
    event = EventFactory.make(**(event_fields or {}))
    talk = scheduled_talk(event)
    person = PersonFactory.make(organisation=event.organisation, email="sam@example.org")
    speaker = SpeakerFactory.make(event=event, person=person)
    TalkSpeakerFactory.make(talk=talk, speaker=speaker)
    return speaker, talk


def entries() -> list[tuple[str, int, str | None, str]]:
    """method, sequence, status, uid of each calendar message, in the order they were queued."""
    found = []
    for message in db.session.scalars(select(Message).where(Message.calendar.is_not(None)).order_by(Message.id)):
        calendar = icalendar.Calendar.from_ical((message.calendar or "").encode())
        entry = calendar.walk("VEVENT")[0]
        found.append((str(calendar["METHOD"]), int(str(entry["SEQUENCE"])), entry.get("STATUS"), str(entry["UID"])))
    return found


def sent() -> None:
    """What is queued leaves; else a newer entry would replace it in the outbox."""
    for message in db.session.scalars(select(Message)):
        message.state = "sent"
    db.session.commit()


def test_an_invited_speaker_gets_each_date_once(inside: Flask) -> None:
    speaker, _talk = speaking()

    invite_speaker(speaker, now=NOW)
    invite_speaker(speaker, now=NOW)

    [(method, sequence, status, _uid)] = entries()
    assert (method, sequence, status) == ("REQUEST", 0, "CONFIRMED")


def test_a_moved_talk_moves_and_a_cancelled_one_goes(inside: Flask) -> None:
    speaker, talk = speaking()
    invite_speaker(speaker, now=NOW)
    sent()
    slot = talk.slots[0]

    later = Placement(room_id=None, starts_at=slot.starts_at.replace(tzinfo=None) + timedelta(hours=3))
    move_slot(slot, later, 90, now=NOW + timedelta(hours=1))
    sent()
    cancel_talk(talk, {"fr": "Salle inondée"}, now=NOW + timedelta(hours=2))

    first, moved, cancelled = entries()
    assert (moved[:3], cancelled[:3]) == (("REQUEST", 1, "CONFIRMED"), ("CANCEL", 2, "CANCELLED"))
    assert first[3] == moved[3] == cancelled[3]


def test_a_deleted_talk_leaves_the_calendar(inside: Flask) -> None:
    speaker, talk = speaking()
    invite_speaker(speaker, now=NOW)
    sent()

    delete_talk(talk, now=NOW + timedelta(hours=1))

    assert [entry[:3] for entry in entries()] == [("REQUEST", 0, "CONFIRMED"), ("CANCEL", 1, None)]


def test_who_was_not_invited_hears_nothing(inside: Flask) -> None:
    _speaker, talk = speaking()
    cancel_talk(talk, {}, now=NOW)
    assert entries() == []

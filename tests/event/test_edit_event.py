"""Saving what an organiser wrote about an event."""

from datetime import date

import pytest
from flask import Flask

from events.event.actions import EventDetails, edit_event
from events.event.models import Event
from events.event.rules import ReleaseMode
from events.extensions import db
from events.kit.database import Stale
from tests.factories import NOW, EventFactory

WRITTEN = EventDetails(
    title={"fr": "Les jeudis"}, starts_on=date(2026, 1, 1), ends_on=date(2026, 6, 30), release_mode=ReleaseMode.MANUAL
)


def test_texts_and_limit_are_saved_in_one_act(inside: Flask) -> None:
    event_id = EventFactory.make().id
    event = db.session.get_one(Event, event_id)
    edit_event(event, event.version, WRITTEN, limit=80, now=NOW)

    db.session.expire_all()
    saved = db.session.get_one(Event, event_id)
    assert (saved.title, saved.release_mode, saved.ends_on) == ({"fr": "Les jeudis"}, "manual", date(2026, 6, 30))
    assert saved.capacity.limit == 80
    assert saved.version == 2


def test_a_save_from_an_older_version_is_refused(inside: Flask) -> None:
    event = EventFactory.make()
    edit_event(event, 1, WRITTEN, limit=None, now=NOW)
    with pytest.raises(Stale):
        edit_event(event, 1, WRITTEN, limit=5, now=NOW)
    assert event.capacity.limit is None

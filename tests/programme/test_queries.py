"""What the public sees of the programme."""

from flask import Flask

from events.programme.queries import public_slots, slots_of_talk
from tests.factories import EventFactory, scheduled_talk


def test_public_slots_show_published_talks_of_the_latest_release(inside: Flask) -> None:
    event = EventFactory.make()
    shown = scheduled_talk(event)
    scheduled_talk(event, state="draft")

    assert [slot.talk_id for slot in public_slots(event.id)] == [shown.id]
    assert len(slots_of_talk(shown)) == 1

"""Talks and the timetable, as organisers change them."""

from datetime import UTC, datetime
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from events.event.models import Event
from events.extensions import db
from events.kit.database import Stale
from events.programme import actions
from events.programme.actions import NamedSpeaker, Placement, TalkDetails
from events.programme.models import Release, Slot, Speaker, Talk
from events.programme.queries import draft_slots_of_talk, public_slots, slots_of_talk
from events.programme.rules import Change, ChangeKind, SlotState, TalkState
from events.programme.signals import schedule_released
from tests.factories import NOW, EventFactory, PersonFactory, RoomFactory, SpeakerFactory, VenueFactory

EVENING = Placement(datetime(2026, 1, 29, 18, 30))
LATER = Placement(datetime(2026, 2, 5, 18, 30))
UNCHANGED: dict[str, Any] = {"placement": EVENING, "limit": None, "speakers": ()}


def make_talk(event: Event, **fields: Any) -> Talk:
    details = TalkDetails(title={"fr": "Les métiers à tulle"}, duration=90, state=TalkState.PUBLISHED)
    return actions.create_talk(event, details, now=NOW, **{"placement": EVENING, **fields})


def releases(event: Event) -> int:
    return db.session.scalar(select(func.count()).select_from(Release).filter_by(event_id=event.id)) or 0


def edit(talk: Talk, **fields: Any) -> None:
    details = TalkDetails(title=dict(talk.title), duration=fields.pop("duration", 90), state=TalkState.PUBLISHED)
    actions.edit_talk(talk, talk.version, details, now=NOW, **{**UNCHANGED, **fields})


def test_a_saved_talk_is_public_at_once_in_a_season(inside: Flask) -> None:
    event = EventFactory.make()
    revision = event.revision
    talk = make_talk(event)

    (slot,) = public_slots(event.id)
    assert slot.talk_id == talk.id
    assert slot.starts_at == datetime(2026, 1, 29, 17, 30, tzinfo=UTC)
    assert (slot.ends_at - slot.starts_at).seconds == 90 * 60
    assert event.revision > revision


def test_a_congress_keeps_times_in_the_draft_until_released(inside: Flask) -> None:
    event = EventFactory.make(kind="congress", release_mode="manual")
    make_talk(event)
    assert public_slots(event.id) == []

    version = actions.release(event, now=NOW)
    assert version is not None
    assert version.number == 1
    assert len(public_slots(event.id)) == 1


def test_released_twice_makes_one_version(inside: Flask) -> None:
    event = EventFactory.make(release_mode="manual")
    make_talk(event)

    assert actions.release(event, now=NOW) is not None
    assert actions.release(event, now=NOW) is None
    assert releases(event) == 1


def test_a_release_says_what_changed_inside_its_transaction(inside: Flask) -> None:
    event = EventFactory.make(release_mode="manual")
    room = RoomFactory.make(venue=VenueFactory.make(organisation_id=event.organisation_id))
    moved, cancelled, removed = (make_talk(event) for _ in range(3))
    actions.release(event, now=NOW)
    heard: list[Change] = []

    def hear(sender: Release, changes: list[Change], **_: object) -> None:
        heard.extend(changes)
        assert db.session().info.get("writing")

    edit(moved, placement=Placement(LATER.starts_at, room_id=room.id))
    actions.cancel_talk(cancelled, {"fr": "Neige"}, now=NOW)
    edit(removed, placement=None)
    with schedule_released.connected_to(hear):
        actions.release(event, now=NOW)

    assert {change.talk_id: change.kinds for change in heard} == {
        moved.id: {ChangeKind.MOVED, ChangeKind.ROOM_CHANGED},
        cancelled.id: {ChangeKind.CANCELLED},
        removed.id: {ChangeKind.REMOVED},
    }


def test_a_listener_that_fails_leaves_no_release(inside: Flask) -> None:
    event = EventFactory.make(release_mode="manual")
    make_talk(event)

    def fail(sender: Release, **_: object) -> None:
        raise RuntimeError

    with schedule_released.connected_to(fail), pytest.raises(RuntimeError):
        actions.release(event, now=NOW)
    assert releases(event) == 0


def test_a_slot_keeps_id_and_guid_through_every_edit(inside: Flask) -> None:
    event = EventFactory.make()
    talk = make_talk(event)
    (slot,) = talk.slots
    identity = (slot.id, slot.guid)

    edit(talk, placement=LATER)
    edit(talk, placement=None)
    assert draft_slots_of_talk(talk) == []
    assert slots_of_talk(talk) == []
    edit(talk, placement=EVENING)

    (slot,) = draft_slots_of_talk(talk)
    assert (slot.id, slot.guid) == identity


def test_saving_unchanged_makes_no_release(inside: Flask) -> None:
    talk = make_talk(EventFactory.make())
    edit(talk)
    assert releases(talk.event) == 1


def test_a_stale_save_changes_nothing(inside: Flask) -> None:
    talk = make_talk(EventFactory.make())
    edit(talk, placement=LATER)

    with pytest.raises(Stale):
        actions.edit_talk(talk, 1, TalkDetails(title={"fr": "Autre"}, duration=60), now=NOW, **UNCHANGED)
    assert talk.title == {"fr": "Les métiers à tulle"}
    assert talk.slots[0].starts_at == datetime(2026, 2, 5, 17, 30, tzinfo=UTC)


def test_a_time_that_clocks_jump_over_is_refused(inside: Flask) -> None:
    event = EventFactory.make()
    with pytest.raises(actions.WrongTime):
        make_talk(event, placement=Placement(datetime(2026, 3, 29, 2, 30)))
    assert db.session.scalar(select(func.count()).select_from(Talk)) == 0


@pytest.mark.parametrize(("fold", "hour"), [(0, 0), (1, 1)])
def test_a_doubled_hour_is_the_one_that_was_chosen(inside: Flask, fold: int, hour: int) -> None:
    talk = make_talk(EventFactory.make(), placement=Placement(datetime(2026, 10, 25, 2, 30), fold=fold))
    assert talk.slots[0].starts_at == datetime(2026, 10, 25, hour, 30, tzinfo=UTC)


def test_saving_unchanged_keeps_the_instant_when_the_zones_rules_changed(inside: Flask) -> None:
    talk = make_talk(EventFactory.make())
    (slot,) = talk.slots
    slot.starts_at = datetime(2026, 1, 29, 16, 30, tzinfo=UTC)  # as an older time zone table would have said
    slot.ends_at = datetime(2026, 1, 29, 18, 0, tzinfo=UTC)
    db.session.commit()

    edit(talk)
    assert db.session.get_one(Slot, slot.id).starts_at == datetime(2026, 1, 29, 16, 30, tzinfo=UTC)


def test_doors_open_before_the_beginning(inside: Flask) -> None:
    event = EventFactory.make()
    with pytest.raises(actions.WrongTime):
        make_talk(event, placement=Placement(EVENING.starts_at, doors_at=datetime(2026, 1, 29, 19, 0)))
    talk = make_talk(event, placement=Placement(EVENING.starts_at, doors_at=datetime(2026, 1, 29, 18, 0)))
    assert talk.slots[0].doors_at == datetime(2026, 1, 29, 17, 0, tzinfo=UTC)


def test_speakers_are_named_in_their_order_and_known_again(inside: Flask) -> None:
    event = EventFactory.make()
    known = SpeakerFactory.make(
        event=event, person=PersonFactory.make(organisation=event.organisation, name="Lionel Roux")
    )
    named = [NamedSpeaker("Dominique Mathieu"), NamedSpeaker("lionel roux"), NamedSpeaker("Lionel Roux")]
    talk = make_talk(event, speakers=named)

    assert [speaker.person.name for speaker in talk.speakers] == ["Dominique Mathieu", "Lionel Roux"]
    assert talk.speakers[1].id == known.id

    edit(talk, speakers=list(reversed(named)))
    assert [speaker.person.name for speaker in talk.speakers] == ["Lionel Roux", "Dominique Mathieu"]


def test_a_namesake_with_another_address_is_somebody_else(inside: Flask) -> None:
    event = EventFactory.make()
    first = make_talk(event, speakers=[NamedSpeaker("Jean Martin", "jean@utl.example")])
    second = make_talk(event, speakers=[NamedSpeaker("Jean Martin", "jm@other.example")])

    assert first.speakers[0].person_id != second.speakers[0].person_id
    assert first.speakers[0].slug != second.speakers[0].slug


def test_a_person_of_another_organisation_is_never_taken(inside: Flask) -> None:
    stranger = SpeakerFactory.make()
    talk = make_talk(EventFactory.make(), speakers=[NamedSpeaker("Eve", person_id=stranger.person_id)])
    assert talk.speakers[0].person_id != stranger.person_id


def test_slugs_are_made_once_and_unique(inside: Flask) -> None:
    event = EventFactory.make()
    first, second = make_talk(event), make_talk(event)
    assert (first.slug, second.slug) == ("les-metiers-a-tulle", "les-metiers-a-tulle-2")
    nameless = actions.create_talk(event, TalkDetails(title={"fr": "…"}, duration=60), now=NOW)
    assert nameless.slug == "talk"


def test_a_copy_is_a_draft_without_a_date(inside: Flask) -> None:
    talk = make_talk(EventFactory.make(), speakers=[NamedSpeaker("Dominique Mathieu")], limit=80)
    copy = actions.duplicate_talk(talk, now=NOW)

    assert (copy.state, copy.slots, copy.capacity.limit) == (TalkState.DRAFT, [], 80)
    assert copy.title == talk.title
    assert copy.guid != talk.guid
    assert [speaker.id for speaker in copy.speakers] == [speaker.id for speaker in talk.speakers]


def test_a_deleted_talk_leaves_nothing_behind(inside: Flask) -> None:
    event = EventFactory.make()
    talk = make_talk(event, speakers=[NamedSpeaker("Dominique Mathieu")])
    edit(talk, placement=LATER)
    actions.delete_talk(talk, now=NOW)

    assert db.session.scalar(select(func.count()).select_from(Talk)) == 0
    assert db.session.scalar(select(func.count()).select_from(Slot)) == 0
    assert public_slots(event.id) == []


def test_cancelled_and_revived(inside: Flask) -> None:
    event = EventFactory.make()
    talk = make_talk(event)
    actions.cancel_talk(talk, {"fr": "Neige"}, now=NOW)
    assert [slot.state for slot in public_slots(event.id)] == [SlotState.CANCELLED]

    actions.revive_talk(talk, now=NOW)
    assert [slot.state for slot in public_slots(event.id)] == [SlotState.CONFIRMED]
    assert talk.slots[0].reason == {}


def test_breaks_come_and_go(inside: Flask) -> None:
    event = EventFactory.make()
    slot = actions.add_break(event, {"fr": "Pause"}, EVENING, 30, now=NOW)
    assert [found.title for found in public_slots(event.id)] == [{"fr": "Pause"}]
    actions.delete_break(slot, now=NOW)
    assert public_slots(event.id) == []


def test_speakers_are_counted_once_per_event(inside: Flask) -> None:
    event = EventFactory.make()
    person = PersonFactory.make(organisation=event.organisation)
    assert actions.ensure_speaker(event, person).id == actions.ensure_speaker(event, person).id
    assert db.session.scalar(select(func.count()).select_from(Speaker)) == 1

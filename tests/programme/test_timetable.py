"""The editor of the timetable: moves with a version in hand, undoing and doing again."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from events.activity.models import Activity
from events.event.models import Event
from events.extensions import db
from events.kit.database import Stale
from events.kit.errors import Refused
from events.programme import actions
from events.programme.actions import Overtaken, Placement, TalkDetails, WrongTime
from events.programme.models import Release, Slot, Talk, TimetableEdit
from events.programme.queries import draft_slots_of_talk, pending_changes
from events.programme.queries.timetable import slots_of_day, unscheduled_talks, waiting_slot_ids
from events.programme.rules import SlotKind, SlotState, TalkState
from tests.factories import NOW, AccountFactory, EventFactory, RoomFactory, VenueFactory

MORNING = datetime(2026, 5, 19, 9, 0)
LATER = MORNING + timedelta(minutes=25)


class Stage:
    """A congress with two rooms, two editors, and one talk at nine."""

    def __init__(self) -> None:
        self.event: Event = EventFactory.make(kind="congress", release_mode="manual")
        venue = VenueFactory.make(organisation_id=self.event.organisation_id)
        self.rooms = [RoomFactory.make(venue=venue) for _ in range(2)]
        self.ada, self.erin = (AccountFactory.make().id for _ in range(2))
        self.talk = self.new_talk()
        self.slot = actions.schedule_talk(self.talk, 0, self.at(MORNING), 25, now=NOW, account_id=self.ada)

    def new_talk(self) -> Talk:
        details = TalkDetails(title={"fr": "Les métiers à tulle"}, duration=25, state=TalkState.PUBLISHED)
        return actions.create_talk(self.event, details, now=NOW)

    def at(self, wall: datetime, room: int = 0) -> Placement:
        return Placement(wall, self.rooms[room].id)

    def move(self, wall: datetime, room: int = 0, duration: int = 25, who: int = 0, version: int = 0) -> None:
        by: dict[str, Any] = {"now": NOW, "account_id": who or self.ada}
        actions.place_slot(self.slot, version or self.slot.version, self.at(wall, room), duration, **by)

    def stands(self) -> tuple[str, int | None, int, str]:
        slot = self.slot
        length = (slot.ends_at - slot.starts_at).seconds // 60
        return slot.wall_start, slot.room_id, length, slot.state


@pytest.fixture
def stage(inside: Flask) -> Stage:
    return Stage()


def edits() -> int:
    return db.session.scalar(select(func.count()).select_from(TimetableEdit)) or 0


def test_a_move_changes_time_room_and_length_in_the_draft_alone(stage: Stage) -> None:
    actions.release(stage.event, now=NOW)
    stage.move(LATER, room=1, duration=50)
    assert stage.stands() == ("2026-05-19T09:25:00", stage.rooms[1].id, 50, "confirmed")
    assert db.session.scalar(select(func.count()).select_from(Release)) == 1
    assert len(pending_changes(stage.event.id)) == 1


def test_in_a_season_each_move_is_a_release(inside: Flask) -> None:
    stage = Stage()
    stage.event.release_mode = "immediate"
    db.session.commit()
    stage.move(LATER)
    assert pending_changes(stage.event.id) == []


def test_a_move_made_from_an_older_version_overwrites_nothing(stage: Stage) -> None:
    seen = stage.slot.version
    stage.move(LATER, who=stage.erin)
    with pytest.raises(Stale):
        stage.move(MORNING + timedelta(hours=2), version=seen)
    assert stage.stands()[0] == "2026-05-19T09:25:00"


def test_moving_to_where_it_stands_is_no_edit(stage: Stage) -> None:
    before, version = edits(), stage.slot.version
    stage.move(MORNING)
    assert (edits(), stage.slot.version) == (before, version)


def test_a_form_opened_before_a_move_does_not_put_the_talk_back(stage: Stage) -> None:
    seen = stage.talk.version
    stage.move(LATER)
    details = TalkDetails(title={"fr": "Autre titre"}, duration=25)
    with pytest.raises(Stale):
        actions.edit_talk(stage.talk, seen, details, limit=None, speakers=(), placement=stage.at(MORNING), now=NOW)
    assert stage.stands()[0] == "2026-05-19T09:25:00"


def test_undo_takes_back_one_level_after_the_other(stage: Stage) -> None:
    stage.move(LATER)
    stage.move(LATER, room=1, duration=50)
    by: dict[str, Any] = {"now": NOW, "account_id": stage.ada}
    actions.undo(stage.event, **by)
    assert stage.stands() == ("2026-05-19T09:25:00", stage.rooms[0].id, 25, "confirmed")
    actions.undo(stage.event, **by)
    assert stage.stands()[0] == "2026-05-19T09:00:00"
    actions.undo(stage.event, **by)
    assert stage.stands()[3] == SlotState.UNSCHEDULED
    assert [talk.id for talk in unscheduled_talks(stage.event.id)] == [stage.talk.id]
    with pytest.raises(Refused):
        actions.undo(stage.event, **by)


def test_redo_goes_forward_again_until_something_else_is_done(stage: Stage) -> None:
    by: dict[str, Any] = {"now": NOW, "account_id": stage.ada}
    stage.move(LATER)
    actions.undo(stage.event, **by)
    actions.undo(stage.event, **by)
    actions.redo(stage.event, **by)
    actions.redo(stage.event, **by)
    assert stage.stands()[0] == "2026-05-19T09:25:00"
    actions.undo(stage.event, **by)
    stage.move(MORNING + timedelta(hours=1))
    with pytest.raises(Refused):
        actions.redo(stage.event, **by)


def test_undo_leaves_alone_what_somebody_else_moved_meanwhile(stage: Stage) -> None:
    stage.move(LATER)
    stage.move(MORNING + timedelta(hours=3), who=stage.erin)
    with pytest.raises(Overtaken):
        actions.undo(stage.event, now=NOW, account_id=stage.ada)
    assert stage.stands()[0] == "2026-05-19T12:00:00"


def test_an_edit_that_was_overtaken_does_not_bar_the_earlier_ones(stage: Stage) -> None:
    other = actions.schedule_talk(stage.new_talk(), 0, stage.at(MORNING, 1), 25, now=NOW, account_id=stage.ada)
    stage.move(LATER)
    stage.move(MORNING, who=stage.erin)
    with pytest.raises(Overtaken):
        actions.undo(stage.event, now=NOW, account_id=stage.ada)
    assert actions.undo(stage.event, now=NOW, account_id=stage.ada).id == other.id


def test_everybody_takes_back_her_own_edits(stage: Stage) -> None:
    other = actions.schedule_talk(stage.new_talk(), 0, stage.at(MORNING, 1), 25, now=NOW, account_id=stage.erin)
    stage.move(LATER)
    assert actions.undo(stage.event, now=NOW, account_id=stage.erin).id == other.id
    assert stage.stands()[0] == "2026-05-19T09:25:00"


def test_undo_does_not_lead_into_a_room_that_is_gone(stage: Stage) -> None:
    stage.move(LATER, room=1)
    db.session.delete(stage.rooms[0])
    db.session.commit()
    with pytest.raises(Overtaken):
        actions.undo(stage.event, now=NOW, account_id=stage.ada)


def test_a_talk_is_scheduled_once_by_two_people_at_the_same_time(stage: Stage) -> None:
    talk = stage.new_talk()
    actions.schedule_talk(talk, 0, stage.at(MORNING, 1), 25, now=NOW, account_id=stage.erin)
    with pytest.raises(Stale):
        actions.schedule_talk(talk, 0, stage.at(LATER, 1), 25, now=NOW, account_id=stage.ada)
    assert len(draft_slots_of_talk(talk)) == 1


def test_a_talk_can_take_place_twice(stage: Stage) -> None:
    actions.schedule_talk(stage.talk, 1, stage.at(LATER, 1), 25, now=NOW, account_id=stage.ada)
    assert len(draft_slots_of_talk(stage.talk)) == 2


def test_taken_off_it_waits_in_the_tray_and_keeps_its_identity(stage: Stage) -> None:
    identity = stage.slot.id, stage.slot.guid
    actions.take_off(stage.slot, stage.slot.version, now=NOW, account_id=stage.ada)
    assert [talk.id for talk in unscheduled_talks(stage.event.id)] == [stage.talk.id]
    again = actions.schedule_talk(stage.talk, 0, stage.at(LATER), 25, now=NOW, account_id=stage.ada)
    assert (again.id, again.guid) == identity


def test_a_blocker_is_edited_deleted_and_brought_back(stage: Stage) -> None:
    by: dict[str, Any] = {"now": NOW, "account_id": stage.ada}
    title = {"fr": "Montage"}
    slot = actions.add_break(stage.event, title, stage.at(MORNING, 1), 60, kind=SlotKind.BLOCKER, **by)
    actions.edit_break(slot, slot.version, {"fr": "Café"}, Placement(LATER), 30, kind=SlotKind.BREAK, **by)
    assert (slot.title, slot.kind, slot.room_id) == ({"fr": "Café"}, "break", None)
    actions.undo(stage.event, **by)
    assert (slot.title, slot.kind, slot.room_id) == (title, "blocker", stage.rooms[1].id)
    actions.delete_break(slot, version=slot.version, **by)
    assert slot.state == SlotState.UNSCHEDULED
    actions.undo(stage.event, **by)
    assert slot.state == SlotState.CONFIRMED


def test_an_hour_that_the_clocks_jump_over_is_refused(stage: Stage) -> None:
    with pytest.raises(WrongTime):
        stage.move(datetime(2026, 3, 29, 2, 30))
    assert stage.stands()[0] == "2026-05-19T09:00:00"


def test_every_edit_stands_in_the_activity(stage: Stage) -> None:
    stage.move(LATER)
    actions.undo(stage.event, now=NOW, account_id=stage.ada)
    query = select(Activity.verb, Activity.account_id).filter_by(thing=f"slot:{stage.slot.id}").order_by(Activity.id)
    assert [tuple(row) for row in db.session.execute(query)] == [
        (verb, stage.ada) for verb in ("scheduled", "moved", "undone")
    ]


def test_a_deleted_talk_takes_its_edits_with_it(stage: Stage) -> None:
    stage.move(LATER)
    actions.delete_talk(stage.talk, now=NOW)
    assert edits() == 0


def test_what_waits_is_what_a_release_would_change(stage: Stage) -> None:
    event_id = stage.event.id
    pause = actions.add_break(stage.event, {"fr": "Pause"}, Placement(LATER), 30, now=NOW)
    second = actions.schedule_talk(stage.new_talk(), 0, stage.at(MORNING, 1), 25, now=NOW, account_id=stage.ada)
    assert waiting_slot_ids(event_id) == {stage.slot.id, pause.id, second.id}
    actions.release(stage.event, now=NOW)
    assert waiting_slot_ids(event_id) == set()
    stage.move(LATER)
    actions.take_off(second, second.version, now=NOW, account_id=stage.ada)
    actions.edit_break(pause, pause.version, {"fr": "Café"}, Placement(LATER), 30, kind=SlotKind.BREAK, now=NOW)
    assert waiting_slot_ids(event_id) == {change.slot_id for change in pending_changes(event_id)}
    assert waiting_slot_ids(event_id) == {stage.slot.id, pause.id, second.id}
    stage.move(MORNING)
    assert waiting_slot_ids(event_id) == {pause.id, second.id}


def test_a_day_shows_what_touches_it(stage: Stage) -> None:
    night = actions.add_break(stage.event, {"fr": "Nuit"}, Placement(datetime(2026, 5, 18, 23, 0)), 120, now=NOW)
    found: list[Slot] = list(slots_of_day(stage.event, MORNING.date()))
    assert [slot.id for slot in found] == [night.id, stage.slot.id]
    assert list(slots_of_day(stage.event, datetime(2026, 5, 20).date())) == []

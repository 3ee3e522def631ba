"""A schedule taken over: once, again, changed; what organisers did meanwhile stays."""

import json
from datetime import UTC, date, datetime
from typing import Any

import pytest
from flask import Flask
from flask_babel import force_locale
from sqlalchemy import event as listening
from sqlalchemy import func, select

from events.activity.models import Activity
from events.event.actions import change_slug
from events.event.models import Event, Room, Track
from events.event.rules import EventState, ReleaseMode
from events.extensions import db
from events.kit.transaction import rehearsal
from events.people.models import Person
from events.programme.actions import cancel_talk, create_event_for, import_schedule, release
from events.programme.exchange.reading import read_schedule
from events.programme.exchange.report import Mark, Report
from events.programme.exchange.setting import Setting
from events.programme.exchange.stored import draft_schedule
from events.programme.exchange.writing import FORMATS
from events.programme.models import Release, Slot, Speaker, Talk, TalkFormat, TalkIndex
from events.programme.queries import draft_slots, find_latest_release, pending_changes
from tests.factories import NOW, EventFactory, OrganisationFactory, scheduled_talk
from tests.programme.exchange.samples import PRETALX_XML, SETTING, first_version, talk

TWO = "44444444-4444-4444-8444-444444444444"


@pytest.fixture
def congress(inside: Flask) -> Event:
    days = {"starts_on": date(2026, 3, 27), "ends_on": date(2026, 3, 28)}
    return EventFactory.make(slug="forum", kind="congress", release_mode="manual", registration_scope="event", **days)


def take(event: Event, content: bytes | str) -> list[str]:
    """Import it; the lines of what was done."""
    report = Report()
    schedule = read_schedule(content.encode() if isinstance(content, str) else content, report, SETTING)
    import_schedule(event, schedule, report, now=NOW)
    with force_locale("en"):
        return [str(line) for line in report.marked(Mark.DONE)]


def one(event: Event, title: str) -> Talk:
    return next(t for t in db.session.scalars(select(Talk).filter_by(event_id=event.id)) if title in t.title.values())


def counts() -> list[int]:
    tables: tuple[Any, ...] = (Talk, Slot, Speaker, Person, Room, Track, TalkFormat, Activity, Release)
    return [db.session.scalar(select(func.count()).select_from(table)) or 0 for table in tables]


def test_a_congress_keeps_it_as_a_draft_until_it_is_released(congress: Event) -> None:
    take(congress, PRETALX_XML)
    assert find_latest_release(congress.id) is None
    assert len(pending_changes(congress.id)) == 2
    sprint = one(congress, "Sprint")
    assert (sprint.state, sprint.code, sprint.bookable) == ("published", "ABC123", False)
    assert [slot.starts_at.hour for slot in sprint.slots] == [8, 10]
    assert sprint.slots[0].guid == "22222222-2222-4222-8222-222222222222"
    assert release(congress, now=NOW) is not None


def test_the_same_file_again_changes_nothing(congress: Event) -> None:
    take(congress, PRETALX_XML)
    before, revision = counts(), congress.revision
    assert take(congress, PRETALX_XML) == ["Nothing has changed."]
    assert counts() == before
    assert congress.revision == revision


def test_it_is_found_again_under_another_address(congress: Event) -> None:
    """Slots without a guid are known by one that the address made."""
    content = first_version(talk(guid="", code="ABC"))
    take(congress, content)
    guid = draft_slots(congress.id)[0].guid
    change_slug(congress, "autre-forum", now=NOW)
    db.session.commit()
    assert take(congress, content) == ["Nothing has changed."]
    assert draft_slots(congress.id)[0].guid == guid


def test_one_act_is_noted_once(congress: Event) -> None:
    take(congress, PRETALX_XML)
    assert list(db.session.scalars(select(Activity.verb).filter_by(verb="imported"))) == ["imported"]
    assert db.session.scalar(select(func.count()).select_from(TalkIndex)) == 1


def test_a_moved_talk_keeps_its_id(congress: Event) -> None:
    take(congress, first_version(talk()))
    slot = draft_slots(congress.id)[0]
    before = slot.id, slot.guid
    done = take(congress, first_version(talk(date="2026-03-27T15:00:00+01:00")))
    assert done == ["One: It has another time or hall."]
    slot = draft_slots(congress.id)[0]
    assert (slot.id, slot.guid) == before
    assert slot.starts_at == datetime(2026, 3, 27, 14, tzinfo=UTC)
    assert slot.wall_start == "2026-03-27T15:00:00"


def test_a_vanished_talk_loses_its_date_only(congress: Event) -> None:
    take(congress, first_version(talk(), talk(id=2, guid=TWO, title="Two")))
    done = take(congress, first_version(talk()))
    assert done == ["Two: It isn’t in the file any more: it lost its date, and was not deleted."]
    assert one(congress, "Two").slots[0].state == "unscheduled"
    take(congress, first_version(talk(), talk(id=2, guid=TWO, title="Two")))
    assert one(congress, "Two").slots[0].state == "confirmed"


def test_what_organisers_made_and_cancelled_stays(congress: Event) -> None:
    mine = scheduled_talk(congress, title={"fr": "À la main"})
    take(congress, first_version(talk()))
    cancel_talk(one(congress, "One"), {"fr": "Malade"}, now=NOW)
    take(congress, first_version(talk(duration="01:00")))
    assert one(congress, "One").slots[0].state == "cancelled"
    assert [slot.state for slot in mine.slots] == ["confirmed"]


def test_a_file_that_names_no_cancelled_talk_leaves_it_cancelled(congress: Event) -> None:
    take(congress, first_version(talk(), talk(guid=TWO, id=2, title="Two", start="12:00")))
    cancel_talk(one(congress, "Two"), {"fr": "Malade"}, now=NOW)
    take(congress, first_version(talk()))
    assert [slot.state for slot in one(congress, "Two").slots] == ["cancelled"]


def test_our_own_file_names_no_breaks_and_takes_none_away(congress: Event) -> None:
    lunch = {"guid": TWO, "title": "Lunch", "start": "2026-03-27T12:00:00+01:00", "duration": "1:00", "type": "BREAK"}
    document = json.loads(first_version(talk()))
    document["schedule"]["events"] = [lunch]
    take(congress, json.dumps(document))
    take(congress, FORMATS["json"].write(draft_schedule(congress)))
    assert "unscheduled" not in [slot.state for slot in db.session.scalars(select(Slot))]


def test_a_guid_that_stands_there_twice_is_that_of_the_first(congress: Event) -> None:
    lines = "\r\n".join(
        ["BEGIN:VCALENDAR", *(line for day in "789" for line in ENTRY.format(day=day).split()), "END:VCALENDAR", ""]
    )
    take(congress, lines)
    before = sorted(slot.guid for slot in db.session.scalars(select(Slot)))
    assert len(set(before)) == 3
    assert take(congress, lines) == ["Nothing has changed."]
    assert sorted(slot.guid for slot in db.session.scalars(select(Slot))) == before


ENTRY = "BEGIN:VEVENT UID:one@utl.example SUMMARY:Day{day} DTSTART:2026032{day}T100000 DURATION:PT1H END:VEVENT"


def test_texts_go_over_those_that_stand_there_and_nothing_over_something(congress: Event) -> None:
    take(congress, first_version(talk(abstract="Old", subtitle="Sub")))
    found = one(congress, "One")
    found.abstract = {**found.abstract, "en": "English"}
    db.session.commit()
    assert take(congress, first_version(talk(abstract="New"))) == ["One: Its texts or its speakers have changed."]
    assert one(congress, "One").abstract == {"fr": "New", "en": "English"}
    assert one(congress, "One").subtitle == {"fr": "Sub"}


def test_people_and_halls_are_those_that_are_known(congress: Event) -> None:
    persons = [{"name": "Ada", "guid": TWO}, {"name": "Bob"}]
    take(congress, first_version(talk(persons=persons)))
    other = EventFactory.make(organisation=congress.organisation, slug="autre", release_mode="manual")
    done = take(other, first_version(talk(persons=persons, guid="", code="X1")))
    assert db.session.scalar(select(func.count()).select_from(Person)) == 2
    assert db.session.scalar(select(func.count()).select_from(Room)) == 1
    assert not any("hall" in line for line in done)


def test_two_people_of_one_name_are_two(congress: Event) -> None:
    persons = [{"name": "Ada", "guid": TWO}, {"name": "Ada", "guid": TWO.replace("4", "5")}]
    take(congress, first_version(talk(persons=persons)))
    assert len(one(congress, "One").speakers) == 2
    assert take(congress, first_version(talk(persons=persons))) == ["Nothing has changed."]


def test_guids_of_another_event_are_not_taken_from_it(congress: Event) -> None:
    take(congress, PRETALX_XML)
    other = EventFactory.make(organisation=congress.organisation, slug="autre", release_mode="manual")
    take(other, PRETALX_XML)
    assert len(draft_slots(congress.id)) == len(draft_slots(other.id)) == 2
    assert take(other, PRETALX_XML) == ["Nothing has changed."]


def test_a_season_releases_it_at_once_and_once(inside: Flask) -> None:
    season = EventFactory.make(slug="saison", kind="season", release_mode=ReleaseMode.IMMEDIATE)
    take(season, PRETALX_XML)
    release_now = find_latest_release(season.id)
    assert release_now is not None
    assert release_now.number == 1


def test_wall_times_are_the_events(congress: Event) -> None:
    """29 March 2026, 02:30 doesn't exist in Paris."""
    content = first_version(
        talk(date="2026-03-29T02:30:00"), talk(id=2, guid=TWO, title="Two", date="2026-03-28T20:00")
    )
    take(congress, content)
    assert [slot.starts_at for slot in draft_slots(congress.id)] == [
        datetime(2026, 3, 28, 19, tzinfo=UTC),
        datetime(2026, 3, 29, 1, 30, tzinfo=UTC),
    ]
    assert congress.ends_on == date(2026, 3, 28), "half past three belongs to the evening before"


def test_a_rehearsal_says_all_and_changes_nothing(congress: Event) -> None:
    before = counts()
    with rehearsal():
        done = take(congress, PRETALX_XML)
    assert "New talks: 1." in done
    assert counts() == before


def test_an_event_made_for_a_schedule(inside: Flask) -> None:
    schedule = read_schedule(PRETALX_XML.encode(), Report(), Setting(NOW.date(), NOW.date()))
    event = create_event_for(schedule, "demo", OrganisationFactory.make(), now=NOW)
    assert (event.slug, event.kind, event.state, event.zone) == ("demo", "congress", "published", "Europe/Paris")
    assert (event.starts_on, event.ends_on) == (date(2026, 3, 27), date(2026, 3, 28))
    assert event.title == {"fr": "Démo"}
    hidden = create_event_for(schedule, "cache", event.organisation, now=NOW, published=False)
    assert hidden.state == EventState.DRAFT


@pytest.mark.parametrize("many", [3, 30])
def test_the_number_of_statements_does_not_grow(congress: Event, many: int) -> None:
    import_of = first_version(*(talk(id=n, guid="", title=f"T{n}", persons=[f"P{n}"]) for n in range(1, many + 1)))
    report = Report()
    schedule = read_schedule(import_of, report, SETTING)
    statements: list[str] = []

    def count(*args: Any) -> None:
        statements.append(args[2])

    listening.listen(db.engine, "before_cursor_execute", count)
    import_schedule(congress, schedule, report, now=NOW)
    listening.remove(db.engine, "before_cursor_execute", count)
    assert len([words for words in statements if not words.startswith("INSERT")]) <= 40

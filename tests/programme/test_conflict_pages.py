"""Conflicts across all events of an organisation: what the pages list, and what is declared intended."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import insert, select

from events.activity.models import Activity
from events.event.models import Event, OpeningHours, Room
from events.extensions import db
from events.people.models import Organisation, Person
from events.programme import actions
from events.programme.actions import Placement, TalkDetails
from events.programme.models import IntendedOverlap, Slot, SpeakerAvailability, Talk
from events.programme.queries.conflicts import (
    conflicts_if_moved,
    conflicts_of,
    conflicts_of_slot,
    conflicts_of_times,
)
from events.programme.rules.conflicts import ConflictKind
from tests.factories import (
    LECTURE,
    NOW,
    EventFactory,
    PersonFactory,
    RoomFactory,
    SlotFactory,
    SpeakerFactory,
    TalkSpeakerFactory,
    VenueFactory,
    scheduled_talk,
)
from tests.people.cast import Cast, sign_in
from tests.programme.test_pages import queries_of, send

PAGE = "/organise/saison/conflicts"


@dataclass
class Scene:
    """A season and a congress of one organisation, with a room that both use."""

    season: Event
    congress: Event
    room: Room


@pytest.fixture
def ada(client: FlaskClient, cast: Cast) -> FlaskClient:
    return sign_in(client, cast.ada)


def scene(cast: Cast) -> Scene:
    owner = db.session.get_one(Organisation, cast.organisation.id)
    congress = EventFactory.make(
        organisation=owner,
        slug="congres",
        kind="congress",
        release_mode="manual",
        state="draft",
        title={"fr": "Le congrès"},
        starts_on=date(2026, 1, 29),
        ends_on=date(2026, 1, 30),
    )
    room = RoomFactory.make(venue=VenueFactory.make(organisation_id=owner.id), name="Salle Jacquard")
    return Scene(db.session.get_one(Event, cast.event.id), congress, room)


def speaks(talk: Talk, person: Person) -> None:
    speaker = SpeakerFactory.make(event=talk.event, person=person, slug=f"sam-{talk.id}")
    TalkSpeakerFactory.make(talk=talk, speaker=speaker)


def slot_of(talk: Talk) -> Slot:
    return db.session.scalars(select(Slot).filter_by(talk_id=talk.id)).one()


def kinds(event: Event) -> list[ConflictKind]:
    return [conflict.kind for conflict in conflicts_of(event)]


def test_a_room_is_taken_twice_across_events(app: Flask, ada: FlaskClient, cast: Cast) -> None:
    with app.app_context():
        place = scene(cast)
        here = scheduled_talk(place.season, room=place.room, title={"fr": "Le phare"})
        there = scheduled_talk(place.congress, room=place.room, title={"fr": "La digue"})
        scheduled_talk(place.congress, title={"fr": "Ailleurs"})
        expected = {slot_of(here).id, slot_of(there).id}
        for event in (place.season, place.congress):
            (conflict,) = conflicts_of(event)
            assert (conflict.kind, set(conflict.slot_ids)) == (ConflictKind.ROOM_TAKEN, expected)
        assert [set(c.slot_ids) for c in conflicts_of_slot(slot_of(here).id)] == [expected]

    page = ada.get(f"{PAGE}?lang=fr").text
    assert "« Le phare » et « La digue » (Le congrès) ont la même salle, Salle Jacquard" in plain(page)
    assert re.findall(r'href="(/organise/[a-z]+/timetable/slots/)', page) == [
        "/organise/saison/timetable/slots/",
        "/organise/congres/timetable/slots/",
    ]


def plain(page: str) -> str:
    """The words of a page with ordinary spaces."""
    return re.sub(r"[\u00a0\u202f]", " ", page)


def test_other_organisations_are_nobodys_business(app: Flask, cast: Cast) -> None:
    with app.app_context():
        place = scene(cast)
        scheduled_talk(place.season, room=place.room)
        foreign = EventFactory.make(slug="ailleurs")
        scheduled_talk(foreign, room=place.room)
        assert conflicts_of(place.season) == []
        assert conflicts_of(foreign) == []


@pytest.mark.parametrize("state", ["cancelled", "unscheduled"])
def test_what_does_not_take_place_is_in_nobodys_way(app: Flask, cast: Cast, state: str) -> None:
    with app.app_context():
        place = scene(cast)
        scheduled_talk(place.season, room=place.room)
        other = slot_of(scheduled_talk(place.congress, room=place.room))
        assert kinds(place.season) == [ConflictKind.ROOM_TAKEN]
        other.state = state
        db.session.commit()
        assert conflicts_of(place.season) == []
        assert conflicts_of(place.congress) == []
        assert conflicts_of_slot(other.id) == []


def test_one_person_in_two_events_at_once(app: Flask, cast: Cast) -> None:
    with app.app_context():
        place = scene(cast)
        sam = PersonFactory.make(organisation=place.season.organisation, name="Sam Leroy")
        speaks(scheduled_talk(place.season), sam)
        speaks(scheduled_talk(place.congress, starts_at=LECTURE + timedelta(minutes=60)), sam)
        assert kinds(place.season) == kinds(place.congress) == [ConflictKind.SPEAKER_TWICE]


def test_windows_of_one_event_bind_its_talks_only(app: Flask, cast: Cast) -> None:
    with app.app_context():
        place = scene(cast)
        sam = PersonFactory.make(organisation=place.season.organisation, name="Sam Leroy")
        talk = scheduled_talk(place.season)
        speaks(talk, sam)
        speaks(scheduled_talk(place.congress, starts_at=LECTURE + timedelta(hours=3)), sam)
        window = {"starts_at": LECTURE - timedelta(hours=9), "ends_at": LECTURE + timedelta(minutes=30)}
        db.session.add(SpeakerAvailability(speaker_id=talk.talk_speakers[0].speaker_id, **window))
        db.session.commit()
        assert kinds(place.season) == [ConflictKind.SPEAKER_AWAY]
        assert kinds(place.congress) == []


def test_seats_and_opening_hours(app: Flask, ada: FlaskClient, cast: Cast) -> None:
    with app.app_context():
        place = scene(cast)
        place.room.seats = 80
        talk = scheduled_talk(place.season, room=place.room, title={"fr": "Le phare"})
        assert kinds(place.season) == [ConflictKind.LIMIT_ABOVE_ROOM]
        talk.capacity.taken = 82
        hours = OpeningHours(venue_id=place.room.venue_id, weekday=3, opens=time(9), closes=time(18))
        db.session.add(hours)
        db.session.commit()
        assert kinds(place.season) == [ConflictKind.OUTSIDE_HOURS, ConflictKind.ROOM_TOO_SMALL]
    words = plain(ada.get(f"{PAGE}?lang=fr").text)
    assert "« Le phare » : 82 places sont prises, Salle Jacquard en a 80." in words
    assert "mais Maison des associations ouvre de 9 h à 18 h" in words
    with app.app_context():
        hours = db.session.scalars(select(OpeningHours)).one()
        hours.weekday = 4
        db.session.commit()
    assert "n’ouvre pas ce jour-là" in plain(ada.get(f"{PAGE}?lang=fr").text)


def test_a_double_booking_is_declared_and_withdrawn(app: Flask, ada: FlaskClient, cast: Cast) -> None:
    with app.app_context():
        place = scene(cast)
        slots = [
            slot_of(scheduled_talk(event, room=place.room, title={"fr": "Le phare"}))
            for event in (place.season, place.congress)
        ]
        first, second = (slot.id for slot in slots)
    form = {"first": str(second), "second": str(first)}
    assert send(ada, f"{PAGE}/intended", form).status_code == 303
    assert send(ada, f"{PAGE}/intended", form).status_code == 303
    with app.app_context():
        overlap = db.session.scalars(select(IntendedOverlap)).one()
        assert (overlap.first_slot_id, overlap.second_slot_id, overlap.declared_by_id) == (first, second, cast.ada.id)
        said = db.session.scalars(select(Activity).filter_by(verb="declared intended")).all()
        assert {(row.account_id, row.event_key) for row in said} == {(cast.ada.id, f"event:{cast.event.id}")}
        assert conflicts_of(db.session.get_one(Event, cast.event.id)) == []
        overlap_id = overlap.id
    page = ada.get(f"{PAGE}?lang=en").text
    assert "Taken twice on purpose" in page
    assert "Declared by Ada" in page

    assert send(ada, f"{PAGE}/intended/{overlap_id}/withdrawal", {}).status_code == 303
    assert "Taken twice on purpose" not in ada.get(f"{PAGE}?lang=en").text
    with app.app_context():
        assert kinds(db.session.get_one(Event, cast.event.id)) == [ConflictKind.ROOM_TAKEN]


def test_what_was_intended_is_void_once_one_of_both_stands_elsewhere(app: Flask, cast: Cast) -> None:
    with app.app_context():
        place = scene(cast)
        talks = [scheduled_talk(place.season, room=place.room) for _ in range(2)]
        one, two = (slot_of(talk) for talk in talks)
        actions.declare_overlap(place.season, one, two, now=NOW)
        assert conflicts_of(place.season) == []
        later = Placement(datetime(2026, 1, 29, 19, 0), place.room.id)
        actions.move_slot(two, later, 90, now=NOW)
        assert kinds(place.season) == [ConflictKind.ROOM_TAKEN]


def test_only_real_double_bookings_of_the_event_can_be_declared(app: Flask, ada: FlaskClient, cast: Cast) -> None:
    with app.app_context():
        place = scene(cast)
        one = slot_of(scheduled_talk(place.season, room=place.room)).id
        elsewhere = slot_of(scheduled_talk(place.season)).id
        congress = [slot_of(scheduled_talk(place.congress, room=place.room)).id for _ in range(2)]
        foreign = EventFactory.make(slug="autre")
        strange = [slot_of(scheduled_talk(foreign, room=place.room)).id for _ in range(2)]
        overlap = IntendedOverlap(
            first_slot_id=strange[0],
            second_slot_id=strange[1],
            room_id=place.room.id,
            first_starts_at=LECTURE,
            second_starts_at=LECTURE,
            declared_at=NOW,
        )
        db.session.add(overlap)
        db.session.commit()
        overlap_id = overlap.id
    for pair in ((one, elsewhere), congress, strange, (one, strange[0]), (one, one), (10**30, 1), (-1, "x")):
        form = {"first": str(pair[0]), "second": str(pair[1])}
        assert send(ada, f"{PAGE}/intended", form).status_code == 404, pair
    assert send(ada, f"{PAGE}/intended/{overlap_id}/withdrawal", {}).status_code == 404
    with app.app_context():
        assert len(db.session.scalars(select(IntendedOverlap)).all()) == 1


def test_a_declared_talk_can_still_be_deleted(app: Flask, cast: Cast) -> None:
    with app.app_context():
        place = scene(cast)
        made = [
            actions.create_talk(
                place.congress,
                TalkDetails({"fr": "Le phare"}, 60),
                placement=Placement(datetime(2026, 1, 29, 18, 30), place.room.id),
                now=NOW,
            )
            for _ in range(2)
        ]
        actions.declare_overlap(place.congress, *(slot_of(talk) for talk in made), now=NOW)
        actions.delete_talk(made[0], now=NOW)
        assert db.session.scalars(select(IntendedOverlap)).all() == []


def test_what_would_be_is_said_before_anything_is_saved(app: Flask, cast: Cast) -> None:
    with app.app_context():
        place = scene(cast)
        scheduled_talk(place.congress, room=place.room)
        slot = slot_of(scheduled_talk(place.season, starts_at=LECTURE + timedelta(days=1), room=place.room))
        end = LECTURE + timedelta(minutes=90)
        assert conflicts_if_moved(slot, place.room.id, slot.starts_at, slot.ends_at) == []
        (conflict,) = conflicts_if_moved(slot, place.room.id, LECTURE, end)
        assert conflict.kind is ConflictKind.ROOM_TAKEN
        assert conflicts_if_moved(slot, None, LECTURE, end) == []
        assert slot.starts_at == LECTURE + timedelta(days=1)


def test_dates_thought_of_are_compared_with_the_timetable_and_each_other(app: Flask, cast: Cast) -> None:
    with app.app_context():
        place = scene(cast)
        scheduled_talk(place.congress, room=place.room)
        day = timedelta(days=1)
        times = [(place.room.id, LECTURE + n * day, LECTURE + n * day + timedelta(minutes=90)) for n in (0, 1, 7, 7)]
        found = conflicts_of_times(place.season.organisation, [*times, (None, LECTURE, LECTURE + day)])
        assert [[c.kind for c in each] for each in found] == [
            [ConflictKind.ROOM_TAKEN],
            [],
            [ConflictKind.ROOM_TAKEN],
            [ConflictKind.ROOM_TAKEN],
            [],
        ]
        assert conflicts_of_times(place.season.organisation, []) == []


def test_an_empty_page_says_that_all_is_well(ada: FlaskClient) -> None:
    assert "Nothing is in anybody’s way" in ada.get(f"{PAGE}?lang=en").text


def test_thirty_conflicts_take_as_many_queries_as_one(app: Flask, ada: FlaskClient, cast: Cast) -> None:
    def add(number: int) -> None:
        with app.app_context():
            season = db.session.get_one(Event, cast.event.id)
            room = RoomFactory.make(venue=VenueFactory.make(organisation_id=season.organisation_id))
            sam = PersonFactory.make(organisation=season.organisation)
            for n in range(number):
                start = datetime(2026, 2, 1, 9, tzinfo=UTC) + timedelta(days=n)
                for _ in range(2):
                    talk = scheduled_talk(season, room=room, starts_at=start)
                SlotFactory.make(
                    event=season,
                    kind="break",
                    title={"fr": "Pause"},
                    room=room,
                    starts_at=start,
                    ends_at=start + timedelta(hours=1),
                )
            speaks(talk, sam)

    add(1)
    first = queries_of(app, ada, PAGE)
    add(29)
    assert queries_of(app, ada, PAGE) == first


LIGHTHOUSE = {
    "title": "Le phare",
    "language": "fr",
    "speakers": ["Sam Leroy"],
    "starts_at": "2026-01-29T18:30",
    "duration": "90",
    "capacity": "",
    "state": "draft",
}


def test_the_form_of_a_talk_only_looks_when_asked_and_saves_all_the_same(
    app: Flask, ada: FlaskClient, cast: Cast
) -> None:
    with app.app_context():
        place = scene(cast)
        room_id = place.room.id
        sam = PersonFactory.make(organisation=place.season.organisation, name="Sam Leroy")
        speaks(scheduled_talk(place.congress, room=RoomFactory.make(venue=place.room.venue)), sam)
        scheduled_talk(place.congress, room=place.room, title={"fr": "La digue"})
    form = {**LIGHTHOUSE, "room": str(room_id)}
    new = "/organise/saison/new-talk?lang=en"
    looked = send(ada, new, {**form, "check": "y"})
    assert looked.status_code == 200
    assert "Nothing is saved yet" in looked.text
    assert "Sam Leroy is expected at" in looked.text
    assert "are both in Salle Jacquard" in looked.text
    with app.app_context():
        assert db.session.scalar(select(Talk).filter_by(slug="le-phare")) is None

    saved = send(ada, new, form)
    assert saved.status_code == 303
    page = ada.get(f"{saved.location}?lang=en").text
    assert "are both in Salle Jacquard" in page
    assert "Saving works all the same" in page

    free = send(
        ada, f"{saved.location}?lang=en", {**form, "version": "1", "starts_at": "2026-01-30T08:00", "check": "y"}
    )
    assert "Saving brings no conflict." in free.text
    assert "are both in Salle Jacquard" in ada.get(f"{saved.location}?lang=en").text


def test_a_refused_form_shows_its_conflicts_too(app: Flask, ada: FlaskClient, cast: Cast) -> None:
    with app.app_context():
        place = scene(cast)
        scheduled_talk(place.congress, room=place.room)
        form = {**LIGHTHOUSE, "room": str(place.room.id)}
    new = "/organise/saison/new-talk?lang=en"
    answer = send(ada, new, {**form, "title": ""})
    assert answer.status_code == 422
    assert "are both in Salle Jacquard" in answer.text
    for wrong in ({"starts_at": "2026-03-29T02:30"}, {"starts_at": ""}, {"duration": "x"}, {"doors_at": "x"}):
        assert send(ada, new, {**form, **wrong, "title": ""}).status_code == 422


def test_breaks_talks_and_the_overview_say_how_many_there_are(app: Flask, ada: FlaskClient, cast: Cast) -> None:
    overview, talks, breaks = (
        "/organise/saison/?lang=en",
        "/organise/saison/talks/?lang=en",
        "/organise/saison/breaks?lang=en",
    )
    assert 'href="/organise/saison/conflicts"' not in ada.get(overview).text
    with app.app_context():
        place = scene(cast)
        scheduled_talk(place.season, room=place.room, title={"fr": "Le phare"})
        times = {"starts_at": LECTURE, "ends_at": LECTURE + timedelta(minutes=30)}
        SlotFactory.make(event=place.season, kind="break", title={"fr": "Café"}, room=place.room, **times)
    assert "One point to settle</a>" in ada.get(overview).text
    assert "One conflict</a>" in ada.get(talks).text
    assert "“Le phare” and “Café” are both in Salle Jacquard" in ada.get(breaks).text


def test_who_does_not_edit_the_programme_is_not_led_to_conflicts(app: Flask, client: FlaskClient, cast: Cast) -> None:
    with app.app_context():
        place = scene(cast)
        for _ in range(2):
            scheduled_talk(place.season, room=place.room)
    assert "point to settle" not in sign_in(client, cast.dora).get("/organise/saison/?lang=en").text


def test_an_editor_of_one_event_is_not_led_into_another(app: Flask, client: FlaskClient, cast: Cast) -> None:
    with app.app_context():
        place = scene(cast)
        scheduled_talk(place.season, room=place.room)
        scheduled_talk(place.congress, room=place.room)
    page = sign_in(client, cast.erin).get(f"{PAGE}?lang=en").text
    assert "(Le congrès)" in page
    assert "/organise/saison/timetable/slots/" in page
    assert "/organise/congres/" not in page


def test_very_many_come_in_pages(app: Flask, ada: FlaskClient, cast: Cast) -> None:
    with app.app_context():
        place = scene(cast)
        start = datetime(2026, 2, 1, 9, tzinfo=UTC)
        talk = scheduled_talk(place.season, room=place.room, starts_at=start)
        slot_of(talk).ends_at = start + timedelta(days=9)
        rows = [
            {"starts_at": start + timedelta(hours=n), "ends_at": start + timedelta(hours=n + 1), "guid": f"break-{n}"}
            for n in range(201)
        ]
        whole = {"event_id": place.season.id, "kind": "break", "room_id": place.room.id, "title": {"fr": "Pause"}}
        fixed = {"zone": "Europe/Paris", "wall_start": "2026-02-01T10:00:00", "state": "confirmed", "version": 1}
        db.session.execute(insert(Slot), [{**whole, **fixed, **row} for row in rows])
        db.session.commit()
    first, second = (ada.get(f"{PAGE}?lang=en&page={number}").text for number in (1, 2))
    assert "201 points to settle" in first
    assert first.count("are both in") // 2 == 200
    assert second.count("are both in") // 2 == 1
    assert "1 to 200 of 201" in first

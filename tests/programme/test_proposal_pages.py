"""A proposed timetable from its form to the draft: asked for, worked out by the job, accepted or dropped."""

import re
import sys
from datetime import date, datetime, time, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from events.activity.models import Activity
from events.event.models import Event, Room
from events.extensions import db
from events.people.models import Organisation
from events.programme.actions import Placement, TalkDetails, create_talk, undo
from events.programme.actions import proposals as actions
from events.programme.jobs import work_out_lost_proposals, work_out_proposal
from events.programme.models import Release, Slot, Talk, TimetableProposal
from events.programme.queries import conflicts_of
from events.programme.queries.proposals import talks_in_tray
from events.programme.rules.proposals import Limits, ProposalState
from tests.factories import NOW, EventFactory, RoomFactory, TalkFactory, VenueFactory
from tests.people.cast import Cast, sign_in
from tests.programme.test_pages import queries_of, send

PAGE = "/organise/congres/proposals/"
DAY = date(2026, 6, 12)
FORM = {"first": "2026-06-12", "last": "2026-06-13", "opens": "09:00", "closes": "12:00", "step": "15", "gap": "0"}


@pytest.fixture
def ada(client: FlaskClient, cast: Cast) -> FlaskClient:
    return sign_in(client, cast.ada)


def make_congress(cast: Cast, talks: int = 3, **fields: object) -> tuple[Event, Room]:
    """With talks in its tray, and a room for all of them."""
    owner = db.session.get_one(Organisation, cast.organisation.id)
    shape = {"kind": "congress", "release_mode": "manual", "starts_on": DAY, "ends_on": DAY + timedelta(days=1)}
    event = EventFactory.make(organisation=owner, slug="congres", **{**shape, **fields})
    room = RoomFactory.make(venue=VenueFactory.make(organisation_id=owner.id), name="Auditorium")
    for number in range(talks):
        TalkFactory.make(event=event, slug=f"talk-{number}", title={"fr": f"Exposé {number}"}, duration=60)
    return event, room


def asked(event: Event, room: Room, account_id: int | None = None) -> TimetableProposal:
    limits = Limits(DAY, DAY + timedelta(days=1), time(9), time(12), 15, 0, (room.id,))
    return actions.ask_for_proposal(event, limits, now=NOW, account_id=account_id)


def worked_out(event: Event, room: Room) -> TimetableProposal:
    proposal = asked(event, room)
    work_out_proposal(proposal.id)
    db.session.refresh(proposal)
    return proposal


def number_of_slots() -> int:
    return db.session.scalar(select(func.count()).select_from(Slot)) or 0


def test_a_proposal_is_asked_for_worked_out_and_accepted(app: Flask, ada: FlaskClient, cast: Cast) -> None:
    with app.app_context():
        _, room = make_congress(cast)
        form = {**FORM, "rooms": [str(room.id)]}
    answer = send(ada, PAGE, form)
    assert answer.status_code == 303
    waiting = ada.get(f"{answer.location}?lang=en").text
    assert "It waits for its turn" in waiting
    assert "Look again" in waiting
    assert send(ada, PAGE, form).location == answer.location

    with app.app_context():
        proposal = db.session.scalars(select(TimetableProposal)).one()
        assert (proposal.asked_by_id, proposal.progress) == (cast.ada.id, 0)
        work_out_proposal(proposal.id)
        assert number_of_slots() == 0
    page = ada.get(f"{answer.location}?lang=en").text
    assert "3 talks would get a time" in page
    assert "Look again" not in page
    assert "Exposé 0" in page
    assert "Auditorium" in page

    assert send(ada, f"{answer.location}/acceptance", {}).status_code == 303
    with app.app_context():
        event = db.session.scalars(select(Event).filter_by(slug="congres")).one()
        assert talks_in_tray(event.id) == []
        assert conflicts_of(event) == []
        proposal = db.session.scalars(select(TimetableProposal)).one()
        assert (proposal.state, proposal.decided_by_id) == (ProposalState.ACCEPTED, cast.ada.id)
        verbs = set(db.session.scalars(select(Activity.verb).filter_by(event_key=f"event:{event.id}")))
        assert {"proposal asked for", "proposal accepted", "scheduled"} <= verbs
        assert db.session.scalars(select(Release)).all() == []
    again = send(ada, f"{answer.location}/acceptance", {})
    assert again.status_code == 303
    assert "decided on already" in ada.get(f"{answer.location}?lang=en").text
    with app.app_context():
        assert number_of_slots() == 3


def test_what_was_accepted_can_be_taken_back(app: Flask, cast: Cast) -> None:
    with app.app_context():
        event, room = make_congress(cast)
        proposal = worked_out(event, room)
        actions.accept_proposal(proposal, now=NOW, account_id=cast.ada.id)
        for _ in range(3):
            undo(event, now=NOW, account_id=cast.ada.id)
        assert len(talks_in_tray(event.id)) == 3


def test_where_each_change_is_public_an_accepted_proposal_is_one_release(app: Flask, cast: Cast) -> None:
    with app.app_context():
        event, room = make_congress(cast, release_mode="immediate")
        actions.accept_proposal(worked_out(event, room), now=NOW, account_id=cast.ada.id)
        (release,) = db.session.scalars(select(Release)).all()
        assert len(release.slots) == 3


def test_what_changed_meanwhile_stays_in_the_tray_and_is_named(app: Flask, ada: FlaskClient, cast: Cast) -> None:
    with app.app_context():
        event, room = make_congress(cast, talks=4)
        proposal = worked_out(event, room)
        taken, longer, gone, fine = proposal.result["places"]
        assert taken[2] == "2026-06-12T07:00:00+00:00"
        start = datetime(2026, 6, 12, 9, 0)
        create_talk(event, TalkDetails({"fr": "Déjà là"}, 60), placement=Placement(start, room.id), now=NOW)
        db.session.get_one(Talk, longer[0]).duration = 90
        db.session.delete(db.session.get_one(Talk, gone[0]))
        db.session.commit()
        outcome = actions.accept_proposal(proposal, now=NOW, account_id=cast.ada.id)
        assert [place.talk_id for place in outcome.places] == [fine[0]]
        assert {talk.id for talk in talks_in_tray(event.id)} == {taken[0], longer[0]}
        assert conflicts_of(event) == []
        address = f"{PAGE}{proposal.id}?lang=en"
    page = ada.get(address).text
    assert page.count("Its place has been taken, or the talk has changed") == 2


def test_a_dropped_proposal_changes_nothing(app: Flask, ada: FlaskClient, cast: Cast) -> None:
    with app.app_context():
        event, room = make_congress(cast)
        address = f"{PAGE}{worked_out(event, room).id}"
    assert send(ada, f"{address}/refusal", {}).status_code == 303
    assert send(ada, f"{address}/acceptance", {}).status_code == 303
    with app.app_context():
        assert db.session.scalars(select(TimetableProposal)).one().state == ProposalState.DROPPED
        assert number_of_slots() == 0


def test_one_that_is_dropped_while_it_is_worked_out_stays_dropped(app: Flask, cast: Cast) -> None:
    with app.app_context():
        event, room = make_congress(cast)
        proposal = asked(event, room)
        assert actions.claim_proposal(proposal.id, 60, now=NOW)
        actions.drop_proposal(proposal, now=NOW)
        assert not actions.report_progress(proposal.id, 50)
        actions.record_failure(proposal.id, "error")
        db.session.refresh(proposal)
        assert proposal.state == ProposalState.DROPPED


def test_where_nothing_fits_it_says_so_and_why(app: Flask, ada: FlaskClient, cast: Cast) -> None:
    with app.app_context():
        event, room = make_congress(cast, talks=1)
        db.session.scalars(select(Talk)).one().capacity.limit = 151
        db.session.commit()
        proposal = worked_out(event, room)
        assert proposal.state == ProposalState.IMPOSSIBLE
        address = f"{PAGE}{proposal.id}?lang=en"
    page = ada.get(address).text
    assert "No room is large enough." in page
    assert "/acceptance" not in page


def test_a_killed_job_is_done_again_and_at_last_has_failed(app: Flask, ada: FlaskClient, cast: Cast) -> None:
    with app.app_context():
        event, room = make_congress(cast)
        proposal = asked(event, room)
        for _ in range(2):
            assert actions.claim_proposal(proposal.id, 60, now=NOW)
            assert not actions.claim_proposal(proposal.id, 60, now=NOW)
            assert actions.requeue_lost_proposals(now=NOW + timedelta(seconds=30)) == []
            waits = actions.requeue_lost_proposals(now=NOW + timedelta(seconds=90))
        assert waits == []
        db.session.refresh(proposal)
        assert proposal.state == ProposalState.FAILED
        address = f"{PAGE}{proposal.id}?lang=en"
    assert "It could not be worked out" in ada.get(address).text


def test_the_sweep_works_out_what_no_job_came_for(app: Flask, cast: Cast) -> None:
    with app.app_context():
        event, room = make_congress(cast)
        proposal = asked(event, room)
        work_out_lost_proposals()
        db.session.refresh(proposal)
        assert proposal.state == ProposalState.FOUND


def test_without_the_library_the_page_says_how_to_get_it(
    app: Flask, ada: FlaskClient, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    with app.app_context():
        event, room = make_congress(cast)
        proposal = asked(event, room)
        monkeypatch.setitem(sys.modules, "ortools", None)
        monkeypatch.setitem(sys.modules, "ortools.sat.python", None)
        work_out_proposal(proposal.id)
        db.session.refresh(proposal)
        assert (proposal.state, proposal.result) == (ProposalState.FAILED, {"reason": "missing"})
        form, address = {**FORM, "rooms": [str(room.id)]}, f"{PAGE}{proposal.id}"
    command = "pip install --require-hashes -r requirements/proposals.txt"
    assert command in ada.get(address).text
    assert command in ada.get(PAGE).text
    assert send(ada, PAGE, form).status_code == 422


def test_a_failing_search_is_told_without_its_details(
    app: Flask, ada: FlaskClient, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    with app.app_context():
        event, room = make_congress(cast)
        proposal = asked(event, room)
        proposal.limits = {**proposal.limits, "step": "x"}
        db.session.commit()
        work_out_proposal(proposal.id)
        db.session.refresh(proposal)
        assert (proposal.state, proposal.result) == (ProposalState.FAILED, {"reason": "error"})


@pytest.mark.parametrize(
    "wrong",
    [
        {"first": ""},
        {"last": "2026-06-11"},
        {"last": "2026-06-14"},
        {"first": "2026-06-11"},
        {"closes": "09:00"},
        {"opens": "early"},
        {"gap": "-1"},
        {"step": "7"},
        {"rooms": []},
    ],
)
def test_an_impossible_wish_is_refused(app: Flask, ada: FlaskClient, cast: Cast, wrong: dict[str, object]) -> None:
    with app.app_context():
        _, room = make_congress(cast)
        form = {**FORM, "rooms": [str(room.id)]}
    answer = send(ada, PAGE, {**form, **wrong})
    assert answer.status_code == 422
    assert 'class="field-error"' in answer.text
    with app.app_context():
        assert db.session.scalars(select(TimetableProposal)).all() == []


def test_the_rooms_that_the_event_uses_are_chosen_first(app: Flask, ada: FlaskClient, cast: Cast) -> None:
    with app.app_context():
        RoomFactory.make(venue=make_congress(cast)[1].venue)
    assert chosen_rooms(ada) == 2
    with app.app_context():
        event = db.session.scalars(select(Event).filter_by(slug="congres")).one()
        place = Placement(datetime(2026, 6, 12, 9), min(db.session.scalars(select(Room.id))))
        create_talk(event, TalkDetails({"fr": "Ici"}, 60), placement=place, now=NOW)
    assert chosen_rooms(ada) == 1


def chosen_rooms(client: FlaskClient) -> int:
    return len(re.findall(r'name="rooms"[^>]* checked', client.get(PAGE).text))


def test_rooms_and_proposals_of_others_are_not_found(app: Flask, ada: FlaskClient, cast: Cast) -> None:
    with app.app_context():
        make_congress(cast)
        strange = RoomFactory.make(venue=VenueFactory.make(organisation_id=cast.other_organisation.id))
        season = db.session.get_one(Event, cast.event.id)
        proposal_id, strange_id = asked(season, strange).id, strange.id
    assert send(ada, PAGE, {**FORM, "rooms": [str(strange_id)]}).status_code == 404
    assert ada.get(f"{PAGE}{proposal_id}").status_code == 404
    for act in ("acceptance", "refusal"):
        assert send(ada, f"{PAGE}{proposal_id}/{act}", {}).status_code == 404
    with app.app_context():
        assert db.session.get_one(TimetableProposal, proposal_id).state == ProposalState.QUEUED


def test_thirty_talks_take_as_many_queries_as_one(app: Flask, ada: FlaskClient, cast: Cast) -> None:
    def count(event: Event, room: Room) -> list[int]:
        proposal = worked_out(event, room)
        return [queries_of(app, ada, page) for page in (PAGE, f"{PAGE}{proposal.id}")]

    with app.app_context():
        event, room = make_congress(cast, talks=1)
        first = count(event, room)
        for number in range(29):
            TalkFactory.make(event=event, slug=f"more-{number}", duration=20)
        assert count(event, room) == first


def test_the_activity_leads_to_the_proposal(app: Flask, ada: FlaskClient, cast: Cast) -> None:
    with app.app_context():
        event, room = make_congress(cast)
        proposal_id = asked(event, room, cast.ada.id).id
    page = ada.get("/organise/congres/activity/?lang=en").text
    assert f'href="{PAGE}{proposal_id}"' in page
    assert "proposed timetable asked for" in page

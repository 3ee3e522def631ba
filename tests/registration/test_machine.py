"""Whatever people, organisers and the clock do one after another: no seat too many, none lost, counts equal rows."""

from collections import Counter
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, settings
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from hypothesis.strategies import booleans, data, integers, none, sampled_from
from sqlalchemy import func, select

from events.event.actions import set_event_limit, set_registration
from events.event.models import Event
from events.event.rules import RegistrationScope, RegistrationState
from events.extensions import db
from events.kit.errors import Refused
from events.programme.actions import cancel_talk, revive_talk, set_talk_limit
from events.programme.models import Talk
from events.programme.queries import slots_of_talk
from events.registration.actions import (
    accept_offer,
    give_back_all,
    give_back_seat,
    give_back_talk,
    lapse_offers,
    promote_by_hand,
    register,
)
from events.registration.models import Registration, Seat
from events.registration.queries import waiting_groups
from events.registration.rules import Claim, Source, groups_that_fit
from tests.factories import NOW, EventFactory, scheduled_talk

LIMITS = integers(0, 6) | none()
Thing = int | None
"""A talk's id; None for the event itself."""


class Registering(RuleBasedStateMachine):
    """One event with two talks, from before its opening to the evening before its talks."""

    def __init__(self) -> None:
        super().__init__()
        self.now: datetime = NOW
        self.known: set[int] = set()
        self.taken: dict[Thing, int] = {}

    @initialize(limit=LIMITS, congress=booleans(), at_once=booleans())
    def open(self, limit: int | None, congress: bool, at_once: bool) -> None:
        event = EventFactory.make(seats_at_once=at_once)
        event.registration_scope = RegistrationScope.EVENT if congress else RegistrationScope.TALK
        event.capacity.limit = 3
        for talk_limit in (limit, 2):
            scheduled_talk(event).capacity.limit = talk_limit
        db.session.commit()

    @rule(others=integers(0, 3), talks=integers(1, 3), mail=booleans(), desk=booleans())
    def claim(self, others: int, talks: int, mail: bool, desk: bool) -> None:
        ids = [talk.id for number, talk in enumerate(self.talks) if talks >> number & 1]
        claim = Claim(
            name="Jeanne",
            companions=tuple("ABC"[:others]),
            talk_ids=tuple(ids),
            email="jeanne@example.org" if mail else "",
            source=Source.DESK if desk else Source.WEB,
        )
        before = self.number_of_seats
        try:
            registration = register(self.event, claim, now=self.now)
        except Refused:
            assert self.number_of_seats == before
        else:
            per_person = len(ids) + (self.event.registration_scope == RegistrationScope.EVENT)
            assert len(registration.seats) == (1 + others) * per_person

    @rule(chosen=data())
    def give_back_everything(self, chosen: Any) -> None:
        if registration := self.one_of(chosen):
            give_back_all(registration, now=self.now)
            assert {seat.state for seat in registration.seats} == {"cancelled"}

    @rule(chosen=data())
    def give_back_one_talk(self, chosen: Any) -> None:
        if registration := self.one_of(chosen):
            give_back_talk(registration, chosen.draw(sampled_from(self.talks)).id, now=self.now)

    @rule(chosen=data())
    def give_back_one_seat(self, chosen: Any) -> None:
        if registration := self.one_of(chosen):
            give_back_seat(registration, chosen.draw(sampled_from(registration.seats)).id, now=self.now)

    @rule(chosen=data())
    def say_yes(self, chosen: Any) -> None:
        if seat := self.one_in(chosen, "offered"):
            registration, talk_id = seat.registration, seat.talk_id
            over = seat.offer_ends_at is not None and seat.offer_ends_at <= self.now
            try:
                accept_offer(registration, talk_id, now=self.now)
            except Refused:
                assert over
            else:
                assert not over
                assert seat.state == "confirmed"

    @rule(chosen=data())
    def say_no(self, chosen: Any) -> None:
        if seat := self.one_in(chosen, "offered"):
            give_back_seat(seat.registration, seat.id, now=self.now)

    @rule(hours=integers(1, 60))
    def let_time_pass(self, hours: int) -> None:
        self.now += timedelta(hours=hours)
        lapse_offers(self.now)
        query = select(func.count()).select_from(Seat).where(Seat.offer_ends_at <= self.now)
        assert db.session.scalar(query) == 0

    @rule(chosen=data())
    def take_out_of_turn(self, chosen: Any) -> None:
        if seat := self.one_in(chosen, "waiting"):
            try:
                promote_by_hand(seat.registration, seat.talk_id, now=self.now, account_id=None)
            except Refused:
                assert seat.state == "waiting"

    @rule(chosen=data(), limit=LIMITS)
    def limit_talk(self, chosen: Any, limit: int | None) -> None:
        set_talk_limit(chosen.draw(sampled_from(self.talks)), limit, now=self.now)

    @rule(limit=LIMITS)
    def limit_event(self, limit: int | None) -> None:
        set_event_limit(self.event, limit, now=self.now)

    @rule(chosen=data(), goes=booleans())
    def cancel_or_revive(self, chosen: Any, goes: bool) -> None:
        talk = chosen.draw(sampled_from(self.talks))
        if goes:
            revive_talk(talk, now=self.now, at_once=True)
        else:
            cancel_talk(talk, {"en": "Ill."}, now=self.now, at_once=True)

    @rule(scope=sampled_from(RegistrationScope))
    def change_scope(self, scope: RegistrationScope) -> None:
        set_registration(self.event, RegistrationState.OPEN, scope=scope, now=self.now)

    @invariant()
    def counts_equal_rows(self) -> None:
        rows = Counter(map(tuple, db.session.execute(select(Seat.talk_id, Seat.state)).all()))
        for thing, capacity in self.capacities.items():
            assert capacity.taken == rows[thing, "confirmed"] + rows[thing, "offered"]
            assert capacity.waiting == rows[thing, "waiting"]

    @invariant()
    def nobody_gets_in_above_the_limit(self) -> None:
        """A limit may be lowered below what is taken; then it only shrinks."""
        for thing, capacity in self.capacities.items():
            if capacity.limit is not None:
                assert capacity.taken <= max(capacity.limit, self.taken.get(thing, 0))
            self.taken[thing] = capacity.taken

    @invariant()
    def no_seat_is_lost(self) -> None:
        seats = set(db.session.scalars(select(Seat.id)))
        assert self.known <= seats
        self.known = seats

    @invariant()
    def each_offer_has_an_end(self) -> None:
        for state, ends_at in db.session.execute(select(Seat.state, Seat.offer_ends_at)):
            assert (state == "offered") == (ends_at is not None)

    @invariant()
    def nobody_waits_for_what_is_free(self) -> None:
        for thing, capacity in self.capacities.items():
            if self.takes_place(thing):
                groups = waiting_groups(self.event.id, thing)
                free = None if capacity.limit is None else max(capacity.limit - capacity.taken, 0)
                assert not list(groups_that_fit([len(group) for group in groups], free))
                assert all(before[0].claimed_at <= after[0].claimed_at for before, after in pairwise(groups))

    def teardown(self) -> None:
        db.session.rollback()
        for table in reversed(db.metadata.sorted_tables):
            db.session.execute(table.delete())
        db.session.commit()
        db.session.remove()

    @property
    def event(self) -> Event:
        return db.session.scalars(select(Event)).one()

    @property
    def talks(self) -> list[Talk]:
        return list(db.session.scalars(select(Talk).order_by(Talk.id)))

    @property
    def capacities(self) -> dict[Thing, Any]:
        db.session.expire_all()
        events: list[Event] = list(db.session.scalars(select(Event)))
        return {None: events[0].capacity, **{talk.id: talk.capacity for talk in self.talks}} if events else {}

    @property
    def number_of_seats(self) -> int:
        return db.session.scalar(select(func.count()).select_from(Seat)) or 0

    def takes_place(self, thing: Thing) -> bool:
        talk = db.session.get(Talk, thing) if thing is not None else None
        return talk is None or any(slot.state == "confirmed" for slot in slots_of_talk(talk))

    def one_of(self, chosen: Any) -> Registration | None:
        everybody = list(db.session.scalars(select(Registration).order_by(Registration.id)))
        return chosen.draw(sampled_from(everybody)) if everybody else None

    def one_in(self, chosen: Any, state: str) -> Seat | None:
        seats = list(db.session.scalars(select(Seat).filter_by(state=state).order_by(Seat.id)))
        return chosen.draw(sampled_from(seats)) if seats else None


@pytest.mark.parametrize("app", ["sqlite"], indirect=True)
def test_whatever_happens_the_seats_are_right(app: Flask) -> None:
    with app.app_context():
        few = settings(max_examples=12, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck))
        run_state_machine_as_test(Registering, settings=few)

"""Which times waiting talks could have, and what the solver makes of them, without a database."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from events.programme.rules import SlotKind
from events.programme.rules.bookings import Booking, Guest, Hall, Host
from events.programme.rules.conflicts import conflicts_among
from events.programme.rules.proposals import Limits, Outcome, Problem, Times, Waiting, Why
from events.programme.rules.solver import first_fit, propose

DAY = date(2026, 6, 12)
SMALL, LARGE = Hall(1, 1, "Atelier", "Palais", seats=20), Hall(2, 1, "Auditorium", "Palais", seats=200)
LIMITS = Limits(DAY, DAY, time(9), time(12), 15, 0, (1, 2))
SAM = Guest(1, "Sam")
CONGRESS = Host(1, "congres", {"fr": "Congrès"}, DAY, DAY + timedelta(days=3))


def at(hour: float) -> datetime:
    """On the wall in Paris, on the first day."""
    return datetime(2026, 6, 12, tzinfo=UTC) + timedelta(hours=hour - 2)


def problem(*waiting: Waiting, **changes: object) -> Problem:
    made = Problem(1, "Europe/Paris", LIMITS, [SMALL, LARGE], waiting, [])
    return replace(made, **changes)  # type: ignore[arg-type]


def fixed(starts: float, ends: float, **fields: object) -> Booking:
    made = Booking(7, at(starts), at(ends), "Europe/Paris", hall=LARGE, host=CONGRESS)
    return replace(made, **fields)  # type: ignore[arg-type]


def starts(given: Problem, hall: Hall = LARGE) -> list[datetime]:
    times = Times(given)
    return [times.moment(start) for start in times.starts(given.waiting[0], hall)]


def solved(given: Problem) -> Outcome:
    return propose(given, 5, lambda _: True)


def test_a_talk_may_begin_at_each_step_as_long_as_it_ends_in_time() -> None:
    assert starts(problem(Waiting(1, 150))) == [at(9), at(9.25), at(9.5)]
    assert starts(problem(Waiting(1, 190))) == []


@pytest.mark.parametrize(
    ("booking", "allowed"),
    [
        (fixed(10, 12), [at(9)]),
        (fixed(10, 12, kind=SlotKind.BLOCKER), [at(9)]),
        (fixed(10, 12, kind=SlotKind.BREAK, hall=None), [at(9)]),
        (fixed(10, 12, kind=SlotKind.BREAK, hall=None, host=replace(CONGRESS, id=2)), None),
        (fixed(10, 12, kind=SlotKind.BLOCKER, hall=None), None),
        (fixed(10, 12, hall=SMALL), None),
        (fixed(10, 12, hall=SMALL, guests=[SAM]), [at(9)]),
        (fixed(10, 12, hall=None, host=replace(CONGRESS, id=2), guests=[SAM]), [at(9)]),
    ],
    ids=["talk", "blocker", "break", "another event's break", "nowhere", "elsewhere", "hers", "hers in another event"],
)
def test_what_stands_is_respected(booking: Booking, allowed: list[datetime] | None) -> None:
    free = starts(problem(Waiting(1, 60, guests=[SAM])))
    assert starts(problem(Waiting(1, 60, guests=[SAM]), fixed=[booking])) == (free if allowed is None else allowed)


def test_windows_seats_and_opening_hours_are_respected() -> None:
    morning = replace(SAM, windows=[(at(9), at(10))])
    assert starts(problem(Waiting(1, 60, guests=[morning]))) == [at(9)]
    assert starts(problem(Waiting(1, 60, seats=21)), SMALL) == []
    assert starts(problem(Waiting(1, 60, seats=20)), SMALL)
    unknown = replace(SMALL, seats=None)
    assert starts(problem(Waiting(1, 60, seats=500), halls=[unknown]), unknown)
    late = replace(LARGE, hours={4: (time(11), time(18))})
    assert starts(problem(Waiting(1, 60), halls=[late]), late) == [at(11)]


def test_a_gap_is_kept_to_other_talks_and_not_to_breaks() -> None:
    limits = replace(LIMITS, gap=15)
    talk = Waiting(1, 60)
    assert starts(problem(talk, limits=limits, fixed=[fixed(10.25, 12)])) == [at(9)]
    assert starts(problem(talk, limits=limits, fixed=[fixed(10, 12)])) == []
    assert starts(problem(talk, limits=limits, fixed=[fixed(10, 12, kind=SlotKind.BREAK)])) == [at(9)]
    outcome = solved(problem(talk, Waiting(2, 60), limits=replace(limits, room_ids=(2,)), halls=[LARGE]))
    first, second = outcome.places
    assert second.starts_at - first.ends_at >= timedelta(minutes=15)


def test_hours_are_those_of_the_wall_over_a_change_of_the_clocks() -> None:
    limits = replace(LIMITS, first=date(2026, 3, 28), last=date(2026, 3, 29), closes=time(10))
    found = starts(problem(Waiting(1, 60), limits=limits))
    assert found == [datetime(2026, 3, 28, 8, tzinfo=UTC), datetime(2026, 3, 29, 7, tzinfo=UTC)]


def test_what_does_not_fit_stays_and_says_why() -> None:
    away = replace(SAM, windows=[(at(20), at(22))])
    outcome = solved(
        problem(
            Waiting(1, 180, seats=100),
            Waiting(2, 180, seats=100),
            Waiting(3, 60, seats=201),
            Waiting(4, 60, guests=[away]),
            Waiting(5, 200),
        )
    )
    assert len(outcome.places) == 1
    assert {1, 2} & outcome.left.keys()
    full = outcome.left.keys() & {1, 2}
    assert [outcome.left[talk] for talk in full] == [Why.FULL]
    assert {talk: outcome.left[talk] for talk in (3, 4, 5)} == {3: Why.SEATS, 4: Why.SPEAKER, 5: Why.LENGTH}


def test_the_solver_places_what_first_fit_cannot() -> None:
    """Two times of 80 minutes around a break: the longest first leaves two rests of ten minutes."""
    waiting = [Waiting(n, minutes) for n, minutes in enumerate((40, 30, 30, 20, 20, 20), start=1)]
    coffee = fixed(10 + 1 / 3, 10 + 2 / 3, kind=SlotKind.BREAK)
    given_problem = problem(*waiting, limits=replace(LIMITS, step=10), halls=[LARGE], fixed=[coffee])
    times = Times(given_problem)
    options = {n: {LARGE.id: times.starts(talk, LARGE)} for n, talk in enumerate(waiting)}
    assert len(first_fit(given_problem, options)) == 5
    assert len(solved(given_problem).places) == 6


def test_talks_of_a_track_come_into_one_room() -> None:
    waiting = [Waiting(n, 60, track_id=n % 2) for n in range(1, 7)]
    outcome = solved(problem(*waiting))
    rooms = {track: {place.room_id for place in outcome.places if place.talk_id % 2 == track} for track in (0, 1)}
    assert [len(used) for used in rooms.values()] == [1, 1]


def test_the_same_problem_has_the_same_answer() -> None:
    waiting = [Waiting(n, 45, seats=n * 9, track_id=n % 3, guests=[Guest(n % 4, "")]) for n in range(1, 9)]
    assert solved(problem(*waiting)) == solved(problem(*waiting))


def test_nothing_to_place_is_no_place() -> None:
    assert solved(problem()) == Outcome([], {})
    assert solved(problem(Waiting(1, 60), halls=[])) == Outcome([], {1: Why.SEATS})


def test_progress_grows_and_an_end_of_waiting_stops_the_search() -> None:
    told: list[int] = []

    def note(progress: int) -> bool:
        told.append(progress)
        return True

    waiting = [Waiting(n, 45, track_id=n % 3) for n in range(1, 9)]
    propose(problem(*waiting), 5, note)
    assert told == sorted(told)
    assert 0 < told[0] <= told[-1] <= 95
    stopped = propose(problem(*waiting), 60, lambda _: False)
    assert len(stopped.places) == len(waiting)


def test_limits_and_outcome_are_kept_as_plain_values() -> None:
    assert Limits.of(LIMITS.plain()) == LIMITS
    outcome = solved(problem(Waiting(1, 60), Waiting(2, 500)))
    assert Outcome.of(outcome.plain()) == replace(outcome, places=list(outcome.places))


talks = st.lists(
    st.tuples(st.sampled_from([20, 45, 60, 90]), st.sampled_from([0, 15, 100]), st.sets(st.integers(1, 4), max_size=2)),
    min_size=1,
    max_size=10,
)
standing = st.lists(
    st.tuples(st.integers(8, 12), st.integers(1, 3), st.sampled_from([SMALL, LARGE, None]), st.integers(1, 4)),
    max_size=4,
)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(talks, standing, st.sets(st.integers(1, 4), max_size=2), st.sampled_from([0, 15]))
def test_a_proposal_has_no_conflicts(
    rows: list[tuple[int, int, set[int]]],
    there: list[tuple[int, int, Hall | None, int]],
    mornings: set[int],
    gap: int,
) -> None:
    guests = {n: Guest(n, "", windows=[(at(8), at(10.5))] if n in mornings else ()) for n in range(1, 5)}
    open_hall = replace(LARGE, hours={4: (time(9, 30), time(12))})
    halls = {SMALL.id: SMALL, LARGE.id: open_hall}
    waiting = [
        Waiting(n, minutes, seats, n % 2, [guests[g] for g in sorted(who)])
        for n, (minutes, seats, who) in enumerate(rows, start=1)
    ]
    stands = [
        fixed(start, start + length, slot_id=100 + n, hall=hall, guests=[guests[who]], kind=SlotKind.TALK)
        for n, (start, length, hall, who) in enumerate(there)
    ]
    given_problem = problem(*waiting, halls=list(halls.values()), fixed=stands, limits=replace(LIMITS, gap=gap))
    outcome = propose(given_problem, 1, lambda _: True)
    thought = [
        Booking(
            place.talk_id,
            place.starts_at,
            place.ends_at,
            "Europe/Paris",
            hall=halls[place.room_id],
            host=CONGRESS,
            guests=waiting[place.talk_id - 1].guests,
            limit=waiting[place.talk_id - 1].seats,
        )
        for place in outcome.places
    ]
    found = conflicts_among([*thought, *stands])
    assert [conflict for conflict in found if min(conflict.slot_ids) < 100] == []
    assert {place.talk_id for place in outcome.places}.isdisjoint(outcome.left)
    assert len(outcome.places) + len(outcome.left) == len(waiting)

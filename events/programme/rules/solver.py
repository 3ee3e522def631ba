"""A timetable for waiting talks by constraint programming (Google OR-tools, CP-SAT).

First each talk goes where it fits, the hardest to place first; then the solver places more of them, and last it brings
the talks of a track into few rooms and all of them towards the beginning. The same problem has the same answer, unless
the time is up earlier.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from time import monotonic
from typing import Any

from events.programme.rules.proposals import Outcome, Place, Problem, Times, Waiting

Report = Callable[[int], bool]
"""Told how far the work is, in per cent; False when it should stop with what there is."""

Start = tuple[int, int]
"""A room's id and a minute."""

STEPS = 4
"""In so many turns the solver improves what there is, and tells how far it is between them."""

EFFORT = 2.0
"""Deterministic time of one turn, about as many seconds."""


def propose(problem: Problem, seconds: float, report: Report) -> Outcome:
    """The best places found in about so many seconds. Raises ModuleNotFoundError without OR-tools."""
    from ortools.sat.python import cp_model

    times, until = Times(problem), monotonic() + seconds
    options = {talk: _options(times, talk) for talk in range(len(problem.waiting))}
    known = first_fit(problem, options)
    if not report(30) or not any(options.values()):
        return _outcome(problem, times, known)
    model = _Model(cp_model, problem, options)
    for turn in range(STEPS):
        known, is_best = model.improve(known, min(EFFORT, max(until - monotonic(), 0.1) / (STEPS - turn)))
        if not report(40 + 55 * (turn + 1) // STEPS) or is_best or monotonic() > until:
            break
    return _outcome(problem, times, known)


def first_fit(problem: Problem, options: Mapping[int, Mapping[int, list[int]]]) -> dict[int, Start]:
    """Each talk at the first free time, those with the fewest times first, in a room of its track if it can be."""
    placed = _Placed(problem)
    order = sorted(
        options, key=lambda talk: (sum(map(len, options[talk].values())), -problem.waiting[talk].minutes, talk)
    )
    for talk in order:
        placed.put(talk, options[talk])
    return placed.starts


@dataclass
class _Placed:
    problem: Problem
    starts: dict[int, Start] = field(default_factory=dict)
    rooms: dict[int, list[tuple[int, int]]] = field(default_factory=lambda: defaultdict(list))
    people: dict[int, list[tuple[int, int]]] = field(default_factory=lambda: defaultdict(list))
    tracks: dict[int | None, list[int]] = field(default_factory=lambda: defaultdict(list))

    def put(self, talk: int, options: Mapping[int, list[int]]) -> None:
        waiting = self.problem.waiting[talk]
        seats = {hall.id: hall.seats or 0 for hall in self.problem.halls}
        of_track = self.tracks[waiting.track_id] if waiting.track_id else []
        for room in sorted(options, key=lambda room: (room not in of_track, seats[room], room)):
            start = next((start for start in options[room] if self._is_free(waiting, room, start)), None)
            if start is not None:
                self._note(talk, waiting, room, start)
                return

    def _is_free(self, waiting: Waiting, room: int, start: int) -> bool:
        taken = [*self.rooms[room], *(span for guest in waiting.guests for span in self.people[guest.person_id])]
        end = start + waiting.minutes + self.problem.limits.gap
        return not any(start < until and since < end for since, until in taken)

    def _note(self, talk: int, waiting: Waiting, room: int, start: int) -> None:
        span = (start, start + waiting.minutes + self.problem.limits.gap)
        self.starts[talk] = (room, start)
        self.rooms[room].append(span)
        self.tracks[waiting.track_id].append(room)
        for guest in waiting.guests:
            self.people[guest.person_id].append(span)


class _Model:
    """Variables: for each talk a beginning, for each room that could have it whether it has it."""

    def __init__(self, cp_model: Any, problem: Problem, options: Mapping[int, Mapping[int, list[int]]]) -> None:
        self.cp_model, self.problem = cp_model, problem
        self.model = cp_model.CpModel()
        self.starts: dict[int, Any] = {}
        self.inside: dict[Start, Any] = {}
        self.rooms: dict[int, list[Any]] = defaultdict(list)
        self.people: dict[int, list[Any]] = defaultdict(list)
        for talk, rooms in options.items():
            if any(rooms.values()):
                self._add(talk, rooms)
        for apart in (*self.rooms.values(), *self.people.values()):
            if len(apart) > 1:
                self.model.add_no_overlap(apart)
        self.spread = self._rooms_of_tracks()
        self.most, self.turns, self.is_settled = len(self.starts), 0, False

    def improve(self, known: Mapping[int, Start], effort: float) -> tuple[dict[int, Start], bool]:
        """Better than what is known, or the same; and whether nothing better exists."""
        if len(known) < self.most and self.turns < STEPS // 2:
            self.turns += 1
            found, is_best = self._solve(known, sum(self.inside.values()), effort)
            self.most = len(found) if is_best else self.most
            return found, False
        if not self.is_settled:
            self.is_settled = True
            self.model.add(sum(self.inside.values()) >= len(known))
        return self._solve(known, -self._cost(), effort)

    def _add(self, talk: int, rooms: Mapping[int, list[int]]) -> None:
        domain = self.cp_model.Domain.from_values
        every = sorted({start for starts in rooms.values() for start in starts})
        start = self.starts[talk] = self.model.new_int_var_from_domain(domain(every), f"start{talk}")
        length = self.problem.waiting[talk].minutes + self.problem.limits.gap
        for room, possible in rooms.items():
            is_here = self.inside[talk, room] = self.model.new_bool_var(f"talk{talk}room{room}")
            self.rooms[room].append(self.model.new_optional_fixed_size_interval_var(start, length, is_here, ""))
            if len(possible) < len(every):
                self.model.add_linear_expression_in_domain(start, domain(possible)).only_enforce_if(is_here)
        is_placed = self.model.new_bool_var("")
        self.model.add(sum(self.inside[talk, room] for room in rooms) == is_placed)
        for guest in self.problem.waiting[talk].guests:
            hers = self.model.new_optional_fixed_size_interval_var(start, length, is_placed, "")
            self.people[guest.person_id].append(hers)

    def _rooms_of_tracks(self) -> list[Any]:
        """One variable for each track and room: whether the track uses the room."""
        used: dict[tuple[int, int], Any] = {}
        for (talk, room), is_here in self.inside.items():
            track = self.problem.waiting[talk].track_id
            if track is not None:
                key = (track, room)
                used.setdefault(key, self.model.new_bool_var(""))
                self.model.add_implication(is_here, used[key])
        return list(used.values())

    def _cost(self) -> Any:
        """A day for each further room of a track; a minute for each minute later."""
        return 24 * 60 * sum(self.spread) + sum(self.starts.values())

    def _solve(self, known: Mapping[int, Start], goal: Any, effort: float) -> tuple[dict[int, Start], bool]:
        self.model.clear_hints()
        for talk, start in self.starts.items():
            if talk in known:
                self.model.add_hint(start, known[talk][1])
        for (talk, room), is_here in self.inside.items():
            self.model.add_hint(is_here, talk in known and known[talk][0] == room)
        self.model.maximize(goal)
        solver = self._solver(effort)
        status = solver.solve(self.model)
        if status not in {self.cp_model.OPTIMAL, self.cp_model.FEASIBLE}:
            return dict(known), False
        here = [key for key, is_here in self.inside.items() if solver.boolean_value(is_here)]
        found = {talk: (room, solver.value(self.starts[talk])) for talk, room in here}
        return (found if len(found) >= len(known) else dict(known)), status == self.cp_model.OPTIMAL

    def _solver(self, effort: float) -> Any:
        solver = self.cp_model.CpSolver()
        solver.parameters.random_seed = 1
        solver.parameters.num_workers = 2
        solver.parameters.interleave_search = True
        solver.parameters.max_deterministic_time = effort
        solver.parameters.max_time_in_seconds = effort
        return solver


def _options(times: Times, talk: int) -> dict[int, list[int]]:
    waiting = times.problem.waiting[talk]
    found = {hall.id: times.starts(waiting, hall) for hall in times.problem.halls}
    return {room: starts for room, starts in found.items() if starts}


def _outcome(problem: Problem, times: Times, known: Mapping[int, Start]) -> Outcome:
    places = [
        Place(problem.waiting[talk].talk_id, room, times.moment(start), problem.waiting[talk].minutes)
        for talk, (room, start) in known.items()
    ]
    left = [waiting for talk, waiting in enumerate(problem.waiting) if talk not in known]
    return Outcome(
        sorted(places, key=lambda place: (place.starts_at, place.room_id)),
        {waiting.talk_id: times.why_not(waiting) for waiting in left},
    )

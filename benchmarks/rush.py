"""The evening when registration opens: 5 000 people want 500 seats within a minute, while their mails are sent.

`python -m benchmarks.rush` prints what became of them on each database; with a number, of so many people for a tenth of
the seats. Everybody must be answered, and as many seats given as there are.
"""

import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPResponse
from statistics import quantiles
from urllib.parse import urlencode

from sqlalchemy import select

from app import create_app
from benchmarks.places import SEASON, TALK, Place, places
from benchmarks.registrations import token_in
from benchmarks.relay import running_relay
from benchmarks.servers import our_server
from benchmarks.visitors import HEADERS, cookies_of
from events.config import read_settings
from events.extensions import db
from events.mail.models import Message
from events.programme.models import Talk
from events.registration.models import Seat

PEOPLE = 5000
AT_ONCE = 100
WITHIN = 60
"""Seconds in which all arrive."""
PATIENCE = 120
"""Seconds that one waits for an answer."""


@dataclass
class Outcome:
    """Answers by status; seconds from the click on the form's link until one's own page stands there."""

    statuses: Counter[str] = field(default_factory=Counter)
    waits: list[float] = field(default_factory=list)
    seconds: float = 0.0


def main(people: int) -> None:
    for place in places():
        with running_relay() as port:
            place.settings["EVENTS_MAIL_URL"] = f"smtp://127.0.0.1:{port}"
            taken = seats_taken(place)
            place.flask("registration", "open", SEASON, "--talk", TALK, "--capacity", str(taken + people // 10))
            with our_server(place) as server:
                outcome = rush(server.port, people)
                report(place, people, outcome, taken)


def rush(port: int, people: int) -> Outcome:
    """Each thread stands for a hundredth of the people; who isn't answered yet keeps the next one waiting."""
    outcome, turns, start = Outcome(), iter(range(people)), time.perf_counter()
    lock = threading.Lock()

    def visit() -> None:
        while (number := _next(turns, lock)) is not None:
            time.sleep(max(0.0, start + WITHIN * number / people - time.perf_counter()))
            before = time.perf_counter()
            outcome.statuses[register(port, number)] += 1
            outcome.waits.append(time.perf_counter() - before)

    threads = [threading.Thread(target=visit) for _ in range(AT_ONCE)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    outcome.seconds = time.perf_counter() - start
    return outcome


def _next(turns: Iterator[int], lock: threading.Lock) -> int | None:
    with lock:
        return next(turns, None)


def register(port: int, number: int) -> str:
    """The form, its POST and one's own page; the first answer that isn't as it should be, else "registered"."""
    connection = HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    address = {**HEADERS, "X-Forwarded-For": f"10.{number >> 16}.{number >> 8 & 255}.{number & 255}"}
    try:
        form, page = ask(connection, "GET", f"/{SEASON}/register?talk={TALK}", address)
        if form.status != 200:
            return f"form {form.status}"
        typed = {
            "csrf_token": token_in(page),
            "name": f"Camille Delattre {number}",
            "email": f"camille-{number}@example.org",
            "talks": TALK,
        }
        sender = {**address, "Cookie": cookies_of(form), "Content-Type": "application/x-www-form-urlencoded"}
        sent, _ = ask(connection, "POST", f"/{SEASON}/register", sender, urlencode(typed))
        if sent.status != 303:
            return f"sent {sent.status}"
        own, _ = ask(connection, "GET", sent.headers["Location"], address)
        return "registered" if own.status == 200 else f"own page {own.status}"
    except OSError as error:
        return type(error).__name__
    finally:
        connection.close()


def ask(
    connection: HTTPConnection, method: str, path: str, headers: dict[str, str], body: str | None = None
) -> tuple[HTTPResponse, str]:
    connection.request(method, path, body, headers)
    answer = connection.getresponse()
    return answer, answer.read().decode()


@contextmanager
def inside(place: Place) -> Iterator[None]:
    """Where its database is asked from here."""
    with create_app(read_settings(place.settings)).app_context():
        yield
        db.session.remove()
        db.engine.dispose()


def seats_taken(place: Place) -> int:
    with inside(place):
        return db.session.scalars(select(Talk).filter_by(slug=TALK)).one().capacity.taken


def report(place: Place, people: int, outcome: Outcome, taken: int) -> None:
    steps = quantiles(outcome.waits, n=20)
    print(f"\n{place.name}: {people} people for {people // 10} seats")
    print("  answers: " + ", ".join(f"{number} {what}" for what, number in outcome.statuses.most_common()))
    print(f"  {outcome.seconds:.0f} s, {people / outcome.seconds:.0f} a second")
    print(f"  form, sending and own page: median {steps[9]:.2f} s, 95 of 100 within {steps[18]:.2f} s")
    with inside(place):
        capacity = db.session.scalars(select(Talk).filter_by(slug=TALK)).one().capacity
        rows = Counter(db.session.scalars(select(Seat.state).filter_by(talk_id=capacity.talk_id)))
        states = Counter(db.session.scalars(select(Message.state)))
        print(f"  seats given: {capacity.taken - taken}; {capacity.waiting} wait")
        print(f"  rows: {rows['confirmed'] - taken} confirmed, {rows['waiting']} waiting")
        print("  mails: " + ", ".join(f"{number} {state}" for state, number in states.most_common()), flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else PEOPLE)

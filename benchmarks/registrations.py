"""A registration as a browser sends it, stored with its messages, against a transaction that does nothing."""

import re
import time
from collections.abc import Iterator
from statistics import median
from urllib.parse import urlencode

from app import create_app
from benchmarks.figures import Figure, Figures, in_turn, milliseconds
from benchmarks.places import SEASON, TALK, Place
from benchmarks.servers import our_server
from benchmarks.visitors import Visitors, visitors
from events.config import read_settings
from events.extensions import db
from events.kit.transaction import transaction

ROUNDS, AT_ONCE = 5, 40
PATH = f"/{SEASON}/register"


def measure(place: Place) -> Figures:
    """The form is fetched once; each POST comes from another visitor and bears other names. The worker sends beside."""
    app = create_app(read_settings(place.settings))
    with our_server(place) as server, visitors(server.port) as clients, app.app_context():
        people = some_people(clients)
        computed: list[float] = []

        def register() -> float:
            before, start = server.processor_time(), time.perf_counter()
            clients.send_all(PATH, next(people))
            computed.append((server.processor_time() - before) / AT_ONCE)
            return (time.perf_counter() - start) * 1000 / AT_ONCE

        def do_nothing() -> float:
            return milliseconds(empty_transaction, AT_ONCE)

        ours, floor = in_turn(register, do_nothing, ROUNDS)
        db.session.remove()
        db.engine.dispose()
    yield Figure("registration", "per second", 1000 / ours, 1000 / floor)
    yield Figure("registration, processor time of the pages", "ms", median(computed), floor)


def empty_transaction() -> None:
    with transaction():
        pass


def some_people(clients: Visitors) -> Iterator[Iterator[tuple[str, dict[str, str]]]]:
    page, cookies = clients.read(PATH)
    token = token_in(page)
    for number in range(0, ROUNDS * AT_ONCE, AT_ONCE):
        yield (one_person(person, token, cookies) for person in range(number, number + AT_ONCE))


def token_in(page: str) -> str:
    """What the form sends back to show that it is ours."""
    found = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)
    if found is None:
        raise RuntimeError("the form has no token")
    return found[1]


def one_person(number: int, token: str, cookies: str) -> tuple[str, dict[str, str]]:
    form = {
        "csrf_token": token,
        "name": f"Camille Delattre {number}",
        "email": f"camille-{number}@example.org",
        "talks": TALK,
    }
    address = f"192.0.{number // 250}.{number % 250 + 1}"
    headers = {
        "Cookie": cookies,
        "Content-Type": "application/x-www-form-urlencoded",
        "X-Forwarded-For": address,
    }
    return urlencode(form), headers

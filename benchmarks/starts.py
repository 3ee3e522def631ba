"""Starting again with a database that stands, and what the processes hold at rest."""

import time

from benchmarks.figures import Figure, Figures, in_turn
from benchmarks.places import CONGRESS, SEASON, TALK, Place
from benchmarks.servers import constant_server, our_server
from benchmarks.visitors import visitors


def measure(place: Place) -> Figures:
    """To the first answer with 200; then memory after a few pages."""
    yield Figure("start to the first page", "ms", *in_turn(lambda: start(place), start_of_constant, rounds=3))
    yield Figure("web and worker at rest (PSS)", "MB", *in_turn(lambda: memory(place), memory_of_constant, rounds=1))


def start(place: Place) -> float:
    with our_server(place) as server:
        return server.started_in


def start_of_constant() -> float:
    with constant_server() as server:
        return server.started_in


def memory(place: Place) -> float:
    with our_server(place) as server, visitors(server.port) as clients:
        for path in ("/", f"/{SEASON}/talks/{TALK}/", f"/{CONGRESS}/schedule/", f"/{SEASON}/register"):
            clients.read(path)
        time.sleep(2)
        return server.memory()


def memory_of_constant() -> float:
    with constant_server() as server:
        return server.memory()

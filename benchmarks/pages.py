"""Pages that many read, against a constant answer of the same size from the same kind of server."""

from functools import partial

from benchmarks.figures import Figure, Figures, in_turn
from benchmarks.places import CONGRESS, LARGE, SEASON, TALK, Place
from benchmarks.servers import constant_server, our_server
from benchmarks.visitors import visitors

PAGES = {
    "talk page": f"/{SEASON}/talks/{TALK}/",
    "schedule page of 48 talks": f"/{CONGRESS}/schedule/",
    "schedule page of 943 talks": f"/{LARGE}/schedule/",
    "schedule.ics of 943 talks": f"/{LARGE}/schedule.ics",
    "schedule.xml of 943 talks": f"/{LARGE}/schedule.xml",
    "schedule.json of 943 talks": f"/{LARGE}/schedule.json",
}


def measure(place: Place) -> Figures:
    """Requests per second over keep-alive connections."""
    with (
        our_server(place) as server,
        constant_server() as floor,
        visitors(server.port) as ours,
        visitors(floor.port) as theirs,
    ):
        for what, path in PAGES.items():
            size = len(ours.read(path)[0].encode())
            rates = in_turn(partial(ours.reads_per_second, path), partial(theirs.reads_per_second, f"/{size}"))
            yield Figure(f"{what} ({size / 1024:.0f} kB)", "requests/s", *rates)

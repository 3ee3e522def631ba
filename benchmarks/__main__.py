"""Prints one table for each database."""

import signal
import sys

from benchmarks.figures import HEAD
from benchmarks.measures import MEASURES
from benchmarks.places import places


def main() -> None:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # servers, folders and databases go with us
    for place in places():
        print(f"\n{place.name}\n{HEAD}", flush=True)
        for measure in MEASURES:
            for figure in measure(place):
                print(figure, flush=True)


if __name__ == "__main__":
    main()
